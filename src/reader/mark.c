#include "base/utf8.h"
#include "reader/parts.h"

/* Which marks of a block are quotation marks.
 *
 *     "We hold the 'guests' here," he said.     " opens, ' opens, ' closes, " closes
 *     the hostages' families don't              all apostrophes
 *     'The rebels' camp is gone,' he said.      the first ' after a word in s is an apostrophe: another closes
 *     a 5'11" man                               feet and inches: no mark
 *
 * A single mark opens only where a later one in the block can close it. */

enum { TWIN_OPEN = 1, TWIN_CLOSE, TWIN_BOTH, SINGLE_OPEN, SINGLE_BOTH };

static int kind_of(int32_t c) {
    switch (c) {
    case '"':
    case 0x2033:
    case 0x201F:
    case 0xFF02: return TWIN_BOTH;
    case 0x201C:
    case 0x201E:
    case 0xAB: return TWIN_OPEN;
    case 0x201D:
    case 0xBB: return TWIN_CLOSE;
    case 0x2018:
    case 0x201A: return SINGLE_OPEN;
    case '\'':
    case 0x2019:
    case '`': return SINGLE_BOTH;
    default: return 0;
    }
}

struct around {
    int32_t before, after; /* 0 at the block's ends */
    uint32_t size;
};

static bool is_gap(int32_t c) {
    return !c || sr_is_space(c);
}

static bool is_opener(int32_t c) {
    switch (c) {
    case '(':
    case '[':
    case '{':
    case '-':
    case 0x2013:
    case 0x2014:
    case 0x201C:
    case 0x2018:
    case 0xAB:
    case '/':
    case '"':
    case '\'':
    case '=':
    case '>': return true;
    default: return false;
    }
}

static bool is_wordlike(int32_t c) {
    return sr_is_letter(c) || sr_is_digit(c);
}

static struct around look(struct sr_str text, struct sr_span block, uint32_t at, uint32_t size) {
    struct around a = {0, 0, size};
    uint32_t n;
    if (at > block.start) a.before = sr_utf8_before(text.p + block.start, text.p + at, &n);
    if (at + size < block.end) a.after = sr_utf8_at(text.p + at + size, text.p + block.end, &n);
    return a;
}

/* "'em", "'til", "'90s", "'s": the apostrophe stands for letters. */
static bool elides(const struct sr_read_work *w, uint32_t at, uint32_t size, uint32_t end) {
    char key[16] = "'";
    uint32_t n = 1, i = at + size;
    if (i < end && sr_is_digit((unsigned char)w->text.p[i])) {
        while (i < end && sr_is_digit((unsigned char)w->text.p[i])) i++;
        return i - at - size == 2;
    }
    while (i < end && n < sizeof key && (unsigned char)w->text.p[i] < 0x80 && sr_is_letter((unsigned char)w->text.p[i]))
        key[n++] = (char)sr_lower((unsigned char)w->text.p[i++]);
    return n > 1 && n < sizeof key &&
           sr_table_find(&w->lexicon->tables[SR_TABLE_ELISIONS], (struct sr_str){key, n}) != SR_NONE;
}

static bool can_open(const struct sr_read_work *w, struct sr_span block, uint32_t at, const struct around *a) {
    if (!a->after || is_gap(a->after) || !(is_gap(a->before) || is_opener(a->before))) return false;
    return !elides(w, at, a->size, block.end);
}

static bool can_close(const struct around *a) {
    return !is_gap(a->before) && !is_wordlike(a->after);
}

/* A single mark at `at` opens; find what closes it: the first that can, but one after a word in s (it may be a
 * possessive) only when no surer one follows before the next that opens. SR_NONE when nothing does. */
static uint32_t closer_of(const struct sr_read_work *w, struct sr_span block, uint32_t at, uint32_t size) {
    uint32_t doubtful = SR_NONE;
    for (uint32_t i = at + size, n; i < block.end; i += n) {
        int32_t c = sr_utf8_at(w->text.p + i, w->text.p + block.end, &n);
        int kind = kind_of(c);
        if (kind != SINGLE_BOTH && kind != SINGLE_OPEN) continue;
        struct around a = look(w->text, block, i, n);
        if (kind == SINGLE_OPEN || can_open(w, block, i, &a)) {
            if (doubtful != SR_NONE) return doubtful;
            continue;
        }
        if (!can_close(&a)) continue;
        if (a.before != 's' && a.before != 'S' && a.before != 'z') return i;
        if (doubtful == SR_NONE) doubtful = i;
    }
    return doubtful;
}

static bool push(struct sr_read_work *w, uint32_t at, uint32_t size, bool opens, bool twin) {
    struct sr_quote_mark m = {at, (uint8_t)size, opens, twin};
    return SR_PUSH(w->scratch, w->marks, m);
}

struct state {
    bool twin_open;         /* a straight double mark is open */
    uint32_t single_closes; /* where the open single mark closes; SR_NONE: none is open */
    uint32_t searched;      /* up to here no single mark finds its closer */
};

static bool twin(struct sr_read_work *w, struct state *s, int kind, uint32_t at, const struct around *a) {
    bool opens;
    if (kind != TWIN_BOTH) {
        opens = kind == TWIN_OPEN;
    } else if (sr_is_digit(a->before) && !s->twin_open) {
        return true; /* inches */
    } else if ((is_gap(a->before) || is_opener(a->before)) != (is_gap(a->after) || sr_is_punct(a->after))) {
        opens = is_gap(a->before) || is_opener(a->before);
        if (!opens && !s->twin_open && !is_gap(a->before) && is_wordlike(a->after)) opens = true;
    } else {
        opens = !s->twin_open;
    }
    s->twin_open = opens;
    return push(w, at, a->size, opens, true);
}

static bool single(struct sr_read_work *w, struct state *s, struct sr_span block, int kind, uint32_t at,
                   const struct around *a) {
    if (s->single_closes == at) {
        s->single_closes = SR_NONE;
        return push(w, at, a->size, false, false);
    }
    if (s->single_closes != SR_NONE || at < s->searched) return true; /* singles don't nest in singles */
    if (kind != SINGLE_OPEN && !can_open(w, block, at, a)) return true;
    if (kind == SINGLE_OPEN && !is_wordlike(a->after) && is_gap(a->after)) return true;
    uint32_t closes = closer_of(w, block, at, a->size);
    if (closes == SR_NONE) {
        s->searched = block.end; /* what a later one could find, this one would have found */
        return true;
    }
    s->single_closes = closes;
    return push(w, at, a->size, true, false);
}

bool sr_find_marks(struct sr_read_work *w, struct sr_span block) {
    struct state s = {false, SR_NONE, 0};
    const char *end = w->text.p + block.end;
    for (uint32_t at = block.start, n; at < block.end; at += n) {
        int32_t c = sr_utf8_at(w->text.p + at, end, &n);
        int kind = kind_of(c);
        if (!kind) continue;
        uint32_t size = n;
        if (kind >= SINGLE_OPEN && at + 2 * n <= block.end && memcmp(w->text.p + at, w->text.p + at + n, n) == 0) {
            size = 2 * n; /* '' and `` are double marks of old keyboards */
            kind = c == '`' || kind == SINGLE_OPEN ? TWIN_OPEN : TWIN_BOTH;
            if (c == 0x2019) kind = TWIN_CLOSE;
        }
        struct around a = look(w->text, block, at, size);
        n = size;
        if (kind < SINGLE_OPEN ? !twin(w, &s, kind, at, &a) : !single(w, &s, block, kind, at, &a)) return false;
    }
    return true;
}
