#include "reader/reading.h"

static const char *const upos_names[] = {
#define X(ID, name) name,
#include "reader/upos.def"
#undef X
};

static const char *const deprel_names[] = {
#define X(ID, name) name,
#include "reader/deprel.def"
#undef X
};

const char *sr_upos_name(uint32_t upos) {
    return upos < SR_UPOS_COUNT ? upos_names[upos] : "_";
}

const char *sr_deprel_name(uint32_t deprel) {
    return deprel < SR_DEP_COUNT ? deprel_names[deprel] : "_";
}

uint32_t sr_upos_from(struct sr_str name) {
    for (uint32_t i = 0; i < SR_UPOS_COUNT; i++)
        if (sr_str_is(name, upos_names[i])) return i;
    return SR_UPOS_NONE;
}

uint32_t sr_deprel_from(struct sr_str name) {
    for (uint32_t i = 0; i < SR_DEP_COUNT; i++)
        if (sr_str_is(name, deprel_names[i])) return i;
    return SR_DEP_NONE;
}

/* Both look-ups below walk back from the last item that begins at or before the token: what begins last and holds it is
 * the innermost. The walk gives up after so many items that don't, or a long text would cost its square. */
enum { FARTHEST_BACK = 256 };

uint32_t sr_mention_from(const struct sr_reading *r, uint32_t token) {
    uint32_t low = 0, high = r->mention_count;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (r->mentions[mid].first < token) low = mid + 1;
        else high = mid;
    }
    return low;
}

uint32_t sr_mention_at(const struct sr_reading *r, uint32_t token) {
    uint32_t best = SR_NONE;
    for (uint32_t i = sr_mention_from(r, token + 1), steps = 0; i-- > 0 && steps < FARTHEST_BACK; steps++) {
        const struct sr_mention *m = &r->mentions[i];
        if (best != SR_NONE && m->first < r->mentions[best].first) break;
        if (m->end <= token) continue;
        if (best == SR_NONE || m->end < r->mentions[best].end) best = i;
    }
    return best;
}

uint32_t sr_token_at(const struct sr_reading *r, uint32_t byte) {
    uint32_t low = 0, high = r->token_count;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (r->tokens[mid].span.end > byte) high = mid;
        else low = mid + 1;
    }
    return low;
}

uint32_t sr_quotation_at(const struct sr_reading *r, uint32_t token) {
    uint32_t low = 0, high = r->quotation_count;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (r->quotations[mid].first <= token) low = mid + 1;
        else high = mid;
    }
    for (uint32_t i = low, steps = 0; i-- > 0 && steps < FARTHEST_BACK; steps++) {
        const struct sr_quotation *q = &r->quotations[i];
        bool within = r->tokens[token].span.start >= q->inner.start && r->tokens[token].span.end <= q->inner.end;
        if (token < q->end && within) return i;
    }
    return SR_NONE;
}
