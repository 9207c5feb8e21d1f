/*
 * Queue IDs: what Postfix puts into them (global/mail_queue.h).
 */
#ifndef POSTFIXLOG_QUEUE_ID_H
#define POSTFIXLOG_QUEUE_ID_H

#include <postfixlog/events.h>

#ifdef __cplusplus
extern "C" {
#endif

enum {
    PFL_QUEUE_ID_SHORT = 1, /* 5 hex digits of microseconds, then the inode in hex */
    PFL_QUEUE_ID_LONG = 2   /* enable_long_queue_ids, 2.9: seconds, microseconds, z, inode */
};

/* What a queue ID says of its queue file. */
typedef struct pfl_queue_id {
    int64_t time;         /* when it was made: microseconds since 1970 UTC; PFL_TIME_INVALID in the short form */
    uint64_t inode;       /* number of its file, unique in the queue's file system while the file is there */
    uint32_t microsecond; /* of the second it was made in: all that the short form tells of the time */
    uint8_t form;         /* PFL_QUEUE_ID_SHORT or PFL_QUEUE_ID_LONG */
    uint8_t reserved[3];
} pfl_queue_id;

/*
 * Takes a queue ID apart. Returns PFL_OK, or PFL_ERR_ARGUMENT with *out untouched
 * when text[0 .. length) is none that Postfix makes. Short IDs are used again as
 * soon as their file is gone, so one alone names no message. Any thread.
 */
PFL_API int32_t pfl_queue_id_decode(const char *text, size_t length, pfl_queue_id *out);

#ifdef __cplusplus
}
#endif

#endif
