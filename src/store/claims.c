#include "store/parts.h"

/* A claim that a version before made. */
struct held {
    uint64_t number;
    struct sr_str figure, speaker; /* figure: what it says, whoever says it */
    bool withdrawn, taken;
};

struct claims {
    struct sr_store *store;
    struct sr_arena *arena;
    uint64_t document;
    uint32_t version;
    const struct sr_read_record *record;
    SR_VEC(struct held) held;
};

static int length(struct sr_str s) {
    return (int)s.n;
}

static const char *chars(struct sr_str s) {
    return s.p ? s.p : "";
}

static struct sr_str speaker_of(const struct sr_read_record *r, const struct sr_read_claim *c) {
    return c->sources.count ? r->sources[c->sources.items[0]].name : (struct sr_str){NULL, 0};
}

/* The words are left out, and so is the speaker: a revision that says "22 dead" of "22 people were killed" withdraws
 * nothing. */
static struct sr_str figure_of(struct sr_arena *arena, const char *measure, const char *polarity, struct sr_str state,
                               const struct sr_str facets[5], const int64_t numbers[3]) {
    return sr_arena_printf(arena, "%s\x01%s\x01%.*s\x01%.*s\x01%.*s\x01%.*s\x01%.*s\x01%.*s\x01%lld %lld %lld", measure,
                           polarity, length(state), chars(state), length(facets[0]), chars(facets[0]),
                           length(facets[1]), chars(facets[1]), length(facets[2]), chars(facets[2]), length(facets[3]),
                           chars(facets[3]), length(facets[4]), chars(facets[4]), (long long)numbers[0],
                           (long long)numbers[1], (long long)numbers[2]);
}

static struct sr_str figure_of_claim(struct sr_arena *arena, const struct sr_read_claim *c) {
    const struct sr_str facets[] = {c->side, c->nationality, c->age, c->sex, c->occupation};
    const int64_t numbers[] = {c->low, c->high, c->value};
    return figure_of(arena, sr_measure_name(c->measure), sr_polarity_name(c->polarity), c->state, facets, numbers);
}

static enum sr_status load(struct claims *c, struct sr_err *err) {
    struct sr_rows rows =
        sr_sql(c->store,
               "SELECT number, measure, polarity, state, side, nationality, age, sex, occupation, low, "
               "high, value, speaker, gone = 1 FROM claim WHERE document = ? ORDER BY number",
               SR_WITH(sr_number(c->document)));
    while (sr_row(&rows)) {
        struct sr_str words[8];
        for (int i = 0; i < 8; i++) words[i] = sr_row_str(&rows, i + 1, c->arena);
        const int64_t numbers[] = {sr_row_int(&rows, 9), sr_row_int(&rows, 10), sr_row_int(&rows, 11)};
        struct held h = {.number = sr_row_number(&rows, 0),
                         .speaker = sr_row_str(&rows, 12, c->arena),
                         .withdrawn = sr_row_bool(&rows, 13)};
        h.figure = figure_of(c->arena, chars(words[0]), chars(words[1]), words[2], words + 3, numbers);
        if (!h.figure.p || !SR_PUSH(c->arena, c->held, h)) rows.memory = true;
    }
    return sr_rows_end(&rows, err);
}

static enum sr_status put(struct claims *c, const struct sr_read_claim *claim, const struct held *same,
                          struct sr_err *err) {
    const struct sr_read_record *r = c->record;
    bool main = claim->incident != SR_NONE && r->incidents[claim->incident].main;
    return sr_sql_do(
        c->store,
        "INSERT INTO claim(number, document, version, id, main, measure, hedge, polarity, \"of\", state, side, "
        "nationality, "
        "age, sex, occupation, speaker, low, high, value, start, \"end\", number_start, number_end, confidence, gone) "
        "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0) ON CONFLICT(number) DO "
        "UPDATE "
        "SET version = excluded.version, id = excluded.id, main = excluded.main, hedge = excluded.hedge, "
        "\"of\" = excluded.\"of\", speaker = excluded.speaker, start = excluded.start, \"end\" = excluded.\"end\", "
        "number_start = excluded.number_start, number_end = excluded.number_end, confidence = excluded.confidence, "
        "gone = 0",
        SR_WITH(sr_number(same ? same->number : 0), sr_number(c->document), sr_int(c->version), sr_text(claim->id),
                sr_int(main), sr_text_c(sr_measure_name(claim->measure)), sr_text_c(sr_hedge_name(claim->hedge)),
                sr_text_c(sr_polarity_name(claim->polarity)), sr_text(claim->of), sr_text(claim->state),
                sr_text(claim->side), sr_text(claim->nationality), sr_text(claim->age), sr_text(claim->sex),
                sr_text(claim->occupation), sr_text(speaker_of(r, claim)), sr_int(claim->low), sr_int(claim->high),
                sr_int(claim->value), sr_int(claim->span[0]), sr_int(claim->span[1]), sr_int(claim->number_span[0]),
                sr_int(claim->number_span[1]), sr_real(claim->confidence)),
        err);
}

/* The claim of a version before that this one is: of those with the same figure that of the same speaker, else the
 * first that no other claim has taken. */
static struct held *same_as_before(struct claims *c, const struct sr_read_claim *claim, struct sr_str figure) {
    struct sr_str speaker = speaker_of(c->record, claim);
    struct held *other = NULL;
    for (uint32_t i = 0; i < c->held.count; i++) {
        struct held *h = &c->held.items[i];
        if (h->taken || !sr_str_eq(h->figure, figure)) continue;
        if (sr_str_eq(h->speaker, speaker)) return h;
        if (!other) other = h;
    }
    return other;
}

static enum sr_status leave(struct claims *c, const struct held *h, const struct sr_map *figures, bool revised,
                            struct sr_err *err) {
    bool withdrawn = h->withdrawn || (revised && sr_map_get(figures, h->figure) == SR_NONE);
    return sr_sql_do(c->store, "UPDATE claim SET gone = ? WHERE number = ?",
                     SR_WITH(sr_int(withdrawn ? 1 : 2), sr_number(h->number)), err);
}

enum sr_status sr_put_claims(struct sr_store *s, uint64_t document, uint32_t version,
                             const struct sr_read_record *record, bool revised, struct sr_err *err) {
    struct claims c = {.store = s, .arena = &s->scratch, .document = document, .version = version, .record = record};
    struct sr_map figures = {0};
    enum sr_status status = version > 1 ? load(&c, err) : SR_OK;
    for (uint32_t i = 0; !status && i < record->claim_count; i++) {
        struct sr_str figure = figure_of_claim(c.arena, &record->claims[i]);
        if (!figure.p || !sr_map_set(&figures, c.arena, figure, i)) return sr_fail_memory(err, "adding claims");
        struct held *same = same_as_before(&c, &record->claims[i], figure);
        if (same) same->taken = true;
        status = put(&c, &record->claims[i], same, err);
    }
    for (uint32_t i = 0; !status && i < c.held.count; i++)
        if (!c.held.items[i].taken) status = leave(&c, &c.held.items[i], &figures, revised, err);
    return status;
}

enum sr_status sr_log_withdrawals(struct sr_store *s, const struct sr_cause *cause, uint64_t incident, uint32_t before,
                                  struct sr_err *err) {
    enum sr_status status = SR_OK;
    struct sr_rows rows = sr_sql(s,
                                 "SELECT DISTINCT measure, state, low, value, high FROM claim WHERE document = ? AND "
                                 "version = ? AND gone = 1 AND main AND polarity = 'asserted' ORDER BY number",
                                 SR_WITH(sr_number(cause->document), sr_int(before)));
    while (!status && sr_row(&rows)) {
        struct sr_store_change c = {.kind = SR_CHANGE_WITHDRAWAL,
                                    .incident = incident,
                                    .measure = sr_row_str(&rows, 0, &s->scratch),
                                    .state = sr_row_str(&rows, 1, &s->scratch),
                                    .low = SR_STORE_UNKNOWN,
                                    .best = SR_STORE_UNKNOWN,
                                    .high = SR_STORE_UNKNOWN,
                                    .low_before = sr_row_int(&rows, 2),
                                    .best_before = sr_row_int(&rows, 3),
                                    .high_before = sr_row_int(&rows, 4)};
        status = sr_log(s, cause, &c, err);
    }
    enum sr_status end = sr_rows_end(&rows, status ? NULL : err);
    return status ? status : end;
}
