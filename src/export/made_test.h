/* made_test.h: incidents and records for the tests of export/, written out from their steps. */
#ifndef SR_EXPORT_MADE_TEST_H
#define SR_EXPORT_MADE_TEST_H

#include "base/test.h"
#include "export/parts.h"
#include "record/json.h"

enum { MADE_STEPS = 6 };
#define NO SR_READ_UNKNOWN

struct made_step {
    const char *at, *document, *speaker; /* speaker NULL: the document itself */
    const char *hedge;
    int64_t low, high, value;
    unsigned over; /* the step that it supersedes, from 1; 0: none */
    bool withdrawn;
};

struct made_figure {
    const char *measure, *of, *rule;
    int64_t low, best, high;
    int includes_perpetrators; /* 1, 0, -1 */
    struct made_step steps[MADE_STEPS];
};

static inline void made_count(struct sr_json *j, const char *key, int64_t v) {
    sr_json_key(j, key);
    if (v == NO) sr_json_null(j);
    else sr_json_int(j, v);
}

static inline void made_c(struct sr_json *j, const char *key, const char *c) {
    sr_json_key(j, key);
    sr_json_c(j, c);
}

static inline void made_put_step(struct sr_json *j, const struct made_figure *f, unsigned at) {
    const struct made_step *s = &f->steps[at];
    char claim[16];
    sr_json_open(j, '{');
    made_c(j, "at", s->at);
    made_count(j, "low", s->low);
    made_count(j, "high", s->high);
    made_count(j, "value", s->value);
    made_c(j, "hedge", s->hedge ? s->hedge : "exact");
    made_c(j, "document", s->document);
    (void)snprintf(claim, sizeof claim, "c%u", at + 1);
    made_c(j, "claim", claim);
    sr_json_key(j, "sources");
    sr_json_open(j, '[');
    if (s->speaker) sr_json_c(j, s->speaker);
    sr_json_close(j, ']');
    sr_json_key(j, "supersedes");
    if (s->over) {
        (void)snprintf(claim, sizeof claim, "c%u", s->over);
        sr_json_open(j, '{');
        made_c(j, "document", f->steps[s->over - 1].document);
        made_c(j, "claim", claim);
        sr_json_close(j, '}');
    } else sr_json_null(j);
    sr_json_key(j, "withdrawn");
    sr_json_bool(j, s->withdrawn);
    sr_json_close(j, '}');
}

static inline void made_put_figure(struct sr_json *j, const struct made_figure *f) {
    sr_json_open(j, '{');
    made_c(j, "measure", f->measure);
    made_c(j, "of", f->of);
    made_c(j, "state", NULL);
    made_c(j, "rule", f->rule ? f->rule : "latest");
    made_count(j, "low", f->low);
    made_count(j, "high", f->high);
    made_count(j, "best", f->best);
    sr_json_key(j, "disputed");
    sr_json_bool(j, false);
    sr_json_key(j, "includes_perpetrators");
    if (f->includes_perpetrators < 0) sr_json_null(j);
    else sr_json_bool(j, f->includes_perpetrators);
    made_count(j, "origins", 1);
    sr_json_key(j, "history");
    sr_json_open(j, '[');
    for (unsigned i = 0; i < MADE_STEPS && f->steps[i].document; i++) made_put_step(j, f, i);
    sr_json_close(j, ']');
    sr_json_close(j, '}');
}

/* An incident of the documents a, b, c and d. `begin` and `place` (JSON) may be NULL. The caller releases `out`. */
static inline void made_incident(struct sr_buf *out, const char *id, const char *kind, const char *begin,
                                 const char *place, const struct made_figure *figures, unsigned count) {
    struct sr_json j = {out, false};
    sr_buf_printf(out, "{\"schema\":\"sitrep-incident/1\",\"id\":\"%s\",\"kind\":\"%s\",\"begin\":", id, kind);
    if (begin) sr_buf_printf(out, "\"%s\"", begin);
    else sr_buf_c(out, "null");
    sr_buf_printf(out, ",\"end\":null,\"place\":%s,\"documents\":[\"a\",\"b\",\"c\",\"d\"],\"figures\":[",
                  place ? place : "null");
    for (unsigned i = 0; i < count; i++) made_put_figure(&j, &figures[i]);
    sr_buf_c(out,
             "],\"roles\":{\"perpetrator_individual\":[],\"perpetrator_organization\":[],\"target\":[],\"victim\":[],"
             "\"weapon\":[],\"responder\":[]},\"claims\":[]}\n");
}

#define MADE_BAMAKO "{\"name\":\"Bamako\",\"country\":\"ML\",\"lat\":12.61,\"lon\":-7.98,\"geonameid\":2460596}"

static inline struct sr_str made_str(const struct sr_buf *buf) {
    return (struct sr_str){buf->p, (uint32_t)buf->size};
}

#endif
