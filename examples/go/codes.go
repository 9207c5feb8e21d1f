package postfixlog

/*
#include <postfixlog/postfixlog.h>
*/
import "C"

import "strconv"

// Kind is a kind of event.
type Kind uint16

// Field is the number of a field.
type Field uint16

// Table is the number of a table.
type Table uint16

// Column is the number of a column of a table.
type Column uint16

// String returns the kind's name: "sasl-login".
func (k Kind) String() string {
	return name(kindNames, uint16(k), "kind")
}

// String returns the field's name: "sasl_username".
func (f Field) String() string {
	return name(fieldNames, uint16(f), "field")
}

// String returns the table's name: "accounts".
func (t Table) String() string {
	return name(tableNames, uint16(t), "table")
}

// String returns the column's name: "sasl_username".
func (c Column) String() string {
	return name(columnNames, uint16(c), "column")
}

func name(names map[uint16]string, code uint16, what string) string {
	if name, ok := names[code]; ok {
		return name
	}
	return what + " " + strconv.Itoa(int(code))
}

// KindByName returns the kind of a name; false when there is none.
func KindByName(name string) (Kind, bool) {
	for code, known := range kindNames {
		if known == name {
			return Kind(code), true
		}
	}
	return 0, false
}

// Flags are bits that tell how a line was read.
type Flags uint32

const (
	FlagTruncated    Flags = C.PFL_FLAG_TRUNCATED     // the end is missing, or may be
	FlagAmbiguous    Flags = C.PFL_FLAG_AMBIGUOUS     // two readings; the doubtful fields are absent
	FlagTimeInvalid  Flags = C.PFL_FLAG_TIME_INVALID  // the stamp is impossible or missing
	FlagYearInferred Flags = C.PFL_FLAG_YEAR_INFERRED // the stamp had no year
	FlagZoneInferred Flags = C.PFL_FLAG_ZONE_INFERRED // the stamp had no zone
	FlagHourDoubled  Flags = C.PFL_FLAG_HOUR_DOUBLED  // the clock showed this hour twice

	flagTextOwned Flags = C.PFL_FLAG_TEXT_OWNED
)

// Severity is Postfix's own word before the text.
type Severity uint8

const (
	SeverityInfo    Severity = C.PFL_SEVERITY_INFO // no word
	SeverityWarning Severity = C.PFL_SEVERITY_WARNING
	SeverityError   Severity = C.PFL_SEVERITY_ERROR
	SeverityFatal   Severity = C.PFL_SEVERITY_FATAL
	SeverityPanic   Severity = C.PFL_SEVERITY_PANIC
)

// String returns "warning"; "" for SeverityInfo.
func (s Severity) String() string {
	return C.GoString(C.pfl_severity_name(C.uint8_t(s)))
}

// Category is what a warning, an error or a note is about.
type Category uint8

const (
	CategoryConfig        Category = C.PFL_CATEGORY_CONFIG
	CategoryDict          Category = C.PFL_CATEGORY_DICT
	CategoryNetwork       Category = C.PFL_CATEGORY_NETWORK
	CategoryTLS           Category = C.PFL_CATEGORY_TLS
	CategorySASL          Category = C.PFL_CATEGORY_SASL
	CategoryMilter        Category = C.PFL_CATEGORY_MILTER
	CategoryResource      Category = C.PFL_CATEGORY_RESOURCE
	CategoryQueueFile     Category = C.PFL_CATEGORY_QUEUE_FILE
	CategoryProtocolAbuse Category = C.PFL_CATEGORY_PROTOCOL_ABUSE
	CategoryRateLimit     Category = C.PFL_CATEGORY_RATE_LIMIT
	CategoryDelivery      Category = C.PFL_CATEGORY_DELIVERY
	CategoryInternal      Category = C.PFL_CATEGORY_INTERNAL
	CategoryLifecycle     Category = C.PFL_CATEGORY_LIFECYCLE
)

// String returns "config", "dict", ...
func (c Category) String() string {
	return C.GoString(C.pfl_category_name(C.uint8_t(c)))
}
