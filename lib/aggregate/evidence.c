#include "lib/aggregate/evidence.h"

/* Whether the first of two lines stays, or would if it were new. */
static bool precedes(int64_t time, struct place place, piece text, const struct evidence *e)
{
    size_t common = text.length < e->length ? text.length : e->length;
    int order = common == 0 ? 0 : memcmp(text.at, e->text, common);
    if (time != e->time)
        return time < e->time;
    if (order != 0)
        return order < 0;
    if (text.length != e->length)
        return text.length < e->length;
    if (place.stream != e->place.stream)
        return place.stream < e->place.stream;
    return place.offset < e->place.offset;
}

static bool is_kept(enum keep keep, int64_t time, struct place place, piece text, const struct evidence *e)
{
    if (keep == KEEP_FIRST)
        return precedes(time, place, text, e);
    if (keep == KEEP_LAST)
        return !precedes(time, place, text, e);
    int32_t day = is_time(time) ? day_of(time) : INT32_MIN, kept = is_time(e->time) ? day_of(e->time) : INT32_MIN;
    return day != kept ? day > kept : precedes(time, place, text, e);
}

void pfl_evidence_offer(struct memory *m, struct evidence **slot, enum keep keep, int64_t time, struct place place,
                        piece text)
{
    struct evidence *e = *slot;
    text.length = text.length < EVIDENCE_TEXT ? text.length : EVIDENCE_TEXT;
    if (e != NULL && !is_kept(keep, time, place, text, e))
        return;
    size_t had = evidence_bytes(e);
    size_t needed = evidence_bytes(&(struct evidence){.length = (uint32_t)text.length});
    if (had != needed) {
        e = pfl_memory_resize(m, e, had, needed);
        if (e == NULL) {
            m->lost++;
            return;
        }
    }
    *e = (struct evidence){.time = time, .place = place, .length = (uint32_t)text.length};
    if (text.length > 0)
        memcpy(e->text, text.at, text.length);
    *slot = e;
}

void pfl_evidence_merge(struct memory *m, struct evidence **slot, enum keep keep, const struct evidence *other)
{
    if (other != NULL)
        pfl_evidence_offer(m, slot, keep, other->time, other->place, (piece){other->text, other->length});
}

bool pfl_evidence_prefers(enum keep keep, const struct evidence *one, const struct evidence *other)
{
    return is_kept(keep, one->time, one->place, (piece){one->text, one->length}, other);
}

void pfl_evidence_free(struct memory *m, struct evidence *e)
{
    memory_release(m, e, evidence_bytes(e));
}
