package postfixlog

import "sync/atomic"

// A handle owns something of C's. It is released when it is closed and all that was
// made from it is closed too: a state stays while one of its views is open.
type handle struct {
	parent  *handle
	closed  atomic.Bool
	users   atomic.Int32 // open children, and 1 until it is closed itself
	release func()
}

func newHandle(parent *handle, release func()) *handle {
	h := &handle{parent: parent, release: release}
	h.users.Store(1)
	if parent != nil {
		parent.users.Add(1)
	}
	return h
}

// check says whether the handle may be used.
func (h *handle) check() error {
	if h == nil || h.closed.Load() {
		return ErrClosed
	}
	return nil
}

// close may be called any number of times.
func (h *handle) close() {
	if h != nil && h.closed.CompareAndSwap(false, true) {
		h.drop()
	}
}

func (h *handle) drop() {
	if h.users.Add(-1) > 0 {
		return
	}
	h.release()
	if h.parent != nil {
		h.parent.drop()
	}
}
