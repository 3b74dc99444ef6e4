#include "desk/labels.h"

static struct sr_str cell(const struct sr_table *t, struct sr_str key, uint32_t column) {
    uint32_t row = sr_table_find(t, key);
    return row == SR_NONE ? (struct sr_str){NULL, 0} : sr_str_c(sr_table_cell(t, row, column));
}

struct sr_str sr_label_measure(const struct sr_lexicon *lexicon, struct sr_str measure, struct sr_str state) {
    const struct sr_table *t = &lexicon->tables[SR_TABLE_REPORT_MEASURES];
    struct sr_str label = cell(t, sr_str_is(state, "held") ? SR_STR("held") : measure, 1);
    return label.p ? label : measure;
}

static struct sr_str country(const struct sr_lexicon *lexicon, struct sr_str code) {
    const struct sr_table *t = &lexicon->tables[SR_TABLE_COUNTRIES];
    for (uint32_t i = 0; i < t->rows; i++)
        if (sr_str_is(code, sr_table_cell(t, i, 2))) return sr_str_c(sr_table_cell(t, i, 1));
    return code;
}

struct sr_str sr_label_facet(const struct sr_lexicon *lexicon, struct sr_arena *arena, struct sr_str facet) {
    struct sr_str label = {NULL, 0};
    if (!facet.n) return label;
    label = cell(&lexicon->tables[SR_TABLE_REPORT_FACETS], facet, 1);
    if (label.p) return label;
    if (facet.n > 12 && memcmp(facet.p, "nationality=", 12) == 0) {
        struct sr_str name = country(lexicon, (struct sr_str){facet.p + 12, facet.n - 12});
        return sr_arena_printf(arena, "from %.*s", (int)name.n, name.p);
    }
    const char *value = memchr(facet.p, '=', facet.n);
    if (!value) return facet;
    return (struct sr_str){value + 1, facet.n - (uint32_t)(value + 1 - facet.p)};
}

struct sr_str sr_label_figure(struct sr_arena *arena, int64_t low, int64_t best, int64_t high) {
    long long l = low, b = best, h = high;
    if (low == SR_STORE_UNKNOWN && high == SR_STORE_UNKNOWN)
        return best == SR_STORE_UNKNOWN ? SR_STR("no number") : sr_arena_printf(arena, "about %lld", b);
    if (low == high) return sr_arena_printf(arena, "%lld", l);
    if (high == SR_STORE_UNKNOWN) return sr_arena_printf(arena, "%lld or more", l);
    if (low == SR_STORE_UNKNOWN) return sr_arena_printf(arena, "up to %lld", h);
    return sr_arena_printf(arena, "%lld to %lld", l, h);
}

bool sr_is_first_figure(const struct sr_store_change *c) {
    return c->low_before == SR_STORE_UNKNOWN && c->best_before == SR_STORE_UNKNOWN &&
           c->high_before == SR_STORE_UNKNOWN;
}

struct sr_str sr_label_change(const struct sr_lexicon *lexicon, struct sr_arena *arena,
                              const struct sr_store_change *c) {
    struct sr_str label = sr_label_measure(lexicon, c->measure, c->state), of = sr_label_facet(lexicon, arena, c->of);
    struct sr_str now = sr_label_figure(arena, c->low, c->best, c->high);
    struct sr_str was = sr_label_figure(arena, c->low_before, c->best_before, c->high_before);
    bool moved = !sr_is_first_figure(c) && !sr_str_eq(now, was);
    if (!c->measure.n) return SR_STR("a claim is no longer made");
    struct sr_str what =
        sr_arena_printf(arena, "%.*s%s%.*s", (int)label.n, label.p, of.n ? ", " : "", (int)of.n, of.n ? of.p : "");
    /* of a claim, whose numbers are those before; the figure may stand by others */
    if (c->kind == SR_CHANGE_WITHDRAWAL)
        return sr_arena_printf(arena, "%.*s %.*s withdrawn", (int)what.n, what.p, (int)was.n, was.p);
    if (c->kind == SR_CHANGE_AGREEMENT)
        return sr_arena_printf(arena, "%.*s no longer disputed: %.*s", (int)what.n, what.p, (int)now.n, now.p);
    const char *verb = c->kind == SR_CHANGE_CORRECTION ? " corrected to"
                       : c->kind == SR_CHANGE_DISPUTE  ? " disputed, now"
                                                       : "";
    return sr_arena_printf(arena, "%.*s%s %.*s%s%.*s", (int)what.n, what.p, verb, (int)now.n, now.p,
                           moved ? ", was " : "", moved ? (int)was.n : 0, was.p);
}

struct sr_str sr_label_kind(struct sr_arena *arena, struct sr_str kind) {
    char *p = kind.n ? sr_arena_alloc(arena, (size_t)kind.n + 1, 1) : NULL;
    if (!p) return SR_STR("Incident");
    for (uint32_t i = 0; i < kind.n; i++) p[i] = kind.p[i] == '-' ? ' ' : kind.p[i];
    if (*p >= 'a' && *p <= 'z') *p = (char)(*p - 'a' + 'A');
    return (struct sr_str){p, kind.n};
}
