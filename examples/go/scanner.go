package postfixlog

import "io"

// Scanner delivers the events of a log one by one, as bufio.Scanner does lines.
type Scanner struct {
	reader *Reader
	at     int // the event in the reader's batch
}

// NewScanner makes a scanner. options may be nil; if they cannot be, Scan returns
// false and Err says why.
func NewScanner(source io.Reader, options *Options) *Scanner {
	return &Scanner{reader: NewReader(source, options)}
}

// Scan goes to the next event. It returns false at the end and after an error.
func (s *Scanner) Scan() bool {
	s.at++
	if batch := s.reader.batch; batch != nil && s.at < batch.Len() {
		return true
	}
	s.at = 0
	return s.reader.Next()
}

// Event decodes the event, which the caller may keep; nil before Scan and after it has
// returned false.
func (s *Scanner) Event() Event {
	if s.reader.batch == nil {
		return nil
	}
	return s.reader.batch.Event(s.at)
}

// Kind returns the event's kind without decoding it: to pass over events that are not
// wanted. It is 0 before Scan and after it has returned false.
func (s *Scanner) Kind() Kind {
	if s.reader.batch == nil {
		return 0
	}
	return s.reader.batch.records[s.at].Kind
}

// Err returns the error that ended the log, nil when it was its end.
func (s *Scanner) Err() error {
	return s.reader.Err()
}

// Close releases the scanner, not its source. It returns nil.
func (s *Scanner) Close() error {
	return s.reader.Close()
}
