#include "reader/show_test.h"

/* The look-ups by token, against a search through all items. */

static uint32_t mention_slow(const struct sr_reading *r, uint32_t token) {
    uint32_t best = SR_NONE;
    for (uint32_t i = 0; i < r->mention_count; i++) {
        const struct sr_mention *m = &r->mentions[i];
        if (m->first > token || m->end <= token) continue;
        if (best == SR_NONE || m->end - m->first < r->mentions[best].end - r->mentions[best].first) best = i;
    }
    return best;
}

static uint32_t quotation_slow(const struct sr_reading *r, uint32_t token) {
    uint32_t best = SR_NONE;
    for (uint32_t i = 0; i < r->quotation_count; i++) {
        const struct sr_quotation *q = &r->quotations[i];
        struct sr_span t = r->tokens[token].span;
        if (t.start < q->inner.start || t.end > q->inner.end) continue;
        if (best == SR_NONE || q->depth > r->quotations[best].depth) best = i;
    }
    return best;
}

int main(void) {
    static const char *const texts[] = {
        "The mayor's wife's brother, Salim Noor, met UN officials and the Red Palm hotel's owner. \"He said 'go' and "
        "we left,\" she said.",
        "\"One 'two' three 'four' five.\n\n\"Six,\" the Malian army's spokesman Omar Noor said. He wept.",
        "Nothing here stands out.",
    };
    struct sr_show s;
    sr_show_open(&s);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        sr_show_read(&s, texts[i], sr_str_c(texts[i]));
        const struct sr_reading *r = &s.reading;
        for (uint32_t t = 0; t < r->token_count; t++) {
            SR_CHECK_INT("mention at", sr_mention_at(r, t), mention_slow(r, t));
            SR_CHECK_INT("quotation at", sr_quotation_at(r, t), quotation_slow(r, t));
            SR_CHECK_INT("token at its start", sr_token_at(r, r->tokens[t].span.start), t);
            SR_CHECK_INT("token at its last byte", sr_token_at(r, r->tokens[t].span.end - 1), t);
        }
        SR_CHECK_INT("token past the end", sr_token_at(r, (uint32_t)strlen(texts[i])), r->token_count);
    }
    SR_CHECK_STR("a tag's name and back", sr_str_c(sr_upos_name(sr_upos_from(SR_STR("PROPN")))), SR_STR("PROPN"));
    SR_CHECK_INT("no tag", sr_upos_from(SR_STR("propn")), SR_UPOS_NONE);
    SR_CHECK_STR("a relation's name and back", sr_str_c(sr_deprel_name(sr_deprel_from(SR_STR("nsubj")))),
                 SR_STR("nsubj"));
    SR_CHECK_INT("no relation", sr_deprel_from(SR_STR("subject")), SR_DEP_NONE);
    sr_show_close(&s);
    return sr_test_end("reader/reading");
}
