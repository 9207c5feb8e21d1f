/*
 * The small readers that stand alone: queue IDs, and addresses and networks.
 *
 * The input is a text. What is a queue ID is one of its two forms, of hex digits or of
 * Postfix's 52 letters and digits, with a second it can have; what is a network is the same
 * when its own text is read again, lies in itself and in a wider one, and in no other family.
 */
#include <postfixlog/postfixlog.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect(int holds, const char *what)
{
    if (holds)
        return;
    fprintf(stderr, "%s\n", what);
    abort();
}

static int is_of(const char *text, size_t length, const char *characters)
{
    for (size_t i = 0; i < length; i++)
        if (text[i] == 0 || strchr(characters, text[i]) == NULL)
            return 0;
    return 1;
}

static void check_queue_id(const char *text, size_t length)
{
    pfl_queue_id id, before;
    memset(&id, 0xA5, sizeof id);
    before = id;
    int32_t status = pfl_queue_id_decode(text, length, &id);
    if (status != PFL_OK) {
        expect(status == PFL_ERR_ARGUMENT, "a queue ID is one or an argument that is wrong");
        expect(memcmp(&id, &before, sizeof id) == 0, "a queue ID that is none was written");
        return;
    }
    expect(id.microsecond < 1000000, "a second has a million microseconds");
    if (id.form == PFL_QUEUE_ID_SHORT) {
        expect(is_of(text, length, "0123456789ABCDEF"), "a short queue ID is of hex digits");
        expect(id.time == PFL_TIME_INVALID, "a short queue ID tells no time");
    } else {
        expect(id.form == PFL_QUEUE_ID_LONG, "a queue ID has one of two forms");
        expect(is_of(text, length, "0123456789BCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz"),
               "a long queue ID has no vowels");
        expect(id.time >= 0 && id.time % 1000000 == id.microsecond, "the microseconds are those of the time");
    }
}

static void check_network(const char *text, size_t length)
{
    pfl_network network, again, wider;
    char written[PFL_NETWORK_TEXT];
    memset(&network, 0xA5, sizeof network);
    if (pfl_network_parse(text, length, &network) != PFL_OK)
        return;
    expect(network.bits <= 128, "an address has 128 bits");
    size_t size = pfl_network_text(&network, written);
    expect(size < PFL_NETWORK_TEXT && written[size] == 0, "the text of a network has room");
    expect(pfl_network_parse(written, size, &again) == PFL_OK, "the text of a network is one");
    expect(memcmp(&network, &again, sizeof network) == 0, "the text of a network is that network's");
    expect(pfl_network_contains(&network, &again) == 1, "a network lies in itself");
    expect(pfl_network_parse("::/0", 4, &wider) == PFL_OK, "all of IPv6");
    int in_six = pfl_network_contains(&wider, &network);
    expect(pfl_network_parse("0.0.0.0/0", 9, &wider) == PFL_OK, "all of IPv4");
    expect(in_six + pfl_network_contains(&wider, &network) == 1, "a network is of one family");
    int internal = pfl_network_is_internal(&network);
    expect(internal == 0 || internal == 1, "it is internal or not");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = malloc(size + !size); /* of exactly its size, so that a read past its end is seen */
    if (text == NULL)
        abort();
    if (size > 0)
        memcpy(text, data, size);
    check_queue_id(text, size);
    check_network(text, size);
    free(text);
    return 0;
}
