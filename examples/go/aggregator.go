package postfixlog

/*
#include "bridge.h"
*/
import "C"

import (
	"fmt"
	"io"
	"net/netip"
	"runtime"
	"unsafe"
)

// AggregatorOptions are limits and guidance of an aggregator. nil and the zero value
// are fine.
type AggregatorOptions struct {
	// Hosts whose "queued as" is believed, besides loopback and private addresses: a
	// content filter with a public address. The same for all states that are merged.
	Own []netip.Prefix

	// The bytes that the state may take, at least 1 MiB; 0 for 256 MiB.
	MaxMemory uint64
}

// networks turns prefixes into the library's form: IPv4 lies in ::ffff:0:0/96.
func networks(prefixes []netip.Prefix) ([]C.pfl_network, error) {
	var out []C.pfl_network
	for _, prefix := range prefixes {
		if !prefix.IsValid() {
			return nil, fmt.Errorf("%w: a network that is none", ErrArgument)
		}
		bits := prefix.Bits()
		if prefix.Addr().Is4() {
			bits += 96
		}
		network := C.pfl_network{bits: C.uint8_t(bits)}
		for i, b := range prefix.Masked().Addr().As16() {
			network.bytes[i] = C.uint8_t(b)
		}
		out = append(out, network)
	}
	return out, nil
}

// first points C to networks for the length of a call; NULL when there are none.
func first(networks []C.pfl_network) *C.pfl_network {
	if len(networks) == 0 {
		return nil
	}
	return &networks[0]
}

// Aggregator keeps who logged in from where, what they sent, and what became of it.
// Aggregators add up: those of any ranges of any logs, merged in any order, say the
// same as one that has read them all.
type Aggregator struct {
	c      *C.pfl_aggregator
	handle *handle
}

// NewAggregator makes an empty aggregator. options may be nil.
func NewAggregator(options *AggregatorOptions) (*Aggregator, error) {
	return newAggregator(options, func(c **C.pfl_aggregator, own *C.pfl_network, count C.uint32_t,
		memory C.uint64_t) C.int32_t {
		return C.bridge_aggregator_create(c, own, count, memory)
	})
}

// Load makes an aggregator of what Save has written, all of it. Any bytes at all do no
// harm: what is no state is ErrDamaged.
func Load(source io.Reader, options *AggregatorOptions) (*Aggregator, error) {
	data, err := io.ReadAll(source)
	if err != nil {
		return nil, err
	}
	return newAggregator(options, func(c **C.pfl_aggregator, own *C.pfl_network, count C.uint32_t,
		memory C.uint64_t) C.int32_t {
		return C.bridge_aggregator_load(c, own, count, memory, characters(data), C.size_t(len(data)))
	})
}

type aggregatorMaker func(c **C.pfl_aggregator, own *C.pfl_network, count C.uint32_t, memory C.uint64_t) C.int32_t

func newAggregator(options *AggregatorOptions, make aggregatorMaker) (*Aggregator, error) {
	if errLibrary != nil {
		return nil, errLibrary
	}
	if options == nil {
		options = new(AggregatorOptions)
	}
	own, err := networks(options.Own)
	if err != nil {
		return nil, err
	}
	var c *C.pfl_aggregator
	if status := make(&c, first(own), C.uint32_t(len(own)), C.uint64_t(options.MaxMemory)); status != C.PFL_OK {
		return nil, failure(status)
	}
	a := &Aggregator{c: c}
	a.handle = newHandle(nil, func() { C.pfl_aggregator_destroy(c) })
	runtime.SetFinalizer(a, (*Aggregator).Close)
	return a, nil
}

// Close releases the aggregator, once its views are closed too. It may be called more
// than once, and returns nil.
func (a *Aggregator) Close() error {
	a.handle.close()
	return nil
}

// StreamID identifies a stream: a hash of its first line, without its end.
func StreamID(firstLine []byte) uint64 {
	return uint64(C.bridge_stream_id(characters(firstLine), C.size_t(len(firstLine))))
}

// Stream is a range of a log that is going to be read.
type Stream struct {
	ID     uint64 // StreamID of the first line of the whole log
	Offset uint64 // where the range begins, at the start of a line
	Name   string // of the file: reports name it
	Host   string // stands in for the host of every line; "" to take theirs
}

// Begin begins a range: the batches added next are those of its lines, all of them, in
// their order. It returns ErrOverlap when lines behind its offset are counted already.
func (a *Aggregator) Begin(stream Stream) error {
	if err := a.handle.check(); err != nil {
		return err
	}
	defer runtime.KeepAlive(a)
	name, host := []byte(stream.Name), []byte(stream.Host)
	return failure(C.bridge_aggregator_begin(a.c, C.uint64_t(stream.ID), C.uint64_t(stream.Offset),
		characters(name), C.size_t(len(name)), characters(host), C.size_t(len(host))))
}

// Add counts a batch that a parser has just made: ErrStale when the parser has gone on
// since.
func (a *Aggregator) Add(batch *Batch) error {
	if err := a.handle.check(); err != nil {
		return err
	}
	if err := batch.current(); err != nil {
		return err
	}
	if batch.Len() == 0 {
		return nil
	}
	defer runtime.KeepAlive(a)
	defer runtime.KeepAlive(batch.parser)
	return failure(C.bridge_aggregator_add(a.c, batch.parser.c, characters(batch.data),
		(*C.pfl_event)(unsafe.Pointer(&batch.records[0])), C.size_t(batch.Len())))
}

// AddLog counts a whole log under a name. After an error, what stands before it is
// counted: ErrOverlap says that the log was read before.
func (a *Aggregator) AddLog(name string, source io.Reader, options *Options) error {
	r := NewReader(source, options)
	defer r.Close()
	for first := true; r.Next(); first = false {
		if first {
			if err := a.Begin(Stream{ID: StreamID(r.Batch().firstLine()), Name: name}); err != nil {
				return err
			}
		}
		if err := a.Add(r.Batch()); err != nil {
			return err
		}
	}
	return r.Err()
}

// Merge adds all of another aggregator, which stays as it is. It returns ErrOverlap
// when both have read the same lines: the aggregator is then as it was.
func (a *Aggregator) Merge(from *Aggregator) error {
	if err := a.handle.check(); err != nil {
		return err
	}
	if from == nil {
		return ErrArgument
	}
	if err := from.handle.check(); err != nil {
		return err
	}
	defer runtime.KeepAlive(a)
	defer runtime.KeepAlive(from)
	return failure(C.pfl_aggregator_merge(a.c, from.c))
}

// Save writes the state. The bytes are the same on every machine, whatever the order
// of merges was.
func (a *Aggregator) Save(to io.Writer) error {
	if err := a.handle.check(); err != nil {
		return err
	}
	defer runtime.KeepAlive(a)
	var saver *C.pfl_saver
	if err := failure(C.pfl_saver_create(&saver, a.c)); err != nil {
		return err
	}
	defer C.pfl_saver_destroy(saver)
	buffer := make([]byte, C.PFL_SAVE_CAPACITY)
	for {
		var length C.size_t
		status := C.pfl_saver_next(saver, unsafe.Pointer(&buffer[0]), C.size_t(len(buffer)), &length)
		if status != C.PFL_OK {
			return failure(status)
		}
		if _, err := to.Write(buffer[:length]); err != nil {
			return err
		}
	}
}
