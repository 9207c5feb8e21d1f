package postfixlog

import (
	"bytes"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"example.org/postfixlog/internal/schema"
)

// A handle is released once, after it and its children are closed, in any order.
func TestHandle(t *testing.T) {
	released := ""
	parent := newHandle(nil, func() { released += "parent " })
	child := newHandle(parent, func() { released += "child " })
	parent.close()
	is(t, parent.check(), ErrClosed)
	no(t, child.check())
	same(t, "released", released, "")
	child.close()
	child.close()
	parent.close()
	same(t, "released", released, "child parent ")
	is(t, (*handle)(nil).check(), ErrClosed)
}

// What is forgotten is closed when it is collected.
func TestForgotten(t *testing.T) {
	done := make(chan string, 2)
	func() {
		a := aggregate(t, "mail.log", message)
		v, err := a.View()
		no(t, err)
		rows, err := Select[AccountsRow](v, Query{})
		no(t, err)
		same(t, "next", rows.Next(), true)
		release := a.handle.release
		a.handle.release = func() { release(); done <- "aggregator" }

		p, err := NewParser(nil)
		no(t, err)
		release2 := p.handle.release
		p.handle.release = func() { release2(); done <- "parser" }
	}()
	late := time.After(30 * time.Second)
	for i := 0; i < 2; {
		runtime.GC()
		select {
		case <-done:
			i++
		case <-late:
			t.Fatal("something is not closed")
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// kinds.go and tables.go are what the library says: `go generate` renews them.
func TestGenerated(t *testing.T) {
	for name, print := range map[string]func() ([]byte, error){"kinds.go": schema.PrintKinds, "tables.go": schema.PrintTables} {
		wanted, err := print()
		no(t, err)
		got, err := os.ReadFile(name)
		no(t, err)
		if !bytes.Equal(got, wanted) {
			t.Errorf("%s is not what the library says: run `go generate` in examples/go", name)
		}
	}
}

// A library whose records differ is refused, not read wrongly.
func TestLayoutChecks(t *testing.T) {
	no(t, errLibrary)
	head := schema.Head()
	no(t, checkHead(head))
	for i := range head {
		moved := append([]schema.Field{}, head...)
		moved[i].Offset += 4
		if err := checkHead(moved); err == nil || !strings.Contains(err.Error(), head[i].Name) {
			t.Errorf("%s was moved: %v", head[i].Name, err)
		}
	}
	if checkHead(head[1:]) == nil {
		t.Error("a field of the head is missing")
	}

	errLibrary = ErrLayout
	defer func() { errLibrary = nil }()
	_, err := NewParser(nil)
	is(t, err, ErrLayout)
	_, err = NewAggregator(nil)
	is(t, err, ErrLayout)
}

func TestNames(t *testing.T) {
	same(t, "kind", KindAuthFail.String(), "auth-fail")
	same(t, "kind", Kind(9999).String(), "kind 9999")
	same(t, "field", FieldClientAddr.String(), "client_addr")
	same(t, "table", TableAccounts.String(), "accounts")
	same(t, "column", ColumnSASLUsername.String(), "sasl_username")
	kind, ok := KindByName("auth-fail")
	same(t, "kind", kind, KindAuthFail)
	same(t, "found", ok, true)
	_, ok = KindByName("none")
	same(t, "found", ok, false)
	same(t, "version", strings.Count(Version(), "."), 2)
}
