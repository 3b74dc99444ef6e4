/* What is kept of a record, as bytes.
 *
 *     stamp u32 | member without its words: length u16 and bytes | document, url, outlet, published, sha256 | flags u8
 *     of an incident: kind | begin, end | place, where the flag tells it | figures | ids of claims | names, role by role
 *
 * A list is its count and its items; strings, counts and enumerations are as in base/bytes.h, other numbers i64. */
#include "base/bytes.h"
#include "merge/keep.h"

enum { FORMAT = 1 }; /* to be raised when the bytes, or what sr_keep makes of a record, change */

enum { HAS_INCIDENT = 1, HAS_PLACE = 2, HAS_POINT = 4 };
enum { IS_STEP = 1, HAS_EXACT_TIME = 2 };

static uint32_t stamp_of(const struct sr_merge_rules *rules) {
    return rules->ranks ^ FORMAT;
}

/* ---- out ---- */

static void put_int(struct sr_buf *out, int64_t v) {
    sr_bytes_put(out, (uint64_t)v, 8);
}

static void put_real(struct sr_buf *out, double v) {
    uint64_t bits;
    memcpy(&bits, &v, sizeof bits);
    sr_bytes_put(out, bits, 8);
}

static void put_list(struct sr_buf *out, const struct sr_str *items, uint32_t count) {
    sr_bytes_put(out, count, 4);
    for (uint32_t i = 0; i < count; i++) sr_bytes_put_str(out, items[i]);
}

static void put_member(struct sr_buf *out, const struct sr_member *member) {
    struct sr_member bare = *member;
    struct sr_buf bytes = {0};
    bare.term_count = 0;
    sr_member_write(&bare, &bytes);
    sr_bytes_put(out, bytes.size, 2);
    sr_buf_add(out, bytes.p, bytes.size);
    out->failed |= bytes.failed;
    sr_buf_release(&bytes);
}

static void put_place(struct sr_buf *out, const struct sr_read_place *p) {
    sr_bytes_put_str(out, p->name);
    sr_buf_add(out, p->country, 2);
    put_real(out, p->lat);
    put_real(out, p->lon);
    put_int(out, p->geonameid);
    sr_bytes_put(out, p->cls, 1);
}

static void put_claim(struct sr_buf *out, const struct sr_kept_claim *c) {
    sr_bytes_put_str(out, c->id);
    sr_bytes_put_str(out, c->at);
    put_int(out, c->low);
    put_int(out, c->high);
    put_int(out, c->value);
    put_int(out, c->seconds);
    put_list(out, c->sources, c->source_count);
    sr_bytes_put(out, c->supersedes, 4);
    sr_bytes_put(out, c->hedge, 1);
    sr_bytes_put(out, c->rank, 1);
    sr_bytes_put(out, (c->step ? IS_STEP : 0) | (c->exact_time ? HAS_EXACT_TIME : 0), 1);
}

static void put_figure(struct sr_buf *out, const struct sr_kept_figure *f) {
    sr_bytes_put_str(out, f->of);
    sr_bytes_put_str(out, f->state);
    sr_bytes_put_str(out, f->rule);
    put_int(out, f->low);
    put_int(out, f->high);
    put_int(out, f->best);
    sr_bytes_put(out, f->measure, 1);
    sr_bytes_put(out, (uint64_t)(f->includes_perpetrators + 1), 1);
    sr_bytes_put(out, f->disputed, 1);
    sr_bytes_put(out, f->claim_count, 4);
    for (uint32_t i = 0; i < f->claim_count; i++) put_claim(out, &f->claims[i]);
}

static void put_incident(struct sr_buf *out, const struct sr_kept *k) {
    sr_bytes_put(out, k->kind, 1);
    sr_bytes_put_str(out, k->begin);
    sr_bytes_put_str(out, k->end);
    if (k->has_place) put_place(out, &k->place);
    sr_bytes_put(out, k->figure_count, 4);
    for (uint32_t i = 0; i < k->figure_count; i++) put_figure(out, &k->figures[i]);
    put_list(out, k->claims, k->claim_count);
    for (uint32_t r = 0; r < SR_ROLE_COUNT; r++) put_list(out, k->roles[r].items, k->roles[r].count);
}

void sr_kept_write(const struct sr_merge_rules *rules, const struct sr_kept *k, struct sr_buf *out) {
    int flags = (k->has_incident ? HAS_INCIDENT : 0) | (k->has_place ? HAS_PLACE : 0) |
                (k->has_place && k->place.has_point ? HAS_POINT : 0);
    sr_bytes_put(out, stamp_of(rules), 4);
    put_member(out, &k->member);
    sr_bytes_put_str(out, k->document);
    sr_bytes_put_str(out, k->url);
    sr_bytes_put_str(out, k->outlet);
    sr_bytes_put_str(out, k->published);
    sr_bytes_put_str(out, k->sha256);
    sr_bytes_put(out, (uint64_t)flags, 1);
    if (k->has_incident) put_incident(out, k);
}

/* ---- in ---- */

struct reader {
    struct sr_bytes b;
    struct sr_arena *arena;
    bool failed; /* memory */
};

static int64_t get_int(struct reader *r) {
    return (int64_t)sr_bytes_get(&r->b, 8);
}

static double get_real(struct reader *r) {
    uint64_t bits = sr_bytes_get(&r->b, 8);
    double v;
    memcpy(&v, &bits, sizeof v);
    return v;
}

static void *get_room(struct reader *r, uint32_t *count, size_t size) {
    *count = sr_bytes_get_count(&r->b);
    void *p = sr_arena_alloc(r->arena, *count, size);
    if (p) return p;
    r->failed = r->b.bad = true;
    *count = 0;
    return NULL;
}

static const struct sr_str *get_list(struct reader *r, uint32_t *count) {
    struct sr_str *items = get_room(r, count, sizeof *items);
    for (uint32_t i = 0; i < *count; i++) items[i] = sr_bytes_get_str(&r->b);
    return items;
}

static enum sr_status get_member(struct reader *r, struct sr_member *out, struct sr_err *err) {
    uint64_t size = sr_bytes_get(&r->b, 2);
    if ((uint64_t)(r->b.end - r->b.p) < size) r->b.bad = true;
    if (r->b.bad) return SR_OK;
    struct sr_str bytes = {(const char *)r->b.p, (uint32_t)size};
    r->b.p += size;
    return sr_member_read(bytes, r->arena, out, err);
}

static void get_place(struct reader *r, struct sr_read_place *p) {
    p->name = sr_bytes_get_str(&r->b);
    for (int i = 0; i < 2; i++) p->country[i] = (char)sr_bytes_get(&r->b, 1);
    p->lat = get_real(r);
    p->lon = get_real(r);
    p->geonameid = get_int(r);
    p->cls = sr_bytes_get_enum(&r->b, SR_PLACE_COUNT);
}

static void get_claim(struct reader *r, struct sr_kept_claim *c, uint32_t claims) {
    c->id = sr_bytes_get_str(&r->b);
    c->at = sr_bytes_get_str(&r->b);
    c->low = get_int(r);
    c->high = get_int(r);
    c->value = get_int(r);
    c->seconds = get_int(r);
    c->sources = get_list(r, &c->source_count);
    c->supersedes = (uint32_t)sr_bytes_get(&r->b, 4);
    if (c->supersedes != SR_NONE && c->supersedes >= claims) r->b.bad = true;
    c->hedge = sr_bytes_get_enum(&r->b, SR_HEDGE_COUNT);
    c->rank = (uint8_t)sr_bytes_get(&r->b, 1);
    uint64_t flags = sr_bytes_get(&r->b, 1);
    c->step = flags & IS_STEP;
    c->exact_time = flags & HAS_EXACT_TIME;
}

static void get_figure(struct reader *r, struct sr_kept_figure *f) {
    f->of = sr_bytes_get_str(&r->b);
    f->state = sr_bytes_get_str(&r->b);
    f->rule = sr_bytes_get_str(&r->b);
    f->low = get_int(r);
    f->high = get_int(r);
    f->best = get_int(r);
    f->measure = sr_bytes_get_enum(&r->b, SR_MEASURE_COUNT);
    f->includes_perpetrators = (int8_t)(sr_bytes_get_enum(&r->b, 3) - 1);
    f->disputed = sr_bytes_get_enum(&r->b, 2);
    struct sr_kept_claim *claims = get_room(r, &f->claim_count, sizeof *claims);
    for (uint32_t i = 0; i < f->claim_count && !r->b.bad; i++) get_claim(r, &claims[i], f->claim_count);
    f->claims = claims;
}

static void get_incident(struct reader *r, struct sr_kept *k) {
    k->kind = sr_bytes_get_enum(&r->b, SR_KIND_COUNT);
    k->begin = sr_bytes_get_str(&r->b);
    k->end = sr_bytes_get_str(&r->b);
    if (k->has_place) get_place(r, &k->place);
    struct sr_kept_figure *figures = get_room(r, &k->figure_count, sizeof *figures);
    for (uint32_t i = 0; i < k->figure_count && !r->b.bad; i++) get_figure(r, &figures[i]);
    k->figures = figures;
    k->claims = get_list(r, &k->claim_count);
    for (uint32_t i = 0; i < SR_ROLE_COUNT; i++) k->roles[i].items = get_list(r, &k->roles[i].count);
}

enum sr_status sr_kept_read(const struct sr_merge_rules *rules, struct sr_str bytes, struct sr_arena *arena,
                            struct sr_kept *out, struct sr_err *err) {
    struct reader r = {sr_bytes_of(bytes), arena, false};
    struct sr_kept k = {.version = 1};
    bool current = sr_bytes_get(&r.b, 4) == stamp_of(rules) && !r.b.bad;
    enum sr_status status = current ? get_member(&r, &k.member, err) : SR_OK;
    if (status) return status;
    k.document = sr_bytes_get_str(&r.b);
    k.url = sr_bytes_get_str(&r.b);
    k.outlet = sr_bytes_get_str(&r.b);
    k.published = sr_bytes_get_str(&r.b);
    k.sha256 = sr_bytes_get_str(&r.b);
    uint64_t flags = sr_bytes_get(&r.b, 1);
    k.has_incident = flags & HAS_INCIDENT;
    k.has_place = flags & HAS_PLACE;
    k.place.has_point = flags & HAS_POINT;
    if (k.has_incident && !r.b.bad) get_incident(&r, &k);
    if (r.failed) return sr_fail_memory(err, "reading what is kept of a record");
    if (!current || r.b.bad || r.b.p != r.b.end)
        return sr_fail(err, SR_ERR_FORMAT, "keep the record anew",
                       "what is kept of a record is of another version, or damaged");
    *out = k;
    return SR_OK;
}
