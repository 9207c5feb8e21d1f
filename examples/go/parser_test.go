package postfixlog

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"time"
)

// How a log arrives never changes an event.
func TestReaderAnyPieces(t *testing.T) {
	log := corpus(t)
	wanted := jsonLog(t, bytes.NewReader(log), november)
	same(t, "lines", strings.Count(wanted, "\n"), bytes.Count(log, []byte("\n")))
	for name, source := range map[string]io.Reader{
		"a byte at a time":      iotest.OneByteReader(bytes.NewReader(log)),
		"half of what is asked": iotest.HalfReader(bytes.NewReader(log)),
		"the end with data":     iotest.DataErrReader(bytes.NewReader(log)),
	} {
		if jsonLog(t, source, november) != wanted {
			t.Errorf("%s: other events", name)
		}
	}
}

// An unfinished line at the end is a line; what came before an error is delivered.
func TestReaderEnds(t *testing.T) {
	log := strings.TrimSuffix(message, "\n")
	same(t, "lines", strings.Count(jsonLog(t, strings.NewReader(log), nil), "\n"), 5)
	same(t, "lines of nothing", jsonLog(t, strings.NewReader(""), nil), "")

	broken := errors.New("the disk is gone")
	r := NewReader(io.MultiReader(strings.NewReader(log), iotest.ErrReader(broken)), nil)
	lines := 0
	for r.Next() {
		lines += r.Batch().Len()
	}
	same(t, "lines", lines, 4)
	is(t, r.Err(), broken)
	no(t, r.Close())

	// Lines that come together with the error, as those of a packed file that was cut short.
	r = NewReader(&brokenReader{log, broken}, nil)
	lines = 0
	for r.Next() {
		lines += r.Batch().Len()
	}
	same(t, "lines with the error", lines, 4)
	is(t, r.Err(), broken)
	no(t, r.Close())

	r = NewReader(iotest.TimeoutReader(iotest.OneByteReader(strings.NewReader(log))), nil)
	same(t, "next", r.Next(), false)
	is(t, r.Err(), iotest.ErrTimeout)
	no(t, r.Close())
}

// brokenReader gives all it has together with an error.
type brokenReader struct {
	text string
	err  error
}

func (b *brokenReader) Read(p []byte) (int, error) {
	n := copy(p, b.text)
	b.text = b.text[n:]
	return n, b.err
}

type wrongReader struct{}

func (wrongReader) Read(p []byte) (int, error) { return len(p) + 1, nil }

type idleReader struct{}

func (idleReader) Read([]byte) (int, error) { return 0, nil }

func TestReaderOfBadSources(t *testing.T) {
	r := NewReader(idleReader{}, nil)
	same(t, "next", r.Next(), false)
	is(t, r.Err(), io.ErrNoProgress)
	r = NewReader(wrongReader{}, nil)
	same(t, "next", r.Next(), false)
	same(t, "error", r.Err() != nil, true)
}

// A line longer than the buffer is one event of its first bytes.
func TestLongLine(t *testing.T) {
	log := "Nov 23 17:04:50 mx1 postfix/qmgr[990]: " + strings.Repeat("x", 3*bufferSize) + "\n" + message
	events := 0
	wholeLog(t, strings.NewReader(log), november, func(b *Batch) {
		for i, record := range b.Records() {
			if events == 0 {
				same(t, "length", len(b.Line(i)), 65535)
				same(t, "flag", record.Flags&FlagTruncated, FlagTruncated)
			}
			events++
		}
	})
	same(t, "events", events, 6)
}

// Text that the library had to decode, in the middle of text that it had not.
func TestDecodedText(t *testing.T) {
	const entry = `{"__REALTIME_TIMESTAMP":"1795453674359126","_HOSTNAME":"mx1","SYSLOG_IDENTIFIER":"postfix/qmgr",` +
		`"SYSLOG_PID":"717","MESSAGE":"DCCDFAA6AC3: from=<\"a\\\"b\"@example.net>, size=383, nrcpt=1 (queue active)"}` + "\n"
	log := strings.Repeat(entry+message, 2000)
	found := 0
	wholeLog(t, strings.NewReader(log), november, func(b *Batch) {
		for i, record := range b.Records() {
			if record.Kind == KindQueued && record.Int(FieldSize) == 383 {
				found++
				same(t, "from", string(b.Text(i, FieldFrom)), `"a\"b"@example.net`)
				same(t, "line", string(b.Line(i)),
					`mx1 postfix/qmgr DCCDFAA6AC3: from=<"a\"b"@example.net>, size=383, nrcpt=1 (queue active)`)
				same(t, "from", b.Event(i).(*QueuedEvent).From, `"a\"b"@example.net`)
			}
		}
	})
	same(t, "entries", found, 2000)
}

func TestParse(t *testing.T) {
	p, err := NewParser(november)
	no(t, err)
	defer p.Close()
	data := []byte(message)
	batch, used, err := p.Parse(data[:len(data)-1], false)
	no(t, err)
	same(t, "events", batch.Len(), 4)
	rest := data[used : len(data)-1]
	batch, used, err = p.Parse(rest, false)
	no(t, err)
	same(t, "events of an unfinished line", batch.Len(), 0)
	same(t, "bytes", used, 0)
	batch, used, err = p.Parse(rest, true)
	no(t, err)
	same(t, "events of the last line", batch.Len(), 1)
	same(t, "bytes", used, len(rest))
	same(t, "line", batch.Records()[0].Line, 5)

	no(t, p.Restart(100, 5000))
	batch, err = p.ParseLine(data[:strings.Index(message, "\n")])
	no(t, err)
	same(t, "line", batch.Records()[0].Line, 101)
	same(t, "offset", batch.Records()[0].Offset, 5000)
	same(t, "address", string(batch.Text(0, FieldClientAddr)), "198.51.100.11")
	if batch.Text(0, FieldSASLUsername) != nil || batch.Text(0, 60000) != nil || batch.Records()[0].Int(60000) != 0 {
		t.Fatal("a field that connect does not have")
	}
	batch, err = p.ParseLine([]byte("Nov 23 17:04:52 mx1 postfix/qmgr[990]: D7CA6AA6A7F: from=<>, size=501, nrcpt=1 (queue active)"))
	no(t, err)
	if from := batch.Text(0, FieldFrom); from == nil || len(from) != 0 {
		t.Fatal("an empty sender is there, and empty")
	}
	batch, err = p.ParseLine(data[strings.Index(message, "\n")+1 : strings.Index(message, "Nov 23 17:04:52")])
	no(t, err)
	same(t, "kind", batch.Records()[0].Kind, KindSASLLogin)
	if batch.Text(0, FieldSASLSender) != nil {
		t.Fatal("a field that the line does not have")
	}
	for _, line := range [][]byte{nil, {}} {
		batch, err = p.ParseLine(line)
		no(t, err)
		same(t, "kind of an empty line", batch.Records()[0].Kind, KindMalformed)
	}
	no(t, p.SetReference(time.Date(2020, 12, 1, 0, 0, 0, 0, time.UTC)))
	batch, err = p.ParseLine(data)
	no(t, err)
	same(t, "year", batch.Records()[0].Time().Year(), 2020)
}

func TestParseMessage(t *testing.T) {
	p, err := NewParser(nil)
	no(t, err)
	defer p.Close()
	at := time.Date(2026, 11, 23, 17, 4, 51, 123456000, time.UTC)
	batch, err := p.ParseMessage(Message{Time: at, Host: "mx1", Program: "postfix/qmgr", PID: 990,
		Text: "D7CA6AA6A7F: from=<alice@example.net>, size=501, nrcpt=1 (queue active)"})
	no(t, err)
	e := batch.Event(0).(*QueuedEvent)
	same(t, "time", e.Time, at)
	same(t, "host", e.Host, "mx1")
	same(t, "pid", e.PID, 990)
	same(t, "from", e.From, "alice@example.net")
	same(t, "flags", e.Flags, 0)

	batch, err = p.ParseMessage(Message{})
	no(t, err)
	same(t, "time", batch.Event(0).Head().Time.IsZero(), true)
}

func TestErrors(t *testing.T) {
	_, err := NewParser(&Options{MaxLine: 10})
	is(t, err, ErrArgument)
	same(t, "text", err.Error(), "postfixlog: "+strings.TrimPrefix(ErrArgument.Error(), "postfixlog: "))
	_, err = NewParser(&Options{MaxLine: -1})
	is(t, err, ErrArgument)
	_, err = NewParser(&Options{MaxLine: 1 << 20})
	is(t, err, ErrArgument)

	r := NewReader(strings.NewReader(message), &Options{MaxLine: 10})
	same(t, "next", r.Next(), false)
	is(t, r.Err(), ErrArgument)
	no(t, r.Close())

	p, err := NewParser(nil)
	no(t, err)
	no(t, p.Close())
	no(t, p.Close())
	_, _, err = p.Parse([]byte(message), true)
	is(t, err, ErrClosed)
	_, err = p.ParseLine([]byte(message))
	is(t, err, ErrClosed)
	_, err = p.ParseMessage(Message{})
	is(t, err, ErrClosed)
	is(t, p.Restart(0, 0), ErrClosed)
	is(t, p.SetReference(time.Now()), ErrClosed)

	s := NewScanner(strings.NewReader(message), nil)
	same(t, "scan", s.Scan(), true)
	no(t, s.Close())
	for i := 0; i < 10; i++ {
		s.Scan()
		s.Event()
	}
	is(t, s.Err(), ErrClosed)
}

// The loop over batches allocates nothing; up to Go 1.19 cgo does once a batch.
func TestBatchesDoNotAllocate(t *testing.T) {
	p, err := NewParser(november)
	no(t, err)
	defer p.Close()
	data, logins := []byte(message), 0
	allocations := testing.AllocsPerRun(100, func() {
		batch, _, err := p.Parse(data, true)
		if err != nil || batch.Len() != 5 {
			t.Fatal(err)
		}
		for i := range batch.Records() {
			if len(batch.Text(i, FieldSASLUsername)) > 0 {
				logins++
			}
		}
	})
	same(t, "one allocation at most", allocations <= 1, true)
	same(t, "logins", logins, 101)
}
