#include "base/utf8.h"
#include "reader/parts.h"

/* Web addresses, e-mail addresses, file names and handles: one token each.
 *
 *     https://example.org/a?b=c   www.example.org   example.org/news   desk@example.org   report.pdf   #quake   @desk
 *     but not: killed.The rebels (no known ending), 3.5 (no letter) */

enum { LONGEST = 2048 };

static bool plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool is_name_char(char c) {
    return plain(c) || c == '-' || c == '_' || c == '.';
}

/* White space and what only ever stands around an address. */
static bool is_outside(const char *p, const char *end, uint32_t *size) {
    int32_t c = sr_utf8_at(p, end, size);
    return sr_is_space(c) || c == '<' || c == '>' || c == '"' || c == 0x201C || c == 0x201D || c == 0x2018 ||
           c == 0x2019 || c == '{' || c == '}' || c == '|' || c == 0xFFFD;
}

/* A whole address reaches to white space, less the punctuation of the sentence around it. */
static uint32_t reach(const struct sr_read_work *w, uint32_t at, uint32_t end) {
    uint32_t i = at, size;
    while (i < end && i - at < LONGEST && !is_outside(w->text.p + i, w->text.p + end, &size)) i += size;
    uint32_t depth = 0;
    for (uint32_t k = at; k < i; k++) depth += w->text.p[k] == '(';
    while (i > at) {
        char c = w->text.p[i - 1];
        if (c == ')' && depth) break;
        if (!strchr(".,;:!?)]'*", c)) break;
        i--;
    }
    return i - at;
}

static bool starts(const struct sr_read_work *w, uint32_t at, uint32_t end, const char *what) {
    uint32_t n = (uint32_t)strlen(what);
    if (end - at <= n) return false;
    for (uint32_t i = 0; i < n; i++)
        if (sr_lower((unsigned char)w->text.p[at + i]) != what[i]) return false;
    return true;
}

/* The kind of the last part of "a.b.c", by the table; NULL when it has none. */
static const char *ending(const struct sr_read_work *w, uint32_t at, uint32_t end) {
    uint32_t dot = end;
    while (dot > at && w->text.p[dot - 1] != '.') dot--;
    if (dot <= at + 1 || end - dot > 8 || dot == end) return NULL;
    char key[8];
    uint32_t n = 0;
    for (uint32_t i = dot; i < end; i++) key[n++] = (char)sr_lower((unsigned char)w->text.p[i]);
    const struct sr_table *t = &w->lexicon->tables[SR_TABLE_DOMAINS];
    uint32_t row = sr_table_find(t, (struct sr_str){key, n});
    return row == SR_NONE ? NULL : sr_table_cell(t, row, 1);
}

static uint32_t name_end(const struct sr_read_work *w, uint32_t at, uint32_t end) {
    uint32_t i = at;
    while (i < end && i - at < 256 && is_name_char(w->text.p[i])) i++;
    while (i > at && (w->text.p[i - 1] == '.' || w->text.p[i - 1] == '-')) i--;
    return i;
}

static bool has_letter(const struct sr_read_work *w, uint32_t at, uint32_t end) {
    for (uint32_t i = at; i < end; i++)
        if (plain(w->text.p[i]) && w->text.p[i] > '9') return true;
    return false;
}

/* Three small words and more, tied by full stops: a host's or newsgroup's name, "alt.news.europe". */
static uint32_t dotted_name(const struct sr_read_work *w, uint32_t at, uint32_t end) {
    uint32_t dots = 0, part = 0;
    for (uint32_t i = at; i < end; i++) {
        char c = w->text.p[i];
        if (c >= 'a' && c <= 'z') {
            part++;
        } else if (c == '.') {
            if (part < 2) return 0;
            dots++;
            part = 0;
        } else if (c != '-' || !part) {
            return 0;
        }
    }
    return dots >= 2 && part > 1 ? end - at : 0;
}

bool sr_is_ending_at(const struct sr_read_work *w, uint32_t at, uint32_t end) {
    uint32_t i = at + 1;
    char key[8];
    while (i < end && i - at <= sizeof key && plain(w->text.p[i])) {
        key[i - at - 1] = (char)sr_lower((unsigned char)w->text.p[i]);
        i++;
    }
    if (i - at > sizeof key) return false;
    return sr_table_find(&w->lexicon->tables[SR_TABLE_DOMAINS], (struct sr_str){key, i - at - 1}) != SR_NONE;
}

static uint32_t mail(const struct sr_read_work *w, uint32_t at, uint32_t end) {
    uint32_t i = at;
    while (i < end && i - at < 128 && (is_name_char(w->text.p[i]) || w->text.p[i] == '+' || w->text.p[i] == '%')) i++;
    if (i == at || i + 1 >= end || w->text.p[i] != '@' || !plain(w->text.p[i + 1])) return 0;
    return name_end(w, i + 1, end) - at;
}

uint32_t sr_address_at(const struct sr_read_work *w, uint32_t at, uint32_t end) {
    if (starts(w, at, end, "http://") || starts(w, at, end, "https://") || starts(w, at, end, "ftp://") ||
        starts(w, at, end, "mailto:") || starts(w, at, end, "www."))
        return reach(w, at, end);
    if (!plain(w->text.p[at])) return 0;
    uint32_t n = mail(w, at, end);
    if (n) return n;
    uint32_t stop = name_end(w, at, end);
    const char *kind = ending(w, at, stop);
    if (!kind) return dotted_name(w, at, stop);
    if (!has_letter(w, at, stop)) return 0;
    bool path = stop + 1 < end && w->text.p[stop] == '/' && plain(w->text.p[stop + 1]);
    if (strcmp(kind, "word") == 0 && !path) return 0;
    /* "example.org" and "Example.org", but hardly "dead.Net" with a capital after the stop */
    uint32_t dot = stop;
    while (w->text.p[dot - 1] != '.') dot--;
    if (strcmp(kind, "domain") == 0 && !path && w->text.p[dot] < 'a' && w->text.p[at] >= 'a') return 0;
    return path ? reach(w, at, end) : stop - at;
}
