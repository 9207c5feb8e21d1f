package postfixlog

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"testing/iotest"
)

// FuzzParse: any bytes, in any pieces, are the same events; each has its JSON and its
// struct, and an aggregator takes them all.
func FuzzParse(f *testing.F) {
	for _, line := range strings.SplitAfter(message+laterMessage, "\n") {
		f.Add([]byte(line))
	}
	f.Add([]byte(`{"__REALTIME_TIMESTAMP":"1795453674359126","SYSLOG_IDENTIFIER":"postfix/qmgr","MESSAGE":"x\n"}` + "\n\x00\n"))
	f.Fuzz(func(t *testing.T, log []byte) {
		wanted := jsonLog(t, bytes.NewReader(log), november)
		if jsonLog(t, iotest.OneByteReader(bytes.NewReader(log)), november) != wanted {
			t.Fatal("other events")
		}
		a, err := NewAggregator(nil)
		no(t, err)
		defer a.Close()
		wholeLog(t, bytes.NewReader(log), november, func(b *Batch) {
			no(t, a.Add(b))
			for i := range b.Records() {
				if e := b.Event(i); !strings.HasSuffix(e.Head().Text, e.Head().Message) {
					t.Fatalf("%q does not end with its message", e.Head().Text)
				}
			}
		})
		for _, object := range strings.Split(strings.TrimSuffix(wanted, "\n"), "\n") {
			if object != "" && !json.Valid([]byte(object)) {
				t.Fatalf("no JSON: %s", object)
			}
		}
	})
}

// FuzzLoad: any bytes are a state or refused; a state saves as it was loaded.
func FuzzLoad(f *testing.F) {
	a := aggregate(f, "mail.log", message)
	f.Add(saved(f, a))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, state []byte) {
		a, err := Load(bytes.NewReader(state), nil)
		if err != nil {
			return
		}
		defer a.Close()
		again, err := Load(bytes.NewReader(saved(t, a)), nil)
		no(t, err)
		defer again.Close()
		same(t, "the same bytes", bytes.Equal(saved(t, again), saved(t, a)), true)
	})
}
