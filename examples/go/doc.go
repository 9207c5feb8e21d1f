// Package postfixlog reads Postfix logs with libpostfixlog: every line is a typed
// event, and an aggregator says who logged in from where and what became of their
// mail.
//
// A Scanner delivers one event after the other, a struct for each kind:
//
//	s := postfixlog.NewScanner(file, nil)
//	defer s.Close()
//	for s.Scan() {
//		switch e := s.Event().(type) {
//		case *postfixlog.SASLLoginEvent:
//			fmt.Println(e.Time, e.SASLUsername, e.ClientAddr)
//		case *postfixlog.AuthFailEvent:
//			...
//		}
//	}
//	if err := s.Err(); err != nil {
//		...
//	}
//
// A Reader delivers batches of records, at nearly the speed of C: nothing is
// allocated and nothing is decoded but the fields that are asked for. An Aggregator
// takes such batches; a View of it has tables of what it has counted, an Audit the
// verdicts and findings of the rules. Select and All read tables into structs.
//
// Text comes as it stands in the log: any bytes, most of them chosen by whoever
// talked to the mail server. It need not be UTF-8.
//
// A handle (Parser, Reader, Scanner, Aggregator, View, Audit, Rows) is used by one goroutine
// at a time, different ones by any; several goroutines may read one View, each with
// Rows of its own. Close releases what C holds; a handle that is forgotten is closed
// when it is collected. C keeps no pointer to Go's memory after a call.
package postfixlog

//go:generate go run ./internal/generate .
