/* The habits of accounts. Contract in corpus_account.h. */
#include "corpus_account.h"

#include "corpus_clock.h"
#include "corpus_pool.h"

#define OFFICE_SIZE 6u /* accounts behind one address */

/* The first address of every third account is that of its office. */
static uint32_t stock_number(uint32_t number, uint32_t place)
{
    if (place == 0 && number % 3 == 0)
        number -= number % (OFFICE_SIZE * 3);
    return number * ACCOUNT_ADDRESSES + place;
}

static void make_account(account *a, uint32_t number, address_book *book, random_source *random)
{
    a->address_count = (uint8_t)random_between(random, 2, ACCOUNT_ADDRESSES);
    for (uint32_t i = 0; i < a->address_count; i++)
        a->addresses[i] = address_number(book, stock_address(stock_number(number, i)));
    a->first_hour = (uint8_t)random_between(random, 6, 11);
    a->hours = (uint8_t)random_between(random, 5, 8);
    a->domain_count = (uint16_t)(20 + random_skewed(random, 181));
    a->program = random_chance(random, 700) ? PROGRAM_SUBMISSION : PROGRAM_SMTPS;
}

account *accounts_make(uint32_t count, address_book *book, random_source *random)
{
    account *accounts = must_resize(NULL, count * sizeof *accounts);
    memset(accounts, 0, count * sizeof *accounts);
    for (uint32_t i = 0; i < count; i++)
        make_account(&accounts[i], i, book, random);
    return accounts;
}

uint32_t account_place(const account *a, random_source *random)
{
    return random_skewed(random, a->address_count);
}

uint32_t account_domain(const account *a, uint32_t number, random_source *random)
{
    /* What it draws here it draws for good: the account's n-th domain is always the same. */
    uint64_t fixed = mix_bits(((uint64_t)number << 16 | random_skewed(random, a->domain_count)) + 1);
    uint64_t u = fixed & 0xFFFFu; /* then as in random_skewed() */
    return DOMAIN_REMOTE + (uint32_t)((u * u >> 16) * u * (DOMAIN_COUNT - DOMAIN_REMOTE) >> 32);
}

/* The rest of the day is cut into as many parts as messages are left; the next comes in the first or second. */
int64_t account_next(account *a, int64_t now, random_source *random)
{
    int64_t today = now / DAY * DAY, begin = today + a->first_hour * HOUR, close = begin + a->hours * HOUR;
    if (a->left_today == 0 || now >= close) {
        if (now >= begin) {
            begin += DAY;
            close += DAY;
        }
        a->left_today = (uint8_t)random_between(random, 10, 40);
        now = begin;
    }
    int64_t most = a->left_today > 1 ? (close - now) / a->left_today * 2 : close - now;
    a->left_today--;
    return now + random_between(random, 1, most > 1 ? most : 1);
}
