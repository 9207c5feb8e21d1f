"""When a line was written: the stamps of syslog, and what they leave out.

A stamp without a year gets the latest one that puts it at or before the reference time + 26 hours.
"""
import os
import re
import time
from datetime import datetime, timedelta, timezone

MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)

CLOCK = r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{1,2}):(?P<second>[0-9]{1,2})"
TRADITIONAL = rf"(?P<month>{'|'.join(MONTHS)}) +(?P<day>[0-9]{{1,2}}) +{CLOCK}(?= )"
DATE = r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"
ISO_CLOCK = r"(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2}):(?P<second>[0-9]{2})"
ISO = rf"{DATE}T{ISO_CLOCK}(?:[.,](?P<fraction>[0-9]+))?(?P<zone>Z|[+-][0-9]{{2}}:?[0-9]{{2}})(?= )"
FULL = (rf"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) {DATE} {ISO_CLOCK}(?:\.(?P<fraction>[0-9]+))? "
        r"(?P<zone>[A-Z]{3,5}|[+-][0-9]{2,4})(?= )")
UNIX = r"(?P<seconds>[0-9]{9,10})\.(?P<fraction>[0-9]{6})(?= )"
FORMS = tuple(re.compile(form) for form in (TRADITIONAL, ISO, FULL, UNIX))


class Clock:
    """The reference time, and how the log's clock stands: one offset."""

    def __init__(self, reference, offset=timedelta(0)):
        self.reference = reference
        self.offset = offset

    def utc(self, local):
        """(the time in UTC, whether the clock showed it twice)"""
        return local.replace(tzinfo=timezone.utc) - self.offset, False

    def options(self):
        """The same for pfl-events."""
        minutes = int(self.offset.total_seconds()) // 60
        return ["--utc-offset", f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"]


class LocalClock(Clock):
    """The clock of a machine whose zone has summer time; of an hour that came twice, the first."""

    def __init__(self, reference, zone):
        super().__init__(reference)
        os.environ["TZ"] = zone
        time.tzset()

    def utc(self, local):
        first, second = (local.replace(fold=fold).astimezone(timezone.utc) for fold in (0, 1))
        return first, first != second

    def options(self):
        return []


def micros(fraction):
    return int(((fraction or "") + "000000")[:6])


def since_epoch(text):
    """A number of microseconds as a time, or None."""
    try:
        return EPOCH + timedelta(microseconds=int(text))
    except (ValueError, OverflowError):
        return None


def inferred_year(part, clock):
    """The latest year that fits; at most eight back, for the 29th of February around a century. As Clock.utc."""
    limit = clock.reference + timedelta(hours=26)
    for year in range(limit.year + 1, limit.year - 9, -1):
        try:
            when, twice = clock.utc(datetime(year, **part))
        except ValueError:
            continue
        if when <= limit:
            return when, twice
    return None, False


def flags_of(twice, *others):
    return {"zone_inferred", *others} | ({"hour_doubled"} if twice else set())


def read(text, clock):
    """(where it ends, time or None, flags) of the stamp at the start of a text; None when there is none."""
    for form in FORMS:
        found = form.match(text)
        if not found:
            continue
        part = found.groupdict()
        if "seconds" in part:
            when = EPOCH + timedelta(seconds=int(part["seconds"]), microseconds=micros(part["fraction"]))
            return found.end(), when, set()
        number = {k: int(part[k]) for k in ("day", "hour", "minute", "second")}
        leap = number["second"] == 60  # the second after 59, as POSIX counts
        number["second"] -= leap
        after = timedelta(seconds=int(leap))
        if "year" not in part:
            number["month"] = MONTHS.index(part["month"]) + 1
            when, twice = inferred_year(number, clock)
            return found.end(), when and when + after, flags_of(twice, "year_inferred") if when else set()
        try:
            when = datetime(int(part["year"]), int(part["month"]), **number, microsecond=micros(part["fraction"]))
        except ValueError:
            return found.end(), None, set()
        zone = part["zone"]
        if zone[0] not in "+-Z" and zone != "UTC":  # any other name of a zone is no offset
            when, twice = clock.utc(when)
            return found.end(), when + after, flags_of(twice)
        when = when.replace(tzinfo=timezone.utc) + after
        if zone[0] not in "+-":
            return found.end(), when, set()
        digits = zone[1:].replace(":", "").ljust(4, "0")
        offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
        return found.end(), when - (offset if zone[0] == "+" else -offset), set()
    return None


def shown(when):
    """As JSON has it: UTC, six digits of a second when it has a fraction."""
    return when.strftime("%Y-%m-%dT%H:%M:%S") + (f".{when.microsecond:06}" if when.microsecond else "") + "Z"
