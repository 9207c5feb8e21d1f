#include "lib/parse/tags.h"

const struct tag *pfl_tags_learn(struct tags *tags, const char *at, const char *end)
{
    size_t length = (size_t)(scan_three(at, end, ' ', '[', ':') - at);
    if (length == 0 || length >= TAG_BYTES || at + length == end || at[length] != '[')
        return NULL;
    struct tag *tag = length < TAG_NAMED ? &tags->other : &tags->slots[tag_slot(at)];
    piece service;
    memset(tag, 0, sizeof *tag);
    memcpy(tag->text, at, length + 1);
    tag->others = ~(uint32_t)((UINT64_C(2) << length) - 1);
    tag->length = (uint8_t)length;
    tag->daemon = pfl_find_daemon((piece){at, length}, &service);
    pfl_span spans[2] = {{0, (uint16_t)length}, {0, 0}}, starts[2] = {{1, 0}, {0, 0}};
    if (service.length > 0) {
        spans[1] = (pfl_span){(uint16_t)(service.at - at), (uint16_t)service.length};
        starts[1].offset = 1;
    }
    memcpy(&tag->spans, spans, sizeof tag->spans);
    memcpy(&tag->starts, starts, sizeof tag->starts);
    tag->present = PFL_HAS_PROGRAM | (service.length > 0 ? PFL_HAS_SERVICE : 0);
    return tag;
}
