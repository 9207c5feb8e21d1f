/* The headers are C++ too: the record's anonymous union, the functions' names, the macros. */
#include <postfixlog/postfixlog.h>

#include <cstring>

int main()
{
    static const char line[] = "Nov 23 17:04:51 mx1 postfix/smtpd[14080]: connect from unknown[192.0.2.66]";
    pfl_parser *parser = nullptr;
    pfl_event event;
    if (pfl_parser_create(&parser, nullptr) != PFL_OK)
        return 1;
    if (pfl_parse_line(parser, line, sizeof line - 1, &event, sizeof event) != PFL_OK)
        return 1;
    const char *text = pfl_event_text(parser, line, &event);
    const pfl_span address = event.connect.client_addr;
    const bool right = event.kind == PFL_KIND_CONNECT && (event.present & PFL_HAS_CONNECT_CLIENT_ADDR) != 0 &&
                       address.length == 10 && std::memcmp(text + address.offset, "192.0.2.66", 10) == 0;
    pfl_parser_destroy(parser);
    return right ? 0 : 1;
}
