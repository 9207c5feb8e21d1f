package postfixlog

/*
#include "bridge.h"
*/
import "C"

import (
	"fmt"
	"math"
	"runtime"
	"time"
	"unsafe"
)

// So many events are parsed by one call into C: what it costs is then lost among
// them, and their records stay in the processor's cache.
const batchCapacity = 256

// Parser turns bytes into batches of events. Reader and Scanner are built on it.
type Parser struct {
	c      *C.pfl_parser
	handle *handle
	call   uint64
	batch  Batch
	result C.bridge_batch
	events [batchCapacity]Record
}

// NewParser makes a parser. options may be nil.
func NewParser(options *Options) (*Parser, error) {
	if errLibrary != nil {
		return nil, errLibrary
	}
	if options == nil {
		options = new(Options)
	}
	if options.MaxLine < 0 || options.MaxLine > math.MaxUint16 {
		return nil, fmt.Errorf("%w: MaxLine is %d", ErrArgument, options.MaxLine)
	}
	var reference C.int64_t
	if !options.Reference.IsZero() {
		reference = C.int64_t(options.Reference.UnixMicro())
	}
	zones := options.zones()
	var first *C.pfl_zone
	if len(zones) > 0 {
		first = &zones[0]
	}
	p := new(Parser)
	status := C.bridge_parser_create(&p.c, C.uint32_t(options.MaxLine), reference, first, C.uint32_t(len(zones)))
	if status != C.PFL_OK {
		return nil, failure(status)
	}
	c := p.c
	p.handle = newHandle(nil, func() { C.pfl_parser_destroy(c) })
	runtime.SetFinalizer(p, (*Parser).Close)
	return p, nil
}

// Close releases the parser. It may be called more than once, and returns nil.
func (p *Parser) Close() error {
	p.handle.close()
	return nil
}

// Parse parses the whole lines at the start of data, up to some hundreds of them. It
// returns the batch and how many bytes it used up: call again with the rest, and what
// comes behind it. A batch without events says that the rest is an unfinished line;
// when final is true, that is a line too. A line longer than MaxLine is used up as
// soon as more than MaxLine bytes of it are there.
//
// data must not be changed as long as the batch is used.
func (p *Parser) Parse(data []byte, final bool) (batch *Batch, consumed int, err error) {
	if err := p.handle.check(); err != nil {
		return nil, 0, err
	}
	var flags C.uint32_t
	if final {
		flags = C.PFL_FINAL
	}
	status := C.bridge_parse(p.c, characters(data), C.size_t(len(data)), flags, p.first(),
		batchCapacity, &p.result)
	return p.take(data, status)
}

// ParseLine parses one line, with or without the LF at its end, as the next one of the
// stream: the batch has one event.
func (p *Parser) ParseLine(line []byte) (*Batch, error) {
	if err := p.handle.check(); err != nil {
		return nil, err
	}
	status := C.bridge_parse_line(p.c, characters(line), C.size_t(len(line)), p.first(), &p.result)
	batch, _, err := p.take(line, status)
	return batch, err
}

// Message is a message whose header was taken apart elsewhere: a journal entry, a
// syslog plug-in's record.
type Message struct {
	Time    time.Time // the zero Time for none
	Host    string
	Program string // the tag: postfix/smtpd
	PID     uint32 // 0 for none
	Text    string // what follows the tag
}

// ParseMessage parses a message, as the next line of the stream: the batch has one
// event.
func (p *Parser) ParseMessage(m Message) (*Batch, error) {
	if err := p.handle.check(); err != nil {
		return nil, err
	}
	at := C.int64_t(math.MinInt64)
	if !m.Time.IsZero() {
		at = C.int64_t(m.Time.UnixMicro())
	}
	host, program, text := []byte(m.Host), []byte(m.Program), []byte(m.Text)
	status := C.bridge_parse_message(p.c, C.uint32_t(m.PID), at, characters(host), C.size_t(len(host)),
		characters(program), C.size_t(len(program)), characters(text), C.size_t(len(text)), p.first(), &p.result)
	batch, _, err := p.take(nil, status)
	return batch, err
}

// SetReference moves the time that years are inferred from, for the lines to come.
func (p *Parser) SetReference(at time.Time) error {
	if err := p.handle.check(); err != nil {
		return err
	}
	defer runtime.KeepAlive(p)
	return failure(C.pfl_parser_set_reference(p.c, C.int64_t(at.UnixMicro())))
}

// Restart begins another stream: its next line is number line + 1 and lies at byte
// offset. Both are 0 for a whole file.
func (p *Parser) Restart(line, offset uint64) error {
	if err := p.handle.check(); err != nil {
		return err
	}
	defer runtime.KeepAlive(p)
	return failure(C.pfl_parser_restart(p.c, C.uint64_t(line), C.uint64_t(offset)))
}

func (p *Parser) first() *C.pfl_event {
	p.call++
	return (*C.pfl_event)(unsafe.Pointer(&p.events[0]))
}

// take makes the batch of what a call has written.
func (p *Parser) take(data []byte, status C.int32_t) (*Batch, int, error) {
	defer runtime.KeepAlive(p)
	if err := failure(status); err != nil {
		return nil, 0, err
	}
	b := &p.batch
	b.parser, b.call, b.data = p, p.call, data
	b.records = p.events[:p.result.count]
	b.ownedOffset = uint64(p.result.owned_offset)
	b.owned = b.owned[:0]
	if p.result.owned_length > 0 {
		text := unsafe.Slice((*byte)(unsafe.Pointer(p.result.owned)), p.result.owned_length)
		b.owned = append(b.owned, text...)
	}
	return b, int(p.result.consumed), nil
}

// current says whether the parser still holds what it held when it made the batch.
func (b *Batch) current() error {
	if b == nil || b.parser == nil || b.call != b.parser.call || b.parser.handle.check() != nil {
		return ErrStale
	}
	return nil
}
