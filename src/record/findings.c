#include "record/findings.h"

#include "input/language.h"
#include "reader/conllu.h"

static const char *const stage_names[] = {"input",       "reader", "time",     "place",
                                          "attribution", "figure", "incident", "reconcile"};

const char *sr_stage_name(uint32_t stage) {
    return stage < SR_STAGE_COUNT ? stage_names[stage] : "";
}

uint32_t sr_stage_from(struct sr_str name) {
    for (uint32_t i = 0; i < SR_STAGE_COUNT; i++)
        if (sr_str_is(name, stage_names[i])) return i;
    return SR_STAGE_COUNT;
}

static enum sr_status run(const struct sr_find_in *in, struct sr_arena *arena, struct sr_findings *f,
                          struct sr_err *err) {
    const struct sr_document *d = in->document;
    const struct sr_lexicon *lex = in->lexicon;
    const struct sr_reading *r = &f->reading;
    enum sr_status status = SR_OK;
    if (d->language.n && !sr_str_is(d->language, "en")) { /* what is not English is not read as if it were */
        struct sr_str name = sr_str_c(sr_language_name(lex, d->language));
        struct sr_str note = sr_arena_printf(arena, "the text is not English (%s)", name.n ? name.p : "unknown");
        f->incidents.note = note.p;
        return note.p ? SR_OK : sr_fail_memory(err, "reading a document");
    }
    struct sr_read_in read = {d, lex};
    if (in->until >= SR_STAGE_READER) {
        if (in->conllu.p) status = sr_conllu_read(&read, in->conllu, in->conllu_file, arena, &f->reading, err);
        else status = sr_read(&read, in->learned, arena, &f->reading, err);
    }
    struct sr_time_in time = {d, r, lex};
    if (!status && in->until >= SR_STAGE_TIME) status = sr_find_times(&time, arena, &f->times, err);
    struct sr_place_in place = {d, r, lex};
    if (!status && in->until >= SR_STAGE_PLACE) status = sr_find_places(&place, arena, &f->places, err);
    struct sr_attribute_in attribute = {d, r, lex};
    if (!status && in->until >= SR_STAGE_ATTRIBUTION) status = sr_attribute(&attribute, arena, &f->attributions, err);
    struct sr_number_in number = {d, r, lex, &f->times};
    if (!status && in->until >= SR_STAGE_FIGURE) status = sr_find_numbers(&number, arena, &f->numbers, err);
    struct sr_claim_in claim = {d, r, lex, &f->times, &f->places, &f->attributions, &f->numbers};
    if (!status && in->until >= SR_STAGE_FIGURE) status = sr_find_claims(&claim, arena, &f->claims, err);
    struct sr_incident_in incident = {d, r, lex, &f->times, &f->places, &f->attributions, &f->numbers, &f->claims};
    if (!status && in->until >= SR_STAGE_INCIDENT) status = sr_find_incidents(&incident, arena, &f->incidents, err);
    struct sr_reconcile_in reconcile = {d, lex, &f->times, &f->attributions, &f->claims, &f->incidents, in->rule};
    if (!status && in->until >= SR_STAGE_RECONCILE) status = sr_reconcile(&reconcile, arena, &f->figures, err);
    return status;
}

enum sr_status sr_find(const struct sr_find_in *in, struct sr_arena *arena, struct sr_findings *out,
                       struct sr_err *err) {
    struct sr_findings *f = sr_arena_alloc(arena, 1, sizeof *f);
    if (!f) return sr_fail_memory(err, "reading a document");
    f->document = in->document;
    enum sr_status status = run(in, arena, f, err);
    if (!status) *out = *f;
    return status;
}
