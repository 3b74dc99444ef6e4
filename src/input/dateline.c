#include "input/dateline.h"

#include "base/utf8.h"
#include "lexicon/lexicon.h"

enum {
    WINDOW = 240, /* bytes in which a dateline must end */
    PLACE_WORDS = 8,
    PLAIN_WORDS = 6,  /* a place that stands alone before its dash is shorter */
    CAPS_WORDS = 4,   /* in capitals before a dash, more words than these are a headline's */
    HEAD_LINES = 8,   /* lines looked at for a dateline or a date */
    HEAD_BYTES = 200, /* a longer line is the body's */
    HEAD_FAR = 700,   /* a summary or a picture's caption may stand above the dateline, but not more bytes than these */
};

struct parse {
    const struct sr_lexicon *lexicon;
    struct sr_str text;
    uint32_t at, end; /* cursor and window */
    struct sr_dateline line;
    struct sr_written_date date;
    bool has_date, no_place, no_date;
    bool caps;                  /* the place's first part is in capitals */
    uint32_t words, caps_words; /* of the place, and of its first part */
    bool known_agency, stroke;  /* it is in the table; it stands between strokes: /TASS/ */
    bool text_in_capitals;
};

static int32_t peek(const struct parse *d, uint32_t at) {
    uint32_t step;
    return at < d->end ? sr_utf8_at(d->text.p + at, d->text.p + d->end, &step) : 0;
}

static uint32_t step_of(const struct parse *d, uint32_t at) {
    uint32_t step;
    (void)sr_utf8_at(d->text.p + at, d->text.p + d->end, &step);
    return step;
}

static void skip_space(struct parse *d) {
    while (d->at < d->end && sr_is_space(peek(d, d->at))) d->at += step_of(d, d->at);
}

/* A wrapped line may break behind a comma or before a parenthesis; anywhere else another line is another matter: "Dairy
 * Burns Down" above "August 7, 2012 - Anchorage". */
static bool skip_within(struct parse *d) {
    uint32_t i = d->at;
    bool comma = i > 0 && d->text.p[i - 1] == ',', broken = false;
    while (i < d->end && sr_is_space(peek(d, i))) {
        broken = broken || d->text.p[i] == '\n';
        i += step_of(d, i);
    }
    if (broken && !comma && peek(d, i) != '(') return false;
    d->at = i;
    return true;
}

static struct sr_str piece(const struct parse *d, struct sr_span s) {
    return sr_slice(d->text.p, s);
}

/* Does datelines.tsv know the phrase as this kind? */
static bool phrase_is(const struct parse *d, struct sr_str phrase, const char *kind) {
    const struct sr_table *table = &d->lexicon->tables[SR_TABLE_DATELINES];
    char room[96];
    struct sr_str key;
    if (!sr_head_key(phrase, room, &key)) return false;
    uint32_t row = sr_table_find(table, key);
    return row != SR_NONE && sr_table_has(table, row, 1, kind);
}

static bool is_agency(const struct parse *d, struct sr_str name) {
    char room[96];
    struct sr_str key;
    return sr_head_key(name, room, &key) && sr_table_find(&d->lexicon->tables[SR_TABLE_AGENCIES], key) != SR_NONE;
}

/* One of its words tells a broadcaster or agency ("RADIO VENCEREMOS"). */
static bool has_medium(const struct parse *d, struct sr_span s) {
    for (uint32_t i = s.start; i < s.end;) {
        uint32_t begin = i;
        while (i < s.end && !sr_is_space(peek(d, i))) i += step_of(d, i);
        if (i > begin && phrase_is(d, piece(d, (struct sr_span){begin, i}), "medium")) return true;
        while (i < s.end && sr_is_space(peek(d, i))) i += step_of(d, i);
    }
    return false;
}

/* A word of a place's name: letters with apostrophes, full stops, hyphens and strokes between or behind them. Gives its
 * end, or `at` when none begins there. "NEW YORK--" ends before the dashes. */
static uint32_t word_end(const struct parse *d, uint32_t at) {
    uint32_t i = at;
    if (!sr_is_letter(peek(d, i))) return at;
    for (;;) {
        while (i < d->end && sr_is_letter(peek(d, i))) i += step_of(d, i);
        int32_t c = peek(d, i), next = i < d->end ? peek(d, i + step_of(d, i)) : 0;
        bool joins = c == '\'' || c == 0x2019 || c == '-' || c == '/' || c == '.';
        if (joins && sr_is_letter(next)) i += step_of(d, i);
        else if (c == '.') return i + 1;
        else return i;
    }
}

static bool all_capitals(const struct parse *d, struct sr_span s) {
    uint32_t upper = 0;
    for (uint32_t i = s.start; i < s.end; i += step_of(d, i)) {
        int32_t c = peek(d, i);
        if (sr_is_lower(c)) {
            /* "McALLEN": a small c behind a capital M that begins the word */
            bool mc = c == 'c' && i == s.start + 1 && d->text.p[s.start] == 'M' && sr_is_upper(peek(d, i + 1));
            if (!mc) return false;
        }
        upper += sr_is_upper(c);
    }
    return upper >= 2;
}

/* "of", "de la", "and" between the words of a name. */
static bool is_connective(const struct parse *d, uint32_t at, uint32_t end) {
    uint32_t i = end;
    if (end - at > 3 || !sr_is_lower(peek(d, at))) return false;
    while (i < d->end && sr_is_space(peek(d, i))) i += step_of(d, i);
    return sr_is_letter(peek(d, i)) && i > end;
}

/* Read "BAMAKO, Mali" up to a date, a parenthesis or whatever else can't belong to it. */
static void read_place(struct parse *d) {
    uint32_t words = 0, last = d->at, begin = d->at;
    bool first_part = true;
    d->caps = true;
    while (words < PLACE_WORDS) {
        struct sr_written_date date;
        if (!skip_within(d)) break;
        if (words && d->text.p[last - 1] == ',') first_part = false;
        if (sr_written_date_at(d->lexicon, d->text, d->at, d->end, &date)) break;
        uint32_t end = word_end(d, d->at);
        if (end == d->at) break;
        struct sr_span word = {d->at, end};
        if (phrase_is(d, (struct sr_str){d->text.p + d->at, d->end - d->at < 7 ? d->end - d->at : 7}, "no-date")) break;
        if (!sr_is_upper(peek(d, d->at)) && !(words && is_connective(d, d->at, end))) break;
        if (first_part) {
            d->caps = d->caps && (all_capitals(d, word) || (end - d->at == 1 && sr_is_upper(peek(d, d->at))));
            d->caps_words++;
        }
        words++;
        d->line.place = (struct sr_span){begin, end};
        d->at = last = end;
        if (peek(d, d->at) == ',') last = ++d->at;
    }
    d->at = last;
    d->words = words;
    if (!words) {
        d->caps = false;
        return;
    }
    /* "MOSCOW. Nov 20": the stop parts the place from the date; "NASHUA, N.H." and "ST. LOUIS" keep theirs */
    struct sr_span *place = &d->line.place;
    if (d->text.p[place->end - 1] == '.' && place->end - place->start > 5 && d->caps_words == words &&
        !memchr(d->text.p + place->start, '.', place->end - place->start - 1))
        place->end--;
    if (phrase_is(d, piece(d, *place), "no-place")) {
        d->no_place = true;
        *place = (struct sr_span){0};
    }
}

/* "(AFP)", "(MANAGUA)", "/TASS/": which it is depends on what follows. */
static bool read_group(struct parse *d) {
    int32_t open = peek(d, d->at);
    char close = open == '(' ? ')' : '/';
    if (open != '(' && open != '/') return false;
    uint32_t i = d->at + 1;
    while (i < d->end && d->text.p[i] != close) i += step_of(d, i);
    if (i >= d->end || i == d->at + 1) return false;
    struct sr_span inner = {d->at + 1, i}, outer = {d->at, i + 1};
    struct sr_written_date date;
    d->at = i + 1;
    if (open == '/') d->stroke = true;
    if (!d->has_date && sr_written_date_at(d->lexicon, d->text, inner.start, inner.end, &date) &&
        date.span.end == inner.end) {
        d->date = date;
        d->has_date = true;
        return true;
    }
    bool known = is_agency(d, piece(d, inner));
    bool country = false;
    if (!known && !d->has_date && !d->no_date && open == '(' && !has_medium(d, inner)) {
        /* "MANAGUA (NICARAGUA), 26 MAR 89": a country if a date comes; "NASHVILLE, Tenn. (WKRN) –": who reports */
        struct parse ahead = *d;
        while (ahead.at < ahead.end && (peek(&ahead, ahead.at) == ',' || sr_is_space(peek(&ahead, ahead.at))))
            ahead.at += step_of(&ahead, ahead.at);
        country = sr_written_date_at(d->lexicon, d->text, ahead.at, d->end, &date) ||
                  (d->end - ahead.at > 7 && phrase_is(d, (struct sr_str){d->text.p + ahead.at, 7}, "no-date"));
    }
    if (country) {
        if (d->no_place) d->line.place = inner; /* "NO CITY (COLOMBIA)" */
        else if (d->line.place.end) d->line.place.end = outer.end;
        return true;
    }
    if (d->line.agency.end) return false;
    d->line.agency = inner;
    d->known_agency = known;
    return true;
}

static bool read_date(struct parse *d) {
    if (d->has_date || d->no_date) return false;
    if (d->end - d->at >= 7 && phrase_is(d, (struct sr_str){d->text.p + d->at, 7}, "no-date")) {
        d->no_date = true;
        d->at += 7;
        return true;
    }
    if (!sr_written_date_at(d->lexicon, d->text, d->at, d->end, &d->date)) return false;
    d->has_date = true;
    d->at = d->date.span.end;
    return true;
}

enum ending { NO_ENDING, DASH, HYPHENS, COLON }; /* HYPHENS: "--" that touch the word before */

/* The dash that ends it; a hyphen only where white space (or a closing parenthesis) is before it and after it. */
static enum ending read_ending(struct parse *d) {
    uint32_t before = d->at;
    skip_space(d);
    int32_t c = peek(d, d->at);
    bool parted = d->at > before || (before > 0 && memchr(")/]", d->text.p[before - 1], 3));
    if (c == 0x2014 || c == 0x2013 || c == 0x2015 || c == 0x2212) {
        while (peek(d, d->at) == c) d->at += step_of(d, d->at);
        return DASH;
    }
    if (c == '-' || c == '_') {
        uint32_t i = d->at;
        while (i < d->end && d->text.p[i] == (char)c) i++;
        bool many = i - d->at > 1;
        if (!many && !(parted && (i == d->text.n || sr_is_space(peek(d, i)) || i == d->end || c == '_')))
            return NO_ENDING;
        d->at = i;
        return parted ? DASH : HYPHENS;
    }
    if (c == ':' && d->at == before) {
        d->at++;
        return COLON;
    }
    if (c == '.' && d->stroke) { /* "MOSCOW, November 20. /TASS/." */
        d->at++;
        return DASH;
    }
    d->at = before;
    return NO_ENDING;
}

/* A name in parentheses that no table knows, in the shape of a station or agency: "(WKRN)", "(CBSMiami)". */
static bool looks_like_agency(const struct parse *d) {
    struct sr_span s = d->line.agency;
    if (!s.end || s.end - s.start > 60 || d->text_in_capitals) return d->known_agency;
    uint32_t upper = 0;
    for (uint32_t i = s.start; i < s.end; i += step_of(d, i)) upper += sr_is_upper(peek(d, i));
    return d->known_agency || has_medium(d, s) || upper >= 3;
}

/* The place's first part is a town or country that the gazetteer knows, and one that many people live in: among the
 * small ones are a Police, a Live Oak and a Report. */
static bool is_known_place(const struct parse *d) {
    enum { POPULATION_COLUMN = 8, MANY = 50000 };
    const struct sr_table *table = &d->lexicon->tables[SR_TABLE_GAZETTEER];
    struct sr_str place = piece(d, d->line.place), key;
    const char *comma = place.n ? memchr(place.p, ',', place.n) : NULL;
    char room[96];
    if (comma) place.n = (uint32_t)(comma - place.p);
    uint32_t row = sr_head_key(place, room, &key) ? sr_table_find(table, key) : SR_NONE;
    for (uint32_t i = 0; row != SR_NONE && i < sr_table_same(table, row); i++)
        if (sr_table_number(table, row + i, POPULATION_COLUMN, 0) >= MANY) return true;
    return false;
}

/* "KARACHI: At least", "New Delhi: At least": the colon of South Asian papers. It must not touch "SMITH: I was there",
 * "UPDATE: Police", nor a headline ("Paris: jewels stolen"), so the place must be known, and in small letters it must
 * stand in the body, before a line's worth of text. */
static bool accept_colon(const struct parse *d) {
    if (!d->line.place.end) return false;
    if (d->caps && (d->has_date || looks_like_agency(d))) return true;
    if (d->line.agency.end || d->has_date || !is_known_place(d)) return false;
    uint32_t before = d->line.place.start, after = d->at;
    while (before && sr_is_space((unsigned char)d->text.p[before - 1])) before--;
    while (after < d->text.n && d->text.p[after] != '\n') after++;
    return d->caps ? !d->text_in_capitals : before > 3 && after - d->at > 40;
}

static bool accept(const struct parse *d, enum ending ending) {
    struct sr_span place = d->line.place;
    bool no_words = !place.end && !d->no_place;
    if (place.end && phrase_is(d, piece(d, place), "label")) return false;
    if (ending == COLON) return accept_colon(d);
    if (ending == NO_ENDING) {
        /* "Jerusalem (CNN)At least": only where a sentence begins behind it. It must not touch "The Associated Press
         * (AP) reported", nor "Reuters (a news agency)". */
        if (!d->known_agency || !d->line.agency.end || d->at > d->text.n) return false;
        uint32_t i = d->at;
        while (i < d->end && sr_is_space(peek(d, i))) i += step_of(d, i);
        int32_t c = peek(d, i);
        if (place.end && (is_agency(d, piece(d, place)) || d->caps_words > CAPS_WORDS)) return false;
        return sr_is_upper(c) || sr_is_digit(c) || c == '"' || c == 0x201C || c == '[';
    }
    if (d->has_date || d->no_date) {
        /* a bare day before a dash ("March 9 – the day that …") is a sentence's beginning */
        return !no_words || d->line.agency.end || d->date.year_digits == 4;
    }
    if (d->no_place && !d->line.agency.end) return d->caps;
    if (looks_like_agency(d)) return true;
    if (!place.end || d->line.agency.end || !d->caps || ending == HYPHENS) return false;
    if (d->text_in_capitals && !is_known_place(d)) return false;
    /* "SALEM, Mass. —". It must not touch "A FIRE - BOMB", nor a heading in capitals that holds a dash */
    struct sr_span first = {place.start, word_end(d, place.start)};
    return d->caps_words <= CAPS_WORDS && d->words <= PLAIN_WORDS && !phrase_is(d, piece(d, first), "function");
}

/* "[TEXT]", "[REPORT] [A. SPEAKER] [TEXT]": FBIS's notes on what follows, in capitals. */
static void read_brackets(struct parse *d) {
    for (;;) {
        uint32_t before = d->at;
        skip_space(d);
        uint32_t i = d->at;
        if (peek(d, i) == '[') {
            while (i < d->end && d->text.p[i] != ']') i += step_of(d, i);
            if (i < d->end && all_capitals(d, (struct sr_span){d->at + 1, i})) {
                d->at = i + 1;
                continue;
            }
        }
        d->at = before;
        return;
    }
}

static bool in_capitals(struct sr_str text) {
    uint32_t upper = 0, lower = 0, step;
    const char *end = text.p + (text.n < 2000 ? text.n : 2000);
    for (const char *p = text.p; p < end; p += step) {
        int32_t c = sr_utf8_at(p, text.p + text.n, &step);
        upper += sr_is_upper(c);
        lower += sr_is_lower(c);
    }
    return upper > 9 * lower;
}

/* A dateline stays within its paragraph: up to an empty line. */
static uint32_t window_end(struct sr_str text, uint32_t at) {
    uint32_t most = text.n - at > WINDOW ? at + WINDOW : text.n;
    for (uint32_t i = at; i < most; i++) {
        if (text.p[i] != '\n') continue;
        uint32_t j = i + 1;
        while (j < text.n && (text.p[j] == ' ' || text.p[j] == '\t' || text.p[j] == '\r')) j++;
        if (j == text.n || text.p[j] == '\n') return i;
    }
    while (most < text.n && most > at && ((unsigned char)text.p[most] & 0xC0) == 0x80) most--; /* a whole character */
    return most;
}

struct sr_dateline sr_dateline_at(const struct sr_lexicon *lexicon, struct sr_str text, uint32_t at,
                                  const struct sr_date *published) {
    struct sr_dateline none = {0};
    struct parse d = {.lexicon = lexicon, .text = text, .at = at, .end = text.n};
    while (d.at < d.end && (sr_is_space(peek(&d, d.at)) || peek(&d, d.at) == 0xFEFF)) d.at += step_of(&d, d.at);
    d.end = window_end(text, d.at);
    d.text_in_capitals = in_capitals(text);
    uint32_t begin = d.at;
    read_place(&d);
    for (int parts = 0; parts < 5; parts++) {
        uint32_t before = d.at;
        bool same = skip_within(&d);
        if (same && (peek(&d, d.at) == ',' || peek(&d, d.at) == '.')) {
            d.at++;
            same = skip_within(&d);
        }
        if (same && (read_group(&d) || read_date(&d))) continue;
        d.at = before;
        break;
    }
    enum ending ending = read_ending(&d);
    if (!accept(&d, ending)) return none;
    read_brackets(&d);
    d.line.span = (struct sr_span){begin, d.at};
    if (d.has_date) {
        d.line.date = d.date.span;
        d.line.has_date = sr_written_date_resolve(&d.date, published, &d.line.written);
    }
    return d.line;
}

bool sr_next_line(struct sr_str text, uint32_t *at, struct sr_span *line) {
    uint32_t i = *at;
    uint32_t step;
    const char *limit = text.p + text.n;
    while (i < text.n) {
        uint32_t begin = i;
        const char *nl = memchr(text.p + i, '\n', text.n - i);
        uint32_t end = nl ? (uint32_t)(nl - text.p) : text.n;
        i = nl ? end + 1 : end;
        while (begin < end) {
            int32_t c = sr_utf8_at(text.p + begin, limit, &step);
            if (!sr_is_space(c) && c != 0xFEFF) break;
            begin += step;
        }
        while (end > begin) {
            if (!sr_is_space(sr_utf8_before(text.p + begin, text.p + end, &step))) break;
            end -= step;
        }
        if (begin == end) continue;
        *line = (struct sr_span){begin, end};
        *at = i;
        return true;
    }
    *at = i;
    return false;
}

bool sr_line_is_byline(struct sr_str text, struct sr_span line) {
    struct sr_str s = sr_slice(text.p, line);
    if (s.n > 120 || s.n < 5 || (s.p[0] | 32) != 'b' || (s.p[1] | 32) != 'y' || (s.p[2] != ' ' && s.p[2] != ':'))
        return false;
    uint32_t step, i = 3;
    while (i < s.n && s.p[i] == ' ') i++;
    return i < s.n && sr_is_upper(sr_utf8_at(s.p + i, s.p + s.n, &step)) && !sr_line_ends_sentence(text, line);
}

bool sr_line_ends_sentence(struct sr_str text, struct sr_span line) {
    uint32_t step, end = line.end;
    while (end > line.start) {
        int32_t c = sr_utf8_before(text.p + line.start, text.p + end, &step);
        bool closes = c == '"' || c == '\'' || c == 0x201D || c == 0x2019 || c == ')' || c == ']' || sr_is_space(c);
        if (!closes) {
            /* "…" and "..." are a cut headline's end as often as a sentence's */
            bool dots = c == '.' && end - line.start > 2 && text.p[end - 2] == '.';
            return (c == '.' && !dots) || c == '?' || c == '!';
        }
        end -= step;
    }
    return false;
}

struct sr_dateline sr_dateline_find(const struct sr_lexicon *lexicon, struct sr_str text, struct sr_span title,
                                    const struct sr_date *published) {
    uint32_t at = title.end;
    struct sr_span line;
    for (int i = 0; i < HEAD_LINES && sr_next_line(text, &at, &line); i++) {
        struct sr_dateline d = sr_dateline_at(lexicon, text, line.start, published);
        if (d.span.end) return d;
        if (line.end - title.end > HEAD_FAR) break;
    }
    return (struct sr_dateline){0};
}

bool sr_head_date(const struct sr_lexicon *lexicon, struct sr_str text, struct sr_span title, struct sr_date *date) {
    uint32_t at = 0;
    struct sr_span line;
    for (int i = 0; i < HEAD_LINES && sr_next_line(text, &at, &line); i++) {
        struct sr_written_date written;
        if (sr_line_is_date(lexicon, text, line, &written)) {
            if (written.year_digits == 4 && sr_written_date_resolve(&written, NULL, date)) return true;
            continue;
        }
        if (sr_span_holds(title, line) || sr_line_is_byline(text, line)) continue;
        if (sr_span_size(line) > HEAD_BYTES || sr_line_ends_sentence(text, line)) break;
    }
    return false;
}

bool sr_in_dateline(const struct sr_document *document, struct sr_span span) {
    return sr_span_size(document->dateline.place) && sr_span_holds(document->dateline.place, span);
}
