/* annotation.c: a W3C Web Annotation for each claim's words, a line each. docs/formats/annotation.md */
#include "base/utf8.h"
#include "export/put.h"
#include "export/text.h"

enum { AROUND = 32 }; /* code points of prefix and suffix */

struct page { /* what the annotations of one record share */
    struct sr_exporter *e;
    const json_t *record, *document;
    struct sr_text text;
    struct sr_str source; /* the target's address */
};

/* A document without an address is named by an URN of its text's hash: an id may hold characters that no IRI does. */
static struct sr_str address(struct sr_exporter *e, const json_t *document) {
    struct sr_str url = sr_value_str(document, "url");
    return url.n ? url : SAY("urn:sitrep:text:%.*s", S(sr_value_str(document, "text_sha256")));
}

static void put_context(struct sr_json *j) {
    sr_put_open(j, "@context", '[');
    sr_json_c(j, "http://www.w3.org/ns/anno.jsonld");
    sr_json_open(j, '{');
    sr_json_key(j, "sitrep");
    sr_json_c(j, "urn:sitrep:schema:sitrep-1#");
    sr_json_close(j, '}');
    sr_json_close(j, ']');
}

/* The claim, in terms of our own, beside whatever a body of text would say. */
static void put_body(struct page *p, struct sr_json *j, const json_t *claim) {
    static const char *const strings[][2] = {
        {"sitrep:measure", "measure"},  {"sitrep:state", "state"},       {"sitrep:of", "of"},
        {"sitrep:hedge", "hedge"},      {"sitrep:polarity", "polarity"}, {"sitrep:as_of", "as_of"},
        {"sitrep:incident", "incident"}};
    static const char *const counts[][2] = {{"sitrep:low", "low"}, {"sitrep:high", "high"}, {"sitrep:value", "value"}};
    const json_t *ids = json_object_get(claim, "sources"), *sources = json_object_get(p->record, "sources");
    sr_put_open(j, "body", '{');
    sr_put_c(j, "type", "sitrep:Claim");
    sr_put_str(j, "sitrep:claim", sr_value_str(claim, "id"));
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++)
        sr_put_str(j, strings[i][0], sr_value_str(claim, strings[i][1]));
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        sr_put_int(j, counts[i][0], sr_value_int(claim, counts[i][1]));
    sr_put_open(j, "sitrep:sources", '[');
    for (size_t i = 0; i < json_array_size(ids); i++)
        sr_json_str(j, sr_value_str(sr_value_find(sources, "id", sr_item_str(ids, i)), "name"));
    sr_json_close(j, ']');
    sr_json_close(j, '}');
}

static uint32_t back(struct sr_str text, uint32_t at, uint32_t steps) {
    for (uint32_t size; steps-- && at; at -= size) (void)sr_utf8_before(text.p, text.p + at, &size);
    return at;
}

static uint32_t forth(struct sr_str text, uint32_t at, uint32_t steps) {
    for (uint32_t size; steps-- && at < text.n; at += size) (void)sr_utf8_at(text.p + at, text.p + text.n, &size);
    return at;
}

static void put_selectors(struct sr_json *j, const struct sr_text *t, struct sr_span s) {
    struct sr_span before = {back(t->text, s.start, AROUND), s.start}, after = {s.end, forth(t->text, s.end, AROUND)};
    sr_put_open(j, "selector", '[');
    sr_json_open(j, '{');
    sr_put_c(j, "type", "TextPositionSelector");
    sr_put_int(j, "start", sr_position(&t->codepoints, s.start));
    sr_put_int(j, "end", sr_position(&t->codepoints, s.end));
    sr_json_close(j, '}');
    sr_json_open(j, '{');
    sr_put_c(j, "type", "TextQuoteSelector");
    sr_put_str(j, "exact", sr_slice(t->text.p, s));
    sr_put_str(j, "prefix", sr_slice(t->text.p, before));
    sr_put_str(j, "suffix", sr_slice(t->text.p, after));
    sr_json_close(j, '}');
    sr_json_close(j, ']');
}

static void put_target(struct page *p, struct sr_json *j, struct sr_span s) {
    sr_put_open(j, "target", '{');
    sr_put_open(j, "source", '{');
    sr_put_str(j, "id", p->source);
    sr_put_c(j, "type", "Text");
    sr_put_str(j, "language", sr_value_str(p->document, "language"));
    sr_put_str(j, "sitrep:document", sr_value_str(p->document, "id"));
    sr_put_str(j, "sitrep:text_sha256", sr_value_str(p->document, "text_sha256"));
    sr_json_close(j, '}');
    put_selectors(j, &p->text, s);
    sr_json_close(j, '}');
}

static enum sr_status put_claim(struct page *p, const json_t *claim, size_t at, struct sr_err *err) {
    struct sr_exporter *e = p->e;
    const json_t *span = json_object_get(claim, "span");
    struct sr_span s = {sr_text_byte(&p->text, json_array_get(span, 0)),
                        sr_text_byte(&p->text, json_array_get(span, 1))};
    if (s.start == SR_NONE || s.end == SR_NONE || s.end < s.start)
        return sr_fail(err, SR_ERR_SCHEMA, "see 'sitrep validate'", "/claims/%zu/span: not a span of the text", at);
    struct sr_json j = {e->out, false};
    sr_json_open(&j, '{');
    put_context(&j);
    sr_put_str(&j, "id", SAY("urn:sitrep:claim:%.*s:%zu", S(sr_value_str(p->document, "text_sha256")), at + 1));
    sr_put_c(&j, "type", "Annotation");
    sr_put_c(&j, "motivation", "describing");
    put_body(p, &j, claim);
    put_target(p, &j, s);
    sr_json_close(&j, '}');
    sr_buf_char(e->out, '\n');
    e->written++;
    return SR_OK;
}

static enum sr_status record(struct sr_exporter *e, const json_t *v, struct sr_err *err) {
    struct page p = {.e = e, .record = v, .document = json_object_get(v, "document")};
    const json_t *claims = json_object_get(v, "claims");
    sr_text_open(e, p.document, &p.text);
    if (json_array_size(claims) && !e->failed && !p.text.text.p)
        return sr_fail(err, SR_ERR_FORMAT, "read it with 'sitrep read --with-text'",
                       "the record of '%.100s' holds no text to quote", sr_value_str(p.document, "id").p);
    p.source = address(e, p.document);
    enum sr_status status = SR_OK;
    for (size_t i = 0; !status && !e->failed && i < json_array_size(claims); i++)
        status = put_claim(&p, json_array_get(claims, i), i, err);
    return status;
}

const struct sr_export_format sr_export_annotation = {.name = "annotation", .record = record};
