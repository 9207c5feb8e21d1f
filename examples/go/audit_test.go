package postfixlog

import (
	"net/netip"
	"os"
	"testing"
	"time"
)

// sampleAudit audits the sample log, which has a break-in: reception@example.com, from
// 203.0.113.77 after 34 failures in an hour.
func sampleAudit(t *testing.T, options *AuditOptions) *Audit {
	t.Helper()
	file, err := os.Open(sampleLog)
	no(t, err)
	defer file.Close()
	a, err := NewAggregator(nil)
	no(t, err)
	no(t, a.AddLog("mail.log", file, &Options{Reference: time.Date(2026, 6, 10, 12, 0, 0, 0, time.UTC)}))
	v, err := a.View()
	no(t, err)
	audit, err := v.Audit(options)
	no(t, err)
	// Closed before what is made of it: that keeps it.
	no(t, v.Close())
	no(t, a.Close())
	t.Cleanup(func() { audit.Close() })
	return audit
}

func verdicts(t *testing.T, audit *Audit) map[string]Verdict {
	t.Helper()
	rows, err := All[VerdictsRow](audit, Query{})
	no(t, err)
	out := map[string]Verdict{}
	for _, row := range rows {
		out[row.SASLUsername] = row.Verdict
	}
	return out
}

func TestAudit(t *testing.T) {
	audit := sampleAudit(t, nil)
	server, err := All[AuditRow](audit, Query{})
	no(t, err)
	same(t, "rows", len(server), 1)
	same(t, "verdict", server[0].Verdict, VerdictCompromised)
	same(t, "verdict", server[0].Verdict.String(), "compromised")
	same(t, "verdict on the account", verdicts(t, audit)["reception@example.com"], VerdictCompromised)

	findings, err := All[FindingsRow](audit, Query{Key: "reception@example.com"})
	no(t, err)
	var entry *FindingsRow
	for i := range findings {
		if findings[i].Rule == "R01" {
			entry = &findings[i]
		}
	}
	if entry == nil {
		t.Fatalf("no R01 in %v", findings)
	}
	same(t, "severity", entry.Severity, FindingHigh)
	same(t, "severity", entry.Severity.String(), "high")
	sources, err := All[FindingSourcesRow](audit, Query{})
	no(t, err)
	found := false
	for _, source := range sources {
		found = found || (source.Number == entry.Number && source.ClientAddr == "203.0.113.77")
	}
	same(t, "the address it came from", found, true)

	// The tables of the view are there too.
	accounts, err := All[AccountsRow](audit, Query{Key: "reception@example.com"})
	no(t, err)
	same(t, "accounts", len(accounts), 1)
}

// Options reach the rules: with these, nothing is left of the incident but what the
// account's own addresses say.
func TestAuditOptions(t *testing.T) {
	everywhere := []netip.Prefix{netip.MustParsePrefix("0.0.0.0/0")}
	trusting := sampleAudit(t, &AuditOptions{Trusted: everywhere})
	if v := verdicts(t, trusting)["reception@example.com"]; v >= VerdictCompromised {
		t.Errorf("with every address trusted: %v", v)
	}
	for name, options := range map[string]*AuditOptions{
		"bulk":     {Bulk: []string{"somebody@example.com", "reception@example.com"}, Monitors: []string{"monitor"}},
		"a limit":  {Limits: map[string]uint32{"R01.failures": 1000000, "R09.messages": 1000000, "R09.recipients": 1000000}},
		"monitors": {Monitors: []string{"reception@example.com"}, MonitorNetworks: everywhere, Proxies: everywhere},
	} {
		if got, usual := findingsOf(t, sampleAudit(t, options)), findingsOf(t, sampleAudit(t, nil)); got >= usual {
			t.Errorf("%s: %d findings about the account, %d without", name, got, usual)
		}
	}

	a := aggregate(t, "mail.log", message)
	defer a.Close()
	v := view(t, a)
	for name, options := range map[string]*AuditOptions{
		"no such limit": {Limits: map[string]uint32{"R09.nothing": 1}},
		"a limit of 0":  {Limits: map[string]uint32{"R09.messages": 0}},
		"a 0":           {Bulk: []string{"a\x00b"}},
		"no network":    {Trusted: []netip.Prefix{{}}},
		"no proxy":      {Proxies: []netip.Prefix{{}}},
		"no monitor":    {MonitorNetworks: []netip.Prefix{{}}},
	} {
		_, err := v.Audit(options)
		if err == nil {
			t.Errorf("%s was taken", name)
			continue
		}
		is(t, err, ErrArgument)
	}
}

func findingsOf(t *testing.T, audit *Audit) int {
	t.Helper()
	findings, err := All[FindingsRow](audit, Query{Key: "reception@example.com"})
	no(t, err)
	return len(findings)
}

func TestAuditMisuse(t *testing.T) {
	audit := sampleAudit(t, nil)
	rows, err := Select[FindingsRow](audit, Query{})
	no(t, err)
	no(t, audit.Close())
	no(t, audit.Close())
	same(t, "next", rows.Next(), true)
	no(t, rows.Close())
	_, err = audit.Records(Query{Table: TableFindings})
	is(t, err, ErrClosed)

	a := aggregate(t, "mail.log", message)
	v, err := a.View()
	no(t, err)
	no(t, v.Close())
	_, err = v.Audit(nil)
	is(t, err, ErrClosed)
}
