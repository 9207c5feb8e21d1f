package postfixlog

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // the zones of the tests are there on every machine
)

const sampleLog = "../sample/mail.log"

// Stamps of the tests were written before this time.
var november = &Options{Reference: time.Date(2026, 11, 23, 20, 0, 0, 0, time.UTC)}

// A message of a user that logged in, from its client to its delivery.
const message = `Nov 23 17:04:50 mx1 postfix/submission/smtpd[14080]: connect from dsl.example[198.51.100.11]
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: D7CA6AA6A7F: client=dsl.example[198.51.100.11], sasl_method=PLAIN, sasl_username=Alice@example.net
Nov 23 17:04:52 mx1 postfix/qmgr[990]: D7CA6AA6A7F: from=<alice@example.net>, size=501, nrcpt=1 (queue active)
Nov 23 17:04:53 mx1 postfix/smtp[14083]: D7CA6AA6A7F: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=2.1, delays=0.9/0.1/0.5/0.6, dsn=2.0.0, status=sent (250 2.0.0 Ok)
Nov 23 17:04:53 mx1 postfix/qmgr[990]: D7CA6AA6A7F: removed
`

// Another user's, two hours later.
const laterMessage = `Nov 23 19:00:01 mx1 postfix/submission/smtpd[14090]: 1B2C3AA6A7F: client=dsl.example[198.51.100.12], sasl_method=LOGIN, sasl_username=carol@example.net
Nov 23 19:00:02 mx1 postfix/qmgr[990]: 1B2C3AA6A7F: from=<carol@example.net>, size=900, nrcpt=2 (queue active)
Nov 23 19:00:03 mx1 postfix/smtp[14093]: 1B2C3AA6A7F: to=<dan@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=2, delays=1/0/0/1, dsn=2.0.0, status=sent (250 2.0.0 Ok)
Nov 23 19:00:03 mx1 postfix/smtp[14094]: 1B2C3AA6A7F: to=<eve@example.com>, relay=mx.example.com[203.0.113.26]:25, delay=2, delays=1/0/0/1, dsn=5.1.1, status=bounced (host mx.example.com[203.0.113.26] said: 550 5.1.1 no such user)
Nov 23 19:00:04 mx1 postfix/qmgr[990]: 1B2C3AA6A7F: removed
`

// no fails when there is an error.
func no(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// is fails unless an error is the wanted one.
func is(t testing.TB, err, wanted error) {
	t.Helper()
	if !errors.Is(err, wanted) {
		t.Fatalf("error is %v, not %v", err, wanted)
	}
}

// same fails when two values differ.
func same[T comparable](t testing.TB, what string, got, wanted T) {
	t.Helper()
	if got != wanted {
		t.Fatalf("%s is %v, not %v", what, got, wanted)
	}
}

// corpus returns every line of the project's cases and fuzz corpus: all kinds, all
// headers, and what should be neither.
func corpus(t testing.TB) []byte {
	t.Helper()
	var out bytes.Buffer
	cases, _ := filepath.Glob("../../tests/cases/*/*.case")
	fuzz, _ := filepath.Glob("../../fuzz/corpus/*")
	if len(cases) == 0 || len(fuzz) == 0 {
		t.Fatal("the project's cases are not there")
	}
	for _, path := range append(cases, fuzz...) {
		data, err := os.ReadFile(path)
		no(t, err)
		out.Write(data)
		out.WriteByte('\n')
	}
	return out.Bytes()
}

// wholeLog parses a log and calls use for every batch.
func wholeLog(t testing.TB, source io.Reader, options *Options, use func(*Batch)) {
	t.Helper()
	r := NewReader(source, options)
	defer r.Close()
	for r.Next() {
		use(r.Batch())
	}
	no(t, r.Err())
}

// jsonLog prints a log as JSON, an object a line.
func jsonLog(t testing.TB, source io.Reader, options *Options) string {
	t.Helper()
	var out []byte
	wholeLog(t, source, options, func(b *Batch) {
		for i := range b.Records() {
			var err error
			out, err = b.AppendJSON(out, i, "")
			no(t, err)
			out = append(out, '\n')
		}
	})
	return string(out)
}

// aggregate counts a log under a name.
func aggregate(t testing.TB, name, log string) *Aggregator {
	t.Helper()
	a, err := NewAggregator(nil)
	no(t, err)
	no(t, a.AddLog(name, strings.NewReader(log), november))
	return a
}

// saved returns a state's bytes.
func saved(t testing.TB, a *Aggregator) []byte {
	t.Helper()
	var out bytes.Buffer
	no(t, a.Save(&out))
	return out.Bytes()
}
