#include "base/utf8.h"
#include "reader/match.h"
#include "reader/mention.h"

static bool in(const struct sr_finder *f, enum sr_table_id id, struct sr_str key) {
    return sr_table_find(sr_f_table(f, id), key) != SR_NONE;
}

static bool begins_upper(const struct sr_finder *f, uint32_t i) {
    uint32_t size;
    struct sr_str s = sr_slice(f->w->text.p, sr_f_token(f, i)->span);
    return sr_is_upper(sr_utf8_at(s.p, s.p + s.n, &size));
}

/* Capitals tell nothing where hardly a small letter stands, and in headings Where Most Words Have Them. */
static bool capitals_mute(const struct sr_finder *f, const struct sr_sentence *s) {
    uint32_t words = 0, small = 0, upper = 0;
    for (uint32_t i = s->first; i < s->end; i++) {
        const struct sr_token *t = sr_f_token(f, i);
        if (t->kind != SR_TOKEN_WORD || t->shape == SR_SHAPE_NONE || t->norm.n < 3) continue;
        words++;
        small += t->shape == SR_SHAPE_LOWER;
        upper += t->shape == SR_SHAPE_UPPER;
    }
    if (words > 2 && upper * 4 >= words * 3) return true;
    return s->kind == SR_SENTENCE_HEADING && words >= 5 && small * 4 < words;
}

static void closed_class(struct sr_finder *f, struct sr_word_info *x, struct sr_str norm) {
    const struct sr_table *t = sr_f_table(f, SR_TABLE_CLOSED_WORDS);
    uint32_t row = sr_table_find(t, norm);
    if (row == SR_NONE) {
        const struct sr_table *short_forms = sr_f_table(f, SR_TABLE_ABBREVIATIONS); /* "Sept." is no name */
        row = sr_table_find(short_forms, norm);
        if (row != SR_NONE && sr_table_has(short_forms, row, 1, "date")) x->is |= SR_IS_CLOSED;
        return;
    }
    x->is |= SR_IS_CLOSED;
    if (sr_table_has(t, row, 1, "det")) x->is |= SR_IS_DET;
}

static uint8_t sex_of(const struct sr_table *t, uint32_t row, uint32_t column) {
    return (uint8_t)sr_table_cell(t, row, column)[0];
}

static bool looks_like_verb(const struct sr_finder *f, const struct sr_token *t) {
    if (t->upos == SR_UPOS_VERB || t->upos == SR_UPOS_AUX) return true;
    if (t->upos != SR_UPOS_NONE) return false;
    if (in(f, SR_TABLE_VERB_FORMS, t->norm) || in(f, SR_TABLE_SAYING, t->norm)) return true;
    uint32_t n = t->norm.n;
    return n > 3 && memcmp(t->norm.p + n - 2, "ed", 2) == 0 && t->norm.p[n - 3] != 'e';
}

static void one(struct sr_finder *f, uint32_t i) {
    struct sr_word_info *x = &f->info[i];
    const struct sr_token *t = sr_f_token(f, i);
    if (t->kind == SR_TOKEN_NUMBER) x->is |= SR_IS_NUMBER;
    if (t->kind != SR_TOKEN_WORD) return;
    closed_class(f, x, t->norm);
    if (in(f, SR_TABLE_NUMBERS, t->norm)) x->is |= SR_IS_NUMBER;
    if (in(f, SR_TABLE_MODIFIERS, t->norm)) x->is |= SR_IS_MODIFIER;
    if (in(f, SR_TABLE_NAME_PARTICLES, t->norm)) x->is |= SR_IS_PARTICLE;
    if (looks_like_verb(f, t)) x->is |= SR_IS_VERB;
    if (sr_table_find(sr_f_table(f, SR_TABLE_DEMONYMS), t->norm) != SR_NONE) x->is |= SR_IS_DEMONYM;
    x->named = sr_table_find(sr_f_table(f, SR_TABLE_NAME_WORDS), t->norm);
    bool capital = !f->capitals && begins_upper(f, i);
    if (capital) x->is |= SR_IS_CAPITAL;
    const struct sr_table *titles = sr_f_table(f, SR_TABLE_PERSON_TITLES), *first = sr_f_table(f, SR_TABLE_FIRST_NAMES);
    uint32_t row = sr_table_find(first, t->norm);
    if (row != SR_NONE && (capital || f->capitals)) {
        x->is |= SR_IS_FIRST_NAME;
        x->sex = sex_of(first, row, 1);
    }
    row = sr_table_find(titles, t->norm);
    if (row != SR_NONE) {
        x->is |= SR_IS_TITLE;
        if (sex_of(titles, row, 1)) x->sex = sex_of(titles, row, 1);
    }
}

/* A country or town of the tables. One word that is also a common word, a surname or a given name only when it is
 * large. */
static void place(struct sr_finder *f, uint32_t i, uint32_t end) {
    const struct sr_table *places = sr_f_table(f, SR_TABLE_GAZETTEER), *stops = sr_f_table(f, SR_TABLE_PLACE_STOPS);
    struct sr_word_info *x = &f->info[i];
    struct sr_match m = sr_match_at(sr_f_table(f, SR_TABLE_COUNTRIES), f->view, i, end);
    if (m.row != SR_NONE) {
        x->place = m.tokens;
        x->is_large = true;
    }
    m = sr_match_at(places, f->view, i, end);
    if (m.row == SR_NONE || m.tokens <= x->place || (m.tokens == 1 && (x->is & SR_IS_CLOSED))) return;
    uint32_t stop = m.tokens == 1 ? sr_table_find(stops, sr_f_token(f, i)->norm) : SR_NONE;
    if (stop != SR_NONE && sr_table_has(stops, stop, 1, "common")) return;
    double people = sr_table_number(places, m.row, 8, 0);
    if (f->capitals && people < 20000) return;
    x->place = m.tokens;
    bool doubtful = stop != SR_NONE || (m.tokens == 1 && (x->is & SR_IS_FIRST_NAME));
    x->is_large = doubtful ? people >= 1e6 : m.tokens > 1 || people >= 150000;
}

static void several(struct sr_finder *f, uint32_t i, uint32_t end) {
    struct sr_word_info *x = &f->info[i];
    if (sr_f_token(f, i)->kind != SR_TOKEN_WORD) return;
    struct sr_match m = sr_match_at(sr_f_table(f, SR_TABLE_NOUNS), f->view, i, end);
    if (m.row != SR_NONE && !(x->is & SR_IS_IN_NOUN) && x->noun == SR_NONE) {
        struct sr_word_info *last = &f->info[i + m.tokens - 1];
        last->noun = m.row;
        if (sex_of(sr_f_table(f, SR_TABLE_NOUNS), m.row, 3))
            last->sex = sex_of(sr_f_table(f, SR_TABLE_NOUNS), m.row, 3);
        for (uint32_t k = i; k + 1 < i + m.tokens; k++) f->info[k].is |= SR_IS_IN_NOUN;
    }
    m = sr_match_at(sr_f_table(f, SR_TABLE_PERSON_TITLES), f->view, i, end);
    if (m.row != SR_NONE && m.tokens > 1)
        for (uint32_t k = i; k < i + m.tokens; k++) f->info[k].is |= SR_IS_TITLE;
    if (!(x->is & SR_IS_CAPITAL) && !f->capitals) return;
    m = sr_match_at(sr_f_table(f, SR_TABLE_KNOWN_NAMES), f->view, i, end);
    if (m.row != SR_NONE && !(m.tokens == 1 && (x->is & SR_IS_CLOSED) && sr_f_token(f, i)->shape != SR_SHAPE_UPPER) &&
        !(m.tokens == 1 && (x->is & SR_IS_CLOSED) && f->capitals)) {
        x->known = m.row;
        x->known_size = m.tokens;
    }
    place(f, i, end);
}

static bool is_opening(const struct sr_finder *f, const struct sr_sentence *s, uint32_t i) {
    for (uint32_t steps = 0; i > s->first; i--) {
        const struct sr_token *t = sr_f_token(f, i - 1);
        if (++steps > 8) return false;
        if (t->kind != SR_TOKEN_PUNCT || sr_str_is(t->norm, ",") || sr_str_is(t->norm, ")")) return false;
    }
    return true;
}

/* Norms with a capital that means something, and those in small letters, anywhere in the document. */
static bool count(struct sr_finder *f, const struct sr_sentence *s, uint32_t i) {
    struct sr_word_info *x = &f->info[i];
    const struct sr_token *t = sr_f_token(f, i);
    if (is_opening(f, s, i)) x->is |= SR_IS_OPENING;
    if (t->kind != SR_TOKEN_WORD || f->capitals) return true;
    if (t->shape == SR_SHAPE_LOWER) return sr_map_set(&f->small, f->w->scratch, t->norm, 1);
    if ((x->is & SR_IS_CAPITAL) && !(x->is & (SR_IS_OPENING | SR_IS_CLOSED)))
        return sr_map_set(&f->capital, f->w->scratch, t->norm, 1);
    return true;
}

bool sr_words_look_up(struct sr_finder *f) {
    struct sr_read_work *w = f->w;
    f->info = sr_arena_alloc(w->scratch, w->tokens.count, sizeof *f->info);
    if (!f->info) return false;
    for (uint32_t i = 0; i < w->tokens.count; i++) f->info[i].noun = f->info[i].known = f->info[i].named = SR_NONE;
    for (uint32_t k = 0; k < w->sentences.count; k++) {
        const struct sr_sentence *s = &w->sentences.items[k];
        f->capitals = capitals_mute(f, s);
        for (uint32_t i = s->first; i < s->end; i++) {
            one(f, i);
            if (f->capitals) f->info[i].is |= SR_IS_MUTE;
        }
        for (uint32_t i = s->first; i < s->end; i++) {
            several(f, i, s->end);
            if (!count(f, s, i)) return false;
        }
    }
    return true;
}
