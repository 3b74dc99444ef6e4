/* member_test.c: members to bytes and back, their keys, and groups that don't depend on the order. */
#include "merge/member.h"

#include "merge/cluster.h"
#include "merge/kit_test.h"
#include "merge/score.h"

/* The member of a text, under an id of its own. */
static struct sr_member member_of(struct kit *k, const char *text, const char *id) {
    struct made made;
    struct sr_buf line;
    struct sr_read_record record;
    struct sr_member member = {0};
    struct sr_err err;
    if (!made_read(&made, text)) return member;
    made.document.id = sr_str_c(id);
    made_write(&made, SR_OFFSETS_CODEPOINTS, &line);
    struct sr_str s = {line.p, (uint32_t)line.size};
    SR_CHECK_INT("read", sr_record_read(k->schema, s, &k->arena, &record, &err), SR_OK);
    SR_CHECK_INT("made", sr_member_make(&k->pool.rules, &record, &k->arena, &k->scratch, &member, &err), SR_OK);
    sr_buf_release(&line);
    made_release(&made);
    return member;
}

#define MARKET                                                                                                       \
    "A car bomb exploded in a market in Kirkuk, Iraq, on Tuesday, killing at least 12 people, police said. Colonel " \
    "Afrasiab Kamil said 30 people were wounded."
#define MARKET_LATER                                                                                                \
    "The toll of Tuesday's car bombing of a market in Kirkuk, Iraq, rose to 19 dead, Colonel Afrasiab Kamil said. " \
    "Doctors were treating 45 wounded."
#define FERRY                                                                                                       \
    "A ferry sank off the island of Masbate in the Philippines on Friday and at least 8 people drowned, Commander " \
    "Rolando Tria said."

static struct sr_str str(const struct sr_buf *b) {
    return (struct sr_str){b->p, (uint32_t)b->size};
}

/* What is read back is what was written: the same bytes again, the same score. */
static void test_round(struct kit *k) {
    static const char *const texts[] = {MARKET, FERRY, "The council met on Monday.", "x"};
    struct sr_member other = member_of(k, MARKET_LATER, "other");
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct sr_member m = member_of(k, texts[i], "test.txt"), back;
        struct sr_buf bytes = {0}, again = {0};
        struct sr_err err;
        sr_member_write(&m, &bytes);
        SR_CHECK("within its size", bytes.size <= SR_MEMBER_BYTES);
        SR_CHECK_INT(texts[i], sr_member_read(str(&bytes), &k->arena, &back, &err), SR_OK);
        sr_member_write(&back, &again);
        SR_CHECK_STR(texts[i], str(&again), str(&bytes));
        SR_CHECK("the same score", sr_score(&k->pool.rules, &m, &other) == sr_score(&k->pool.rules, &back, &other));
        sr_buf_release(&bytes);
        sr_buf_release(&again);
    }
}

/* Bytes that are no member: cut at any place, lengthened, or with one value that none can have. */
static void test_damaged(struct kit *k) {
    static const struct {
        const char *name;
        uint32_t at;
        char byte;
    } rows[] = {{"another version", 0, 9},
                {"a flag that is none", 1, 32},
                {"a kind that is none", 2, (char)200},
                {"more terms than there are", 3, (char)190},
                {"a country in small letters", 4, 'i'},
                {"a day beyond all calendars", 25, 127},
                {"a latitude beyond the pole", 33, 127},
                {"a toll below 0", 57, (char)255}};
    struct sr_member m = member_of(k, MARKET, "test.txt"), back;
    struct sr_buf bytes = {0};
    struct sr_err err;
    sr_member_write(&m, &bytes);
    for (uint32_t n = 0; n < bytes.size; n++) {
        struct sr_str cut = {bytes.p, n};
        SR_CHECK_INT("cut", sr_member_read(cut, &k->arena, &back, &err), SR_ERR_FORMAT);
    }
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char was = bytes.p[rows[i].at];
        bytes.p[rows[i].at] = rows[i].byte;
        SR_CHECK_INT(rows[i].name, sr_member_read(str(&bytes), &k->arena, &back, &err), SR_ERR_FORMAT);
        bytes.p[rows[i].at] = was;
    }
    sr_buf_char(&bytes, 0);
    SR_CHECK_INT("lengthened", sr_member_read(str(&bytes), &k->arena, &back, &err), SR_ERR_FORMAT);
    sr_buf_release(&bytes);
}

static uint32_t shared_keys(struct kit *k, const struct sr_member *a, const struct sr_member *b) {
    struct sr_member_key x[SR_MEMBER_KEYS], y[SR_MEMBER_KEYS];
    uint32_t n = sr_member_keys(&k->pool.rules, a, x), m = sr_member_keys(&k->pool.rules, b, y), shared = 0;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t j = 0; j < m; j++) shared += x[i].key == y[j].key;
    return shared;
}

static void test_keys(struct kit *k) {
    struct sr_member market = member_of(k, MARKET, "a"), later = member_of(k, MARKET_LATER, "b");
    struct sr_member_key keys[SR_MEMBER_KEYS];
    uint32_t n = sr_member_keys(&k->pool.rules, &market, keys);
    SR_CHECK("two reports of one incident share several keys", shared_keys(k, &market, &later) >= 3);
    SR_CHECK("a member has keys", n > 0 && n <= SR_MEMBER_KEYS);
    for (uint32_t i = 0; i < n; i++) {
        SR_CHECK("a key says something", keys[i].weight > 0);
        for (uint32_t j = 0; j < i; j++) SR_CHECK("each key once", keys[i].key != keys[j].key);
    }
}

/* The groups of three members, whichever comes first. */
static void test_cluster(struct kit *k) {
    static const uint32_t orders[][3] = {{0, 1, 2}, {2, 1, 0}, {1, 2, 0}, {0, 2, 1}};
    struct sr_member made[] = {member_of(k, MARKET, "a"), member_of(k, FERRY, "b"), member_of(k, MARKET_LATER, "c")};
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
        const struct sr_member *members[3];
        struct sr_clusters c;
        struct sr_err err;
        uint32_t of[3] = {0};
        for (uint32_t j = 0; j < 3; j++) members[j] = &made[orders[i][j]];
        SR_CHECK_INT("clustered", sr_cluster(&k->pool.rules, members, 3, &k->arena, &c, &err), SR_OK);
        SR_CHECK_INT("two incidents", c.count, 2);
        for (uint32_t g = 0; g < c.count; g++)
            for (uint32_t at = c.starts[g]; at < c.starts[g + 1]; at++) of[orders[i][c.members[at]]] = g;
        SR_CHECK("the two reports of the market together, the ferry apart", of[0] == of[2] && of[0] != of[1]);
    }
    struct sr_clusters none;
    struct sr_err err;
    SR_CHECK_INT("no member", sr_cluster(&k->pool.rules, NULL, 0, &k->arena, &none, &err), SR_OK);
    SR_CHECK_INT("no group", none.count, 0);
}

int main(void) {
    struct kit k;
    if (open_kit(&k)) {
        test_round(&k);
        test_damaged(&k);
        test_keys(&k);
        test_cluster(&k);
    }
    close_kit(&k);
    return sr_test_end("member");
}
