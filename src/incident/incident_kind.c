/* incident_kind.c: the kind of incident, by the words that tell of one, weighted by where they stand. */
#include "incident/incident_parts.h"
#include "reader/clue.h"
#include "reader/match.h"

/* Headline and lead report the news; what stands far below is detail. An event told further down has its first sentences. */
static float weight_of_sentence(const struct sr_reading *r, const struct sr_stretch *stretch, uint32_t s) {
    if (stretch->first || stretch->background) return s - stretch->first <= 1 ? 1 : 0.5f;
    if (r->sentences[s].kind == SR_SENTENCE_HEADING && s == 0) return 4;
    if (s <= 1) return 3;
    return s <= 4 ? 1.5f : 0.5f;
}

static void add_match(const struct sr_table *kinds, struct sr_match m, float weight, float scores[SR_KIND_COUNT],
                      bool *tells) {
    for (uint32_t k = 0, n = sr_table_same(kinds, m.row); k < n; k++) {
        uint32_t kind = sr_incident_kind_from(sr_str_c(sr_table_cell(kinds, m.row + k, 1)));
        if (kind >= SR_KIND_COUNT) continue;
        scores[kind] += weight * (float)sr_table_number(kinds, m.row + k, 2, 1);
        *tells |= sr_table_number(kinds, m.row + k, 3, 0) > 0;
    }
}

/* "No trace of a bomb was found", "it was not an attack": what the words near before it take back. */
static bool is_denied(const struct sr_incident_in *in, uint32_t first, uint32_t at) {
    enum { NEAR = 4 };
    for (uint32_t k = 1; k <= NEAR && at >= first + k; k++) {
        if (in->reading->tokens[at - k].kind == SR_TOKEN_PUNCT) return false;
        if (sr_clue(in->lexicon, in->reading, at - k, "event-denied")) return true;
    }
    return false;
}

/* The first claim that stands in the sentence or after it: they are in the order of the text. */
static uint32_t claims_from(const struct sr_incident_in *in, uint32_t sentence) {
    uint32_t low = 0, high = in->claims->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        uint32_t at = sr_token_at(in->reading, in->claims->items[middle].span.start);
        if (in->reading->tokens[at].sentence < sentence) low = middle + 1;
        else high = middle;
    }
    return low;
}

/* People taken tell of a kidnapping, whatever the verb: "six oil workers were seized on their bus". */
static void add_claims(const struct sr_incident_in *in, const struct sr_scene *scene, const struct sr_stretch *stretch,
                       float scores[SR_KIND_COUNT]) {
    static const float taken = 1.0f;
    uint32_t last = SR_NONE;
    for (uint32_t i = claims_from(in, stretch->first); i < in->claims->count; i++) {
        const struct sr_claim *c = &in->claims->items[i];
        uint32_t at = sr_token_at(in->reading, c->span.start), s = in->reading->tokens[at].sentence;
        if (s >= stretch->end) return;
        if (c->measure != SR_MEASURE_HOSTAGES || s == last || !sr_stretch_holds(stretch, scene, in->reading, at))
            continue;
        scores[SR_KIND_KIDNAPPING] += taken * weight_of_sentence(in->reading, stretch, s);
        last = s;
    }
}

/* "A bomb exploded … the blast": once a special kind is clearly told, the words of the general one speak for it. */
static void support_special(const struct sr_incident_in *in, float scores[SR_KIND_COUNT]) {
    static const float clearly = 4.0f;
    const struct sr_table *t = &in->lexicon->tables[SR_TABLE_KIND_SUPPORTS];
    for (uint32_t row = 0; row < t->rows; row++) {
        uint32_t general = sr_incident_kind_from(sr_str_c(sr_table_cell(t, row, 0))), to = SR_KIND_COUNT;
        float share = general < SR_KIND_COUNT ? (float)sr_table_number(t, row, 2, 0) * scores[general] : 0;
        for (uint32_t k = 0; k < SR_KIND_COUNT; k++)
            if (sr_table_has(t, row, 1, sr_incident_kind_name(k)) && scores[k] >= clearly && scores[k] >= share &&
                (to == SR_KIND_COUNT || scores[k] > scores[to]))
                to = k;
        if (to < SR_KIND_COUNT && general < SR_KIND_COUNT) scores[to] += scores[general] * 0.9f;
    }
}

uint8_t sr_kind_of_text(const struct sr_incident_in *in, const struct sr_scene *scene, const struct sr_stretch *stretch,
                        uint32_t *trigger, float *score) {
    const struct sr_table *kinds = &in->lexicon->tables[SR_TABLE_KINDS];
    const struct sr_reading *r = in->reading;
    float scores[SR_KIND_COUNT] = {0};
    *trigger = SR_NONE;
    for (uint32_t s = stretch->first; s < stretch->end; s++) {
        uint32_t seen[8], seen_count = 0; /* a phrase counts once a sentence */
        for (uint32_t i = r->sentences[s].first; i < r->sentences[s].end;) {
            struct sr_match m = sr_match_at(kinds, r, i, r->sentences[s].end);
            if (m.row == SR_NONE || !sr_stretch_holds(stretch, scene, r, i) ||
                is_denied(in, r->sentences[s].first, i)) {
                i++;
                continue;
            }
            bool again = false, tells = false;
            for (uint32_t k = 0; k < seen_count; k++) again |= seen[k] == m.row;
            if (!again) add_match(kinds, m, weight_of_sentence(r, stretch, s), scores, &tells);
            if (!again && seen_count < 8) seen[seen_count++] = m.row;
            if (tells && *trigger == SR_NONE) *trigger = i;
            i += m.tokens;
        }
    }
    add_claims(in, scene, stretch, scores);
    support_special(in, scores);
    uint8_t best = SR_KIND_OTHER;
    for (uint8_t k = 0; k < SR_KIND_COUNT; k++) {
        if (scores[k] > scores[best]) best = k;
    }
    *score = scores[best];
    bool whole = !stretch->background && stretch->first == 0 && stretch->end == r->sentence_count;
    return whole ? sr_kind_by_label(in, best, scores) : best; /* the reader tells a whole text's kind, not an item's */
}
