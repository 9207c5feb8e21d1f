package postfixlog

import (
	"fmt"
	"reflect"
	"unsafe"
)

// Row is the part that all rows of tables.go share.
type Row struct {
	present uint64
	table   Table
}

// Has says whether the row has a column. Absent is not the same as empty or 0.
func (r Row) Has(c Column) bool {
	for _, column := range tables[r.table].Columns {
		if column.ID == uint16(c) {
			return r.present>>column.Bit&1 != 0
		}
	}
	return false
}

// Rows are the rows of a table as structs.
type Rows[R any] struct {
	records *Records
	plan    plan
	head    uintptr // where R has its Row
	hasHead bool
}

// Select opens the rows of a table:
//
//	rows, err := postfixlog.Select[postfixlog.AccountsRow](view, postfixlog.Query{
//		OrderBy: postfixlog.ColumnRecipients, Descending: true, Limit: 20,
//	})
//	...
//	defer rows.Close()
//	for rows.Next() {
//		account := rows.Row()
//		...
//	}
//
// R is one of the structs of tables.go, or any struct of the caller's with columns of
// the table in it, tagged as these are; such a struct may embed a Row.
func Select[R any](from Source, q Query) (*Rows[R], error) {
	t := reflect.TypeOf((*R)(nil)).Elem()
	if t.Kind() != reflect.Struct {
		return nil, fmt.Errorf("%w: %v is no struct", ErrArgument, t)
	}
	if own, ok := any(*new(R)).(interface{ Table() Table }); ok {
		if q.Table != 0 && q.Table != own.Table() {
			return nil, fmt.Errorf("%w: %v is a row of another table", ErrArgument, t)
		}
		q.Table = own.Table()
	}
	rows := new(Rows[R])
	if head, ok := t.FieldByName("Row"); ok && head.Type == reflect.TypeOf(Row{}) {
		rows.head, rows.hasHead = head.Offset, len(head.Index) == 1
	}
	table, ok := tables[q.Table]
	if !ok {
		return nil, fmt.Errorf("%w: there is no table %d", ErrArgument, q.Table)
	}
	var err error
	if rows.plan, err = planFor(table.Name, t, table.Columns); err != nil {
		return nil, err
	}
	if rows.records, err = from.Records(q); err != nil {
		return nil, err
	}
	return rows, nil
}

// All returns all rows of a table.
func All[R any](from Source, q Query) ([]R, error) {
	rows, err := Select[R](from, q)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []R
	for rows.Next() {
		out = append(out, rows.Row())
	}
	return out, rows.Err()
}

// Next goes to the next row. It returns false at the end and after an error.
func (r *Rows[R]) Next() bool {
	return r.records.Next()
}

// Row returns the row; the zero R before Next and after it has returned false.
func (r *Rows[R]) Row() R {
	var out R
	if r.records.at >= r.records.count {
		return out
	}
	into, present := unsafe.Pointer(&out), r.records.present()
	if r.hasHead {
		*(*Row)(unsafe.Add(into, r.head)) = Row{present: present, table: Table(r.records.table.Code)}
	}
	r.plan.fill(into, r.records.record(r.records.at), present, r.records.text)
	return out
}

// Count returns how many rows there are in all.
func (r *Rows[R]) Count() uint64 {
	return r.records.Count()
}

// Err returns the error that ended the rows, nil when it was their end.
func (r *Rows[R]) Err() error {
	return r.records.Err()
}

// Close releases the rows. It may be called more than once, and returns nil.
func (r *Rows[R]) Close() error {
	return r.records.Close()
}
