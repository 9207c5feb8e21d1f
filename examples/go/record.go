package postfixlog

/*
#include <postfixlog/postfixlog.h>
*/
import "C"

import (
	"math"
	"time"
	"unsafe"

	"example.org/postfixlog/internal/schema"
)

// Span is a piece of a line: offset and length in bytes.
type Span struct {
	Offset, Length uint16
}

// Record is an event as the library writes it: 256 bytes without pointers. Its text
// is in the Batch it belongs to.
type Record struct {
	Kind     Kind
	Severity Severity
	_        uint8
	Flags    Flags
	Present  uint64 // which fields the line had; see Has
	Micros   int64  // microseconds since 1970 UTC; see Time
	Line     uint64 // number of the line in the stream, from 1
	Offset   uint64 // bytes of the stream before the line

	textOffset uint64
	textLength uint32

	Repeat uint32 // 1, or n for rsyslog's "message repeated n times"
	PID    uint32

	host, program, service, queueID, message Span

	_       [8]byte
	payload [21]uint64
}

// The record of this package is that of the header it is compiled with.
var (
	_ = [1]struct{}{}[unsafe.Sizeof(Record{})-C.sizeof_pfl_event]
	_ = [1]struct{}{}[unsafe.Offsetof(Record{}.textOffset)-unsafe.Offsetof(C.pfl_event{}.text_offset)]
	_ = [1]struct{}{}[unsafe.Offsetof(Record{}.textLength)-unsafe.Offsetof(C.pfl_event{}.text_length)]
	_ = [1]struct{}{}[unsafe.Offsetof(Record{}.Line)-unsafe.Offsetof(C.pfl_event{}.line)]
	_ = [1]struct{}{}[unsafe.Offsetof(Record{}.Offset)-unsafe.Offsetof(C.pfl_event{}.offset)]
	_ = [1]struct{}{}[unsafe.Offsetof(Record{}.Repeat)-unsafe.Offsetof(C.pfl_event{}.repeat)]
	_ = [1]struct{}{}[unsafe.Offsetof(Record{}.Flags)-unsafe.Offsetof(C.pfl_event{}.flags)]
	_ = [1]struct{}{}[unsafe.Offsetof(Record{}.Present)-unsafe.Offsetof(C.pfl_event{}.present)]
)

// Time returns when the line was written, in UTC; the zero Time when its stamp cannot be.
func (r *Record) Time() time.Time {
	return moment(r.Micros)
}

// Has says whether the line had a field. Absent is not the same as empty or 0.
func (r *Record) Has(f Field) bool {
	s := layoutOf(r.Kind).slot(f)
	return s.kind != 0 && r.Present>>s.bit&1 != 0
}

// Int returns a field that is a number: a duration or a time in microseconds, a code
// as it is. It returns 0 when the line did not have the field, or it is text.
func (r *Record) Int(f Field) int64 {
	s := layoutOf(r.Kind).slot(f)
	if s.kind == 0 || r.Present>>s.bit&1 == 0 {
		return 0
	}
	return number(unsafe.Pointer(r), s)
}

// number reads a value out of a record; text is 0.
func number(record unsafe.Pointer, s slot) int64 {
	at := unsafe.Add(record, s.offset)
	switch s.kind {
	case schema.Severity, schema.Category:
		return int64(*(*uint8)(at))
	case schema.U16:
		return int64(*(*uint16)(at))
	case schema.U32:
		return int64(*(*uint32)(at))
	case schema.U64:
		return int64(*(*uint64)(at))
	case schema.Duration, schema.Time:
		return *(*int64)(at)
	}
	return 0
}

// moment turns the library's time into Go's.
func moment(micros int64) time.Time {
	if micros == math.MinInt64 {
		return time.Time{}
	}
	return time.UnixMicro(micros).UTC()
}
