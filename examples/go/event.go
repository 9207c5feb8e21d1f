package postfixlog

import (
	"reflect"
	"time"
	"unsafe"
)

// Event is a line with its fields decoded: a pointer to one of the structs of
// kinds.go, which belongs to the caller.
type Event interface {
	Head() *Header
}

// Header is what every event has. Fields that the line did not have are empty or 0;
// Has tells them apart from those that were.
type Header struct {
	Kind     Kind
	Severity Severity
	Flags    Flags
	Repeat   uint32 // 1, or n for rsyslog's "message repeated n times"
	PID      uint32
	Line     uint64    // number of the line in the stream, from 1
	Offset   uint64    // bytes of the stream before the line
	Time     time.Time // UTC; the zero Time when the stamp cannot be
	Host     string    // host name in the header
	Program  string    // the whole tag: postfix/submission/smtpd
	Service  string    // the tag between its first and last slash: submission
	QueueID  string    // queue ID before the text
	Message  string    // the text after the header
	Text     string    // the whole line

	present uint64
}

// Head returns the header itself: every event has this method.
func (h *Header) Head() *Header {
	return h
}

// Has says whether the line had a field.
func (h *Header) Has(f Field) bool {
	s := layoutOf(h.Kind).slot(f)
	return s.kind != 0 && h.present>>s.bit&1 != 0
}

// decode makes an event of a record and the text of its line.
func decode(r *Record, text string) Event {
	event := newEvent(r.Kind)
	*event.Head() = Header{
		Kind:     r.Kind,
		Severity: r.Severity,
		Flags:    r.Flags &^ flagTextOwned,
		Repeat:   r.Repeat,
		PID:      r.PID,
		Line:     r.Line,
		Offset:   r.Offset,
		Time:     r.Time(),
		Host:     piece(text, r.host),
		Program:  piece(text, r.program),
		Service:  piece(text, r.service),
		QueueID:  piece(text, r.queueID),
		Message:  piece(text, r.message),
		Text:     text,
		present:  r.Present,
	}
	into := reflect.ValueOf(event).UnsafePointer()
	layoutOf(r.Kind).plan.fill(into, unsafe.Pointer(r), r.Present, text)
	return event
}
