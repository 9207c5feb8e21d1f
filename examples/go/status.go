package postfixlog

/*
#cgo pkg-config: libpostfixlog
#include <postfixlog/postfixlog.h>
*/
import "C"

import "errors"

// Status is an error of the library. Compare with errors.Is.
type Status int32

const (
	ErrArgument  Status = C.PFL_ERR_ARGUMENT  // a value outside its range
	ErrMemory    Status = C.PFL_ERR_MEMORY    // memory is short
	ErrLayout    Status = C.PFL_ERR_LAYOUT    // compiled for another release of the library
	ErrOption    Status = C.PFL_ERR_OPTION    // an option that this release does not know
	ErrState     Status = C.PFL_ERR_STATE     // a call out of turn
	ErrOverlap   Status = C.PFL_ERR_OVERLAP   // these lines are counted already
	ErrVersion   Status = C.PFL_ERR_VERSION   // a state saved by a newer release
	ErrDamaged   Status = C.PFL_ERR_DAMAGED   // no state, cut short, or changed
	ErrCompacted Status = C.PFL_ERR_COMPACTED // from a time that the state has compacted
)

// ErrClosed is returned by handles that are closed.
var ErrClosed = errors.New("postfixlog: already closed")

// ErrStale is returned for a batch whose parser has gone on or was closed.
var ErrStale = errors.New("postfixlog: the batch is gone: its parser was used again or closed")

// Error returns the library's sentence.
func (s Status) Error() string {
	return "postfixlog: " + C.GoString(C.pfl_strerror(C.int32_t(s)))
}

// failure turns what a function returned into an error: positive values are none.
func failure(status C.int32_t) error {
	if status < 0 {
		return Status(status)
	}
	return nil
}

// Version returns the version of the library that is loaded: "0.1.0".
func Version() string {
	return C.GoString(C.pfl_version())
}
