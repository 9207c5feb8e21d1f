/* Making and releasing what the tally keeps. Contracts in audit_tally.h and audit_records.h. */
#include "audit_records.h"
#include "terminal.h"
#include <stdlib.h>
#include <string.h>

void tally_init(tally *t, const pfl_network *trusted, size_t trusted_count)
{
    *t = (tally){.trusted = trusted, .trusted_count = trusted_count, .first = INT64_MAX, .last = INT64_MIN};
    table_init(&t->addresses, sizeof(address));
    table_init(&t->names, sizeof(subject *));
    table_init(&t->uids, sizeof(subject *));
    table_init(&t->pairs, sizeof(pair));
    table_init(&t->nets, 0);
    table_init(&t->queue, sizeof(message_open));
    table_init(&t->senders, sizeof(contact));
    table_init(&t->domains, sizeof(contact));
    table_init(&t->local_domains, 0);
    table_init(&t->hosts, 0);
}

static void free_clues(clue **clues, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(clues[i]);
}

void tally_free(tally *t)
{
    for (uint32_t i = 0; i < t->addresses.count; i++) {
        address *a = table_at(&t->addresses, i);
        free(a->first_failure);
        free_clues(a->recent, 3);
        free_clues(a->silent, CLUES);
    }
    for (uint32_t i = 0; i < t->pairs.count; i++)
        free_clues(((pair *)table_at(&t->pairs, i))->clues, CLUES);
    for (uint32_t i = 0; i < t->subject_count; i++)
        subject_free(t->subjects[i]);
    table *tables[] = {&t->addresses, &t->names,   &t->uids,    &t->pairs,         &t->nets,
                       &t->queue,     &t->senders, &t->domains, &t->local_domains, &t->hosts};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        table_free(tables[i]);
    for (size_t i = 0; i < t->file_count; i++)
        free(t->files[i]);
    free(t->files);
    free(t->subjects);
    free(t->failures.items);
    free(t->logins.items);
    free(t->silent.items);
}

const char *record_file(tally *t, const input_file *file)
{
    if (t->file != file) {
        size_t size = strlen(file->name) + 1;
        t->files = must_resize(t->files, (t->file_count + 1) * sizeof *t->files);
        t->files[t->file_count] = must_resize(NULL, size);
        memcpy(t->files[t->file_count++], file->name, size);
        t->file = file;
    }
    return t->files[t->file_count - 1];
}

/* --- Clues ------------------------------------------------------------------- */

clue *clue_make(const reading *in)
{
    uint32_t length = in->event->text_length < CLUE_TEXT ? in->event->text_length : CLUE_TEXT;
    clue *c = must_resize(NULL, sizeof *c + length);
    *c = (clue){.file = in->file, .line = in->event->line, .length = length};
    memcpy(c->text, in->text, length);
    return c;
}

void record_failure_clue(address *a, const reading *in)
{
    if (a->first_failure == NULL)
        a->first_failure = clue_make(in);
    free(a->recent[0]);
    a->recent[0] = a->recent[1];
    a->recent[1] = a->recent[2];
    a->recent[2] = clue_make(in);
}

void record_login_clues(clue **clues, const address *a, const reading *in)
{
    free_clues(clues, CLUES);
    size_t count = 0;
    for (size_t i = 0; i < 3; i++)
        if (a->recent[i] != NULL) {
            size_t size = sizeof(clue) + a->recent[i]->length;
            clues[count] = must_resize(NULL, size);
            memcpy(clues[count++], a->recent[i], size);
        }
    clues[count++] = clue_make(in);
    while (count < CLUES)
        clues[count++] = NULL;
}

/* --- Names, addresses, pairs ------------------------------------------------- */

size_t record_key(char *result, const char *text, size_t length)
{
    if (length > KEY_TEXT)
        length = KEY_TEXT;
    result[0] = '\0'; /* an empty name has its address taken too */
    for (size_t i = 0; i < length; i++)
        result[i] = text[i] >= 'A' && text[i] <= 'Z' ? (char)(text[i] + 32) : text[i];
    return length;
}

static bool is_internal(const tally *t, const pfl_network *own, const char *text, size_t length)
{
    for (size_t i = 0; i < t->trusted_count; i++)
        if (network_holds(&t->trusted[i], text, length))
            return true;
    return pfl_network_is_internal(own) != 0;
}

uint32_t record_address(tally *t, const char *text, size_t length)
{
    uint32_t known = t->addresses.count, number = table_put(&t->addresses, text, length);
    if (number < known)
        return number;
    char copy[64] = "";
    pfl_network net;
    address *a = table_at(&t->addresses, number);
    *a = (address){.first = INT64_MAX, .last = INT64_MIN, .net = TABLE_NONE};
    if (length < sizeof copy)
        memcpy(copy, text, length);
    if (value_network(copy, &net)) {
        a->net = table_put(&t->nets, net.bytes, memcmp(net.bytes, "\0\0\0\0\0\0\0\0\0\0\xff\xff", 12) == 0 ? 15 : 6);
        a->internal = is_internal(t, &net, text, length);
    }
    return number;
}

pair *record_pair(tally *t, uint32_t addr, uint32_t name, uint32_t *number)
{
    uint32_t key[2] = {addr, name}, known = t->pairs.count;
    *number = table_put(&t->pairs, key, sizeof key);
    pair *p = table_at(&t->pairs, *number);
    if (*number >= known)
        *p = (pair){.address = addr, .name = name, .first_login = INT64_MAX, .last_login = INT64_MIN};
    return p;
}

void record_attempt(attempts *list, const reading *in, const tally *t, uint32_t number, uint32_t times)
{
    if (list->count == list->capacity) {
        list->capacity = list->capacity > 0 ? 2 * list->capacity : 256;
        list->items = must_resize(list->items, list->capacity * sizeof *list->items);
    }
    const pair *p = table_at(&t->pairs, number);
    list->items[list->count++] = (attempt){in->event->time, in->order, number, p->address, p->name, times};
}

static subject *new_subject(tally *t)
{
    subject *s = must_resize(NULL, sizeof *s);
    *s = (subject){.number = t->subject_count, .first = INT64_MAX, .last = INT64_MIN, .last_address = TABLE_NONE};
    t->subjects = must_resize(t->subjects, (t->subject_count + 1) * sizeof(subject *));
    return t->subjects[t->subject_count++] = s;
}

subject *tally_subject(tally *t, const char *name, size_t length)
{
    char key[KEY_TEXT];
    size_t key_length = record_key(key, name, length);
    uint32_t number = table_put(&t->names, key, key_length);
    subject **place = table_at(&t->names, number);
    if (*place != NULL)
        return *place;
    subject *s = *place = new_subject(t);
    s->name = must_resize(NULL, key_length);
    memcpy(s->name, key, key_length);
    s->name_length = key_length;
    const char *at = key_length > 0 ? memchr(key, '@', key_length) : NULL;
    if (at != NULL)
        table_put(&t->local_domains, at + 1, (size_t)(key + key_length - at) - 1);
    return s;
}

subject *tally_local(tally *t, uint32_t uid)
{
    subject **place = table_at(&t->uids, table_put(&t->uids, &uid, sizeof uid));
    if (*place == NULL) {
        *place = new_subject(t);
        (*place)->is_local = true;
        (*place)->uid = uid;
    }
    return *place;
}
