package postfixlog

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"
)

func view(t testing.TB, a *Aggregator) *View {
	t.Helper()
	v, err := a.View()
	no(t, err)
	t.Cleanup(func() { v.Close() })
	return v
}

func TestAggregator(t *testing.T) {
	a := aggregate(t, "mail.log", message+laterMessage)
	defer a.Close()
	v := view(t, a)
	accounts, err := All[AccountsRow](v, Query{})
	no(t, err)
	same(t, "accounts", len(accounts), 2)
	alice, carol := accounts[0], accounts[1]
	same(t, "name", alice.SASLUsername, "alice@example.net")
	same(t, "first", alice.First, time.Date(2026, 11, 23, 17, 4, 51, 0, time.UTC))
	same(t, "messages", alice.Messages, 1)
	same(t, "bytes", alice.Bytes, 501)
	same(t, "sent", alice.Sent, 1)
	same(t, "bounced", alice.Bounced, 0)
	same(t, "name", carol.SASLUsername, "carol@example.net")
	same(t, "recipients", carol.Recipients, 2)
	same(t, "bounced", carol.Bounced, 1)

	networks, err := All[NetworksRow](v, Query{Key: "carol@example.net"})
	no(t, err)
	same(t, "networks", len(networks), 1)
	same(t, "network", networks[0].Network, "198.51.100.0/24")
	same(t, "Has(first)", networks[0].Has(ColumnFirst), true)
	same(t, "Has(second): one day has none", networks[0].Has(ColumnSecond), false)
	same(t, "Has(uid): not of this table", networks[0].Has(ColumnUID), false)
	same(t, "second", networks[0].Second.IsZero(), true)

	streams, err := All[StreamsRow](v, Query{})
	no(t, err)
	same(t, "streams", len(streams), 1)
	same(t, "file", streams[0].File, "mail.log")
	same(t, "stream", streams[0].Stream, StreamID([]byte(strings.SplitN(message, "\n", 2)[0])))
	same(t, "end", streams[0].End, uint64(len(message+laterMessage)))
}

func TestQuery(t *testing.T) {
	a := aggregate(t, "mail.log", message+laterMessage)
	defer a.Close()
	v := view(t, a)
	rows, err := Select[AccountsRow](v, Query{OrderBy: ColumnBytes, Descending: true, Limit: 1})
	no(t, err)
	same(t, "count", rows.Count(), 1)
	same(t, "row before Next", rows.Row().SASLUsername, "")
	same(t, "next", rows.Next(), true)
	same(t, "largest", rows.Row().SASLUsername, "carol@example.net")
	same(t, "next", rows.Next(), false)
	same(t, "next", rows.Next(), false)
	same(t, "row after the last", rows.Row().SASLUsername, "")
	no(t, rows.Err())
	no(t, rows.Close())

	// A struct of the caller's own, with the columns it wants.
	type volume struct {
		Size uint64 `pfl:"bytes"`
		Row
		Name string `pfl:"sasl_username"`
		Note string
	}
	volumes, err := All[volume](v, Query{Table: TableAccounts})
	no(t, err)
	same(t, "rows", len(volumes), 2)
	same(t, "size", volumes[1].Size, 900)
	same(t, "name", volumes[1].Name, "carol@example.net")
	same(t, "note", volumes[1].Note, "")
	same(t, "Has(bytes)", volumes[1].Has(ColumnBytes), true)

	for what, query := range map[string]Query{"another table": {Table: TableHosts}, "a text to order by": {OrderBy: ColumnSASLUsername}} {
		if _, err = Select[AccountsRow](v, query); err == nil {
			t.Errorf("%s was taken", what)
		}
	}
	_, err = v.Records(Query{Table: 9999})
	is(t, err, ErrArgument)
	_, err = Select[volume](v, Query{})
	is(t, err, ErrArgument)
	_, err = Select[int](v, Query{Table: TableAccounts})
	is(t, err, ErrArgument)
	type misspelled struct {
		Name string `pfl:"sasl_user"`
	}
	if _, err = Select[misspelled](v, Query{Table: TableAccounts}); err == nil || !strings.Contains(err.Error(), "accounts.sasl_user") {
		t.Errorf("a column that is not there: %v", err)
	}
	type mistyped struct {
		Size string `pfl:"bytes"`
	}
	if _, err = Select[mistyped](v, Query{Table: TableAccounts}); err == nil || !strings.Contains(err.Error(), "uint64, not string") {
		t.Errorf("a column of another type: %v", err)
	}
}

// Every table of the library can be read without a struct, and says what its JSON says.
func TestRecords(t *testing.T) {
	a := aggregate(t, "mail.log", message+laterMessage)
	defer a.Close()
	audit, err := view(t, a).Audit(nil)
	no(t, err)
	defer audit.Close()
	filled := 0
	for code, table := range tables {
		records, err := audit.Records(Query{Table: code})
		no(t, err)
		same(t, "column before Next", records.Value(records.Columns()[0]) == nil, true)
		_, err = records.AppendJSON(nil)
		is(t, err, ErrState)
		for records.Next() {
			object, err := records.AppendJSON(nil)
			no(t, err)
			var wanted map[string]any
			no(t, json.Unmarshal(object, &wanted))
			same(t, "table", fmt.Sprint(wanted["table"]), table.Name)
			for _, column := range records.Columns() {
				compareColumn(t, table.Name+"."+column, records.Value(column), wanted[column])
			}
			filled++
		}
		no(t, records.Err())
		same(t, "column that is none", records.Value("none") == nil, true)
		no(t, records.Close())
	}
	same(t, "many rows", filled > 20, true)
}

func compareColumn(t *testing.T, name string, got, wanted any) {
	t.Helper()
	switch v := got.(type) {
	case time.Time:
		at, err := time.Parse(time.RFC3339Nano, wanted.(string))
		no(t, err)
		same(t, name, v.Equal(at), true)
	case time.Duration:
		same(t, name, v.Seconds(), wanted.(float64))
	case uint64:
		if text, ok := wanted.(string); ok {
			same(t, name, fmt.Sprintf("%016x", v), text)
			return
		}
		same(t, name, float64(v), wanted.(float64))
	case uint32:
		same(t, name, float64(v), wanted.(float64))
	default:
		same(t, name, fmt.Sprint(got), fmt.Sprint(wanted))
	}
}

// A log is known by its first line as it stands there, also where the text of its event is another.
func TestStreamOfJournal(t *testing.T) {
	const entry = `{"__REALTIME_TIMESTAMP":"1795453674359126","_HOSTNAME":"mx1","SYSLOG_IDENTIFIER":"postfix/qmgr",` +
		`"SYSLOG_PID":"717","MESSAGE":"4C0A10: removed"}`
	for _, log := range []string{entry + "\n" + entry + "\n", entry + "\r\n"} {
		a := aggregate(t, "journal.json", log)
		is(t, a.Begin(Stream{ID: StreamID([]byte(entry))}), ErrOverlap)
		no(t, a.Close())
	}
}

// The merge law: halves that are merged, in any order, saved or not, are the whole.
func TestMerge(t *testing.T) {
	whole := aggregate(t, "mail.log", message+laterMessage)
	defer whole.Close()
	id := StreamID([]byte(strings.SplitN(message, "\n", 2)[0]))
	part := func(log string, line, offset uint64) *Aggregator {
		a, err := NewAggregator(nil)
		no(t, err)
		no(t, a.Begin(Stream{ID: id, Offset: offset, Name: "mail.log"}))
		p, err := NewParser(november)
		no(t, err)
		defer p.Close()
		no(t, p.Restart(line, offset))
		batch, _, err := p.Parse([]byte(log), true)
		no(t, err)
		no(t, a.Add(batch))
		return a
	}
	// The cut goes through the middle of a message.
	cut := strings.Index(message, "Nov 23 17:04:53")
	lines := uint64(strings.Count(message[:cut], "\n"))
	log := message + laterMessage
	first, second := part(log[:cut], 0, 0), part(log[cut:], lines, uint64(cut))
	defer first.Close()
	defer second.Close()
	reloaded, err := Load(bytes.NewReader(saved(t, first)), nil)
	no(t, err)
	defer reloaded.Close()
	no(t, second.Merge(reloaded))
	same(t, "the same bytes", bytes.Equal(saved(t, second), saved(t, whole)), true)

	is(t, second.Merge(first), ErrOverlap)
	same(t, "the same bytes", bytes.Equal(saved(t, second), saved(t, whole)), true)
	is(t, second.Merge(second), ErrArgument)
	is(t, second.Merge(nil), ErrArgument)
	is(t, whole.AddLog("again.log", strings.NewReader(log), november), ErrOverlap)
}

func TestLoadErrors(t *testing.T) {
	a := aggregate(t, "mail.log", message)
	defer a.Close()
	state := saved(t, a)
	for _, damaged := range [][]byte{nil, []byte("no state"), state[:len(state)-1], append(append([]byte{}, state...), 0)} {
		_, err := Load(bytes.NewReader(damaged), nil)
		is(t, err, ErrDamaged)
	}
	_, err := Load(iotest.ErrReader(iotest.ErrTimeout), nil)
	is(t, err, iotest.ErrTimeout)
	_, err = NewAggregator(&AggregatorOptions{MaxMemory: 1})
	is(t, err, ErrArgument)
	_, err = NewAggregator(&AggregatorOptions{Own: []netip.Prefix{{}}})
	is(t, err, ErrArgument)
}

// A filter with a public address is believed when it is said to be one's own: its
// second leg then belongs to the account.
func TestOwn(t *testing.T) {
	const log = `Nov 23 17:00:00 mx1 postfix/submission/smtpd[1]: AAAA1111111: client=dsl.example[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:00:01 mx1 postfix/qmgr[990]: AAAA1111111: from=<alice@example.net>, size=501, nrcpt=1 (queue active)
Nov 23 17:00:02 mx1 postfix/smtpd[2]: BBBB2222222: client=filter.example[203.0.113.9]
Nov 23 17:00:02 mx1 postfix/qmgr[990]: BBBB2222222: from=<alice@example.net>, size=700, nrcpt=1 (queue active)
Nov 23 17:00:03 mx1 postfix/smtp[3]: AAAA1111111: to=<bob@example.org>, relay=filter.example[203.0.113.9]:10025, delay=2, delays=1/0/0/1, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as BBBB2222222)
Nov 23 17:00:03 mx1 postfix/qmgr[990]: AAAA1111111: removed
Nov 23 17:00:04 mx1 postfix/smtp[4]: BBBB2222222: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=2, delays=1/0/0/1, dsn=5.1.1, status=bounced (host mx.example.org[203.0.113.25] said: 550 5.1.1 no such user)
Nov 23 17:00:04 mx1 postfix/qmgr[990]: BBBB2222222: removed
`
	for own, bounced := range map[string]uint64{"203.0.113.0/28": 1, "192.0.2.0/24": 0, "2001:db8::/32": 0} {
		a, err := NewAggregator(&AggregatorOptions{Own: []netip.Prefix{netip.MustParsePrefix(own)}})
		no(t, err)
		no(t, a.AddLog("mail.log", strings.NewReader(log), november))
		accounts, err := All[AccountsRow](view(t, a), Query{})
		no(t, err)
		same(t, "bounced with "+own, accounts[0].Bounced, bounced)
		no(t, a.Close())
	}
}

func TestMisuse(t *testing.T) {
	a := aggregate(t, "mail.log", message)
	p, err := NewParser(november)
	no(t, err)
	batch, _, err := p.Parse([]byte(laterMessage), true)
	no(t, err)
	old := *batch
	current, err := p.ParseLine([]byte("another"))
	no(t, err)
	is(t, a.Add(&old), ErrStale)
	no(t, p.Close())
	is(t, a.Add(current), ErrStale)
	is(t, a.Add(nil), ErrStale)
	is(t, a.Add(new(Batch)), ErrStale)

	// A view holds the state as it is, even when that is closed first.
	v, err := a.View()
	no(t, err)
	is(t, a.AddLog("later.log", strings.NewReader(laterMessage), november), ErrState)
	rows, err := Select[AccountsRow](v, Query{})
	no(t, err)
	no(t, a.Close())
	no(t, a.Close())
	no(t, v.Close())
	no(t, v.Close())
	same(t, "next", rows.Next(), true)
	same(t, "name", rows.Row().SASLUsername, "alice@example.net")
	no(t, rows.Close())
	no(t, rows.Close())
	same(t, "next", rows.Next(), false)
	is(t, rows.Err(), ErrClosed)
	same(t, "count", rows.Count(), 0)

	_, err = v.Records(Query{Table: TableAccounts})
	is(t, err, ErrClosed)
	_, err = a.View()
	is(t, err, ErrClosed)
	is(t, a.Merge(a), ErrClosed)
	is(t, a.Begin(Stream{}), ErrClosed)
	is(t, a.Add(current), ErrClosed)
	is(t, a.Save(new(bytes.Buffer)), ErrClosed)
}

// Different parsers, and rows of one view, may be used at the same time.
func TestGoroutines(t *testing.T) {
	a := aggregate(t, "mail.log", message+laterMessage)
	defer a.Close()
	v := view(t, a)
	log := corpus(t)
	wanted := jsonLog(t, bytes.NewReader(log), november)
	var wait sync.WaitGroup
	for i := 0; i < 4; i++ {
		wait.Add(2)
		go func() {
			defer wait.Done()
			if jsonLog(t, bytes.NewReader(log), november) != wanted {
				t.Error("other events")
			}
		}()
		go func() {
			defer wait.Done()
			for j := 0; j < 50; j++ {
				accounts, err := All[AccountsRow](v, Query{})
				if err != nil || len(accounts) != 2 || accounts[1].Bounced != 1 {
					t.Error(accounts, err)
				}
			}
		}()
	}
	wait.Wait()
}
