package postfixlog

/*
#include "bridge.h"
*/
import "C"

import (
	"bytes"
	"unsafe"
)

// Batch is a run of events, in the order of their lines. A parser has one, and fills it
// again when it is used again: keep Events, or copies of what Text returns.
type Batch struct {
	parser *Parser
	call   uint64 // of the parser, that made it
	data   []byte

	// Text that does not lie in data, because it had to be decoded: a copy of the
	// parser's own.
	owned       []byte
	ownedOffset uint64

	records []Record
}

// Len returns the number of events.
func (b *Batch) Len() int {
	return len(b.records)
}

// Records returns the events. They must not be changed.
func (b *Batch) Records() []Record {
	return b.records
}

// Line returns the text of a line, without its end. It must not be changed.
func (b *Batch) Line(i int) []byte {
	return b.text(&b.records[i])
}

func (b *Batch) text(r *Record) []byte {
	from, start := b.data, r.textOffset
	if r.Flags&flagTextOwned != 0 {
		from, start = b.owned, start-b.ownedOffset
	}
	return from[start : start+uint64(r.textLength) : start+uint64(r.textLength)]
}

// firstLine returns the first line as it stands in the log, which of journald's JSON is
// not its text; as much of it as is read.
func (b *Batch) firstLine() []byte {
	if b.records[0].Flags&flagTextOwned == 0 {
		return b.Line(0)
	}
	line, _, _ := bytes.Cut(b.data, []byte{'\n'})
	return bytes.TrimSuffix(line, []byte{'\r'})
}

// Text returns a field that is text; nil when the line did not have it. It must not be
// changed.
func (b *Batch) Text(i int, f Field) []byte {
	r := &b.records[i]
	s := layoutOf(r.Kind).slot(f)
	if s.kind != C.PFL_TYPE_TEXT || r.Present>>s.bit&1 == 0 {
		return nil
	}
	span := *(*Span)(unsafe.Add(unsafe.Pointer(r), s.offset))
	end := int(span.Offset) + int(span.Length)
	return b.text(r)[span.Offset:end:end]
}

// Event decodes an event into the struct of its kind, which the caller may keep.
func (b *Batch) Event(i int) Event {
	return decode(&b.records[i], string(b.Line(i)))
}

// AppendJSON appends an event as a JSON object, as pfl-events prints it. file is its
// key "file"; "" leaves it out.
func (b *Batch) AppendJSON(to []byte, i int, file string) ([]byte, error) {
	r, text := &b.records[i], b.Line(i)
	var name *C.char
	if file != "" {
		name = characters(append([]byte(file), 0))
	}
	return appendJSON(to, func(buffer *C.char, capacity C.size_t, length *C.size_t) C.int32_t {
		return C.pfl_event_json((*C.pfl_event)(unsafe.Pointer(r)), characters(text), name, buffer, capacity, length)
	})
}

// appendJSON calls write again when the object did not fit.
func appendJSON(to []byte, write func(buffer *C.char, capacity C.size_t, length *C.size_t) C.int32_t) ([]byte, error) {
	start := len(to)
	for {
		var length C.size_t
		room := to[start:cap(to)]
		status := write(characters(room), C.size_t(len(room)), &length)
		if status == C.PFL_OK {
			return to[:start+int(length)], nil
		}
		if status != C.PFL_FULL {
			return to[:start], failure(status)
		}
		to = append(to[:cap(to)], make([]byte, int(length)-len(room))...)[:start]
	}
}

// characters points C to bytes for the length of a call. It is never NULL, which the
// library takes for a mistake in some places.
func characters(bytes []byte) *C.char {
	if len(bytes) == 0 {
		bytes = empty[:]
	}
	return (*C.char)(unsafe.Pointer(&bytes[0]))
}

var empty [1]byte
