package postfixlog

/*
#include "bridge.h"
*/
import "C"

import (
	"fmt"
	"net/netip"
	"runtime"
	"strings"
)

// Verdict is how bad it is.
type Verdict uint32

const (
	VerdictClean       Verdict = C.PFL_VERDICT_CLEAN       // nothing was found, and the log says enough to tell
	VerdictUnknown     Verdict = C.PFL_VERDICT_UNKNOWN     // nothing was found, but the log does not say enough
	VerdictAttacked    Verdict = C.PFL_VERDICT_ATTACKED    // somebody tries to get in; nothing says that it worked
	VerdictCheck       Verdict = C.PFL_VERDICT_CHECK       // unusual: somebody should look at it
	VerdictLikely      Verdict = C.PFL_VERDICT_LIKELY      // most likely in the hands of somebody else
	VerdictCompromised Verdict = C.PFL_VERDICT_COMPROMISED // in the hands of somebody else
)

// String returns "likely"; "" for a number that is none.
func (v Verdict) String() string {
	return C.GoString(C.pfl_verdict_name(C.uint32_t(v)))
}

// FindingSeverity is how much a finding weighs.
type FindingSeverity uint32

const (
	FindingInfo     FindingSeverity = C.PFL_FINDING_INFO // goes with others: never a reason by itself
	FindingLow      FindingSeverity = C.PFL_FINDING_LOW
	FindingMedium   FindingSeverity = C.PFL_FINDING_MEDIUM
	FindingHigh     FindingSeverity = C.PFL_FINDING_HIGH
	FindingCritical FindingSeverity = C.PFL_FINDING_CRITICAL
)

// String returns "high"; "" for a number that is none.
func (s FindingSeverity) String() string {
	return C.GoString(C.pfl_finding_name(C.uint32_t(s)))
}

// AuditOptions tell the rules what is usual here. nil and the zero value are fine.
type AuditOptions struct {
	Trusted         []netip.Prefix // one's own: rules about addresses do not count what comes from there
	Proxies         []netip.Prefix // proxies and webmail: whoever comes from there may be anybody
	Monitors        []string       // accounts of monitoring: their logins are no probe of a stolen password
	MonitorNetworks []netip.Prefix // where monitoring logs in from
	Bulk            []string       // accounts that send to many: newsletters, lists, invoices

	// Other values for limits of rules, by their names: "R09.messages".
	Limits map[string]uint32
}

// limits looks up the numbers of limits.
func (o *AuditOptions) limits() ([]C.pfl_limit_setting, error) {
	codes := map[string]C.uint32_t{}
	for i := C.size_t(0); ; i++ {
		limit := C.pfl_limit_at(i)
		if limit == nil {
			break
		}
		codes[C.GoString(limit.name)] = limit.code
	}
	var out []C.pfl_limit_setting
	for name, value := range o.Limits {
		code, ok := codes[name]
		if !ok {
			return nil, fmt.Errorf("%w: there is no limit %q", ErrArgument, name)
		}
		out = append(out, C.pfl_limit_setting{limit: code, value: C.uint32_t(value)})
	}
	return out, nil
}

// names joins the names of accounts for C: each is ended by a 0.
func (o *AuditOptions) names() ([]byte, error) {
	var out []byte
	for _, name := range append(append([]string{}, o.Monitors...), o.Bulk...) {
		if strings.IndexByte(name, 0) >= 0 {
			return nil, fmt.Errorf("%w: an account with a 0 in its name", ErrArgument)
		}
		out = append(append(out, name...), 0)
	}
	return out, nil
}

// Audit is what the rules found in a view: a Source of the tables AuditRow,
// VerdictsRow, FindingsRow, FindingSourcesRow and FindingLinesRow, and of those of the
// view.
type Audit struct {
	c      *C.pfl_audit
	view   *C.pfl_view
	handle *handle
}

// Audit looks at the view with all rules. options may be nil.
func (v *View) Audit(options *AuditOptions) (*Audit, error) {
	if err := v.handle.check(); err != nil {
		return nil, err
	}
	if options == nil {
		options = new(AuditOptions)
	}
	trusted, err := networks(options.Trusted)
	if err != nil {
		return nil, err
	}
	proxies, err := networks(options.Proxies)
	if err != nil {
		return nil, err
	}
	monitors, err := networks(options.MonitorNetworks)
	if err != nil {
		return nil, err
	}
	limits, err := options.limits()
	if err != nil {
		return nil, err
	}
	names, err := options.names()
	if err != nil {
		return nil, err
	}
	var limit *C.pfl_limit_setting
	if len(limits) > 0 {
		limit = &limits[0]
	}
	defer runtime.KeepAlive(v)
	var c *C.pfl_audit
	status := C.bridge_audit_create(&c, v.c, first(trusted), C.size_t(len(trusted)), first(proxies),
		C.size_t(len(proxies)), first(monitors), C.size_t(len(monitors)), characters(names),
		C.size_t(len(options.Monitors)), C.size_t(len(options.Bulk)), limit, C.size_t(len(limits)))
	if err := failure(status); err != nil {
		return nil, err
	}
	a := &Audit{c: c, view: v.c}
	a.handle = newHandle(v.handle, func() { C.pfl_audit_destroy(c) })
	runtime.SetFinalizer(a, (*Audit).Close)
	return a, nil
}

// Records opens the rows of a table.
func (a *Audit) Records(q Query) (*Records, error) {
	if err := a.handle.check(); err != nil {
		return nil, err
	}
	defer runtime.KeepAlive(a)
	return newRecords(a.handle, a.view, a.c, q)
}

// Close releases the audit, once its rows are closed too. It may be called more than
// once, and returns nil.
func (a *Audit) Close() error {
	a.handle.close()
	return nil
}
