/* corpus_test.c: the hand-marked passages of tests/corpus/claims, read by the whole program.
 *
 * Every passage must be read as marked, but for those listed in tests/corpus/claims/KNOWN, one "file name" a line: what
 * the program is known to read wrong. A passage of that list that is read right fails the test too, so that the list only
 * shrinks; so does a line of it that names nothing. Run with -v to see each difference, from the project's root.
 */
#include <dirent.h>
#include <stdlib.h>

#include "base/test.h"
#include "base/utf8.h"
#include "input/document.h"
#include "record/findings.h"

enum { MOST_MARKS = 32, MOST_KNOWN = 2000 };

struct mark {
    char words[96], measure[24], value[32], polarity[12], speakers[256], incident[12], of[96];
    uint32_t nth;
    bool implicit, used;
};

struct passage {
    char name[96], published[40], outlet[64], title[256];
    char *text;
    struct mark marks[MOST_MARKS];
    uint32_t count;
};

static bool verbose;
static char known[MOST_KNOWN][160];
static bool known_used[MOST_KNOWN];
static uint32_t known_count, explained[8];
static const char *const aspects[] = {"missed",  "measure",  "value", "polarity",
                                      "speaker", "incident", "extra", "right"};

static char *trim(char *s) {
    while (*s == ' ') s++;
    for (char *e = s + strlen(s); e > s && (e[-1] == ' ' || e[-1] == '\n' || e[-1] == '\r');) *--e = 0;
    return s;
}

static void copy(char *to, size_t size, const char *from) {
    (void)snprintf(to, size, "%s", from);
}

static bool read_mark(char *line, struct mark *m) {
    char *cells[12];
    uint32_t n = 0;
    memset(m, 0, sizeof *m);
    for (char *p = line; p && n < 12;) {
        char *bar = strchr(p, '|');
        if (bar) *bar = 0;
        cells[n++] = trim(p);
        p = bar ? bar + 1 : NULL;
    }
    if (n < 6) return false;
    m->nth = 1;
    char *hash = strrchr(cells[0], '#');
    if (hash && hash[1] >= '1' && hash[1] <= '9') {
        m->nth = (uint32_t)strtoul(hash + 1, NULL, 10);
        *hash = 0;
    }
    copy(m->words, sizeof m->words, cells[0]);
    copy(m->measure, sizeof m->measure, cells[1]);
    copy(m->value, sizeof m->value, cells[2]);
    copy(m->polarity, sizeof m->polarity, cells[3]);
    copy(m->speakers, sizeof m->speakers, cells[4]);
    copy(m->incident, sizeof m->incident, cells[5]);
    for (uint32_t i = 6; i < n; i++) {
        if (strncmp(cells[i], "of=", 3) == 0) copy(m->of, sizeof m->of, cells[i] + 3);
        if (strcmp(cells[i], "implicit") == 0) m->implicit = true;
    }
    return true;
}

static bool letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

/* Where the n-th occurrence of the words begins, not inside a longer word or a hyphenated number; NULL for none. */
static const char *occurrence(const char *text, const char *words, uint32_t nth) {
    size_t n = strlen(words);
    for (const char *p = strstr(text, words); p; p = strstr(p + 1, words)) {
        bool before = p > text && (letter_or_digit(p[-1]) || (p[-1] == '-' && p - 1 > text && letter_or_digit(p[-2])) ||
                                   (p[-1] == ',' && p - 1 > text && p[-2] >= '0' && p[-2] <= '9'));
        bool after = letter_or_digit(p[n]) || ((p[n] == ',' || p[n] == '.') && p[n + 1] >= '0' && p[n + 1] <= '9');
        if (!before && !after && --nth == 0) return p;
    }
    return NULL;
}

static void value_text(const struct sr_claim *c, char out[64]) {
    static const char *const marks[] = {
        [SR_HEDGE_EXACT] = "",      [SR_HEDGE_AT_LEAST] = ">=", [SR_HEDGE_MORE_THAN] = ">", [SR_HEDGE_AT_MOST] = "<=",
        [SR_HEDGE_LESS_THAN] = "<", [SR_HEDGE_ABOUT] = "~",     [SR_HEDGE_RANGE] = "",      [SR_HEDGE_VAGUE] = ""};
    if (c->hedge == SR_HEDGE_VAGUE) (void)snprintf(out, 64, "vague");
    else if (c->hedge == SR_HEDGE_RANGE) (void)snprintf(out, 64, "%lld..%lld", (long long)c->low, (long long)c->high);
    else (void)snprintf(out, 64, "%s%lld", marks[c->hedge], (long long)c->value);
}

/* Words in lower case, without articles and plural s, parted by spaces. */
static void plain_words(const char *s, size_t n, char *out, size_t size) {
    size_t o = 0;
    for (size_t i = 0; i < n;) {
        size_t k = i;
        while (k < n && letter_or_digit(s[k])) k++;
        size_t length = k - i;
        bool article = (length == 3 && strncasecmp(s + i, "the", 3) == 0) ||
                       (length == 1 && (s[i] == 'a' || s[i] == 'A')) ||
                       (length == 2 && strncasecmp(s + i, "an", 2) == 0) || (length == 1 && s[i] == 's');
        if (length && !article && o + length + 2 < size) {
            for (size_t j = i; j < k; j++) out[o++] = (char)(s[j] >= 'A' && s[j] <= 'Z' ? s[j] + 32 : s[j]);
            if (length > 3 && out[o - 1] == 's' && out[o - 2] != 's') o--;
            out[o++] = ' ';
        }
        i = k > i ? k : i + 1;
    }
    out[o] = 0;
}

static bool all_in(const char *a, const char *b) {
    char word[128];
    if (!*a) return false;
    while (*a) {
        size_t n = strcspn(a, " ");
        (void)snprintf(word, sizeof word, "%.*s ", (int)n, a);
        const char *at = strstr(b, word);
        while (at && at > b && at[-1] != ' ') at = strstr(at + 1, word);
        if (!at) return false;
        a += n + (a[n] == ' ');
    }
    return true;
}

static void last_word(const char *words, char *out, size_t size) {
    size_t n = strlen(words);
    while (n && words[n - 1] == ' ') n--;
    size_t from = n;
    while (from && words[from - 1] != ' ') from--;
    (void)snprintf(out, size, "%.*s", (int)(n - from), words + from);
}

static bool same_name(const char *a, size_t an, const char *b, size_t bn) {
    char wa[512], wb[512], ha[128], hb[128];
    plain_words(a, an, wa, sizeof wa);
    plain_words(b, bn, wb, sizeof wb);
    if (all_in(wa, wb) || all_in(wb, wa)) return true;
    last_word(wa, ha, sizeof ha);
    last_word(wb, hb, sizeof hb);
    return *ha && strcmp(ha, hb) == 0;
}

static bool speaker_is(const struct sr_findings *f, uint32_t source, const char *names, size_t n) {
    const struct sr_source *s = &f->attributions.sources[source];
    const char *text = f->document->text.p;
    for (const char *p = names, *end = names + n; p < end;) {
        const char *cut = p;
        while (cut < end && *cut != '/' && *cut != '+') cut++;
        if (same_name(p, (size_t)(cut - p), text + s->name.start, s->name.end - s->name.start)) return true;
        const struct sr_entity *e = s->entity == SR_NONE ? NULL : &f->reading.entities[s->entity];
        for (uint32_t k = 0; e && k < e->mentions.count; k++) {
            struct sr_span m = f->reading.mentions[e->mentions.items[k]].span;
            if (same_name(p, (size_t)(cut - p), text + m.start, m.end - m.start)) return true;
        }
        p = cut + 1;
    }
    return false;
}

static bool chain_is(const struct sr_findings *f, const struct sr_claim *c, const char *speakers) {
    if (strcmp(speakers, "?") == 0) return true;
    if (strcmp(speakers, "-") == 0) return c->chain_count == 0;
    uint32_t n = 0;
    for (const char *p = speakers; *p; n++) {
        size_t size = strcspn(p, ";");
        if (n >= c->chain_count || !speaker_is(f, c->chain[n].speakers.items[0], p, size)) return false;
        p += size + (p[size] == ';');
    }
    return n == c->chain_count;
}

static bool matches(const struct sr_findings *f, const struct sr_claim *c, struct mark *m) {
    const char *text = f->document->text.p;
    if (m->implicit) {
        const char *at = *m->of ? strstr(text, m->of) : NULL;
        if (!c->implicit || !at) return false;
        struct sr_span s = {(uint32_t)(at - text), (uint32_t)(at - text + (long)strlen(m->of))};
        return sr_span_overlaps(s, c->of.end ? c->of : c->span);
    }
    const char *at = occurrence(text, m->words, m->nth);
    if (!at || c->number == SR_NONE) return false;
    struct sr_span s = {(uint32_t)(at - text), (uint32_t)(at - text + (long)strlen(m->words))};
    return sr_span_overlaps(s, f->numbers.items[c->number].span);
}

/* What is wrong with the claim, as an index into aspects. */
static uint32_t judge(const struct sr_findings *f, uint32_t i, const struct mark *m) {
    const struct sr_claim *c = &f->claims.items[i];
    char value[64];
    value_text(c, value);
    uint32_t inc = f->incidents.of_claim[i];
    bool main = inc != SR_NONE && f->incidents.items[inc].main;
    if (strcmp(sr_measure_name(c->measure), m->measure) != 0) return 1;
    if (strcmp(value, m->value) != 0) return 2;
    if (strcmp(sr_polarity_name(c->polarity), m->polarity) != 0) return 3;
    if (!chain_is(f, c, m->speakers)) return 4;
    return main == (strcmp(m->incident, "main") == 0) ? 7 : 5;
}

static void say(const char *file, const struct passage *p, uint32_t aspect, const char *words, const char *detail) {
    explained[aspect]++;
    if (verbose && aspect != 7) printf("%s %s: %s: %s %s\n", file, p->name, aspects[aspect], words, detail);
}

static bool compare(const char *file, struct passage *p, const struct sr_findings *f) {
    bool right = true;
    const char *text = f->document->text.p;
    for (uint32_t k = 0; k < p->count; k++) {
        uint32_t best = 0;
        for (uint32_t i = 0; i < f->claims.count && best != 7; i++)
            if (matches(f, &f->claims.items[i], &p->marks[k])) best = judge(f, i, &p->marks[k]);
        char detail[400];
        (void)snprintf(detail, sizeof detail, "(want %s %s %s %s %s)", p->marks[k].measure, p->marks[k].value,
                       p->marks[k].polarity, p->marks[k].speakers, p->marks[k].incident);
        say(file, p, best, p->marks[k].implicit ? p->marks[k].of : p->marks[k].words, detail);
        right &= best == 7;
    }
    for (uint32_t i = 0; i < f->claims.count; i++) {
        bool marked = f->claims.items[i].implicit; /* implicit ones are marked at their first mention only */
        for (uint32_t k = 0; k < p->count && !marked; k++) marked = matches(f, &f->claims.items[i], &p->marks[k]);
        if (marked) continue;
        char words[128];
        struct sr_span s = f->claims.items[i].span;
        (void)snprintf(words, sizeof words, "%.*s", (int)(s.end - s.start), text + s.start);
        say(file, p, 6, words, sr_measure_name(f->claims.items[i].measure));
        right = false;
    }
    return right;
}

static void run(const struct sr_lexicon *lexicon, const char *file, struct passage *p) {
    struct sr_arena arena;
    sr_arena_init(&arena, 0);
    struct sr_document d = {
        .text = sr_str_c(p->text), .id = sr_str_c(p->name), .title = sr_str_c(p->title), .outlet = sr_str_c(p->outlet)};
    d.has_published = sr_date_parse(sr_str_c(p->published), &d.published);
    d.dateline = sr_dateline_find(lexicon, d.text, d.title_span, d.has_published ? &d.published : NULL);
    struct sr_find_in in = {.document = &d, .lexicon = lexicon, .until = SR_STAGE_RECONCILE};
    struct sr_findings f;
    struct sr_err err = {0};
    char label[160];
    (void)snprintf(label, sizeof label, "%s %s", file, p->name);
    enum sr_status status = sr_find(&in, &arena, &f, &err);
    SR_CHECK_INT(label, status, SR_OK);
    if (!status) {
        bool right = compare(file, p, &f), expected = true;
        for (uint32_t i = 0; i < known_count; i++)
            if (strcmp(known[i], label) == 0) known_used[i] = true, expected = false;
        if (right != expected)
            printf("%s: %s\n", label,
                   right ? "is read right now: take it out of KNOWN" : "is read wrong (-v tells how)");
        SR_CHECK_INT(label, right, expected);
    }
    sr_arena_release(&arena);
}

static void header(char *line, struct passage *p) {
    if (strncmp(line, "published:", 10) == 0) copy(p->published, sizeof p->published, trim(line + 10));
    else if (strncmp(line, "outlet:", 7) == 0) copy(p->outlet, sizeof p->outlet, trim(line + 7));
    else if (strncmp(line, "title:", 6) == 0) copy(p->title, sizeof p->title, trim(line + 6));
}

static bool is_header(const char *line) {
    return strncmp(line, "published:", 10) == 0 || strncmp(line, "outlet:", 7) == 0 || strncmp(line, "title:", 6) == 0;
}

static void read_file(const struct sr_lexicon *lexicon, const char *path, const char *file) {
    FILE *in = fopen(path, "r");
    SR_CHECK(path, in != NULL);
    if (!in) return;
    static char line[8192], text[65536];
    struct passage p = {0};
    enum { OUTSIDE, HEAD, TEXT, MARKS } state = OUTSIDE;
    size_t size = 0;
    while (fgets(line, sizeof line, in)) {
        if (strncmp(line, "== ", 3) == 0) {
            if (state == MARKS) run(lexicon, file, &p);
            memset(&p, 0, sizeof p);
            copy(p.name, sizeof p.name, trim(line + 3));
            p.text = text;
            size = 0;
            text[0] = 0;
            state = HEAD;
        } else if (state == HEAD && is_header(line)) {
            header(line, &p);
        } else if ((state == HEAD || state == TEXT) && strcmp(trim(line), "--") == 0) {
            while (size && text[size - 1] == '\n') text[--size] = 0;
            state = MARKS;
        } else if (state == HEAD || state == TEXT) {
            if (state == HEAD && !*trim(line)) continue;
            state = TEXT;
            size += (size_t)snprintf(text + size, sizeof text - size, "%s\n", trim(line));
        } else if (state == MARKS && *trim(line) && line[0] != '!' && line[0] != '#') {
            bool fine = p.count < MOST_MARKS && read_mark(line, &p.marks[p.count]);
            SR_CHECK(p.name, fine);
            p.count += fine;
        }
    }
    if (state == MARKS) run(lexicon, file, &p);
    fclose(in);
}

static void read_known(void) {
    FILE *in = fopen("tests/corpus/claims/KNOWN", "r");
    char line[512];
    while (in && known_count < MOST_KNOWN && fgets(line, sizeof line, in))
        if (*trim(line) && line[0] != '#') copy(known[known_count++], sizeof known[0], trim(line));
    if (in) fclose(in);
}

static int by_name(const struct dirent **a, const struct dirent **b) {
    return strcmp((*a)->d_name, (*b)->d_name);
}

int main(int argc, char **argv) {
    verbose = argc > 1 && strcmp(argv[1], "-v") == 0;
    struct sr_lexicon lexicon;
    if (sr_lexicon_open(&lexicon, NULL)) return 1;
    read_known();
    struct dirent **entries;
    int n = scandir("tests/corpus/claims", &entries, NULL, by_name);
    SR_CHECK("tests/corpus/claims is there (run from the project's root)", n > 0);
    for (int i = 0; i < n; i++) {
        char path[512];
        size_t length = strlen(entries[i]->d_name);
        (void)snprintf(path, sizeof path, "tests/corpus/claims/%s", entries[i]->d_name);
        if (length > 4 && strcmp(entries[i]->d_name + length - 4, ".txt") == 0)
            read_file(&lexicon, path, entries[i]->d_name);
        free(entries[i]);
    }
    if (n > 0) free(entries);
    for (uint32_t i = 0; i < known_count; i++) SR_CHECK_INT(known[i], known_used[i], 1);
    if (verbose)
        for (uint32_t a = 0; a < 8; a++) printf("%s %u\n", aspects[a], explained[a]);
    return sr_test_end("record/corpus");
}
