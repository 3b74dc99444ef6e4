#include "merge/member.h"

#include <math.h>
#include <sha2.h>

#include "base/bytes.h"
#include "base/date.h"
#include "merge/terms.h"
#include "record/signature.h"

/* What follows from the terms. */
static void sum_up(struct sr_member *m) {
    double names = 0, words = 0;
    m->own_names = 0;
    for (uint32_t i = 0; i < m->term_count; i++) {
        const struct sr_term *t = &m->terms[i];
        *(t->cls == SR_TERM_WORD ? &words : &names) += sr_term_weight(t) * sr_term_weight(t);
        m->own_names += t->cls == SR_TERM_NAME && !t->usual;
    }
    m->name_norm = sqrt(names);
    m->word_norm = sqrt(words);
}

/* The first eight bytes of the SHA-256 of the document's id. */
static uint64_t id_of(struct sr_str document) {
    uint8_t digest[SHA256_DIGEST_LENGTH];
    SHA2_CTX context;
    uint64_t id = 0;
    SHA256Init(&context);
    SHA256Update(&context, (const uint8_t *)(document.n ? document.p : ""), document.n);
    SHA256Final(digest, &context);
    for (int i = 0; i < 8; i++) id = id << 8 | digest[i];
    return id;
}

/* A number of hexadecimal digits; false where one is none. */
static bool hexadecimal(const char *p, uint32_t digits, uint32_t *value) {
    *value = 0;
    for (uint32_t i = 0; i < digits; i++) {
        uint32_t digit = p[i] >= '0' && p[i] <= '9'   ? (uint32_t)(p[i] - '0')
                         : p[i] >= 'a' && p[i] <= 'f' ? (uint32_t)(p[i] - 'a') + 10
                                                      : 16;
        if (digit > 15) return false;
        *value = *value << 4 | digit;
    }
    return true;
}

/* Another signature than ours is none. */
static void take_signature(struct sr_member *m, struct sr_str hex) {
    uint32_t value;
    if (hex.n != SR_SIGNATURE_DIGITS) return;
    for (uint32_t i = 0; i < SR_MEMBER_PLACES; i++) {
        if (!hexadecimal(hex.p + 2 * i, 2, &value)) return;
        m->signature[i] = (uint8_t)value;
    }
    if (hexadecimal(hex.p + 2 * SR_MEMBER_PLACES, 4, &value)) m->runs = value;
}

/* The day of a date that is known to the day. */
static int64_t day_of(struct sr_str text, int64_t *seconds) {
    struct sr_date d;
    if (!text.p || !sr_date_parse(text, &d)) return SR_NO_DAY;
    if (seconds) *seconds = sr_date_seconds(&d);
    return d.precision >= SR_PRECISION_DAY ? sr_days_from_civil(d.year, d.month, d.day) : SR_NO_DAY;
}

/* The whole toll of a measure as the record's rule gives it. */
static int64_t toll(const struct sr_read_incident *inc, uint8_t measure) {
    for (uint32_t i = 0; i < inc->figure_count; i++)
        if (inc->figures[i].measure == measure && !inc->figures[i].of.p) return inc->figures[i].best;
    return SR_READ_UNKNOWN;
}

/* A point as the bytes keep it, to a metre. */
static double rounded(double degrees) {
    return (double)lround(degrees * 1e5) / 1e5;
}

/* Its day. Of a report that looks back, one that is near its publication is that of the trial or the vigil. */
static int64_t begin_of(const struct sr_member *m, const struct sr_read_incident *inc) {
    enum { NEAR = 7 };
    int64_t day = inc->coarse ? SR_NO_DAY : day_of(inc->begin, NULL);
    bool near = day != SR_NO_DAY && m->published_day != SR_NO_DAY && day + NEAR >= m->published_day;
    return m->looks_back && near ? SR_NO_DAY : day;
}

/* False when memory runs out. */
static bool take_incident(struct sr_member *m, const struct sr_merge_rules *rules, const struct sr_read_record *r,
                          const struct sr_read_incident *inc, struct sr_arena *scratch) {
    m->has_incident = true;
    m->kind = inc->kind;
    m->looks_back = sr_looks_back(rules, r, scratch);
    m->begin_day = begin_of(m, inc);
    m->killed = toll(inc, SR_MEASURE_KILLED);
    m->injured = toll(inc, SR_MEASURE_INJURED);
    if (inc->place == SR_NONE) return true;
    const struct sr_read_place *p = &r->places[inc->place];
    m->in_town = p->cls == SR_PLACE_CITY || p->cls == SR_PLACE_FACILITY;
    bool region = m->in_town || p->cls == SR_PLACE_ADMIN;
    if (region && !sr_member_scene(p->name, scratch, m->scene)) return false;
    memcpy(m->country, p->country, sizeof m->country);
    m->has_point = p->has_point && fabs(p->lat) <= 90 && fabs(p->lon) <= 180;
    if (!m->has_point) return true;
    m->lat = rounded(p->lat);
    m->lon = rounded(p->lon);
    return true;
}

enum sr_status sr_member_make(const struct sr_merge_rules *rules, const struct sr_read_record *r,
                              struct sr_arena *arena, struct sr_arena *scratch, struct sr_member *out,
                              struct sr_err *err) {
    struct sr_member m = {.id = id_of(r->document),
                          .published_seconds = INT64_MAX,
                          .begin_day = SR_NO_DAY,
                          .killed = SR_READ_UNKNOWN,
                          .injured = SR_READ_UNKNOWN};
    m.published_day = day_of(r->published, &m.published_seconds);
    take_signature(&m, r->signature);
    for (uint32_t i = 0; i < r->incident_count && !m.has_incident; i++)
        if (r->incidents[i].main && !take_incident(&m, rules, r, &r->incidents[i], scratch))
            return sr_fail_memory(err, "keeping a record");
    if (!sr_member_terms(rules, r, arena, scratch, &m)) return sr_fail_memory(err, "keeping a record");
    sum_up(&m);
    *out = m;
    return SR_OK;
}

int64_t sr_member_day(const struct sr_member *m) {
    return m->published_day != SR_NO_DAY ? m->published_day : m->begin_day;
}

int sr_member_order(const struct sr_member *a, const struct sr_member *b) {
    if (a->published_seconds != b->published_seconds) return a->published_seconds < b->published_seconds ? -1 : 1;
    return a->id < b->id ? -1 : a->id > b->id;
}

/* ---- bytes ----
 *
 *     version u8 | flags u8 | kind u8 | terms u8 | country char[2] | id u64 | published i64 | days i32[2] | point i32[2] |
 *     scene u32[3] | tolls i64[2] | signature u8[128] and runs u16, where the flag tells it | terms × (word u32 | weight u16 | rarity u8 | class u8)
 */

enum { HAS_SIGNATURE = 1, HAS_INCIDENT = 2, HAS_POINT = 4, IN_TOWN = 8, LOOKS_BACK = 16, FLAGS = 31 };
enum { CLASS = 3, USUAL = 4 }; /* bits of the class */
enum { HEAD_BYTES = 6 + 8 + 8 + 8 + 8 + 12 + 16, TERM_BYTES = 8 };
enum { FIRST_DAY = -1000000, LAST_DAY = 4000000 }; /* of what a date can be: the years −768 to 12921 */

_Static_assert(HEAD_BYTES + SR_MEMBER_PLACES + 2 + TERM_BYTES * SR_MEMBER_TERMS <= SR_MEMBER_BYTES, "a member's size");
_Static_assert((int)SR_MEMBER_PLACES == (int)SR_SIGNATURE_PLACES, "the same signature");
_Static_assert(SR_MEMBER_TERMS <= UINT8_MAX, "a member's count of terms is a byte");

static void put_day(struct sr_buf *out, int64_t day) {
    sr_bytes_put(out, day == SR_NO_DAY ? (uint32_t)INT32_MIN : (uint32_t)day, 4);
}

void sr_member_write(const struct sr_member *m, struct sr_buf *out) {
    int flags = (m->runs ? HAS_SIGNATURE : 0) | (m->has_incident ? HAS_INCIDENT : 0) | (m->has_point ? HAS_POINT : 0) |
                (m->in_town ? IN_TOWN : 0) | (m->looks_back ? LOOKS_BACK : 0);
    sr_bytes_put(out, SR_MEMBER_VERSION, 1);
    sr_bytes_put(out, (uint64_t)flags, 1);
    sr_bytes_put(out, m->kind, 1);
    sr_bytes_put(out, m->term_count, 1);
    sr_buf_add(out, m->country, 2);
    sr_bytes_put(out, m->id, 8);
    sr_bytes_put(out, (uint64_t)m->published_seconds, 8);
    put_day(out, m->published_day);
    put_day(out, m->begin_day);
    sr_bytes_put(out, (uint32_t)lround(m->lat * 1e5), 4);
    sr_bytes_put(out, (uint32_t)lround(m->lon * 1e5), 4);
    for (int i = 0; i < SR_MEMBER_SCENE; i++) sr_bytes_put(out, m->scene[i], 4);
    sr_bytes_put(out, (uint64_t)m->killed, 8);
    sr_bytes_put(out, (uint64_t)m->injured, 8);
    if (m->runs) {
        sr_buf_add(out, m->signature, SR_MEMBER_PLACES);
        sr_bytes_put(out, m->runs, 2);
    }
    for (uint32_t i = 0; i < m->term_count; i++) {
        const struct sr_term *t = &m->terms[i];
        sr_bytes_put(out, t->word, 4);
        sr_bytes_put(out, t->weight, 2);
        sr_bytes_put(out, t->rarity, 1);
        sr_bytes_put(out, (uint64_t)(t->cls | (t->usual ? USUAL : 0)), 1);
    }
}

static int64_t get_signed(struct sr_bytes *b, int bytes) {
    uint64_t value = sr_bytes_get(b, bytes);
    return bytes == 4 ? (int64_t)(int32_t)(uint32_t)value : (int64_t)value;
}

static int64_t get_day(struct sr_bytes *b) {
    int64_t day = get_signed(b, 4);
    if (day == INT32_MIN) return SR_NO_DAY;
    if (day < FIRST_DAY || day > LAST_DAY) b->bad = true;
    return day;
}

static int64_t get_toll(struct sr_bytes *b) {
    int64_t n = get_signed(b, 8);
    if (n < 0 && n != SR_READ_UNKNOWN) b->bad = true;
    return n;
}

static double get_degrees(struct sr_bytes *b, double most) {
    double degrees = (double)get_signed(b, 4) / 1e5;
    if (fabs(degrees) > most) b->bad = true;
    return degrees;
}

static void get_head(struct sr_bytes *b, struct sr_member *m) {
    int flags = (int)sr_bytes_get(b, 1);
    m->has_incident = flags & HAS_INCIDENT;
    m->has_point = flags & HAS_POINT;
    m->in_town = flags & IN_TOWN;
    m->looks_back = flags & LOOKS_BACK;
    m->kind = (uint8_t)sr_bytes_get(b, 1);
    m->term_count = (uint32_t)sr_bytes_get(b, 1);
    for (int i = 0; i < 2; i++) m->country[i] = (char)sr_bytes_get(b, 1);
    m->id = sr_bytes_get(b, 8);
    m->published_seconds = get_signed(b, 8);
    m->published_day = get_day(b);
    m->begin_day = get_day(b);
    m->lat = get_degrees(b, 90);
    m->lon = get_degrees(b, 180);
    for (int i = 0; i < SR_MEMBER_SCENE; i++) m->scene[i] = (uint32_t)sr_bytes_get(b, 4);
    m->killed = get_toll(b);
    m->injured = get_toll(b);
    bool letters = (m->country[0] >= 'A' && m->country[0] <= 'Z' && m->country[1] >= 'A' && m->country[1] <= 'Z') ||
                   (!m->country[0] && !m->country[1]);
    if (flags & ~FLAGS || m->kind >= SR_KIND_COUNT || m->term_count > SR_MEMBER_TERMS || !letters) b->bad = true;
    if (!(flags & HAS_SIGNATURE)) return;
    for (uint32_t i = 0; i < SR_MEMBER_PLACES; i++) m->signature[i] = (uint8_t)sr_bytes_get(b, 1);
    m->runs = (uint32_t)sr_bytes_get(b, 2);
    if (!m->runs) b->bad = true;
}

static void get_term(struct sr_bytes *b, struct sr_term *t) {
    t->word = (uint32_t)sr_bytes_get(b, 4);
    t->weight = (uint16_t)sr_bytes_get(b, 2);
    t->rarity = (uint8_t)sr_bytes_get(b, 1);
    uint8_t cls = (uint8_t)sr_bytes_get(b, 1);
    t->cls = cls & 3u;
    t->usual = cls & USUAL;
    if (cls & ~(CLASS | USUAL) || t->cls > SR_TERM_WORD) b->bad = true;
}

enum sr_status sr_member_read(struct sr_str bytes, struct sr_arena *arena, struct sr_member *out, struct sr_err *err) {
    struct sr_bytes b = sr_bytes_of(bytes);
    struct sr_member m = {0};
    uint64_t version = sr_bytes_get(&b, 1);
    if (b.bad || version != SR_MEMBER_VERSION)
        return sr_fail(err, SR_ERR_FORMAT, "make the members anew from the records", "a member of another version");
    get_head(&b, &m);
    struct sr_term *terms = sr_arena_alloc(arena, b.bad ? 0 : m.term_count, sizeof *terms);
    if (!terms) return sr_fail_memory(err, "reading a member");
    for (uint32_t i = 0; !b.bad && i < m.term_count; i++) {
        get_term(&b, &terms[i]);
        if (i && terms[i].word <= terms[i - 1].word) b.bad = true;
    }
    if (b.bad || b.p != b.end)
        return sr_fail(err, SR_ERR_FORMAT, "make the members anew from the records", "a damaged member");
    m.terms = terms;
    sum_up(&m);
    *out = m;
    return SR_OK;
}
