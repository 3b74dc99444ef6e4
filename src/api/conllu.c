#include "api/api.h"

/* Where the next "# newdoc" line begins, at or after `at`; conllu.n for none. */
static uint32_t next_document(struct sr_str conllu, uint32_t at) {
    static const char mark[] = "# newdoc";
    const size_t size = sizeof mark - 1;
    while (at < conllu.n) {
        const char *p = memmem(conllu.p + at, conllu.n - at, mark, size);
        if (!p) return conllu.n;
        at = (uint32_t)(p - conllu.p);
        bool begins_line = at == 0 || conllu.p[at - 1] == '\n';
        if (begins_line) return at;
        at += (uint32_t)size;
    }
    return conllu.n;
}

/* The name in "# newdoc id = NAME"; n = 0 where the line gives none. */
static struct sr_str name_of(struct sr_str conllu, uint32_t at) {
    static const char mark[] = "# newdoc id = ";
    const char *end = memchr(conllu.p + at, '\n', conllu.n - at);
    uint32_t stop = end ? (uint32_t)(end - conllu.p) : conllu.n, begin = at + (uint32_t)sizeof mark - 1;
    if (begin > stop || memcmp(conllu.p + at, mark, sizeof mark - 1) != 0) return (struct sr_str){NULL, 0};
    while (stop > begin && strchr(" \t\r", conllu.p[stop - 1])) stop--;
    return (struct sr_str){conllu.p + begin, stop - begin};
}

enum sr_status sr_conllu_part(struct sr_str conllu, const char *file, struct sr_str id, struct sr_str *part,
                              uint64_t *lines_before, struct sr_err *err) {
    uint32_t first = next_document(conllu, 0), begin = first;
    *part = conllu;
    *lines_before = 0;
    if (first == conllu.n || next_document(conllu, first + 1) == conllu.n) return SR_OK; /* one document: this one */
    while (begin < conllu.n && !sr_str_eq(name_of(conllu, begin), id)) begin = next_document(conllu, begin + 1);
    if (begin == conllu.n) {
        (void)sr_fail(err, SR_ERR_FORMAT, "its documents are named by lines '# newdoc id = …'",
                      "it holds no reading of document '%.*s'", (int)(id.n > 100 ? 100 : id.n), id.p ? id.p : "");
        sr_err_at(err, file, 0, 0);
        return SR_ERR_FORMAT;
    }
    *part = (struct sr_str){conllu.p + begin, next_document(conllu, begin + 1) - begin};
    for (uint32_t i = 0; i < begin; i++) *lines_before += conllu.p[i] == '\n';
    return SR_OK;
}
