/* names.c: speakers and actors, in the letters that they would have within a sentence. */
#include "base/utf8.h"
#include "report/parts.h"

static bool within_place(const struct sr_findings *f, uint32_t token) {
    for (uint32_t i = 0; i < f->places.nationality_count; i++)
        if (token >= f->places.nationalities[i].first && token < f->places.nationalities[i].end) return true;
    for (uint32_t i = 0; i < f->places.count; i++)
        if (token >= f->places.items[i].first && token < f->places.items[i].end) return true;
    return false;
}

static bool is_common(const struct sr_report *r, struct sr_str norm) {
    static const uint8_t tables[] = {SR_TABLE_FUNCTION_WORDS, SR_TABLE_COMMON_WORDS, SR_TABLE_NOUNS, SR_TABLE_PEOPLE,
                                     SR_TABLE_SOURCE_NOUNS};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        if (sr_table_find(&r->lexicon->tables[tables[i]], norm) != SR_NONE) return true;
    return false;
}

static bool is_name(const struct sr_report *r, struct sr_str norm) {
    static const uint8_t tables[] = {SR_TABLE_KNOWN_NAMES, SR_TABLE_FIRST_NAMES, SR_TABLE_DEMONYMS, SR_TABLE_COUNTRIES,
                                     SR_TABLE_REPORT_CAPITALS};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        if (sr_table_find(&r->lexicon->tables[tables[i]], norm) != SR_NONE) return true;
    return false;
}

static bool is_function_word(const struct sr_report *r, struct sr_str norm) {
    return sr_table_find(&r->lexicon->tables[SR_TABLE_FUNCTION_WORDS], norm) != SR_NONE;
}

static bool is_first_name(const struct sr_report *r, struct sr_str norm) {
    return sr_table_find(&r->lexicon->tables[SR_TABLE_FIRST_NAMES], norm) != SR_NONE ||
           sr_table_find(&r->lexicon->tables[SR_TABLE_DEMONYMS], norm) != SR_NONE ||
           sr_table_find(&r->lexicon->tables[SR_TABLE_COUNTRIES], norm) != SR_NONE;
}

static bool shouts(const struct sr_reading *g, uint32_t first, uint32_t end) {
    uint32_t upper = 0;
    for (uint32_t i = first; i < end; i++) {
        if (sr_span_size(g->tokens[i].span) < 2) continue; /* "A" is both */
        if (g->tokens[i].shape == SR_SHAPE_LOWER || g->tokens[i].shape == SR_SHAPE_TITLE) return false;
        upper += g->tokens[i].shape == SR_SHAPE_UPPER;
    }
    return upper > 2;
}

/* A sentence all in capitals tells nothing of names. Nor does a short one whose neighbours are in capitals too. */
static bool in_capitals(const struct sr_reading *g, uint32_t token) {
    uint32_t s = g->tokens[token].sentence, first = g->sentences[s].first, end = g->sentences[s].end;
    if (shouts(g, first, end < first + 24 ? end : first + 24)) return true;
    const struct sr_paragraph *p = &g->paragraphs[g->sentences[s].paragraph];
    end = g->sentences[p->end - 1].end;
    first = g->sentences[p->first].first;
    uint32_t upper = 0, other = 0;
    for (uint32_t i = first; i < end && i < first + 200; i++) {
        if (sr_span_size(g->tokens[i].span) < 2) continue;
        upper += g->tokens[i].shape == SR_SHAPE_UPPER;
        other += g->tokens[i].shape == SR_SHAPE_LOWER || g->tokens[i].shape == SR_SHAPE_TITLE;
    }
    return upper > 5 && other * 10 < upper;
}

/* "Witnesses described …", "The source said …": a large letter that only the sentence's beginning gave. Not that of
 * "Police Chief Ode Bello", nor of "Malian security sources": what a name begins with stays. */
static bool large_by_place(const struct sr_report *r, uint32_t t, struct sr_span span) {
    const struct sr_reading *g = &r->f->reading;
    if (g->tokens[t].span.start != span.start || g->tokens[t].shape != SR_SHAPE_TITLE) return false;
    bool opens = t == 0 || g->tokens[t].sentence != g->tokens[t - 1].sentence || g->tokens[t - 1].kind != SR_TOKEN_WORD;
    if (!opens || within_place(r->f, t)) return false;
    if (sr_table_find(&r->lexicon->tables[SR_TABLE_REPORT_CAPITALS], g->tokens[t].norm) != SR_NONE) return false;
    if (sr_table_find(&r->lexicon->tables[SR_TABLE_FUNCTION_WORDS], g->tokens[t].norm) != SR_NONE) return true;
    bool name_goes_on =
        t + 1 < g->token_count && g->tokens[t + 1].span.start < span.end && g->tokens[t + 1].shape == SR_SHAPE_TITLE;
    return !name_goes_on && is_common(r, g->tokens[t].norm);
}

enum letters { AS_WRITTEN, SMALL, TITLE };

static enum letters letters_of(const struct sr_report *r, uint32_t t, struct sr_span span) {
    const struct sr_token *k = &r->f->reading.tokens[t];
    if (large_by_place(r, t, span)) return SMALL;
    bool upper = k->shape == SR_SHAPE_UPPER || (k->shape == SR_SHAPE_TITLE && sr_span_size(k->span) < 2);
    if (!upper || k->kind != SR_TOKEN_WORD || !in_capitals(&r->f->reading, t)) return AS_WRITTEN;
    if (is_function_word(r, k->norm)) return SMALL;
    bool acronym = k->norm.n < 5; /* "FMLN", "UCA"; a name of four letters is rarer, and stays large too */
    if (within_place(r->f, t) || is_name(r, k->norm)) return acronym && !is_first_name(r, k->norm) ? AS_WRITTEN : TITLE;
    uint32_t m = sr_mention_at(&r->f->reading, t);
    bool in_name = m != SR_NONE && r->f->reading.mentions[m].form == SR_FORM_NAME;
    if (in_name && r->f->reading.mentions[m].type == SR_ENTITY_PERSON && !is_common(r, k->norm)) return TITLE;
    if (!in_name && is_common(r, k->norm)) return SMALL;
    return acronym && !is_common(r, k->norm) ? AS_WRITTEN : TITLE;
}

/* Write the bytes of s, small-lettered but for what the style keeps; returns how many bytes it took. */
static uint32_t put(char *out, struct sr_str s, enum letters letters) {
    uint32_t n = 0, size;
    for (uint32_t i = 0; i < s.n; i += size) {
        int32_t c = sr_utf8_at(s.p + i, s.p + s.n, &size);
        bool small = letters == SMALL || (letters == TITLE && i > 0);
        char bytes[4];
        uint32_t width = small ? sr_utf8_put(sr_lower(c), bytes) : size;
        memcpy(out + n, small && width <= size ? bytes : s.p + i, small && width <= size ? width : size);
        n += small && width <= size ? width : size;
    }
    return n;
}

struct sr_str sr_say_name(struct sr_report *r, struct sr_span span) {
    const struct sr_reading *g = &r->f->reading;
    const char *text = r->f->document->text.p;
    char *out = sr_arena_alloc(r->scratch, (size_t)sr_span_size(span) + 1, 1);
    if (!out) return sr_kept(r, (struct sr_str){NULL, 0});
    uint32_t n = 0, at = span.start;
    for (uint32_t t = sr_token_at(g, span.start); t < g->token_count && g->tokens[t].span.end <= span.end; t++) {
        if (g->tokens[t].span.start < at) continue;
        n += put(out + n, sr_slice(text, (struct sr_span){at, g->tokens[t].span.start}), AS_WRITTEN);
        n += put(out + n, sr_slice(text, g->tokens[t].span), letters_of(r, t, span));
        at = g->tokens[t].span.end;
    }
    n += put(out + n, sr_slice(text, (struct sr_span){at, span.end}), AS_WRITTEN);
    return sr_collapsed(r, (struct sr_str){out, n});
}

struct sr_str sr_say_speakers(struct sr_report *r, struct sr_indices sources) {
    struct sr_str all = SR_STR("");
    for (uint32_t i = 0; i < sources.count; i++) {
        const struct sr_source *s = &r->f->attributions.sources[sources.items[i]];
        struct sr_str name = sr_say_name(r, s->name);
        const char *between = !i ? "" : i + 1 == sources.count ? " and " : ", ";
        all = SAY("%.*s%s%.*s", S(all), between, S(name));
    }
    return all;
}

struct sr_str sr_say_chain(struct sr_report *r, const struct sr_claim *c) {
    const struct sr_attributions *a = &r->f->attributions;
    struct sr_str all = SR_STR("");
    if (c->attribution != SR_NONE && !a->items[c->attribution].speakers.count) all = SR_STR("speaker not named");
    else if (!c->chain_count) return r->f->document->outlet.n ? r->f->document->outlet : SR_STR("this report");
    for (uint32_t i = 0; i < c->chain_count; i++) {
        struct sr_str who = sr_say_speakers(r, c->chain[i].speakers);
        all = SAY("%.*s%s%.*s", S(all), all.n ? ", quoted by " : "", S(who));
    }
    return all;
}
