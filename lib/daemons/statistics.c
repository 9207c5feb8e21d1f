#include "lib/daemons/daemons.h"

/* cache NAME full cleanup: retained=N dropped=N entries (util/dict_cache.c); partial when it was interrupted */
static bool cache_cleanup(struct line *line, cursor c)
{
    piece cache;
    uint32_t retained, dropped;
    if (!literal(&c, "cache ") || !line_until(&c, ' ', &cache))
        return false;
    const char *from = c.at;
    if (!literal(&c, "full cleanup") && !literal(&c, "partial cleanup"))
        return false;
    piece statistic = piece_between(from, c.at);
    if (!literal(&c, ": retained=") || !line_number32(&c, &retained) || !literal(&c, " dropped=") ||
        !line_number32(&c, &dropped) || !literal(&c, " entries") || !cursor_at_end(&c))
        return false;
    line->event->kind = PFL_KIND_STATISTICS;
    SET_TEXT(line, statistics, statistic, statistic);
    SET_TEXT(line, statistics, cache, cache);
    SET_NUMBER(line, statistics, retained, retained);
    SET_NUMBER(line, statistics, dropped, dropped);
    return true;
}

/* scache(8): statistics: domain lookup hits=N miss=N success=N% (scache/scache.c) */
static bool connection_cache(struct line *line, cursor c)
{
    static const char *const starts[] = {"start interval ",
                                         "domain lookup hits=", "address lookup hits=", "max simultaneous domains="};
    piece statistic;
    if (!literal(&c, "statistics: "))
        return false;
    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++) {
        cursor at = c;
        if (literal(&at, starts[i])) {
            rest(&c, &statistic);
            line->event->kind = PFL_KIND_STATISTICS;
            SET_TEXT(line, statistics, statistic, statistic);
            return true;
        }
    }
    return false;
}

bool pfl_read_statistics(struct line *line)
{
    if (line->has_queue || line->event->severity != PFL_SEVERITY_INFO)
        return false;
    return cache_cleanup(line, line->rest) || connection_cache(line, line->rest);
}
