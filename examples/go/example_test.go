package postfixlog_test

import (
	"fmt"
	"log"
	"os"
	"time"

	"example.org/postfixlog"
)

// The sample log has no years: it was written before this time.
var june = &postfixlog.Options{Reference: time.Date(2026, 6, 10, 12, 0, 0, 0, time.UTC)}

func openSample() *os.File {
	file, err := os.Open("../sample/mail.log")
	if err != nil {
		log.Fatal(err)
	}
	return file
}

// The first failed logins of a log.
func ExampleScanner() {
	file := openSample()
	defer file.Close()
	s := postfixlog.NewScanner(file, june)
	defer s.Close()
	for n := 0; n < 2 && s.Scan(); {
		if e, ok := s.Event().(*postfixlog.AuthFailEvent); ok {
			fmt.Println(e.Time.Format(time.RFC3339), e.SASLUsername, e.ClientAddr)
			n++
		}
	}
	if err := s.Err(); err != nil {
		log.Fatal(err)
	}
	// Output:
	// 2026-06-08T01:47:33Z test 203.0.113.118
	// 2026-06-08T02:29:58Z scan 203.0.113.23
}

// How often each account failed to log in.
func ExampleReader() {
	file := openSample()
	defer file.Close()
	r := postfixlog.NewReader(file, june)
	defer r.Close()
	failures := map[string]int{}
	for r.Next() {
		batch := r.Batch()
		for i, record := range batch.Records() {
			if record.Kind == postfixlog.KindAuthFail {
				failures[string(batch.Text(i, postfixlog.FieldSASLUsername))]++
			}
		}
	}
	if err := r.Err(); err != nil {
		log.Fatal(err)
	}
	fmt.Println(failures["reception@example.com"])
	// Output: 94
}

// Who sent most.
func ExampleSelect() {
	file := openSample()
	defer file.Close()
	state, err := postfixlog.NewAggregator(nil)
	if err != nil {
		log.Fatal(err)
	}
	defer state.Close()
	if err := state.AddLog("mail.log", file, june); err != nil {
		log.Fatal(err)
	}
	view, err := state.View()
	if err != nil {
		log.Fatal(err)
	}
	defer view.Close()
	rows, err := postfixlog.Select[postfixlog.AccountsRow](view, postfixlog.Query{
		OrderBy: postfixlog.ColumnRecipients, Descending: true, Limit: 1,
	})
	if err != nil {
		log.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		account := rows.Row()
		fmt.Println(account.SASLUsername, account.Recipients > 680, account.Bounced > 0)
	}
	if err := rows.Err(); err != nil {
		log.Fatal(err)
	}
	// Output: reception@example.com true true
}
