#include "lib/parse/journal.h"

/* What is wanted of an entry (systemd.journal-fields(7)); the last two are Docker's. */
enum wanted {
    MESSAGE,
    HOSTNAME,
    IDENTIFIER,
    COMM,
    SYSLOG_PID,
    PID,
    SOURCE_TIME, /* when the program wrote it: what journalctl's other formats show */
    RECEIVED_TIME,
    DOCKER_LOG,
    DOCKER_TIME,
    WANTED
};

static const char *const names[WANTED] = {
    [MESSAGE] = "MESSAGE",
    [HOSTNAME] = "_HOSTNAME",
    [IDENTIFIER] = "SYSLOG_IDENTIFIER",
    [COMM] = "_COMM",
    [SYSLOG_PID] = "SYSLOG_PID",
    [PID] = "_PID",
    [SOURCE_TIME] = "_SOURCE_REALTIME_TIMESTAMP",
    [RECEIVED_TIME] = "__REALTIME_TIMESTAMP",
    [DOCKER_LOG] = "log",
    [DOCKER_TIME] = "time",
};

static void space(cursor *c)
{
    while (c->at < c->end && (*c->at == ' ' || *c->at == '\t' || *c->at == '\r'))
        c->at++;
}

/* "...", as it is written; out lies between the quotes. */
static bool raw_string(cursor *c, piece *out)
{
    if (!literal(c, "\""))
        return false;
    const char *from = c->at;
    for (; c->at < c->end && *c->at != '"'; c->at++)
        if (*c->at == '\\' && c->end - c->at > 1)
            c->at++;
    *out = piece_between(from, c->at);
    return literal(c, "\"");
}

/* Any value, as it is written. Brackets are counted, not matched: journald nests one deep. */
static bool raw_value(cursor *c, piece *out)
{
    const char *from = c->at;
    piece ignored;
    size_t depth = 0;
    do {
        char byte = cursor_peek(c);
        if (byte == '"') {
            if (!raw_string(c, &ignored))
                return false;
            continue;
        }
        if (depth == 0 && (byte == ',' || byte == '}'))
            break;
        if (byte == '[' || byte == '{')
            depth++;
        else if ((byte == ']' || byte == '}') && depth > 0)
            depth--;
        if (cursor_at_end(c))
            return false;
        c->at++;
    } while (depth > 0 || (!cursor_at_end(c) && *c->at != ',' && *c->at != '}'));
    *out = piece_between(from, c->at);
    return out->length > 0;
}

static bool hex4(cursor *c, uint32_t *out)
{
    uint32_t value = 0;
    if (cursor_left(c) < 4)
        return false;
    for (int i = 0; i < 4; i++) {
        char h = *c->at++;
        uint32_t digit = 0;
        if (h >= '0' && h <= '9')
            digit = (uint32_t)(h - '0');
        else if (h >= 'a' && h <= 'f')
            digit = (uint32_t)(h - 'a') + 10;
        else if (h >= 'A' && h <= 'F')
            digit = (uint32_t)(h - 'A') + 10;
        else
            return false;
        value = value * 16 + digit;
    }
    *out = value;
    return true;
}

/* The decoded text under construction. */
struct output {
    char *at, *end;
};

static void put(struct output *o, uint32_t byte)
{
    if (o->at < o->end)
        *o->at++ = (char)byte;
}

static void put_character(struct output *o, uint32_t code)
{
    if (code < 0x80) {
        put(o, code);
    } else if (code < 0x800) {
        put(o, 0xC0 | code >> 6);
        put(o, 0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        put(o, 0xE0 | code >> 12);
        put(o, 0x80 | (code >> 6 & 0x3F));
        put(o, 0x80 | (code & 0x3F));
    } else {
        put(o, 0xF0 | code >> 18);
        put(o, 0x80 | (code >> 12 & 0x3F));
        put(o, 0x80 | (code >> 6 & 0x3F));
        put(o, 0x80 | (code & 0x3F));
    }
}

/* \uXXXX, twice for a surrogate pair; half a pair is U+FFFD. */
static bool escaped_character(cursor *c, struct output *o)
{
    uint32_t code, low;
    if (!hex4(c, &code))
        return false;
    if (code >= 0xD800 && code <= 0xDFFF) {
        cursor second = *c;
        if (code <= 0xDBFF && literal(&second, "\\u") && hex4(&second, &low) && low >= 0xDC00 && low <= 0xDFFF) {
            code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
            *c = second;
        } else {
            code = 0xFFFD;
        }
    }
    put_character(o, code);
    return true;
}

static bool decode_string(piece raw, struct output *o)
{
    static const char plain[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
    cursor c = {raw.at, raw.at + raw.length};
    while (!cursor_at_end(&c)) {
        char byte = *c.at++;
        if (byte != '\\') {
            put(o, (unsigned char)byte);
            continue;
        }
        char escape = cursor_peek(&c);
        const char *known = escape == '\0' ? NULL : strchr(plain, escape);
        if (known != NULL) {
            c.at++;
            put(o, (unsigned char)meant[known - plain]);
        } else if (!literal(&c, "u") || !escaped_character(&c, o)) {
            return false;
        }
    }
    return true;
}

/* [98,108,111,98]: text that is not UTF-8; ["a","b"]: a field written twice, of which the first is taken. */
static bool decode_array(cursor *c, struct output *o)
{
    piece first;
    space(c);
    if (cursor_peek(c) == '"')
        return raw_string(c, &first) && decode_string(first, o);
    while (!literal(c, "]")) {
        uint64_t byte;
        if (!number(c, 255, &byte))
            return false;
        put(o, (uint32_t)byte);
        space(c);
        if (!literal(c, ",") && cursor_peek(c) != ']')
            return false;
        space(c);
    }
    return true;
}

/* A value that is text; null is a text that was too long for journalctl to show. */
static bool decode(piece value, struct output *o, piece *out)
{
    cursor c = {value.at, value.at + value.length};
    const char *from = o->at;
    piece raw;
    bool good = literal(&c, "null") || (literal(&c, "[") && decode_array(&c, o)) ||
                (raw_string(&c, &raw) && decode_string(raw, o));
    *out = piece_between(from, o->at);
    return good;
}

static bool quoted_number(piece value, uint64_t limit, uint64_t *out)
{
    cursor c = {value.at, value.at + value.length};
    bool quoted = literal(&c, "\"");
    return number(&c, limit, out) && (!quoted || literal(&c, "\"")) && cursor_at_end(&c);
}

static bool read_object(piece line, piece values[WANTED])
{
    cursor c = {line.at, line.at + line.length};
    space(&c);
    if (!literal(&c, "{"))
        return false;
    space(&c);
    while (!literal(&c, "}")) {
        piece key, value;
        if (!raw_string(&c, &key))
            return false;
        space(&c);
        if (!literal(&c, ":"))
            return false;
        space(&c);
        if (!raw_value(&c, &value))
            return false;
        while (value.length && (value.at[value.length - 1] == ' ' || value.at[value.length - 1] == '\t'))
            value.length--;
        for (size_t i = 0; i < WANTED; i++)
            if (values[i].length == 0 && key.length == strlen(names[i]) && memcmp(key.at, names[i], key.length) == 0)
                values[i] = value;
        if (!literal(&c, ",") && cursor_peek(&c) != '}')
            return false;
        space(&c);
    }
    space(&c);
    return cursor_at_end(&c);
}

static bool journal_entry(const piece values[WANTED], struct output *o, struct header *header)
{
    piece identifier = values[IDENTIFIER].length ? values[IDENTIFIER] : values[COMM];
    header->host = header->program = piece_between(o->at, o->at);
    if (values[HOSTNAME].length && !decode(values[HOSTNAME], o, &header->host))
        return false;
    put(o, ' ');
    header->program.at = o->at;
    if (identifier.length && !decode(identifier, o, &header->program))
        return false;
    put(o, ' ');
    if (!decode(values[MESSAGE], o, &header->message))
        return false;

    uint64_t value;
    if (quoted_number(values[SYSLOG_PID], UINT32_MAX, &value) || quoted_number(values[PID], UINT32_MAX, &value)) {
        header->has_pid = true;
        header->pid = (uint32_t)value;
    }
    if (quoted_number(values[SOURCE_TIME], INT64_MAX, &value) ||
        quoted_number(values[RECEIVED_TIME], INT64_MAX, &value))
        header->stamp = (struct stamp){(int64_t)value, 0};
    pfl_unwrap_message(header);
    return true;
}

/* {"log":"Nov 23 ... \n","stream":"stdout","time":"2026-11-23T17:04:50.573796123Z"} */
static bool docker_entry(struct clock *clock, const piece values[WANTED], struct output *o, struct header *header)
{
    piece log, time;
    struct stamp stamp;
    if (!decode(values[DOCKER_LOG], o, &log))
        return false;
    if (log.length && log.at[log.length - 1] == '\n') {
        log.length--;
        o->at--;
    }
    memset(o->at, 0, SCAN_SLACK);
    if (!pfl_read_header(clock, log, header))
        return false;
    cursor c = {values[DOCKER_TIME].at, values[DOCKER_TIME].at + values[DOCKER_TIME].length};
    if (raw_string(&c, &time)) {
        c = (cursor){time.at, time.at + time.length};
        if (pfl_stamp_iso(clock, &c, &stamp))
            header->stamp = stamp;
    }
    return true;
}

bool pfl_read_journal(struct clock *clock, piece line, char *out, size_t capacity, piece *text, struct header *header)
{
    piece values[WANTED];
    struct output o = {out, out + capacity};
    for (size_t i = 0; i < WANTED; i++)
        values[i] = piece_between(line.at, line.at);
    if (!read_object(line, values))
        return false;
    *header = (struct header){.repeat = 1, .stamp = {PFL_TIME_INVALID, PFL_FLAG_TIME_INVALID}};
    bool good = values[MESSAGE].length      ? journal_entry(values, &o, header)
                : values[DOCKER_LOG].length ? docker_entry(clock, values, &o, header)
                                            : false;
    *text = piece_between(out, o.at);
    return good;
}
