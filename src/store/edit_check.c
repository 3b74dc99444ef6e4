/* What an edit must have, by its kind, and what its values may be. */
#include "store/edit_value.h"
#include "store/edited.h"

enum { CLAIM = 1, DOCUMENT = 2, INCIDENT = 4, OTHER = 8, DOCUMENTS = 16, FIELD = 32, UNDOES = 64, VALUE = 128 };

static const unsigned needs[SR_EDIT_COUNT] = {
    [SR_EDIT_CONFIRM] = CLAIM | DOCUMENT,
    [SR_EDIT_REJECT] = CLAIM | DOCUMENT,
    [SR_EDIT_CORRECT] = CLAIM | DOCUMENT | FIELD,
    [SR_EDIT_MOVE] = DOCUMENT,
    [SR_EDIT_MERGE] = INCIDENT | OTHER,
    [SR_EDIT_SPLIT] = INCIDENT | DOCUMENTS,
    [SR_EDIT_REPRINT] = DOCUMENT,
    [SR_EDIT_NOTE] = INCIDENT | VALUE,
    [SR_EDIT_UNDO] = UNDOES,
};

static enum sr_status missing(struct sr_err *err, const char *field) {
    return sr_fail(err, SR_ERR_USAGE, "", "the edit lacks its %s", field);
}

static bool has_letters(struct sr_str s) {
    for (uint32_t i = 0; i < s.n; i++)
        if (s.p[i] != ' ') return true;
    return false;
}

/* A facet is one of those that figures have. */
static bool is_facet(struct sr_str of) {
    struct sr_store_claim unused;
    return sr_str_is(of, "none") || sr_edited_facet(of, &unused);
}

static enum sr_status check_correction(const struct sr_store_edit *e, struct sr_err *err) {
    struct sr_edit_value v;
    uint64_t incident;
    bool good = false;
    if (sr_str_is(e->field, "value")) good = sr_edit_value_read(e->value, &v);
    else if (sr_str_is(e->field, "measure")) good = sr_measure_from(e->value) < SR_MEASURE_COUNT;
    else if (sr_str_is(e->field, "polarity")) good = sr_polarity_from(e->value) < SR_POLARITY_COUNT;
    else if (sr_str_is(e->field, "of")) good = is_facet(e->value);
    else if (sr_str_is(e->field, "speaker")) good = has_letters(e->value);
    else if (sr_str_is(e->field, "incident")) good = sr_edited_incident(e->value, &incident);
    else
        return sr_fail(err, SR_ERR_USAGE, "take value, measure, of, polarity, speaker or incident",
                       "a claim has no '%.*s' to correct", (int)e->field.n, e->field.n ? e->field.p : "");
    if (good) return SR_OK;
    return sr_fail(err, SR_ERR_USAGE, "", "'%.*s' is no %.*s of a claim", e->value.n < 80 ? (int)e->value.n : 80,
                   e->value.n ? e->value.p : "", (int)e->field.n, e->field.p);
}

enum sr_status sr_edit_check(const struct sr_store_edit *e, struct sr_err *err) {
    if ((unsigned)e->kind >= SR_EDIT_COUNT) return sr_fail(err, SR_ERR_USAGE, "", "there is no such kind of edit");
    unsigned need = needs[e->kind];
    if (!has_letters(e->author)) return missing(err, "author");
    if (need & CLAIM && !e->claim.n) return missing(err, "claim");
    if (need & DOCUMENT && !e->document) return missing(err, "document");
    if (need & INCIDENT && !e->incident) return missing(err, "incident");
    if (need & OTHER && !e->other) return missing(err, "other incident");
    if (need & DOCUMENTS && !e->document_count) return missing(err, "documents");
    if (need & UNDOES && !e->undoes) return missing(err, "number of what it undoes");
    if (need & VALUE && !has_letters(e->value)) return missing(err, "text");
    return need & FIELD ? check_correction(e, err) : SR_OK;
}
