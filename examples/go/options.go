package postfixlog

/*
#include <postfixlog/postfixlog.h>
*/
import "C"

import "time"

// Options tell a parser what the lines do not say. nil and the zero value are fine.
type Options struct {
	// Stamps without a year get the latest one that puts them at or before this time
	// and 26 hours. For a file its modification time serves well. Zero is now.
	Reference time.Time

	// The zone of stamps that have none; nil is UTC.
	Location *time.Location

	// The longest line that is kept whole, in bytes: 256 to 65535. 0 is 65535.
	MaxLine int
}

// zones lists the offsets that a location had up to a year after the reference, the
// latest 128 of them: 64 years of summer time.
func (o *Options) zones() []C.pfl_zone {
	if o.Location == nil {
		return nil
	}
	at := o.Reference
	if at.IsZero() {
		at = time.Now()
	}
	var zones []C.pfl_zone
	at = at.AddDate(1, 0, 0).In(o.Location)
	for len(zones) < C.PFL_MAX_ZONES {
		_, offset := at.Zone()
		start, _ := at.ZoneBounds()
		zone := C.pfl_zone{offset: C.int32_t(offset)}
		if !start.IsZero() {
			zone.since = C.int64_t(start.UnixMicro())
		}
		zones = append(zones, zone)
		if start.IsZero() {
			break
		}
		at = start.Add(-time.Second)
	}
	for i, j := 0, len(zones)-1; i < j; i, j = i+1, j-1 {
		zones[i], zones[j] = zones[j], zones[i]
	}
	// The first one also holds for all times before, whatever its own beginning.
	if len(zones) > 1 && zones[0].since == 0 {
		zones[0].since = zones[1].since - 1
	}
	return zones
}
