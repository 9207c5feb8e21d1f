package postfixlog

import (
	"fmt"
	"reflect"
	"time"
	"unsafe"

	"example.org/postfixlog/internal/schema"
)

// Where a value lies in a record of C's; kind is its schema type, 0 for none.
type slot struct {
	offset uint16
	bit    uint8
	kind   uint8
}

// The fields of a kind, by their numbers.
type kindLayout struct {
	slots []slot
	plan  plan
}

func (l *kindLayout) slot(f Field) slot {
	if int(f) < len(l.slots) {
		return l.slots[f]
	}
	return slot{}
}

// A step copies one value from a record of C's into a struct of Go's.
type step struct {
	slot
	into uintptr
}

// A plan fills a struct of Go's.
type plan []step

var (
	layouts []*kindLayout // by code; nil for codes that are none

	kindNames, fieldNames, tableNames, columnNames = map[uint16]string{}, map[uint16]string{}, map[uint16]string{}, map[uint16]string{}

	tables = map[Table]schema.Table{}

	// Why this package cannot work with the library that is loaded; every New returns it.
	errLibrary error
)

func init() {
	errLibrary = readLibrary()
}

// readLibrary takes the layout from the library that is loaded, and checks that it
// has all that the structs of this package have.
func readLibrary() error {
	head := schema.Head()
	if err := checkHead(head); err != nil {
		return err
	}
	for _, f := range head {
		fieldNames[f.ID] = f.Name
	}
	kinds := schema.Kinds()
	for _, k := range kinds {
		kindNames[k.Code] = k.Name
		for _, f := range k.Fields {
			fieldNames[f.ID] = f.Name
		}
	}
	highest := 0
	for id := range fieldNames {
		if int(id) > highest {
			highest = int(id)
		}
	}
	layouts = make([]*kindLayout, kinds[len(kinds)-1].Code+1)
	for _, k := range kinds {
		l := &kindLayout{slots: make([]slot, highest+1)}
		for _, f := range append(append([]schema.Field{}, head...), k.Fields...) {
			if end := int(f.Offset) + size(f.Type); end > int(unsafe.Sizeof(Record{})) {
				return fmt.Errorf("postfixlog: %s.%s lies outside the record", k.Name, f.Name)
			}
			l.slots[f.ID] = slotOf(f)
		}
		var err error
		if l.plan, err = planFor(k.Name, reflect.TypeOf(newEvent(Kind(k.Code))).Elem(), k.Fields); err != nil {
			return err
		}
		layouts[k.Code] = l
	}
	for _, t := range schema.Tables() {
		tableNames[t.Code] = t.Name
		tables[Table(t.Code)] = t
		for _, c := range t.Columns {
			columnNames[c.ID] = c.Name
		}
	}
	return nil
}

// layoutOf takes an unknown kind as other.
func layoutOf(kind Kind) *kindLayout {
	if int(kind) < len(layouts) && layouts[kind] != nil {
		return layouts[kind]
	}
	return layouts[KindOther]
}

func slotOf(f schema.Field) slot {
	return slot{offset: f.Offset, bit: uint8(f.Bit), kind: uint8(f.Type)}
}

// checkHead compares the head of Record with the library's.
func checkHead(head []schema.Field) error {
	var r Record
	offsets := map[string]uintptr{
		"time":     unsafe.Offsetof(r.Micros),
		"host":     unsafe.Offsetof(r.host),
		"program":  unsafe.Offsetof(r.program),
		"service":  unsafe.Offsetof(r.service),
		"pid":      unsafe.Offsetof(r.PID),
		"severity": unsafe.Offsetof(r.Severity),
		"queue_id": unsafe.Offsetof(r.queueID),
		"message":  unsafe.Offsetof(r.message),
	}
	found := 0
	for _, f := range head {
		if offset, ok := offsets[f.Name]; ok {
			found++
			if offset != uintptr(f.Offset) {
				return fmt.Errorf("postfixlog: %s lies at %d in the library, at %d here", f.Name, f.Offset, offset)
			}
		}
	}
	if found != len(offsets) {
		return fmt.Errorf("postfixlog: the library's head has %d of %d fields", found, len(offsets))
	}
	return nil
}

// The type of the Go field that takes a value; nil for a type that is not known here.
func goType(t uint16) reflect.Type {
	switch t {
	case schema.Text:
		return reflect.TypeOf("")
	case schema.Severity:
		return reflect.TypeOf(Severity(0))
	case schema.U16:
		return reflect.TypeOf(uint16(0))
	case schema.U32:
		return reflect.TypeOf(uint32(0))
	case schema.U64:
		return reflect.TypeOf(uint64(0))
	case schema.Duration:
		return reflect.TypeOf(time.Duration(0))
	case schema.Time:
		return reflect.TypeOf(time.Time{})
	case schema.Category:
		return reflect.TypeOf(Category(0))
	}
	return nil
}

// The bytes that a value takes in a record.
func size(t uint16) int {
	switch t {
	case schema.Severity, schema.Category:
		return 1
	case schema.U16:
		return 2
	case schema.Text, schema.U32:
		return 4
	}
	return 8
}

// planFor finds the fields of a struct, which are tagged with their names in the
// library. A field that the library does not have, or has as another type, is an error.
func planFor(owner string, t reflect.Type, fields []schema.Field) (plan, error) {
	var p plan
	for i := 0; i < t.NumField(); i++ {
		name, tagged := t.Field(i).Tag.Lookup("pfl")
		if !tagged {
			continue
		}
		f := find(fields, name)
		if f == nil {
			return nil, fmt.Errorf("postfixlog: the library has no %s.%s", owner, name)
		}
		if want := goType(f.Type); !fits(want, t.Field(i).Type) {
			return nil, fmt.Errorf("postfixlog: %s.%s is %v, not %v", owner, name, want, t.Field(i).Type)
		}
		p = append(p, step{slot: slotOf(*f), into: t.Field(i).Offset})
	}
	return p, nil
}

// fits says whether a type takes values of another: the same, or a number with a name
// of its own.
func fits(want, have reflect.Type) bool {
	return want == have || (want != nil && want.Kind() == have.Kind() && want.Kind() == reflect.Uint32)
}

func find(fields []schema.Field, name string) *schema.Field {
	for i := range fields {
		if fields[i].Name == name {
			return &fields[i]
		}
	}
	return nil
}

// fill copies what is present from a record into a struct of Go's. Pieces of text
// share the memory of text.
func (p plan) fill(into, record unsafe.Pointer, present uint64, text string) {
	for _, s := range p {
		if present>>s.bit&1 == 0 {
			continue
		}
		at := unsafe.Add(into, s.into)
		switch s.kind {
		case schema.Text:
			*(*string)(at) = piece(text, *(*Span)(unsafe.Add(record, s.offset)))
		case schema.Severity, schema.Category:
			*(*uint8)(at) = *(*uint8)(unsafe.Add(record, s.offset))
		case schema.U16:
			*(*uint16)(at) = *(*uint16)(unsafe.Add(record, s.offset))
		case schema.U32:
			*(*uint32)(at) = *(*uint32)(unsafe.Add(record, s.offset))
		case schema.U64:
			*(*uint64)(at) = *(*uint64)(unsafe.Add(record, s.offset))
		case schema.Duration:
			*(*time.Duration)(at) = time.Duration(number(record, s.slot)) * time.Microsecond
		case schema.Time:
			*(*time.Time)(at) = moment(number(record, s.slot))
		}
	}
}

// value returns what a record has in a slot, as the type that goType tells; nil for a
// type that is not known here.
func value(record unsafe.Pointer, s slot, text string) any {
	t := goType(uint16(s.kind))
	if t == nil {
		return nil
	}
	out := reflect.New(t)
	plan{{slot: s}}.fill(out.UnsafePointer(), record, 1<<s.bit, text)
	return out.Elem().Interface()
}

// piece cuts a span out of a text.
func piece(text string, s Span) string {
	return text[s.Offset : int(s.Offset)+int(s.Length)]
}
