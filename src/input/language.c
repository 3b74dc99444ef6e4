#include "input/language.h"

#include "base/utf8.h"
#include "lexicon/lexicon.h"

enum {
    LOOK = 20000,    /* bytes that are looked at */
    LANGUAGES = 64,  /* rows of language_names.tsv at most */
    WORD = 64,       /* bytes of a word */
    LEAST_WORDS = 4, /* fewer words are no evidence against English */
};

/* Scripts by their blocks: the letters of one make its language, where that has a script of its own. */
static const struct {
    int32_t first, last;
    const char *code;
} scripts[] = {
    {0x370, 0x3FF, "el"},   {0x400, 0x52F, "ru"},   {0x530, 0x58F, "hy"},   {0x590, 0x5FF, "he"},
    {0x600, 0x6FF, "ar"},   {0x750, 0x77F, "ar"},   {0x900, 0x97F, "hi"},   {0x980, 0x9FF, "bn"},
    {0xB80, 0xBFF, "ta"},   {0xE00, 0xE7F, "th"},   {0x1000, 0x109F, "my"}, {0x10A0, 0x10FF, "ka"},
    {0x1100, 0x11FF, "ko"}, {0x1200, 0x139F, "am"}, {0x1780, 0x17FF, "km"}, {0x3040, 0x30FF, "ja"},
    {0x3400, 0x9FFF, "zh"}, {0xAC00, 0xD7AF, "ko"}, {0xFB1D, 0xFB4F, "he"}, {0xFB50, 0xFDFF, "ar"},
};
/* letters that only one of the languages that share a script has */
static const struct {
    int32_t letter;
    const char *script, *code;
} tells[] = {
    {0x456, "ru", "uk"}, {0x457, "ru", "uk"}, {0x454, "ru", "uk"}, {0x491, "ru", "uk"}, {0x67E, "ar", "fa"},
    {0x686, "ar", "fa"}, {0x698, "ar", "fa"}, {0x6AF, "ar", "fa"}, {0x679, "ar", "ur"}, {0x6BA, "ar", "ur"},
    {0x6D2, "ar", "ur"}, {0x6BE, "ar", "ur"}, {0x688, "ar", "ur"},
};

struct scorer {
    const struct sr_table *forms, *names;
    double score[LANGUAGES]; /* by row of names */
    uint32_t words, letters, scripted[sizeof scripts / sizeof *scripts], told[sizeof tells / sizeof *tells];
};

static void credit(struct scorer *s, struct sr_str form, bool run, double weight) {
    uint32_t row = sr_table_find(s->forms, form);
    if (row == SR_NONE) return;
    uint32_t same = sr_table_same(s->forms, row), sharers = 0;
    for (uint32_t i = 0; i < same; i++) sharers += (strcmp(sr_table_cell(s->forms, row + i, 2), "run") == 0) == run;
    for (uint32_t i = 0; i < same; i++) {
        if ((strcmp(sr_table_cell(s->forms, row + i, 2), "run") == 0) != run) continue;
        uint32_t name = sr_table_find(s->names, sr_str_c(sr_table_cell(s->forms, row + i, 1)));
        if (name < LANGUAGES) s->score[name] += weight / sharers;
    }
}

/* Every run of letters of the word that the table may hold: up to four bytes anywhere, longer ones at its ends. */
static void score_runs(struct scorer *s, const char *word, uint32_t n) {
    enum { SHORT = 4, END = 7 };
    char form[WORD + 2];
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 1; k <= SHORT && i + k <= n; k++) credit(s, (struct sr_str){word + i, k}, true, 0.25);
    for (uint32_t k = 1; k <= END && k < n; k++) {
        form[0] = '^';
        memcpy(form + 1, word, k);
        credit(s, (struct sr_str){form, k + 1}, true, 0.25);
        memcpy(form, word + n - k, k);
        form[k] = '$';
        credit(s, (struct sr_str){form, k + 1}, true, 0.25);
    }
}

static void end_word(struct scorer *s, const char *word, uint32_t n, bool name) {
    if (!n || n > WORD) return;
    s->words++;
    credit(s, (struct sr_str){word, n}, false, 1);
    /* a name's letters tell where its bearer is from, not what the text is in; in a text all of capitals no word is
     * known to be a name, and its runs count as others' do */
    if (!name) score_runs(s, word, n);
}

static void scan(struct scorer *s, struct sr_str text) {
    char word[WORD + 4];
    uint32_t n = 0, size = 1;
    bool first_upper = false, rest_lower = false, within = false;
    const char *end = text.p + (text.n < LOOK ? text.n : LOOK);
    for (const char *p = text.p; p <= end; p += size) {
        int32_t c = p < end ? sr_utf8_at(p, end, &size) : ' ';
        if (p == end) size = 1;
        if (!sr_is_letter(c)) {
            if (within) end_word(s, word, n, first_upper && rest_lower);
            n = 0;
            within = rest_lower = false;
            continue;
        }
        if (!within) first_upper = sr_is_upper(c);
        else rest_lower = rest_lower || sr_is_lower(c);
        within = true;
        s->letters++;
        for (size_t i = 0; c >= 0x370 && i < sizeof scripts / sizeof *scripts; i++)
            s->scripted[i] += c >= scripts[i].first && c <= scripts[i].last;
        for (size_t i = 0; c >= 0x370 && i < sizeof tells / sizeof *tells; i++) s->told[i] += c == tells[i].letter;
        if (n <= WORD) n += sr_utf8_put(sr_lower(c), word + n);
    }
}

/* The language of a script, where half of the letters or more are of one. */
static const char *by_script(const struct scorer *s) {
    uint32_t best = 0, total = 0, best_told = 0;
    const char *code = NULL;
    bool kana = false;
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
        total += s->scripted[i];
        kana = kana || (s->scripted[i] && strcmp(scripts[i].code, "ja") == 0);
        if (s->scripted[i] <= best) continue;
        best = s->scripted[i];
        code = scripts[i].code;
    }
    if (!code || total * 2 < s->letters) return NULL;
    if (strcmp(code, "zh") == 0 && kana) return "ja";
    const char *script = code;
    for (size_t i = 0; i < sizeof tells / sizeof *tells; i++) {
        uint32_t told = 0;
        for (size_t k = 0; k < sizeof tells / sizeof *tells; k++)
            if (strcmp(tells[k].code, tells[i].code) == 0) told += s->told[k];
        if (strcmp(tells[i].script, script) != 0 || told <= best_told || told * 200 < best) continue;
        best_told = told;
        code = tells[i].code;
    }
    return code;
}

static struct sr_language named(const struct scorer *s, const char *code) {
    uint32_t row = sr_table_find(s->names, sr_str_c(code));
    return (struct sr_language){code, row == SR_NONE ? "" : sr_table_cell(s->names, row, 1)};
}

struct sr_language sr_language_of(const struct sr_lexicon *lexicon, struct sr_str text) {
    struct scorer s = {.forms = &lexicon->tables[SR_TABLE_LANGUAGES],
                       .names = &lexicon->tables[SR_TABLE_LANGUAGE_NAMES]};
    scan(&s, text);
    const char *script = by_script(&s);
    if (script && s.letters >= LEAST_WORDS) return named(&s, script);
    uint32_t english = sr_table_find(s.names, SR_STR("en")), best = english;
    for (uint32_t i = 0; i < s.names->rows && i < LANGUAGES; i++)
        if (best == SR_NONE || s.score[i] > s.score[best]) best = i;
    /* clearly more: half as much again as English has, and a word in eight that is the other's own */
    bool other = best != english && english < LANGUAGES && s.words >= LEAST_WORDS &&
                 s.score[best] > 1.5 * s.score[english] + 0.5 && s.score[best] * 8 >= s.words;
    return named(&s, other ? sr_table_cell(s.names, best, 0) : "en");
}

const char *sr_language_name(const struct sr_lexicon *lexicon, struct sr_str code) {
    const struct sr_table *t = &lexicon->tables[SR_TABLE_LANGUAGE_NAMES];
    uint32_t row = code.n ? sr_table_find(t, code) : SR_NONE;
    return row == SR_NONE ? "" : sr_table_cell(t, row, 1);
}
