package postfixlog

/*
#include "bridge.h"
*/
import "C"

import (
	"fmt"
	"runtime"
	"unsafe"

	"example.org/postfixlog/internal/schema"
)

// View is an aggregator as it was when the view was made. The aggregator refuses
// changes (ErrState) until it is closed.
type View struct {
	c      *C.pfl_view
	handle *handle
}

// View opens a view.
func (a *Aggregator) View() (*View, error) {
	if err := a.handle.check(); err != nil {
		return nil, err
	}
	defer runtime.KeepAlive(a)
	var c *C.pfl_view
	if err := failure(C.pfl_view_create(&c, a.c)); err != nil {
		return nil, err
	}
	v := &View{c: c}
	v.handle = newHandle(a.handle, func() { C.pfl_view_destroy(c) })
	runtime.SetFinalizer(v, (*View).Close)
	return v, nil
}

// Close releases the view, once its rows are closed too. It may be called more than
// once, and returns nil.
func (v *View) Close() error {
	v.handle.close()
	return nil
}

// Query says which rows.
type Query struct {
	Table      Table  // may be 0 for the structs of tables.go, which know theirs
	OrderBy    Column // a column that is no text; 0 is by what the row is about
	Descending bool   // the largest first
	Limit      uint64 // so many rows at most; 0 for all

	// Only rows about one account, local user, address, name, domain, host or queue ID;
	// "" for all. The one row of totals and of audit is about all: any key has it.
	Key string
}

// Records are the rows of a table in the library's form: for programs that learn at
// run time which tables and columns there are. Select gives them as structs.
type Records struct {
	c      *C.pfl_rows
	handle *handle
	table  schema.Table

	buffer    []uint64 // what was delivered last: count records
	count, at int
	text      string
	err       error
}

// So many rows are read by one call.
const recordsCapacity = 64

// Source has tables: a View, or an Audit.
type Source interface {
	// Records opens the rows of a table.
	Records(q Query) (*Records, error)
}

// Records opens the rows of a table.
func (v *View) Records(q Query) (*Records, error) {
	if err := v.handle.check(); err != nil {
		return nil, err
	}
	defer runtime.KeepAlive(v)
	return newRecords(v.handle, v.c, nil, q)
}

// newRecords opens the rows of an audit, or of a view when there is none.
func newRecords(owner *handle, view *C.pfl_view, audit *C.pfl_audit, q Query) (*Records, error) {
	table, ok := tables[q.Table]
	if !ok {
		return nil, fmt.Errorf("%w: there is no table %d", ErrArgument, q.Table)
	}
	var descending C.uint32_t
	if q.Descending {
		descending = 1
	}
	key := []byte(q.Key)
	var c *C.pfl_rows
	status := C.bridge_rows_create(&c, view, audit, C.uint16_t(q.Table), C.uint16_t(q.OrderBy), descending,
		C.uint64_t(q.Limit), characters(key), C.size_t(len(key)))
	if err := failure(status); err != nil {
		return nil, err
	}
	r := &Records{c: c, table: table, buffer: make([]uint64, recordsCapacity*table.RecordSize/8)}
	r.handle = newHandle(owner, func() { C.pfl_rows_destroy(c) })
	runtime.SetFinalizer(r, (*Records).Close)
	return r, nil
}

// Close releases the rows. It may be called more than once, and returns nil.
func (r *Records) Close() error {
	r.handle.close()
	return nil
}

// Count returns how many rows there are in all.
func (r *Records) Count() uint64 {
	if r.handle.check() != nil {
		return 0
	}
	defer runtime.KeepAlive(r)
	return uint64(C.pfl_rows_count(r.c))
}

// Next goes to the next row. It returns false at the end and after an error.
func (r *Records) Next() bool {
	if r.at++; r.at < r.count {
		return true
	}
	r.at, r.count = 0, 0
	if r.err != nil {
		return false
	}
	if r.err = r.handle.check(); r.err != nil {
		return false
	}
	defer runtime.KeepAlive(r)
	var count C.size_t
	status := C.pfl_rows_next(r.c, unsafe.Pointer(&r.buffer[0]), C.size_t(r.table.RecordSize), recordsCapacity, &count)
	r.err = failure(status)
	r.count = int(count)
	r.text = C.GoStringN(C.pfl_rows_text(r.c), C.int(r.textLength()))
	return r.count > 0
}

// Err returns the error that ended the rows, nil when it was their end.
func (r *Records) Err() error {
	return r.err
}

// textLength looks where the text ends that the records point into.
func (r *Records) textLength() int {
	length := 0
	for i := 0; i < r.count; i++ {
		for _, c := range r.table.Columns {
			if c.Type != schema.Text {
				continue
			}
			s := *(*Span)(unsafe.Add(r.record(i), c.Offset))
			if end := int(s.Offset) + int(s.Length); end > length {
				length = end
			}
		}
	}
	return length
}

func (r *Records) record(i int) unsafe.Pointer {
	return unsafe.Pointer(&r.buffer[i*r.table.RecordSize/8])
}

// present is the first member of every record.
func (r *Records) present() uint64 {
	return *(*uint64)(r.record(r.at))
}

// Columns lists the names of the table's columns.
func (r *Records) Columns() []string {
	names := make([]string, 0, len(r.table.Columns))
	for _, c := range r.table.Columns {
		names = append(names, c.Name)
	}
	return names
}

// Value returns a column of the row: a string, a uint32, a uint64, a time.Time or a
// time.Duration; nil when the row does not have it.
func (r *Records) Value(column string) any {
	c := find(r.table.Columns, column)
	if c == nil || r.at >= r.count || r.present()>>c.Bit&1 == 0 {
		return nil
	}
	return value(r.record(r.at), slotOf(*c), r.text)
}

// AppendJSON appends the row as a JSON object.
func (r *Records) AppendJSON(to []byte) ([]byte, error) {
	if r.at >= r.count {
		return to, ErrState
	}
	text := []byte(r.text)
	return appendJSON(to, func(buffer *C.char, capacity C.size_t, length *C.size_t) C.int32_t {
		return C.pfl_row_json(C.uint16_t(r.table.Code), r.record(r.at), characters(text), buffer, capacity, length)
	})
}
