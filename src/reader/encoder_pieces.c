/* encoder_pieces.c: word pieces, letter case and gaps. */
#include "reader/encoder_pieces.h"

#include <utf8proc.h>

#include "base/utf8.h"

#define ATOM_MAX 100u /* code points; a longer one is unknown */
#define HASH_SEED 2166136261u
#define HASH_PRIME 16777619u

/* FNV-1a can go on where it stopped, so that all beginnings of an atom are hashed in one pass. */
static uint32_t hash_on(uint32_t hash, const char *p, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) hash = (hash ^ (unsigned char)p[i]) * HASH_PRIME;
    return hash;
}

static uint32_t entry_size(const struct sr_vocabulary *v, uint32_t entry) {
    return v->starts[entry + 1] - v->starts[entry] - 1;
}

/* The entry that is `prefix` and then n bytes at p, whose hash together is `hash`; or SR_NONE. */
static uint32_t find_entry(const struct sr_vocabulary *v, uint32_t hash, struct sr_str prefix, const char *p,
                           uint32_t n) {
    for (uint32_t slot = hash & v->mask; v->slots[slot]; slot = (slot + 1) & v->mask) {
        uint32_t entry = v->slots[slot] - 1;
        const char *q = v->text + v->starts[entry];
        if (entry_size(v, entry) != prefix.n + n) continue;
        if (memcmp(q, prefix.p, prefix.n) == 0 && memcmp(q + prefix.n, p, n) == 0) return entry;
    }
    return SR_NONE;
}

static uint32_t find_whole(const struct sr_vocabulary *v, struct sr_str s) {
    return find_entry(v, hash_on(HASH_SEED, s.p, s.n), SR_STR(""), s.p, s.n);
}

enum sr_status sr_vocabulary_make(struct sr_str text, struct sr_arena *arena, struct sr_vocabulary *out,
                                  struct sr_err *err) {
    const char *mend = "make the model again with train/export.py";
    struct sr_vocabulary v = {.text = text.p};
    if (text.n == 0 || text.p[text.n - 1] != '\n') {
        return sr_fail(err, SR_ERR_MODEL, mend, "the model's vocabulary does not end in a line feed");
    }
    for (uint32_t i = 0; i < text.n; i++) v.count += text.p[i] == '\n';
    uint32_t room = 16;
    while (room < 2 * (uint64_t)v.count) room *= 2;
    v.mask = room - 1;
    uint32_t *starts = sr_arena_alloc(arena, (size_t)v.count + 1, sizeof *starts);
    uint32_t *slots = sr_arena_alloc(arena, room, sizeof *slots);
    if (!starts || !slots) return sr_fail_memory(err, "the model's vocabulary");
    v.starts = starts;
    v.slots = slots;
    for (uint32_t entry = 0, at = 0; entry < v.count; entry++) {
        struct sr_str s = {text.p + at, 0};
        while (s.p[s.n] != '\n') s.n++;
        starts[entry] = at;
        at += s.n + 1;
        starts[entry + 1] = at;
        if (s.n > v.longest) v.longest = s.n;
        if (find_whole(&v, s) != SR_NONE) {
            return sr_fail(err, SR_ERR_MODEL, mend, "the model's vocabulary has '%.*s' twice",
                           (int)(s.n < 60 ? s.n : 60), s.p);
        }
        uint32_t slot = hash_on(HASH_SEED, s.p, s.n) & v.mask;
        while (slots[slot]) slot = (slot + 1) & v.mask;
        slots[slot] = entry + 1;
    }
    v.unknown = find_whole(&v, SR_STR("[UNK]"));
    v.begin = find_whole(&v, SR_STR("[CLS]"));
    v.end = find_whole(&v, SR_STR("[SEP]"));
    if (v.unknown == SR_NONE || v.begin == SR_NONE || v.end == SR_NONE) {
        return sr_fail(err, SR_ERR_MODEL, mend, "the model's vocabulary lacks [UNK], [CLS] or [SEP]");
    }
    *out = v;
    return SR_OK;
}

/* One token on its way to pieces. */
struct cutter {
    const struct sr_vocabulary *vocabulary;
    uint32_t *out; /* [SR_PIECES_MAX] */
    uint32_t out_count;
    char bytes[ATOM_MAX * 4]; /* the atom that is being gathered */
    uint32_t ends[ATOM_MAX];  /* where its code points end */
    uint32_t count;           /* code points; past ATOM_MAX they are only counted */
};

static void put_piece(struct cutter *c, uint32_t piece) {
    if (c->out_count < SR_PIECES_MAX) c->out[c->out_count++] = piece;
}

/* The longest entry that begins at code point `from`; *to is where it ends. */
static uint32_t longest_entry(const struct cutter *c, uint32_t from, uint32_t *to) {
    struct sr_str prefix = from ? SR_STR("##") : SR_STR("");
    uint32_t begin = from ? c->ends[from - 1] : 0, hashes[ATOM_MAX], last = from;
    uint32_t hash = hash_on(HASH_SEED, prefix.p, prefix.n);
    for (uint32_t i = from, at = begin; i < c->count && c->ends[i] - begin + prefix.n <= c->vocabulary->longest; i++) {
        hash = hash_on(hash, c->bytes + at, c->ends[i] - at);
        at = c->ends[i];
        hashes[i] = hash;
        last = i + 1;
    }
    for (uint32_t i = last; i > from; i--) {
        uint32_t entry = find_entry(c->vocabulary, hashes[i - 1], prefix, c->bytes + begin, c->ends[i - 1] - begin);
        if (entry == SR_NONE) continue;
        *to = i;
        return entry;
    }
    return SR_NONE;
}

static void end_atom(struct cutter *c) {
    uint32_t pieces[ATOM_MAX], n = 0;
    if (c->count == 0) return;
    bool known = c->count <= ATOM_MAX;
    for (uint32_t at = 0; known && at < c->count;) {
        pieces[n] = longest_entry(c, at, &at);
        known = pieces[n++] != SR_NONE;
    }
    if (known) {
        for (uint32_t i = 0; i < n; i++) put_piece(c, pieces[i]);
    } else {
        put_piece(c, c->vocabulary->unknown);
    }
    c->count = 0;
}

static void add_code_point(struct cutter *c, int32_t code) {
    if (c->count++ >= ATOM_MAX) return;
    uint32_t begin = c->count > 1 ? c->ends[c->count - 2] : 0;
    c->ends[c->count - 1] = begin + sr_utf8_put(code, c->bytes + begin);
}

static bool is_atom_alone(int32_t c) {
    static const int32_t ideographs[][2] = {
        {0x4E00, 0x9FFF},   {0x3400, 0x4DBF},   {0x20000, 0x2A6DF}, {0x2A700, 0x2B73F},
        {0x2B740, 0x2B81F}, {0x2B820, 0x2CEAF}, {0xF900, 0xFAFF},   {0x2F800, 0x2FA1F},
    };
    if (c < 0x80) return (c >= 33 && c <= 47) || (c >= 58 && c <= 64) || (c >= 91 && c <= 96) || (c >= 123 && c <= 126);
    if (sr_is_punct(c)) return true;
    for (size_t i = 0; i < sizeof ideographs / sizeof *ideographs; i++) {
        if (c >= ideographs[i][0] && c <= ideographs[i][1]) return true;
    }
    return false;
}

static void take_normal(struct cutter *c, int32_t code) {
    if (sr_is_space(code) || utf8proc_category(code) == UTF8PROC_CATEGORY_MN) return;
    if (!is_atom_alone(code)) {
        add_code_point(c, code);
        return;
    }
    end_atom(c);
    add_code_point(c, code);
    end_atom(c);
}

static bool is_dropped(int32_t code) {
    if (code < 0x80) return code < 32 || code == 127;
    if (code == 0xFFFD) return true;
    utf8proc_category_t k = utf8proc_category(code);
    return k == UTF8PROC_CATEGORY_CC || k == UTF8PROC_CATEGORY_CF || k == UTF8PROC_CATEGORY_CO ||
           k == UTF8PROC_CATEGORY_CS || k == UTF8PROC_CATEGORY_CN;
}

static void take_code_point(struct cutter *c, int32_t code) {
    utf8proc_int32_t parts[32];
    int last_class = 0;
    if (is_dropped(code)) return;
    code = sr_lower(code);
    if (code < 0x80) {
        take_normal(c, code);
        return;
    }
    utf8proc_ssize_t n = utf8proc_decompose_char(code, parts, 32, UTF8PROC_DECOMPOSE, &last_class);
    for (utf8proc_ssize_t i = 0; i < n && i < 32; i++) take_normal(c, parts[i]);
}

static enum sr_case case_of(struct sr_str token) {
    uint32_t letters = 0, upper = 0, size;
    bool first_upper = false;
    for (const char *p = token.p, *end = p + token.n; p < end; p += size) {
        int32_t c = sr_utf8_at(p, end, &size);
        bool is_upper = sr_is_upper(c);
        if (!is_upper && !sr_is_lower(c)) continue;
        if (letters++ == 0) first_upper = is_upper;
        upper += is_upper;
    }
    if (letters == 0) return SR_CASE_NONE;
    if (upper == 0) return SR_CASE_LOWER;
    if (upper == letters) return letters > 1 ? SR_CASE_UPPER : SR_CASE_SINGLE;
    return first_upper && upper == 1 ? SR_CASE_TITLE : SR_CASE_MIXED;
}

static enum sr_gap gap_of(struct sr_str between) {
    uint32_t lines = 0;
    for (uint32_t i = 0; i < between.n; i++) {
        if (between.p[i] == '\n') lines += i == 0 || between.p[i - 1] != '\r';
        else lines += between.p[i] == '\r';
    }
    if (lines > 1) return SR_GAP_PARAGRAPH;
    return lines ? SR_GAP_LINE : between.n ? SR_GAP_SPACE : SR_GAP_NONE;
}

/* A token after which a sentence may have ended: nothing but . ! ? … */
static bool is_end(struct sr_str token) {
    for (uint32_t i = 0; i < token.n;) {
        uint32_t size;
        int32_t c = sr_utf8_at(token.p + i, token.p + token.n, &size);
        if (c != '.' && c != '!' && c != '?' && c != 0x2026) return false;
        i += size;
    }
    return token.n > 0;
}

static bool is_closer(struct sr_str token) {
    static const char *const closers[] = {"\"", "'", "\u201d", "\u2019", "\u00bb", ")", "]", "}", "''"};
    for (size_t i = 0; i < sizeof closers / sizeof *closers; i++) {
        if (sr_str_is(token, closers[i])) return true;
    }
    return false;
}

enum sr_status sr_pieces_make(const struct sr_vocabulary *vocabulary, struct sr_str text, struct sr_spans tokens,
                              struct sr_arena *arena, struct sr_pieces *out, struct sr_err *err) {
    struct cutter cutter = {.vocabulary = vocabulary};
    uint32_t buffer[SR_PIECES_MAX];
    bool ended = false; /* the last token that closes nothing ends a sentence */
    SR_VEC(uint32_t) pieces = {0};
    uint32_t *starts = sr_arena_alloc(arena, (size_t)tokens.count + 1, sizeof *starts);
    uint8_t *cases = sr_arena_alloc(arena, tokens.count, 1), *gaps = sr_arena_alloc(arena, tokens.count, 1);
    uint8_t *cuts = sr_arena_alloc(arena, tokens.count, 1);
    if (!starts || !cases || !gaps || !cuts) return sr_fail_memory(err, "word pieces");
    cutter.out = buffer;
    for (uint32_t t = 0; t < tokens.count; t++) {
        struct sr_str token = sr_slice(text.p, tokens.items[t]);
        uint32_t size;
        cutter.out_count = 0;
        for (uint32_t i = 0; i < token.n; i += size) {
            take_code_point(&cutter, sr_utf8_at(token.p + i, token.p + token.n, &size));
        }
        end_atom(&cutter);
        if (cutter.out_count == 0) put_piece(&cutter, vocabulary->unknown);
        for (uint32_t i = 0; i < cutter.out_count; i++) {
            if (!SR_PUSH(arena, pieces, buffer[i])) return sr_fail_memory(err, "word pieces");
        }
        starts[t + 1] = pieces.count;
        cases[t] = (uint8_t)case_of(token);
        gaps[t] = SR_GAP_PARAGRAPH;
        if (t > 0) {
            struct sr_span between = {tokens.items[t - 1].end, tokens.items[t].start};
            gaps[t] = (uint8_t)gap_of(sr_slice(text.p, between));
        }
        cuts[t] = gaps[t] == SR_GAP_PARAGRAPH || (gaps[t] != SR_GAP_NONE && ended);
        if (!is_closer(token)) ended = is_end(token);
    }
    *out = (struct sr_pieces){pieces.items, starts, cases, gaps, cuts, tokens.count};
    return SR_OK;
}
