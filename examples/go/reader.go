package postfixlog

import (
	"errors"
	"io"
)

// Small enough to stay in the processor's cache, and several of the longest lines.
const bufferSize = 256 << 10

// Reader parses a log as batches of events:
//
//	r := postfixlog.NewReader(file, nil)
//	defer r.Close()
//	for r.Next() {
//		batch := r.Batch()
//		for i, record := range batch.Records() {
//			if record.Kind == postfixlog.KindSASLLogin {
//				user := batch.Text(i, postfixlog.FieldSASLUsername)
//				...
//			}
//		}
//	}
//	if err := r.Err(); err != nil {
//		...
//	}
type Reader struct {
	parser *Parser
	source io.Reader
	batch  *Batch
	err    error // why there is no more, io.EOF included

	// What was read and is not parsed yet: buffer[start:end].
	buffer     []byte
	start, end int
	ended      error // why the source has no more, io.EOF included
}

// NewReader makes a reader. options may be nil; if they cannot be, Next returns false
// and Err says why.
func NewReader(source io.Reader, options *Options) *Reader {
	parser, err := NewParser(options)
	return &Reader{parser: parser, source: source, err: err, buffer: make([]byte, bufferSize)}
}

// Next reads the next batch. It returns false at the end and after an error.
func (r *Reader) Next() bool {
	r.batch = nil
	for r.err == nil {
		batch, used, err := r.parser.Parse(r.buffer[r.start:r.end], r.ended == io.EOF)
		if err != nil {
			r.err = err
			return false
		}
		r.start += used
		if batch.Len() > 0 {
			r.batch = batch
			return true
		}
		if r.err = r.ended; r.err == nil {
			r.fill()
		}
	}
	return false
}

// fill moves the unfinished line to the front and reads more behind it. What a source
// gives together with an error comes before the error: unpacking a file that was cut
// short ends so.
func (r *Reader) fill() {
	copy(r.buffer, r.buffer[r.start:r.end])
	r.start, r.end = 0, r.end-r.start
	for tries := 0; tries < 100; tries++ {
		n, err := r.source.Read(r.buffer[r.end:])
		if n < 0 || n > len(r.buffer)-r.end {
			r.err = errors.New("postfixlog: the source counts wrongly")
			return
		}
		r.end += n
		r.ended = err
		if n > 0 || err != nil {
			return
		}
	}
	r.err = io.ErrNoProgress
}

// Batch returns what Next has read, valid until Next is called again.
func (r *Reader) Batch() *Batch {
	return r.batch
}

// Err returns the error that ended the log, nil when it was its end.
func (r *Reader) Err() error {
	if r.err == io.EOF {
		return nil
	}
	return r.err
}

// Close releases the reader, not its source. It returns nil.
func (r *Reader) Close() error {
	if r.err == nil {
		r.err = ErrClosed
	}
	if r.parser == nil {
		return nil
	}
	return r.parser.Close()
}
