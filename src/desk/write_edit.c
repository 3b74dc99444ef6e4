/* write_edit.c: an edit of the audit log. A corrected value is kept by the store as text ("at-least 12", "12-15"), as
 * edit_value.h says. */
#include "store/edit_value.h"
#include "desk/parts.h"
#include "desk/write.h"

static void put_value(struct sr_json *j, struct sr_str text) {
    struct sr_edit_value v;
    sr_json_key(j, "value");
    if (!sr_edit_value_read(text, &v)) {
        sr_json_null(j);
        return;
    }
    sr_json_open(j, '{');
    sr_json_key_int(j, "low", v.low);
    sr_json_key_int(j, "high", v.high);
    sr_json_key_int(j, "value", v.value);
    sr_json_key_c(j, "hedge", v.hedge);
    sr_json_close(j, '}');
}

static void put_set(struct sr_json *j, const struct sr_store_edit *e) {
    char field[16];
    sr_json_key(j, "set");
    if (e->kind != SR_EDIT_CORRECT || !e->field.n || e->field.n >= sizeof field) {
        sr_json_null(j);
        return;
    }
    memcpy(field, e->field.p, e->field.n);
    field[e->field.n] = 0;
    sr_json_open(j, '{');
    if (sr_str_is(e->field, "value")) put_value(j, e->value);
    else if (sr_str_is(e->value, "none")) sr_json_key_null(j, field);
    else sr_json_key_str(j, field, e->value);
    sr_json_close(j, '}');
}

void sr_show_edit(struct sr_writer *w, const struct sr_store_edit *e) {
    struct sr_json *j = &w->j;
    bool about_other = e->kind == SR_EDIT_MERGE || e->kind == SR_EDIT_MOVE;
    struct sr_str none = {NULL, 0};
    sr_json_open(j, '{');
    sr_json_key_int(j, "edit", (int64_t)e->number);
    sr_json_key_str(j, "at", sr_instant(w->arena, e->at));
    sr_json_key_str(j, "author", e->author);
    sr_json_key_c(j, "kind", sr_edit_name(e->kind));
    sr_json_key_str(j, "reason", e->kind == SR_EDIT_NOTE ? e->value : e->reason);
    sr_json_key_str(j, "claim", e->claim.n ? sr_view_claim_key(w->arena, e->document, e->claim) : none);
    sr_json_key_str(j, "document",
                    e->document ? sr_arena_printf(w->arena, "%llu", (unsigned long long)e->document) : none);
    sr_json_key_str(j, "incident", sr_incident_name(w->arena, e->incident));
    put_set(j, e);
    sr_json_key_str(j, "before", e->before);
    sr_json_key_str(j, "into", about_other ? sr_incident_name(w->arena, e->other) : none);
    sr_json_key_open(j, "documents", '[');
    for (uint32_t i = 0; i < e->document_count; i++)
        sr_json_str(j, sr_arena_printf(w->arena, "%llu", (unsigned long long)e->documents[i]));
    sr_json_close(j, ']');
    sr_json_key_str(j, "reprint_of",
                    e->kind == SR_EDIT_REPRINT && e->other
                        ? sr_arena_printf(w->arena, "%llu", (unsigned long long)e->other)
                        : none);
    sr_json_key_int(j, "undoes", e->undoes ? (int64_t)e->undoes : SR_STORE_UNKNOWN);
    sr_json_key_int(j, "undone_by", e->undone_by ? (int64_t)e->undone_by : SR_STORE_UNKNOWN);
    sr_json_close(j, '}');
}
