/* judged.c: what editors made of a document's claims, as a line for exports. */
#include "record/json.h"
#include "store/store.h"

static void put_claim(struct sr_json *j, const struct sr_store_claim *c, struct sr_arena *arena) {
    static const char *const standing[] = {"read", "confirmed", "corrected", "rejected"};
    struct sr_str incident = {NULL, 0};
    if (c->incident) incident = sr_arena_printf(arena, "I%llu", (unsigned long long)c->incident);
    sr_json_open(j, '{');
    sr_json_key_str(j, "claim", c->id);
    sr_json_key_c(j, "standing", standing[c->standing]);
    sr_json_key_str(j, "incident", incident);
    sr_json_key_str(j, "measure", c->measure);
    sr_json_key_str(j, "of", c->of);
    sr_json_key_int(j, "low", c->low);
    sr_json_key_int(j, "high", c->high);
    sr_json_key_int(j, "value", c->value);
    sr_json_key_str(j, "hedge", c->hedge);
    sr_json_key_str(j, "polarity", c->polarity);
    sr_json_key_str(j, "speaker", c->speaker);
    sr_json_close(j, '}');
}

enum sr_status sr_store_judged(struct sr_store *store, uint64_t document, struct sr_str id, struct sr_arena *arena,
                               struct sr_buf *out, struct sr_err *err) {
    struct sr_store_claims claims;
    struct sr_json j = {out, false};
    bool any = false;
    enum sr_status status = sr_store_claims(store, 0, document, arena, &claims, err);
    if (status) return status;
    for (uint32_t i = 0; i < claims.count; i++) {
        const struct sr_store_claim *c = &claims.items[i];
        if (c->standing == SR_CLAIM_READ || c->withdrawn) continue;
        if (!any) {
            sr_json_open(&j, '{');
            sr_json_key_str(&j, "schema", SR_STR("sitrep-edits/1"));
            sr_json_key_str(&j, "document", id);
            sr_json_key_open(&j, "claims", '[');
        }
        any = true;
        put_claim(&j, c, arena);
    }
    if (!any) return SR_OK;
    sr_json_close(&j, ']');
    sr_json_close(&j, '}');
    return out->failed ? sr_fail_memory(err, "telling what editors made of claims") : SR_OK;
}
