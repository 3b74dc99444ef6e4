/* judged.c: what editors made of a document's claims, as a line for exports. */
#include "record/json.h"
#include "store/store.h"

static void put_str(struct sr_json *j, const char *key, struct sr_str s) {
    sr_json_key(j, key);
    if (s.p) sr_json_str(j, s);
    else sr_json_null(j);
}

static void put_int(struct sr_json *j, const char *key, int64_t n) {
    sr_json_key(j, key);
    if (n == SR_STORE_UNKNOWN) sr_json_null(j);
    else sr_json_int(j, n);
}

static void put_claim(struct sr_json *j, const struct sr_store_claim *c, struct sr_arena *arena) {
    static const char *const standing[] = {"read", "confirmed", "corrected", "rejected"};
    struct sr_str incident = {NULL, 0};
    if (c->incident) incident = sr_arena_printf(arena, "I%llu", (unsigned long long)c->incident);
    sr_json_open(j, '{');
    put_str(j, "claim", c->id);
    put_str(j, "standing", sr_str_c(standing[c->standing]));
    put_str(j, "incident", incident);
    put_str(j, "measure", c->measure);
    put_str(j, "of", c->of);
    put_int(j, "low", c->low);
    put_int(j, "high", c->high);
    put_int(j, "value", c->value);
    put_str(j, "hedge", c->hedge);
    put_str(j, "polarity", c->polarity);
    put_str(j, "speaker", c->speaker);
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
            put_str(&j, "schema", SR_STR("sitrep-edits/1"));
            put_str(&j, "document", id);
            sr_json_key(&j, "claims");
            sr_json_open(&j, '[');
        }
        any = true;
        put_claim(&j, c, arena);
    }
    if (!any) return SR_OK;
    sr_json_close(&j, ']');
    sr_json_close(&j, '}');
    return out->failed ? sr_fail_memory(err, "telling what editors made of claims") : SR_OK;
}
