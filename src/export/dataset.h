/* dataset.h: what the columns of UCDP and ACLED share. Private to export/. */
#ifndef SR_EXPORT_DATASET_H
#define SR_EXPORT_DATASET_H

#include "export/csv.h"

enum sr_extra {
#define X(ID, name) SR_EXTRA_##ID,
#include "export/extra.def"
#undef X
    SR_EXTRA_COUNT
};

/* The head: the first `count` of `names`, and where they are asked for sitrep's own, which follow them. */
void sr_dataset_head(struct sr_exporter *e, const char *const *names, uint32_t count);

/* The row of an incident: `cells` has room for SR_EXTRA_COUNT more than `count`. */
void sr_dataset_row(struct sr_exporter *e, const json_t *incident, struct sr_cell *cells, uint32_t count);

/* Columns of data/en/export_kinds.tsv. */
enum { SR_KIND_UCDP = 1, SR_KIND_ACLED, SR_KIND_DISORDER, SR_KIND_EVENT, SR_KIND_SUB_EVENT };

/* A cell of the incident's kind; "" where the kind is none of theirs. */
struct sr_str sr_kind_cell(const struct sr_exporter *e, const json_t *incident, uint32_t column);

/* Columns of data/en/export_countries.tsv. */
enum { SR_COUNTRY_ISO = 1, SR_COUNTRY_GW, SR_COUNTRY_ACLED };

/* A cell of the country of these two letters; "" where the table has none. */
struct sr_str sr_country_cell(struct sr_exporter *e, struct sr_str iso, uint32_t column);

/* The documents, parted by "; ": outlet, day and title of each as far as known, else its id. */
struct sr_str sr_tell_documents(struct sr_exporter *e, const json_t *incident, bool outlets_alone);

/* Count an incident that gets no row. */
void sr_leave_out(struct sr_exporter *e, const char *why);

#endif
