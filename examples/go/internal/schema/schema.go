// Package schema reads the reflection tables of the library that is loaded: what
// kinds, fields and tables there are, and where their values lie in a record.
package schema

/*
#cgo pkg-config: libpostfixlog
#include <postfixlog/postfixlog.h>
*/
import "C"

import "unsafe"

// Types of fields: PFL_TYPE_ of events.h.
const (
	Text     = C.PFL_TYPE_TEXT
	Severity = C.PFL_TYPE_SEVERITY
	U16      = C.PFL_TYPE_U16
	U32      = C.PFL_TYPE_U32
	U64      = C.PFL_TYPE_U64
	Duration = C.PFL_TYPE_DURATION
	Time     = C.PFL_TYPE_TIME
	Category = C.PFL_TYPE_CATEGORY
)

// Field is a field of a kind, or a column of a table.
type Field struct {
	Name, Doc string
	ID        uint16
	Type      uint16
	Offset    uint16 // in the record, in bytes
	Bit       uint16 // of present
}

// Kind is a kind of event, with the fields of its record; the head's are not among them.
type Kind struct {
	Name, Doc string
	Code      uint16
	Fields    []Field
}

// Table is a table of a state.
type Table struct {
	Name, Doc  string
	Code       uint16
	RecordSize int
	Columns    []Field
}

func field(f *C.pfl_field) Field {
	return Field{
		Name:   C.GoString(f.name),
		Doc:    C.GoString(f.doc),
		ID:     uint16(f.id),
		Type:   uint16(f._type),
		Offset: uint16(f.offset),
		Bit:    uint16(f.bit),
	}
}

func fields(first *C.pfl_field, count C.uint16_t) []Field {
	out := make([]Field, 0, count)
	for i := range unsafe.Slice(first, count) {
		out = append(out, field(&unsafe.Slice(first, count)[i]))
	}
	return out
}

// Head returns the fields that every kind has.
func Head() []Field {
	var out []Field
	for i := C.size_t(0); ; i++ {
		f := C.pfl_head_field(i)
		if f == nil {
			return out
		}
		out = append(out, field(f))
	}
}

// Kinds returns all kinds, in the order of their codes.
func Kinds() []Kind {
	var out []Kind
	for i := C.size_t(0); ; i++ {
		k := C.pfl_kind_at(i)
		if k == nil {
			return out
		}
		out = append(out, Kind{
			Name:   C.GoString(k.name),
			Doc:    C.GoString(k.doc),
			Code:   uint16(k.code),
			Fields: fields(k.fields, k.field_count),
		})
	}
}

// Tables returns all tables, in the order of their codes.
func Tables() []Table {
	var out []Table
	for i := C.size_t(0); ; i++ {
		t := C.pfl_table_at(i)
		if t == nil {
			return out
		}
		out = append(out, Table{
			Name:       C.GoString(t.name),
			Doc:        C.GoString(t.doc),
			Code:       uint16(t.code),
			RecordSize: int(t.record_size),
			Columns:    fields(t.columns, t.column_count),
		})
	}
}
