/*
 * Cuts the lines about a queue ID into legs, in the order in which they stand in the log:
 * short queue IDs are used again as soon as their file is gone.
 *
 *   client=, uid=       begin a leg, always
 *   message-id=         begins one, unless the leg has only its beginning, or only that and
 *                       others: notices and forwarded mail begin that way
 *   everything else     belongs to the leg that is open, or to one that ended up to a
 *                       minute ago; else it begins one whose beginning is missing, if
 *                       it is about the message itself
 */
#include "trace_parts.h"
#include <string.h>

/* --- Names ------------------------------------------------------------------- */

#define NAME_SIZE (64 + sizeof(uint32_t))

/* The name of a leg: the queue ID and the number of its host. 0 for one that is too long to be one. */
static size_t name_of(char name[NAME_SIZE], const host *h, const char *id, size_t length)
{
    if (length > NAME_SIZE - sizeof h->number)
        return 0;
    memcpy(name, id, length);
    memcpy(name + length, &h->number, sizeof h->number);
    return length + sizeof h->number;
}

leg *queue_find(const trace *t, const host *h, const char *queue_id, size_t length)
{
    char name[NAME_SIZE];
    size_t size = name_of(name, h, queue_id, length);
    return size > 0 ? (leg *)index_find(&t->legs, name, size) : NULL;
}

static leg *begin(trace *t, host *h, const char *id, size_t length)
{
    char name[NAME_SIZE];
    size_t size = name_of(name, h, id, length);
    return size > 0 ? trace_add(t, name, size, h) : NULL;
}

leg *queue_expect(trace *t, host *h, const char *queue_id, size_t length)
{
    return begin(t, h, queue_id, length);
}

/* --- Which leg a line belongs to --------------------------------------------- */

typedef enum place {
    PLACE_BEGINNING,
    PLACE_MESSAGE_ID,
    PLACE_QUEUE, /* the queue manager says that a message is there */
    PLACE_ABOUT, /* about the message: it is there even if nothing else is */
    PLACE_REMARK /* of interest only beside others */
} place;

static place place_of(const log_line *in)
{
    switch (in->event->kind) {
    case PFL_KIND_CLIENT:
    case PFL_KIND_SASL_LOGIN:
    case PFL_KIND_PICKUP:
        return PLACE_BEGINNING;
    case PFL_KIND_MESSAGE_ID:
        return line_has(in, PFL_FIELD_MESSAGE_ID) ? PLACE_MESSAGE_ID : PLACE_REMARK;
    case PFL_KIND_QUEUED:
        return PLACE_QUEUE;
    case PFL_KIND_SENT:
    case PFL_KIND_DEFERRED:
    case PFL_KIND_BOUNCED:
    case PFL_KIND_DELIVERABLE:
    case PFL_KIND_UNDELIVERABLE:
    case PFL_KIND_REMOVED:
    case PFL_KIND_EXPIRED:
    case PFL_KIND_QUEUE_ADMIN:
    case PFL_KIND_BOUNCE_NOTICE:
    case PFL_KIND_REJECT:
    case PFL_KIND_FILTER_ACTION:
    case PFL_KIND_MILTER:
    case PFL_KIND_HEADER_CHECK:
        return PLACE_ABOUT;
    default:
        return PLACE_REMARK;
    }
}

/* It is not queued, as far as is known: message-id= is what comes next, and again where a header has several. */
static bool wants_message_id(const leg *l, int64_t time)
{
    const unsigned more = HAS_QUEUED | HAS_OUTCOME | HAS_EXPIRED;
    bool another = (l->facts & HAS_MESSAGE_ID) == 0 ||
                   ((l->facts & HAS_START) != 0 && (time == PFL_TIME_INVALID || l->first == PFL_TIME_INVALID ||
                                                    time <= l->first + LONGEST_ENVELOPE));
    return (l->facts & more) == 0 && another && l->end != END_REMOVED && l->end != END_DELETED;
}

static bool is_late(const leg *l, int64_t time)
{
    return time == PFL_TIME_INVALID || l->ended == PFL_TIME_INVALID || time <= l->ended + LATE_LINE;
}

static bool goes_on(const leg *l, place where, int64_t time)
{
    switch (where) {
    case PLACE_BEGINNING:
        return false;
    case PLACE_MESSAGE_ID:
        return wants_message_id(l, time);
    case PLACE_QUEUE:
        return l->end != END_REMOVED && l->end != END_DELETED;
    case PLACE_ABOUT:
    case PLACE_REMARK:
        return l->end == END_NONE || is_late(l, time);
    }
    return false;
}

static leg *leg_of_queue_id(trace *t, host *h, const log_line *in)
{
    const char *id = in->text + in->event->queue_id.offset;
    size_t length = in->event->queue_id.length;
    place where = place_of(in);
    leg *last = queue_find(t, h, id, length);
    if (last != NULL && goes_on(last, where, in->event->time))
        return last;
    return where != PLACE_REMARK ? begin(t, h, id, length) : NULL;
}

/* --- Sessions ---------------------------------------------------------------- */

#define PID_NAME (1 + sizeof(uint32_t))

/* The session of a smtpd process, named as no queue ID is. */
static leg *session_of(const trace *t, const host *h, const pfl_event *event, char id[PID_NAME])
{
    id[0] = '[';
    memcpy(id + 1, &event->pid, sizeof event->pid);
    return queue_find(t, h, id, PID_NAME);
}

/* The message that a session has under way is of this client and, if that is known, sender. */
static bool is_same_message(const leg *l, const log_line *in)
{
    if (l->begin != NULL && !kept_has(l->begin, l->begin->client, in, PFL_FIELD_CLIENT_ADDR))
        return false;
    return l->envelope == NULL || (kept_has(l->envelope, l->envelope->from, in, PFL_FIELD_FROM) &&
                                   kept_has(l->envelope, l->envelope->client, in, PFL_FIELD_CLIENT_ADDR));
}

/* Whether a line goes on with the last leg of its process. */
static bool session_goes_on(const leg *l, const log_line *in)
{
    bool begun = (l->facts & HAS_START) != 0;
    switch (in->event->kind) {
    case PFL_KIND_PROXY: /* tells neither client nor queue ID */
        return begun && l->end == END_NONE;
    case PFL_KIND_REJECT:
    case PFL_KIND_MILTER: /* what was said of this recipient before is void */
        return (l->facts & IS_PRELUDE) == 0 && (l->end == END_NONE || l->end == END_REFUSED) && is_same_message(l, in);
    case PFL_KIND_FILTER_ACTION:
        return ((l->facts & IS_PRELUDE) != 0 || (begun && l->end == END_NONE)) && is_same_message(l, in);
    default:
        return false;
    }
}

/* Refused, and of an envelope: a client that is turned away as such had no message to speak of. */
static bool is_refused_mail(const log_line *in)
{
    return line_has(in, PFL_FIELD_FROM) &&
           (line_is(in, PFL_FIELD_ACTION, "reject") || line_is(in, PFL_FIELD_ACTION, "milter-reject"));
}

/*
 * Lines without a queue ID: of a filter in front of the queue, about mail that is refused,
 * and what access(5) has done to a recipient: the first one that is accepted has no queue
 * ID yet. It gets one in the next line of that process.
 */
static leg *leg_of_session(trace *t, host *h, const log_line *in)
{
    uint16_t facts = IS_SESSION;
    char id[PID_NAME];
    switch (in->event->kind) {
    case PFL_KIND_CLIENT:
    case PFL_KIND_SASL_LOGIN:
    case PFL_KIND_PROXY:
        break;
    case PFL_KIND_FILTER_ACTION:
        facts |= IS_PRELUDE;
        if (!line_has(in, PFL_FIELD_FROM))
            return NULL;
        break;
    case PFL_KIND_REJECT:
    case PFL_KIND_MILTER:
        if (!is_refused_mail(in))
            return NULL;
        break;
    default:
        return NULL;
    }
    leg *last = session_of(t, h, in->event, id);
    if (last != NULL && session_goes_on(last, in))
        return last;
    leg *made = begin(t, h, id, sizeof id);
    made->facts |= facts;
    return made;
}

/* --- Any line ---------------------------------------------------------------- */

/* What was said of a message before it is begun, by the same process about the same client; taken out. */
static leg *take_prelude(trace *t, host *h, const log_line *in)
{
    char id[PID_NAME];
    leg *last = session_of(t, h, in->event, id);
    if (last == NULL || (last->facts & IS_PRELUDE) == 0 ||
        !kept_has(last->envelope, last->envelope->client, in, PFL_FIELD_CLIENT_ADDR))
        return NULL;
    index_remove(&t->legs, &last->entry);
    return last;
}

leg *queue_leg(trace *t, host *h, const log_line *in)
{
    char id[PID_NAME];
    uint16_t kind = in->event->kind;
    bool is_client = kind == PFL_KIND_CLIENT || kind == PFL_KIND_SASL_LOGIN;
    if (kind == PFL_KIND_CONNECT || kind == PFL_KIND_DISCONNECT) {
        leg *over = session_of(t, h, in->event, id);
        if (over != NULL)
            trace_replace(t, over);
        return NULL;
    }
    leg *prelude = is_client ? take_prelude(t, h, in) : NULL;
    bool named = (in->event->present & PFL_HAS_QUEUE_ID) != 0;
    leg *l = named ? leg_of_queue_id(t, h, in) : leg_of_session(t, h, in);
    if (prelude != NULL) {
        leg_adopt(l, prelude);
        trace_replace(t, prelude);
    }
    return l;
}
