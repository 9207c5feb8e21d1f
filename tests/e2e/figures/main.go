// Command figures prints what the Go package makes of a log, as JSON: its events, or the figures of its tables.
//
//	figures events LOG
//	figures state LOG
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"os"
	"reflect"
	"strings"
	"time"
	"unicode/utf8"

	"example.org/postfixlog"
)

// readable writes bytes that are not UTF-8 as \xHH, as the library does.
func readable(text string) string {
	var out strings.Builder
	for len(text) > 0 {
		r, size := utf8.DecodeRuneInString(text)
		if r == utf8.RuneError && size == 1 {
			fmt.Fprintf(&out, `\x%02x`, text[0])
		} else {
			out.WriteRune(r)
		}
		text = text[size:]
	}
	return out.String()
}

func value(v reflect.Value) any {
	switch v := v.Interface().(type) {
	case string:
		return readable(v)
	case fmt.Stringer:
		return v.String()
	default:
		return v
	}
}

// fields are those of a struct that has tags of the library's names, as far as has says they are there.
func fields(s reflect.Value, has func(name string) bool) map[string]any {
	out := map[string]any{}
	for i := 0; i < s.NumField(); i++ {
		if name := s.Type().Field(i).Tag.Get("pfl"); name != "" && has(name) {
			out[name] = value(s.Field(i))
		}
	}
	return out
}

func events(name string, options *postfixlog.Options) error {
	numbers := map[string]postfixlog.Field{}
	for f := postfixlog.Field(1); f < 256; f++ {
		numbers[f.String()] = f
	}
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	scanner := postfixlog.NewScanner(file, options)
	defer scanner.Close()
	for scanner.Scan() {
		event := scanner.Event()
		head := event.Head()
		row := fields(reflect.ValueOf(event).Elem(), func(name string) bool { return head.Has(numbers[name]) })
		row["kind"] = head.Kind.String()
		row["program"] = head.Program
		row["message"] = readable(head.Message)
		row["time"] = head.Time.Format(time.RFC3339Nano)
		row["ambiguous"] = head.Flags&postfixlog.FlagAmbiguous != 0
		if head.QueueID != "" {
			row["queue_id"] = head.QueueID
		}
		line, err := json.Marshal(row)
		if err != nil {
			return err
		}
		out.Write(append(line, '\n'))
	}
	return scanner.Err()
}

func rows[R any](view *postfixlog.View, tables map[string][]any, name string) error {
	rows, err := postfixlog.Select[R](view, postfixlog.Query{})
	if err != nil {
		return err
	}
	defer rows.Close()
	tables[name] = []any{}
	for rows.Next() {
		row := fields(reflect.ValueOf(rows.Row()), func(string) bool { return true })
		tables[name] = append(tables[name], row)
	}
	return rows.Err()
}

func state(name string, options *postfixlog.Options) error {
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	aggregator, err := postfixlog.NewAggregator(nil)
	if err != nil {
		return err
	}
	defer aggregator.Close()
	if err := aggregator.AddLog(name, file, options); err != nil {
		return err
	}
	view, err := aggregator.View()
	if err != nil {
		return err
	}
	defer view.Close()

	tables := map[string][]any{}
	if err := errors.Join(
		rows[postfixlog.AccountsRow](view, tables, "accounts"),
		rows[postfixlog.AddressesRow](view, tables, "addresses"),
		rows[postfixlog.SubmittersRow](view, tables, "submitters"),
		rows[postfixlog.TotalsRow](view, tables, "totals"),
	); err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(tables)
}

func main() {
	if len(os.Args) != 3 {
		log.Fatal("usage: figures events|state LOG")
	}
	read := map[string]func(string, *postfixlog.Options) error{"events": events, "state": state}[os.Args[1]]
	if read == nil {
		log.Fatal("neither events nor state: " + os.Args[1])
	}
	// Stamps without a year are those of the latest year that is not in the future.
	if err := read(os.Args[2], &postfixlog.Options{Reference: time.Now()}); err != nil {
		log.Fatal(err)
	}
}
