#include <postfixlog/base.h>

#define STRING(x)       #x
#define DOTTED(a, b, c) STRING(a) "." STRING(b) "." STRING(c)

const char *pfl_version(void)
{
    return DOTTED(PFL_VERSION_MAJOR, PFL_VERSION_MINOR, PFL_VERSION_PATCH);
}

/* The compiler names a status that is forgotten here, because the type is an enum. */
typedef enum status {
    OK = PFL_OK,
    NEED_MORE = PFL_NEED_MORE,
    FULL = PFL_FULL,
    END = PFL_END,
    ARGUMENT = PFL_ERR_ARGUMENT,
    MEMORY = PFL_ERR_MEMORY,
    LAYOUT = PFL_ERR_LAYOUT,
    OPTION = PFL_ERR_OPTION,
    STATE = PFL_ERR_STATE,
    OVERLAP = PFL_ERR_OVERLAP,
    VERSION = PFL_ERR_VERSION,
    DAMAGED = PFL_ERR_DAMAGED,
    COMPACTED = PFL_ERR_COMPACTED
} status;

const char *pfl_strerror(int32_t code)
{
    switch ((status)code) {
    case OK:
        return "done";
    case NEED_MORE:
        return "more input is needed";
    case FULL:
        return "the room for results is used up";
    case END:
        return "the stream has ended";
    case ARGUMENT:
        return "an argument is null or out of range";
    case MEMORY:
        return "out of memory";
    case LAYOUT:
        return "the event record has another size: compiled for another version of the library";
    case OPTION:
        return "an options struct has a size or a field that this version does not know";
    case STATE:
        return "the call is out of turn: earlier input is waiting, or the stream was finished";
    case OVERLAP:
        return "these lines are counted already";
    case VERSION:
        return "the state was saved by a newer version of the library";
    case DAMAGED:
        return "the state is damaged, cut short, or none at all";
    case COMPACTED:
        return "the lines are from a time that the state has compacted";
    }
    return "unknown status";
}
