#include "base/utf8.h"
#include "reader/parts.h"
#include "reader/word.h"

/* Tokens, as the Universal Dependencies treebanks of English cut them (EWT and GUM, release 2.16):
 *
 *     don't → do n't (joined)      floor-by-floor → floor - by - floor    $5 → $ 5         5pm → 5 pm
 *     Mali's → Mali 's (joined)    anti-American, 4:30, 9/11, AT&T whole  20-25 → 20 - 25  713-555-0123 whole
 *
 * A chunk is what white space bounds; it is eaten from its left. */

bool sr_token_dress(struct sr_read_work *w, struct sr_token *t) {
    struct sr_str s = sr_slice(w->text.p, t->span);
    bool same = true; /* nothing to fold: the norm is the text itself */
    uint32_t upper = 0, lower = 0, first_upper = 0;
    for (uint32_t i = 0, n; i < s.n; i += n) {
        int32_t c = sr_utf8_at(s.p + i, s.p + s.n, &n);
        same = same && c < 0x80 && !(c >= 'A' && c <= 'Z');
        if (sr_is_upper(c)) {
            if (!upper && !lower) first_upper = 1;
            upper++;
        } else if (sr_is_lower(c)) {
            lower++;
        }
    }
    if (!upper && !lower) t->shape = SR_SHAPE_NONE;
    else if (!upper) t->shape = SR_SHAPE_LOWER;
    else if (upper == 1 && first_upper) t->shape = SR_SHAPE_TITLE;
    else t->shape = lower ? SR_SHAPE_MIXED : SR_SHAPE_UPPER;
    t->norm = same ? s : sr_fold(w->arena, s);
    return t->norm.p != NULL;
}

static bool emit(struct sr_read_work *w, uint32_t start, uint32_t end, enum sr_token_kind kind, bool joined) {
    struct sr_token t = {.span = {start, end},
                         .head = SR_NONE,
                         .upos = SR_UPOS_NONE,
                         .deprel = SR_DEP_NONE,
                         .kind = (uint8_t)kind,
                         .joined = joined,
                         .lemma = SR_STR(""),
                         .xpos = SR_STR(""),
                         .feats = SR_STR(""),
                         .subtype = SR_STR("")};
    uint32_t last = w->tokens.count ? w->tokens.items[w->tokens.count - 1].span.end : 0;
    t.space_before = start > last || start == 0;
    return sr_token_dress(w, &t) && SR_PUSH(w->scratch, w->tokens, t);
}

static int32_t char_at(const struct sr_read_work *w, uint32_t at, uint32_t end, uint32_t *size) {
    *size = 0;
    return at < end ? sr_utf8_at(w->text.p + at, w->text.p + end, size) : 0;
}

static int32_t char_before(const struct sr_read_work *w, uint32_t start, uint32_t at) {
    uint32_t size;
    return at > start ? sr_utf8_before(w->text.p + start, w->text.p + at, &size) : 0;
}

static bool is_wordlike(int32_t c) {
    return sr_is_letter(c) || sr_is_digit(c);
}

/* A word and what hangs on it: clitics are tokens of their own, joined. */
static bool word(struct sr_read_work *w, uint32_t start, uint32_t end) {
    uint32_t cuts[SR_MOST_PARTS], count = sr_word_cuts(w, start, end, cuts);
    for (uint32_t i = 0; i <= count; i++) {
        uint32_t from = i ? cuts[i - 1] : start, to = i < count ? cuts[i] : end;
        uint32_t size;
        int32_t c = char_at(w, from, to, &size);
        if (!emit(w, from, to, sr_is_digit(c) ? SR_TOKEN_NUMBER : SR_TOKEN_WORD, i > 0)) return false;
    }
    return true;
}

/* Characters that form one token when they repeat ("--", "!!!", "=====", "..."); stops and marks of tone may mix. */
static uint32_t run_of(const struct sr_read_work *w, uint32_t at, uint32_t end) {
    uint32_t size, i = at;
    int32_t first = char_at(w, at, end, &size);
    bool tone = first == '!' || first == '?' || first == '.' || first == 0x2026, dots = false;
    if (!tone && !strchr("-*=_~+#<>`$", first < 0x80 && first > 0 ? (char)first : 'a') && first != 0x2014 &&
        first != 0x2013)
        return size;
    while (i < end) {
        int32_t c = char_at(w, i, end, &size);
        if (tone ? !(c == '!' || c == '?' || c == '.' || c == 0x2026) : c != first) break;
        if (dots && first == '.' && c != '.') break; /* "..." and then "?" */
        dots = dots || (i > at && c == '.');
        i += size;
    }
    return i - at;
}

/* An emoji with its modifiers: skin tone, presentation, joiner and what it joins, a flag's two letters, a keycap. */
static uint32_t emoji(const struct sr_read_work *w, uint32_t at, uint32_t end) {
    uint32_t size, next;
    int32_t c = char_at(w, at, end, &size);
    uint32_t i = at + size;
    bool flag = c >= 0x1F1E6 && c <= 0x1F1FF;
    for (int32_t d; (d = char_at(w, i, end, &next)) != 0;) {
        if (flag && d >= 0x1F1E6 && d <= 0x1F1FF) flag = false;
        else if (d == 0x200D) {
            uint32_t joined;
            int32_t e = char_at(w, i + next, end, &joined);
            if (e && !sr_is_space(e) && !is_wordlike(e)) next += joined;
        } else if (!(d == 0xFE0F || d == 0xFE0E || d == 0x20E3 || (d >= 0x1F3FB && d <= 0x1F3FF) ||
                     (d >= 0xE0020 && d <= 0xE007F)))
            break;
        i += next;
    }
    return i - at;
}

/* ":-)" and kin, where they stand free or at a word's end. */
static uint32_t face(const struct sr_read_work *w, uint32_t at, uint32_t end) {
    char key[5];
    uint32_t best = 0;
    for (uint32_t n = 0; n < sizeof key && at + n < end; n++) {
        unsigned char c = (unsigned char)w->text.p[at + n];
        if (c <= ' ' || c >= 0x7F) break;
        key[n] = (char)sr_lower(c);
        if (n && sr_table_find(&w->lexicon->tables[SR_TABLE_EMOTICONS], (struct sr_str){key, n + 1}) != SR_NONE)
            best = n + 1;
    }
    uint32_t size;
    return best && !is_wordlike(char_at(w, at + best, end, &size)) ? best : 0;
}

/* "'s" close after "U.N." or "2003": joined to it. */
static bool is_clitic(const struct sr_read_work *w, uint32_t at, uint32_t end) {
    const struct sr_token *t = w->tokens.count ? &w->tokens.items[w->tokens.count - 1] : NULL;
    uint32_t size;
    (void)char_at(w, at, end, &size);
    return t && t->span.end == at && (t->kind == SR_TOKEN_WORD || t->kind == SR_TOKEN_NUMBER) && end - at == size + 1 &&
           sr_lower((unsigned char)w->text.p[end - 1]) == 's';
}

static bool other(struct sr_read_work *w, uint32_t start, uint32_t at, uint32_t end, uint32_t *next) {
    uint32_t size, after;
    int32_t c = char_at(w, at, end, &size), before = char_before(w, start, at);
    int32_t then = char_at(w, at + size, end, &after);
    uint32_t n = is_wordlike(before) && c == ':' && then == '/' ? 0 : face(w, at, end);
    enum sr_token_kind kind = n || sr_is_symbol(c) ? SR_TOKEN_SYMBOL : sr_is_punct(c) ? SR_TOKEN_PUNCT : SR_TOKEN_OTHER;
    bool free_left = !is_wordlike(before);
    if (n) {
        *next = at + n;
    } else if (free_left && ((c == '#' && sr_is_letter(then)) || (c == '@' && is_wordlike(then)))) {
        *next = sr_plain_run(w, at + size, end);
        kind = SR_TOKEN_URL;
    } else if (sr_is_apostrophe(c) && sr_is_letter(then) && (free_left || before == ')' || sr_is_digit(before))) {
        return sr_word_end(w, at, end, next) && emit(w, at, *next, SR_TOKEN_WORD, is_clitic(w, at, *next)); /* 'em */
    } else if (sr_is_apostrophe(c) && free_left && sr_is_digit(then)) {
        *next = sr_number_end(w, at + size, end); /* '90s */
        kind = SR_TOKEN_NUMBER;
    } else if (free_left && (c == '.' || c == '+') && sr_is_digit(then)) {
        *next = sr_number_end(w, at + size, end);
        kind = SR_TOKEN_NUMBER;
    } else if (free_left && c == '.' && sr_is_ending_at(w, at, end)) { /* ".pdf" */
        *next = sr_plain_run(w, at + size, end);
        kind = SR_TOKEN_OTHER;
    } else {
        n = run_of(w, at, end);
        if (n == size && c >= 0x2190 && !sr_is_punct(c)) n = emoji(w, at, end);
        *next = at + n;
    }
    return emit(w, at, *next, kind, false);
}

static bool one(struct sr_read_work *w, uint32_t start, uint32_t at, uint32_t end, uint32_t *next) {
    while (w->next_mark < w->marks.count && w->marks.items[w->next_mark].at < at) w->next_mark++;
    if (w->next_mark < w->marks.count && w->marks.items[w->next_mark].at == at) {
        *next = at + w->marks.items[w->next_mark++].size;
        return emit(w, at, *next, SR_TOKEN_PUNCT, false);
    }
    uint32_t size;
    int32_t c = char_at(w, at, end, &size), before = char_before(w, start, at);
    if (!is_wordlike(before)) {
        uint32_t n = sr_address_at(w, at, end);
        if (n) {
            *next = at + n;
            return emit(w, at, *next, SR_TOKEN_URL, false);
        }
    }
    if (sr_is_digit(c)) {
        *next = sr_number_end(w, at, end);
        return emit(w, at, *next, SR_TOKEN_NUMBER, false);
    }
    if (sr_is_letter(c)) return sr_word_end(w, at, end, next) && word(w, at, *next);
    return other(w, start, at, end, next);
}

bool sr_find_tokens(struct sr_read_work *w, struct sr_span block) {
    uint32_t size, letters = 0, lower = 0;
    for (uint32_t i = block.start; i < block.end; i += size) {
        int32_t c = char_at(w, i, block.end, &size);
        letters += sr_is_letter(c);
        lower += sr_is_lower(c);
    }
    w->capitals = letters > 3 && lower * 12 < letters;
    for (uint32_t at = block.start; at < block.end;) {
        int32_t c = char_at(w, at, block.end, &size);
        if (sr_is_space(c)) {
            at += size;
            continue;
        }
        uint32_t end = at;
        while (end < block.end && !sr_is_space(char_at(w, end, block.end, &size))) end += size;
        for (uint32_t start = at, next; at < end; at = next)
            if (!one(w, start, at, end, &next)) return false;
    }
    return true;
}
