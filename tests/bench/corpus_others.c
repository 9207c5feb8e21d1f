/* Lines without a cause. Contract in corpus_others.h. */
#include "corpus_others.h"

/* --- Postfix itself ---------------------------------------------------------- */

void source_service(world *w, source *s, int64_t now)
{
    uint32_t turn = s->turn++, second = turn % 2;
    host *h = &w->hosts[turn / 2 % w->host_count];
    bool starts = turn / 2 < w->host_count;
    world_line(w, h, now, second ? PROGRAM_MASTER : PROGRAM_SCRIPT);
    if (second)
        put(&w->log, starts ? "daemon started -- version 3.9.1, configuration /etc/postfix"
                            : "reload -- version 3.9.1, configuration /etc/postfix");
    else
        put(&w->log, starts ? "starting the Postfix mail system" : "refreshing the Postfix mail system");
    world_end_line(w, KIND_LIFECYCLE, GROUP_SERVICE);
    s->mean = second && turn / 2 + 1 >= w->host_count ? 12 * HOUR : 100 * MILLISECOND;
}

/* Jun  1 00:00:00, whatever the stamps look like. */
static void put_moment(log_writer *log, int64_t time)
{
    clock_time t = clock_split(time);
    put(log, clock_month(t.month));
    put(log, t.day < 10 ? "  " : " ");
    put_number(log, t.day);
    put_byte(log, ' ');
    put_digits(log, t.hour, 2);
    put_byte(log, ':');
    put_digits(log, t.minute, 2);
    put_byte(log, ':');
    put_digits(log, t.second, 2);
}

static void write_anvil(world *w, host *h, uint32_t line, int64_t now)
{
    static const char *const what[4] = {"connection rate ", "connection count ", "auth rate ", "cache size "};
    uint32_t addr = random_skewed(&w->random, w->addresses.count), count = 1 + random_skewed(&w->random, 40);
    char text[ADDRESS_ROOM];
    int64_t before = random_between(&w->random, SECOND, 300 * SECOND);
    address_text(w->addresses.items[addr].ip, text);
    world_line(w, h, now, PROGRAM_ANVIL);
    put(&w->log, "statistics: max ");
    put(&w->log, what[line]);
    put_number(&w->log, count);
    if (line == 0 || line == 2)
        put(&w->log, "/60s");
    if (line < 3) {
        put(&w->log, line == 2 ? " for (submission:" : " for (smtpd:");
        put(&w->log, text);
        put_byte(&w->log, ')');
    }
    put(&w->log, " at ");
    put_moment(&w->log, now - before);
    world_end_line(w, KIND_ANVIL, GROUP_SERVICE);
}

static void write_scache(world *w, host *h, uint32_t line, int64_t now)
{
    uint32_t hits = random_below(&w->random, 60), miss = 1 + random_below(&w->random, 60);
    world_line(w, h, now, PROGRAM_SCACHE);
    put(&w->log, "statistics: ");
    if (line == 0) {
        put(&w->log, "start interval ");
        put_moment(&w->log, now - 200 * SECOND);
    } else if (line == 3) {
        put(&w->log, "max simultaneous domains=1 addresses=2 connection=3");
    } else {
        put(&w->log, line == 1 ? "domain lookup hits=" : "address lookup hits=");
        put_number(&w->log, hits);
        put(&w->log, " miss=");
        put_number(&w->log, miss);
        put(&w->log, " success=");
        put_number(&w->log, hits * 100 / (hits + miss));
        put_byte(&w->log, '%');
    }
    world_end_line(w, KIND_STATISTICS, GROUP_SERVICE);
}

void source_statistics(world *w, source *s, int64_t now)
{
    uint32_t turn = s->turn++, line = turn % 8;
    host *h = &w->hosts[turn / 8 % w->host_count];
    if (line < 4)
        write_anvil(w, h, line, now);
    else
        write_scache(w, h, line - 4, now);
    s->mean = line == 7 ? 3 * MINUTE / w->host_count : 2 * MILLISECOND;
}

/* --- Other programs ---------------------------------------------------------- */

static void put_stranger(world *w)
{
    uint32_t addr = random_skewed(&w->random, w->addresses.count);
    char text[ADDRESS_ROOM];
    size_t length = address_text(w->addresses.items[addr].ip, text);
    put_bytes(&w->log, text, length);
}

static void write_sshd(world *w, host *h, int64_t now)
{
    uint32_t port = 1025 + random_below(&w->random, 60000);
    world_line(w, h, now, PROGRAM_SSHD);
    put(&w->log, port % 3 == 0 ? "Failed password for root from " : "Connection closed by ");
    put_stranger(w);
    put(&w->log, " port ");
    put_number(&w->log, port);
    put(&w->log, port % 3 == 0 ? " ssh2" : " [preauth]");
}

static void write_cron(world *w, host *h, int64_t now)
{
    world_line(w, h, now, PROGRAM_CRON);
    put(&w->log, "(root) CMD (test -x /usr/sbin/anacron || run-parts --report /etc/cron.hourly)");
}

static void write_systemd(world *w, host *h, int64_t now)
{
    static const char *const units[4] = {
        "Started Session 4123 of user root.",
        "Starting Daily apt download activities...",
        "logrotate.service: Deactivated successfully.",
        "Finished Rotate log files.",
    };
    uint32_t unit = random_below(&w->random, 4);
    world_line(w, h, now, PROGRAM_SYSTEMD);
    put(&w->log, units[unit]);
}

/* Its queue ID is that of no message here. */
static void write_opendkim(world *w, host *h, int64_t now)
{
    uint32_t inode = 0x2C3A1 + 3 * random_below(&w->random, 40), part = random_below(&w->random, 1000000);
    world_line(w, h, now, PROGRAM_OPENDKIM);
    put_hex(&w->log, part, 5, true);
    put_hex(&w->log, inode, 5, true);
    put(&w->log, ": DKIM-Signature field added (s=mail, d=example.com)");
}

void source_foreign(world *w, source *s, int64_t now)
{
    host *h = world_any_host(w);
    uint32_t draw = random_below(&w->random, 100);
    (void)s;
    if (draw < 40)
        write_opendkim(w, h, now);
    else if (draw < 75)
        write_sshd(w, h, now);
    else if (draw < 88)
        write_cron(w, h, now);
    else
        write_systemd(w, h, now);
    world_end_line(w, KIND_FOREIGN, GROUP_OTHERS);
}

static void put_session_name(log_writer *log, uint64_t bits)
{
    put_letters(log, bits, 10);
    put_letters(log, mix_bits(bits), 6);
}

void dovecot_login(world *w, host *h, const mailbox_login *l, int64_t now)
{
    ip_address ip = w->addresses.items[l->addr].ip;
    char text[ADDRESS_ROOM];
    size_t length = address_text(ip, text);
    world_line(w, h, now, PROGRAM_DOVECOT);
    put(&w->log, l->protocol);
    put(&w->log, "-login: Login: user=<");
    put_login_name(&w->log, w->domains, w->account_count, l->name);
    put(&w->log, ">, method=PLAIN, rip=");
    put_bytes(&w->log, text, length);
    put(&w->log, ip.high != 0 ? ", lip=2001:db8:25::25" : ", lip=192.0.2.25");
    put(&w->log, ", mpid=");
    put_number(&w->log, l->pid);
    put(&w->log, ", TLS, session=<");
    put_session_name(&w->log, l->session);
    put_byte(&w->log, '>');
    world_end_line(w, KIND_LOGIN, GROUP_OTHERS);
    w->addresses.items[l->addr].mailbox_logins++;
}

static void write_logout(world *w, host *h, const mailbox_login *l, int64_t now)
{
    world_line(w, h, now, PROGRAM_DOVECOT);
    put(&w->log, l->protocol);
    put_byte(&w->log, '(');
    put_login_name(&w->log, w->domains, w->account_count, l->name);
    put(&w->log, ")<");
    put_number(&w->log, l->pid);
    put(&w->log, "><");
    put_session_name(&w->log, l->session);
    put(&w->log, ">: Disconnected: Logged out in=120 out=2048");
    world_end_line(w, KIND_FOREIGN, GROUP_OTHERS);
}

/* A login, then the logout of somebody who logged in before. */
void source_dovecot(world *w, source *s, int64_t now)
{
    host *h = world_any_host(w);
    mailbox_login l = {.protocol = "imap"};
    l.name = random_skewed(&w->random, w->account_count);
    l.pid = 30000 + random_below(&w->random, 900000);
    account *a = &w->accounts[l.name];
    l.addr = a->addresses[account_place(a, &w->random)];
    l.session = random_next(&w->random);
    if (s->turn++ % 3 == 2) {
        write_logout(w, h, &l, now);
        return;
    }
    dovecot_login(w, h, &l, now);
    a->mailbox_logins++;
}
