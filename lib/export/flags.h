/*
 * The flags of an event that exporters name, in their order. PFL_FLAG_TEXT_OWNED
 * is not among them: it says where the text lies, not what the line was.
 */
#ifndef POSTFIXLOG_EXPORT_FLAGS_H
#define POSTFIXLOG_EXPORT_FLAGS_H

#define EXPORTED_FLAGS(FLAG)                                                                                           \
    FLAG(PFL_FLAG_TRUNCATED, "truncated")                                                                              \
    FLAG(PFL_FLAG_AMBIGUOUS, "ambiguous")                                                                              \
    FLAG(PFL_FLAG_TIME_INVALID, "time_invalid")                                                                        \
    FLAG(PFL_FLAG_YEAR_INFERRED, "year_inferred")                                                                      \
    FLAG(PFL_FLAG_ZONE_INFERRED, "zone_inferred")                                                                      \
    FLAG(PFL_FLAG_HOUR_DOUBLED, "hour_doubled")

#endif
