#include "merge/explain.h"

#include <math.h>

#include "merge/reprint.h"
#include "merge/terms.h"

enum { MOST_WORDS = 8, SAID = 3 }; /* SAID: the column of merge_weights */

struct side {
    const struct sr_read_record *record;
    struct sr_member member;
};

struct explaining {
    const struct sr_merge_rules *rules;
    struct side a, b;
    struct sr_arena *arena;
    struct sr_buf *out;
};

struct line {
    enum sr_feature feature;
    double value, points;
};

static int by_points(const void *a, const void *b) {
    const struct line *x = a, *y = b;
    if (x->points != y->points) return x->points > y->points ? -1 : 1;
    return x->feature < y->feature ? -1 : x->feature > y->feature;
}

static const char *said(const struct explaining *e, const char *name) {
    const struct sr_table *t = &e->rules->lexicon->tables[SR_TABLE_MERGE_WEIGHTS];
    return sr_table_cell(t, sr_table_find(t, sr_str_c(name)), SAID);
}

static int by_weight(const void *a, const void *b) {
    const struct sr_term *x = *(const struct sr_term *const *)a, *y = *(const struct sr_term *const *)b;
    if (x->weight != y->weight) return x->weight > y->weight ? -1 : 1;
    return x->word < y->word ? -1 : x->word > y->word;
}

/* The heaviest words of a class, or of either class of names, that both have. */
static void tell_words(struct explaining *e, bool (*of)(const struct sr_term *)) {
    const struct sr_term *shared[SR_MEMBER_TERMS];
    const struct sr_member *a = &e->a.member, *b = &e->b.member;
    uint32_t n = 0;
    for (uint32_t i = 0, k = 0; i < a->term_count && k < b->term_count;) {
        const struct sr_term *x = &a->terms[i], *y = &b->terms[k];
        if (x->word == y->word && of(x) && of(y)) shared[n++] = x;
        i += x->word <= y->word;
        k += y->word <= x->word;
    }
    qsort(shared, n, sizeof *shared, by_weight);
    for (uint32_t i = 0; i < n && i < MOST_WORDS; i++) {
        struct sr_str word = sr_member_word(e->a.record, shared[i]->word, e->arena);
        sr_buf_c(e->out, i ? ", " : ": ");
        sr_buf_str(e->out, word);
    }
    if (n > MOST_WORDS) sr_buf_printf(e->out, " and %u more", n - MOST_WORDS);
}

static bool any_name(const struct sr_term *t) {
    return t->cls != SR_TERM_WORD;
}

static bool thing(const struct sr_term *t) {
    return t->cls == SR_TERM_NAME;
}

static bool place(const struct sr_term *t) {
    return t->cls == SR_TERM_PLACE;
}

static bool word(const struct sr_term *t) {
    return t->cls == SR_TERM_WORD;
}

static void tell_tolls(struct explaining *e, int64_t a, int64_t b) {
    if (a == b) sr_buf_printf(e->out, ": %lld", (long long)a);
    else sr_buf_printf(e->out, ": %lld and %lld", (long long)a, (long long)b);
}

static void tell_days(struct explaining *e, int64_t a, int64_t b) {
    sr_buf_printf(e->out, ": %lld days", (long long)(a < b ? b - a : a - b));
}

/* What the feature was made of. */
static void tell_ground(struct explaining *e, enum sr_feature feature) {
    const struct sr_member *a = &e->a.member, *b = &e->b.member;
    switch ((int)feature) {
    case SR_FEATURE_NAMES: tell_words(e, any_name); break;
    case SR_FEATURE_RARE_NAMES: tell_words(e, thing); break;
    case SR_FEATURE_RARE_PLACES: tell_words(e, place); break;
    case SR_FEATURE_WORDS: tell_words(e, word); break;
    case SR_FEATURE_KIND_KIN:
    case SR_FEATURE_KIND_OTHER:
        sr_buf_printf(e->out, ": %s and %s", sr_incident_kind_name(a->kind), sr_incident_kind_name(b->kind));
        break;
    case SR_FEATURE_COUNTRY_OTHER: sr_buf_printf(e->out, ": %s and %s", a->country, b->country); break;
    case SR_FEATURE_BEGIN_FAR: tell_days(e, a->begin_day, b->begin_day); break;
    case SR_FEATURE_PUBLISHED_FAR: tell_days(e, a->published_day, b->published_day); break;
    case SR_FEATURE_KILLED_SAME:
    case SR_FEATURE_KILLED_OTHER:
    case SR_FEATURE_KILLED_GROWS: tell_tolls(e, a->killed, b->killed); break;
    case SR_FEATURE_INJURED_SAME:
    case SR_FEATURE_INJURED_OTHER:
    case SR_FEATURE_INJURED_GROWS: tell_tolls(e, a->injured, b->injured); break;
    case SR_FEATURE_SIGNATURE:
        if (sr_is_reprint(a, b)) sr_buf_c(e->out, ": one text, reprinted or rewritten");
        break;
    default: break;
    }
}

static void tell_line(struct explaining *e, const struct line *l) {
    sr_buf_printf(e->out, "  %+6.2f  %s", l->points, said(e, sr_feature_name(l->feature)));
    if (l->value != 1) sr_buf_printf(e->out, " (%.2f)", l->value);
    tell_ground(e, l->feature);
    sr_buf_char(e->out, '\n');
}

static void tell_head(struct explaining *e, double score) {
    const struct sr_weights *w = &e->rules->weights;
    const struct sr_read_record *a = e->a.record, *b = e->b.record;
    bool versions = sr_str_eq(a->document, b->document) || (a->url.p && b->url.p && sr_str_eq(a->url, b->url));
    sr_buf_str(e->out, a->document);
    sr_buf_c(e->out, " and ");
    sr_buf_str(e->out, b->document);
    if (versions) sr_buf_c(e->out, ": versions of one document, by their id or URL\n");
    else
        sr_buf_printf(e->out, ": %s: %.2f, and %.2f is enough\n",
                      score >= w->threshold ? "one incident" : "two incidents", score, w->threshold);
    if (!e->a.member.has_incident || !e->b.member.has_incident)
        sr_buf_c(e->out, "(one of them tells of no incident of its own: it can join one, but makes none)\n");
    sr_buf_char(e->out, '\n');
}

enum sr_status sr_explain_merge(const struct sr_merge_rules *rules, const struct sr_read_record *a,
                                const struct sr_read_record *b, struct sr_arena *arena, struct sr_buf *out,
                                struct sr_err *err) {
    struct explaining e = {.rules = rules, .a.record = a, .b.record = b, .arena = arena, .out = out};
    const struct sr_weights *w = &rules->weights;
    struct line lines[SR_FEATURE_COUNT];
    double features[SR_FEATURE_COUNT], sum = w->bias;
    uint32_t n = 0;
    enum sr_status status = sr_member_make(rules, a, arena, arena, &e.a.member, err);
    if (!status) status = sr_member_make(rules, b, arena, arena, &e.b.member, err);
    if (status) return status;
    sr_features(rules, &e.a.member, &e.b.member, features);
    for (enum sr_feature i = 0; i < SR_FEATURE_COUNT; i++) {
        struct line l = {i, features[i], w->feature[i] * features[i]};
        sum += l.points;
        if (fabs(l.points) >= 0.005) lines[n++] = l;
    }
    qsort(lines, n, sizeof *lines, by_points);
    tell_head(&e, sr_score(rules, &e.a.member, &e.b.member));
    for (uint32_t i = 0; i < n; i++) tell_line(&e, &lines[i]);
    sr_buf_printf(out, "  %+6.2f  %s\n", w->bias, said(&e, "bias"));
    if (sum < w->floor || sum > w->ceiling)
        sr_buf_printf(out, "  %6.2f  in all, held between %.0f and %.0f\n", sum, w->floor, w->ceiling);
    sr_buf_c(out, "\nAmong more reports the mean over all pairs of two groups decides.\n");
    return out->failed ? sr_fail_memory(err, "explaining a merge") : SR_OK;
}
