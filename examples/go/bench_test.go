package postfixlog

import (
	"bytes"
	"io"
	"os"
	"testing"
)

// benchLog opens PFL_BENCH_LOG, or the sample log repeated to some megabytes.
func benchLog(b *testing.B) (open func() io.ReadCloser, size int64) {
	if path := os.Getenv("PFL_BENCH_LOG"); path != "" {
		info, err := os.Stat(path)
		if err != nil {
			b.Fatal(err)
		}
		return func() io.ReadCloser {
			file, err := os.Open(path)
			if err != nil {
				b.Fatal(err)
			}
			return file
		}, info.Size()
	}
	sample, err := os.ReadFile(sampleLog)
	if err != nil {
		b.Fatal(err)
	}
	log := bytes.Repeat(sample, 10)
	return func() io.ReadCloser { return io.NopCloser(bytes.NewReader(log)) }, int64(len(log))
}

// BenchmarkReader is what bench/parse.c does: kinds, and the field of one kind.
func BenchmarkReader(b *testing.B) {
	open, size := benchLog(b)
	b.SetBytes(size)
	b.ReportAllocs()
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		source := open()
		r := NewReader(source, nil)
		lines, logins, userBytes := 0, 0, 0
		for r.Next() {
			batch := r.Batch()
			for i := range batch.Records() {
				lines++
				if batch.Records()[i].Kind == KindSASLLogin {
					logins++
					userBytes += len(batch.Text(i, FieldSASLUsername))
				}
			}
		}
		if r.Err() != nil || lines == 0 || userBytes < logins {
			b.Fatal(lines, logins, userBytes, r.Err())
		}
		r.Close()
		source.Close()
	}
}

// BenchmarkScanner decodes every event into its struct.
func BenchmarkScanner(b *testing.B) {
	open, size := benchLog(b)
	b.SetBytes(size)
	b.ReportAllocs()
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		source := open()
		s := NewScanner(source, nil)
		logins := 0
		for s.Scan() {
			if _, ok := s.Event().(*SASLLoginEvent); ok {
				logins++
			}
		}
		if s.Err() != nil {
			b.Fatal(s.Err())
		}
		s.Close()
		source.Close()
	}
}

// BenchmarkAggregator reads a log into an aggregator.
func BenchmarkAggregator(b *testing.B) {
	open, size := benchLog(b)
	b.SetBytes(size)
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		a, err := NewAggregator(&AggregatorOptions{MaxMemory: 1 << 30})
		if err != nil {
			b.Fatal(err)
		}
		source := open()
		r := NewReader(source, nil)
		for r.Next() {
			if err := a.Add(r.Batch()); err != nil {
				b.Fatal(err)
			}
		}
		if r.Err() != nil {
			b.Fatal(r.Err())
		}
		r.Close()
		source.Close()
		a.Close()
	}
}
