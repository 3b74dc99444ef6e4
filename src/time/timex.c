#include "time/timex.h"

#include "time/raw.h"

enum { TENSE_REACH = 14 };

/* What the verbs around tell of the clause: 1 to come, -1 past, 0 unsaid. The nearest before decides, else the nearest
 * after. "is to be released Friday": a participle after "be" or "to" is no past. */
static int8_t verb_at(const struct sr_time_text *t, const struct sr_table *forms, uint32_t at, uint32_t begin,
                      uint32_t end) {
    struct sr_str s = t->reading->tokens[at].norm;
    if (sr_time_word(t, at, end, "future", NULL)) return 1;
    if (sr_time_word(t, at, end, "to-come", NULL) &&
        (sr_time_is(t, at + 1, end, "to") || sr_time_is(t, at + 1, end, "for")) &&
        !(at > begin && sr_time_is(t, at - 1, end, "been")))
        return 1;
    if (sr_time_word(t, at, end, "past", NULL)) return -1;
    bool past = sr_table_find(forms, s) != SR_NONE || (s.n > 4 && memcmp(s.p + s.n - 2, "ed", 2) == 0);
    if (!past || t->reading->tokens[at].kind != SR_TOKEN_WORD || t->reading->tokens[at].shape != SR_SHAPE_LOWER)
        return 0;
    for (uint32_t k = 1; k <= 2 && at >= begin + k; k++)
        if (sr_time_is(t, at - k, end, "be") || sr_time_is(t, at - k, end, "to") || sr_time_is(t, at - k, end, "is") ||
            sr_time_is(t, at - k, end, "are"))
            return 0; /* "the case is heard in May" */
    return -1;
}

static int8_t tense(const struct sr_time_text *t, const struct sr_table *forms, const struct sr_raw *r, uint32_t begin,
                    uint32_t end) {
    uint32_t f = r->first; /* "could come as early as Tuesday" */
    if (r->form == SR_RAW_WEEKDAY &&
        (sr_time_is(t, f, end, "as") || (f > begin + 1 && sr_time_is(t, f - 1, end, "as"))))
        return 1;
    if (sr_time_is(t, r->end, end, "'s")) return 0; /* "Friday's ruling", whatever will be done about it */
    for (uint32_t i = r->first; i-- > begin && r->first - i <= TENSE_REACH;) {
        int8_t told = verb_at(t, forms, i, begin, end);
        if (told) return told;
    }
    for (uint32_t i = r->end; i < end && i - r->end < TENSE_REACH; i++) {
        int8_t told = verb_at(t, forms, i, begin, end);
        if (told) return told;
    }
    return 0;
}

static struct sr_time_clock set_clock(const struct sr_time_in *in, const struct sr_time_text *text) {
    struct sr_time_clock c = {.spoken_quarter = INT32_MIN, .spoken_year = INT32_MIN, .text = text};
    const struct sr_document *d = in->document;
    if (d->has_published && d->published.precision >= SR_PRECISION_DAY) {
        c.published = d->published;
        c.known = true;
    } else if (d->dateline.has_date && d->dateline.written.precision >= SR_PRECISION_DAY && d->dateline.written.year) {
        c.published = d->dateline.written;
        c.known = true;
    }
    return c;
}

enum sr_status sr_find_times(const struct sr_time_in *in, struct sr_arena *arena, struct sr_times *out,
                             struct sr_err *err) {
    const struct sr_lexicon *l = in->lexicon;
    const struct sr_reading *r = in->reading;
    struct sr_time_text text = {in->document,
                                r,
                                &l->tables[SR_TABLE_TIME_WORDS],
                                &l->tables[SR_TABLE_NUMBERS],
                                &l->tables[SR_TABLE_ZONES],
                                &l->tables[SR_TABLE_CLOSED_WORDS],
                                NULL,
                                NULL};
    if (!sr_time_scan(&text, arena)) return sr_fail_memory(err, "times");
    struct sr_time_clock clock = set_clock(in, &text);
    SR_VEC(struct sr_timex) times = {0};
    for (uint32_t s = 0; s < r->sentence_count; s++) {
        uint32_t begin = r->sentences[s].first, end = r->sentences[s].end;
        for (uint32_t i = begin; i < end;) {
            struct sr_raw raw;
            struct sr_timex timex;
            if (!text.opens[i] || !sr_time_parse(&text, i, end, &raw)) {
                i++;
                continue;
            }
            raw.tense = tense(&text, &l->tables[SR_TABLE_VERB_FORMS], &raw, begin, end);
            if (!sr_time_resolve(&clock, &raw, arena, &timex) || !SR_PUSH(arena, times, timex))
                return sr_fail_memory(err, "times");
            i = raw.end;
        }
    }
    *out = (struct sr_times){times.items, times.count};
    return SR_OK;
}

uint32_t sr_time_at(const struct sr_times *times, uint32_t token) {
    uint32_t low = 0, high = times->count;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (times->items[mid].end > token) high = mid;
        else low = mid + 1;
    }
    return low;
}
