/* parts.h: what the files of export/ share. */
#ifndef SR_EXPORT_PARTS_H
#define SR_EXPORT_PARTS_H

#include "export/export.h"
#include "export/known.h"
#include "export/value.h"
#include "lexicon/lexicon.h"

struct sr_export_format {
    const char *name;
    enum sr_status (*open)(struct sr_exporter *e, struct sr_err *err);                      /* check the options */
    void (*begin)(struct sr_exporter *e);                                                   /* the file's head */
    enum sr_status (*record)(struct sr_exporter *e, const json_t *v, struct sr_err *err);   /* NULL: not its matter */
    enum sr_status (*incident)(struct sr_exporter *e, const json_t *v, struct sr_err *err); /* NULL: not its matter */
    enum sr_status (*end)(struct sr_exporter *e, struct sr_err *err);                       /* the file's end */
};

struct sr_exporter {
    const struct sr_export_format *format;
    struct sr_exporting options; /* strings in `own` */
    struct sr_lexicon lexicon;
    struct sr_schema *record_schema, *incident_schema;
    struct sr_arena own, line; /* as long as the exporter; as long as the line */
    struct sr_known known;     /* of the records so far */
    json_t *edits;             /* what editors made of the claims of the record that comes next; NULL: nothing */
    struct sr_buf *out;        /* of the call under way */
    struct sr_buf held;        /* edxl: its document, until it is sure that it is the only one */
    uint64_t records, incidents, written;
    uint64_t left_out;  /* incidents that the format has no place for */
    const char *why;    /* … and why: the rest of a sentence */
    bool begun, failed; /* failed: memory ran out within the line */
    char note[300];
};

extern const struct sr_export_format sr_export_claims, sr_export_annotation, sr_export_ucdp, sr_export_acled,
    sr_export_geojson, sr_export_liveblog, sr_export_edxl;

/* A string of the line's arena as it is; when memory was out, "", and the line fails at its end. */
struct sr_str sr_export_kept(struct sr_exporter *e, struct sr_str s);

/* The same of what was put together in a buffer, which is released. Lists are put together so: SAY copies. */
struct sr_str sr_export_taken(struct sr_exporter *e, struct sr_buf *buf);

#define SAY(...) sr_export_kept(e, sr_arena_printf(&e->line, __VA_ARGS__))
#define S(s) (int)(s).n, (s).n ? (s).p : "" /* for "%.*s" */

#endif
