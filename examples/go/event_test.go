package postfixlog

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"
)

func scan(t *testing.T, log string, options *Options) []Event {
	t.Helper()
	s := NewScanner(strings.NewReader(log), options)
	defer s.Close()
	var events []Event
	for s.Scan() {
		same(t, "kind", s.Kind(), s.Event().Head().Kind)
		events = append(events, s.Event())
	}
	no(t, s.Err())
	if s.Event() != nil || s.Kind() != 0 || s.Scan() {
		t.Fatal("there is more after the end")
	}
	return events
}

func TestScanner(t *testing.T) {
	events := scan(t, message, november)
	same(t, "events", len(events), 5)

	login, ok := events[1].(*SASLLoginEvent)
	if !ok {
		t.Fatalf("%T", events[1])
	}
	same(t, "kind", login.Kind, KindSASLLogin)
	same(t, "kind", login.Kind.String(), "sasl-login")
	same(t, "time", login.Time, time.Date(2026, 11, 23, 17, 4, 51, 0, time.UTC))
	same(t, "flags", login.Flags, FlagYearInferred|FlagZoneInferred)
	same(t, "line", login.Line, 2)
	same(t, "offset", login.Offset, uint64(strings.Index(message, "\n")+1))
	same(t, "host", login.Host, "mx1")
	same(t, "program", login.Program, "postfix/submission/smtpd")
	same(t, "service", login.Service, "submission")
	same(t, "pid", login.PID, 14080)
	same(t, "queue_id", login.QueueID, "D7CA6AA6A7F")
	same(t, "client_name", login.ClientName, "dsl.example")
	same(t, "client_addr", login.ClientAddr, "198.51.100.11")
	same(t, "sasl_method", login.SASLMethod, "PLAIN")
	same(t, "sasl_username", login.SASLUsername, "Alice@example.net")
	same(t, "text", login.Text, strings.Split(message, "\n")[1])
	same(t, "client_port", login.ClientPort, 0)
	same(t, "Has(client_port)", login.Has(FieldClientPort), false)
	same(t, "Has(client_addr)", login.Has(FieldClientAddr), true)
	same(t, "Has(queue_id)", login.Has(FieldQueueID), true)
	same(t, "Has(relay)", login.Has(FieldRelay), false)

	queued := events[2].(*QueuedEvent)
	same(t, "size", queued.Size, 501)
	same(t, "nrcpt", queued.NRcpt, 1)

	sent := events[3].(*SentEvent)
	same(t, "to", sent.To, "bob@example.org")
	same(t, "relay_port", sent.RelayPort, 25)
	same(t, "delay", sent.Delay, 2100*time.Millisecond)
	same(t, "delay_setup", sent.DelaySetup, 500*time.Millisecond)
	same(t, "reply", sent.Reply, "250 2.0.0 Ok")

	if _, ok := events[4].(*RemovedEvent); !ok {
		t.Fatalf("%T", events[4])
	}
}

func TestSeverityAndCategory(t *testing.T) {
	const line = "Nov 23 17:04:50 mx1 postfix/smtpd[1]: fatal: no SASL authentication mechanisms\n"
	e := scan(t, line, november)[0].(*ErrorEvent)
	same(t, "severity", e.Severity, SeverityFatal)
	same(t, "severity", e.Severity.String(), "fatal")
	same(t, "category", e.Category, CategorySASL)
	same(t, "category", e.Category.String(), "sasl")
}

// A stamp that cannot be is the zero Time, and flagged.
func TestTimeInvalid(t *testing.T) {
	e := scan(t, "Nov 23 10:92:01 mx1 postfix/qmgr[990]: D7CA6AA6A7F: removed\n", november)[0].Head()
	same(t, "time", e.Time.IsZero(), true)
	same(t, "flag", e.Flags&FlagTimeInvalid, FlagTimeInvalid)
	same(t, "Has(time)", e.Has(FieldTime), false)
}

// Berlin is 2 hours ahead in July and 1 in November; New York 5 behind.
func TestLocation(t *testing.T) {
	for _, c := range []struct {
		zone, stamp, wanted string
	}{
		{"Europe/Berlin", "Nov 23 17:04:50", "2026-11-23T16:04:50Z"},
		{"Europe/Berlin", "Jul 10 17:04:50", "2026-07-10T15:04:50Z"},
		{"America/New_York", "Nov 23 10:04:50", "2026-11-23T15:04:50Z"},
		{"Asia/Kolkata", "Nov 23 10:04:50", "2026-11-23T04:34:50Z"},
		{"UTC", "Jul 10 17:04:50", "2026-07-10T17:04:50Z"},
	} {
		location, err := time.LoadLocation(c.zone)
		no(t, err)
		options := &Options{Reference: november.Reference, Location: location}
		e := scan(t, c.stamp+" mx1 postfix/qmgr[990]: D7CA6AA6A7F: removed\n", options)[0].Head()
		same(t, c.zone+" "+c.stamp, e.Time.Format(time.RFC3339), c.wanted)
	}
}

// Every field of every struct says what the library's own JSON says.
func TestStructsAndJSON(t *testing.T) {
	seen := map[Kind]bool{}
	log := append(corpus(t), message...)
	wholeLog(t, bytes.NewReader(log), november, func(b *Batch) {
		for i := range b.Records() {
			object, err := b.AppendJSON(nil, i, "a file")
			no(t, err)
			var wanted map[string]any
			no(t, json.Unmarshal(object, &wanted))
			same(t, "file", fmt.Sprint(wanted["file"]), "a file")
			if wanted["escaped"] != nil {
				continue // JSON has other bytes than the line
			}
			event := b.Event(i)
			seen[event.Head().Kind] = true
			compare(t, event, wanted)
		}
	})
	for _, code := range []Kind{KindConnect, KindAuthFail, KindSASLLogin, KindQueued, KindSent, KindReject, KindTLS,
		KindPostscreen, KindLogin, KindWarning, KindError, KindForeign, KindMalformed, KindOther} {
		if !seen[code] {
			t.Errorf("no %v among the cases", code)
		}
	}
}

// compare looks at an event's fields as a map of JSON has them.
func compare(t *testing.T, event Event, wanted map[string]any) {
	t.Helper()
	head := event.Head()
	same(t, "kind", fmt.Sprint(wanted["kind"]), head.Kind.String())
	same(t, "line", wanted["line"].(float64), float64(head.Line))
	if head.Has(FieldTime) {
		at, err := time.Parse(time.RFC3339Nano, wanted["time"].(string))
		if err != nil {
			t.Skip(err) // a year of more than four digits
		}
		same(t, "time", head.Time.Equal(at), true)
	}
	for f, value := range map[Field]string{FieldHost: head.Host, FieldProgram: head.Program, FieldQueueID: head.QueueID} {
		if got, ok := wanted[f.String()]; ok != head.Has(f) || (ok && got != any(value)) {
			t.Fatalf("%s: %v is %q, not %v", head.Text, f, value, got)
		}
	}
	structure := reflect.ValueOf(event).Elem()
	for i := 0; i < structure.NumField(); i++ {
		name, tagged := structure.Type().Field(i).Tag.Lookup("pfl")
		if !tagged {
			continue
		}
		value := structure.Field(i)
		got, ok := wanted[name]
		if has := head.Has(fieldByName(t, name)); has != ok {
			t.Fatalf("%s: Has(%s) is %v, but JSON has it: %v", head.Text, name, has, ok)
		}
		if !ok {
			if !value.IsZero() {
				t.Fatalf("%s: %s is %v, but absent", head.Text, name, value)
			}
			continue
		}
		if shown := asJSON(t, value); got != shown {
			t.Fatalf("%s: %s is %v, not %v", head.Text, name, shown, got)
		}
	}
}

func asJSON(t *testing.T, value reflect.Value) any {
	switch v := value.Interface().(type) {
	case string:
		return v
	case uint16:
		return float64(v)
	case uint32:
		return float64(v)
	case uint64:
		return float64(v)
	case time.Duration:
		return float64(v.Microseconds()) / 1e6
	case Category:
		return v.String()
	case Severity:
		return v.String()
	}
	t.Fatalf("no JSON of %v", value.Type())
	return nil
}

func fieldByName(t *testing.T, name string) Field {
	t.Helper()
	for code, known := range fieldNames {
		if known == name {
			return Field(code)
		}
	}
	t.Fatalf("no field %s", name)
	return 0
}
