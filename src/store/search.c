#include "base/utf8.h"
#include "store/parts.h"

static bool is_word_char(int32_t c) {
    return sr_is_letter(c) || sr_is_digit(c);
}

static bool has_word(struct sr_str s) {
    uint32_t size;
    for (uint32_t i = 0; i < s.n; i += size)
        if (is_word_char(sr_utf8_at(s.p + i, s.p + s.n, &size))) return true;
    return false;
}

/* One term as FTS5 wants it: in quotation marks, those within doubled; nothing else of its language gets through. */
static void add_term(struct sr_buf *out, struct sr_str term, bool beginning) {
    if (!has_word(term)) return;
    if (out->size) sr_buf_char(out, ' ');
    sr_buf_char(out, '"');
    for (uint32_t i = 0; i < term.n; i++) {
        if (term.p[i] == '"') sr_buf_char(out, '"');
        if (term.p[i]) sr_buf_char(out, term.p[i]);
    }
    sr_buf_char(out, '"');
    if (beginning) sr_buf_char(out, '*');
}

static void add_terms(struct sr_buf *out, struct sr_str words) {
    uint32_t at = 0;
    while (at < words.n) {
        bool quoted = words.p[at] == '"';
        uint32_t begin = at + quoted, end = begin;
        while (end < words.n && !(quoted ? words.p[end] == '"' : strchr(" \t\r\n\"", words.p[end]) != NULL)) end++;
        struct sr_str term = {words.p + begin, end - begin};
        bool beginning = !quoted && term.n && term.p[term.n - 1] == '*';
        term.n -= beginning;
        add_term(out, term, beginning);
        at = end + (end < words.n && (quoted || words.p[end] != '"'));
    }
}

enum sr_status sr_words_query(struct sr_str words, struct sr_arena *arena, struct sr_str *query, struct sr_err *err) {
    struct sr_buf out = {0};
    add_terms(&out, words);
    *query = sr_arena_str(arena, (struct sr_str){out.size ? out.p : "\"\"", out.size ? (uint32_t)out.size : 2});
    bool failed = out.failed || !query->p;
    sr_buf_release(&out);
    return failed ? sr_fail_memory(err, "searching") : SR_OK;
}

enum sr_status sr_store_search(struct sr_store *s, struct sr_str words, uint32_t skip, uint32_t limit,
                               struct sr_arena *arena, struct sr_store_hits *out, struct sr_err *err) {
    SR_VEC(struct sr_store_hit) found = {0};
    struct sr_str query;
    enum sr_status status = sr_words_query(words, arena, &query, err);
    if (status) return status;
    struct sr_rows rows = sr_sql(
        s,
        /* excerpts of those few that are shown, not of all that were found */
        "WITH best AS MATERIALIZED(SELECT rowid AS number, rank FROM words WHERE words MATCH ?1 ORDER BY rank, rowid "
        "LIMIT ?2 OFFSET ?3) "
        "SELECT d.number, d.incident, d.id, d.title, d.outlet, d.published, snippet(words, -1, char(2), char(3), '…', "
        "24) "
        "FROM best JOIN words ON words.rowid = best.number JOIN document d ON d.number = best.number "
        "WHERE words MATCH ?1 ORDER BY best.rank, best.number",
        SR_WITH(sr_text(query), sr_int(limit ? limit : 20), sr_int(skip)));
    while (sr_row(&rows)) {
        struct sr_store_hit hit = {.document = sr_row_number(&rows, 0),
                                   .incident = sr_row_number(&rows, 1),
                                   .id = sr_row_str(&rows, 2, arena),
                                   .title = sr_row_str(&rows, 3, arena),
                                   .outlet = sr_row_str(&rows, 4, arena),
                                   .published = sr_row_str(&rows, 5, arena),
                                   .excerpt = sr_row_str(&rows, 6, arena)};
        if (!SR_PUSH(arena, found, hit)) rows.memory = true;
    }
    status = sr_rows_end(&rows, err);
    if (!status) *out = (struct sr_store_hits){found.items, found.count};
    return status;
}
