#include "merge/member.h"

enum { SLOTS = 2, WORDS = SR_MEMBER_KEYS - SR_MEMBER_BANDS - SLOTS };

enum { WORD_KEY = 1, SIGNATURE_KEY, SLOT_KEY };

struct keys {
    struct sr_member_key *items;
    uint32_t count;
};

static void add(struct keys *k, uint64_t what, uint64_t more, double weight) {
    k->items[k->count++] = (struct sr_member_key){what << 56 | (more & 0xFFFFFFFFFFFFFF), (float)weight};
}

/* Of words of one weight those of the least hashes: as good as any, and the same ones in every member. */
static int by_weight(const void *a, const void *b) {
    const struct sr_term *x = *(const struct sr_term *const *)a, *y = *(const struct sr_term *const *)b;
    if (x->rarity != y->rarity) return x->rarity > y->rarity ? -1 : 1;
    return x->word < y->word ? -1 : x->word > y->word;
}

static void add_words(struct keys *k, const struct sr_member *m) {
    const struct sr_term *rare[SR_MEMBER_TERMS];
    for (uint32_t i = 0; i < m->term_count; i++) rare[i] = &m->terms[i];
    qsort(rare, m->term_count, sizeof *rare, by_weight);
    for (uint32_t i = 0; i < m->term_count && i < WORDS; i++)
        add(k, WORD_KEY, rare[i]->word, (double)rare[i]->rarity * rare[i]->rarity / 1600 + 0.01);
}

/* Three places of the signature, none of them empty: of two texts that share half of their runs, nearly always one band is the
 * same; of two that don't, hardly ever. The fortnight stands before the band, so that what a store writes for a document lies
 * beside what it wrote for the last ones, wherever the bands of older texts are. A text that is printed again in another fortnight has
 * its rarest words in common with the first, all of them. */
static void add_bands(struct keys *k, const struct sr_member *m) {
    enum { PERIOD = 14, FIRST_PERIOD = 100000 };
    int64_t day = sr_member_day(m);
    uint64_t period = day == SR_NO_DAY ? 0 : (uint64_t)(day / PERIOD + FIRST_PERIOD);
    for (uint32_t i = 0; i < SR_MEMBER_BANDS; i++) {
        const uint8_t *p = &m->signature[3 * i];
        if (p[0] && p[1] && p[2])
            add(k, SIGNATURE_KEY, period << 28 | (uint64_t)i << 24 | (uint64_t)p[0] << 16 | (uint64_t)p[1] << 8 | p[2],
                40);
    }
}

/* Country, family of kinds and week. A week is two slots, so that a Sunday and the Monday after share one. */
static void add_slots(struct keys *k, const struct sr_merge_rules *rules, const struct sr_member *m) {
    int64_t day = m->begin_day != SR_NO_DAY ? m->begin_day : m->published_day;
    if (!m->has_incident || !m->country[0] || day == SR_NO_DAY) return;
    for (int64_t i = 0; i < SLOTS; i++) {
        uint64_t week = (uint64_t)((day + 3000003 + i * 4) / 7 * SLOTS + i);
        uint64_t land = (uint64_t)(unsigned char)m->country[0] << 8 | (unsigned char)m->country[1];
        add(k, SLOT_KEY, week << 24 | land << 8 | rules->family[m->kind], 10);
    }
}

uint32_t sr_member_keys(const struct sr_merge_rules *rules, const struct sr_member *m,
                        struct sr_member_key keys[SR_MEMBER_KEYS]) {
    struct keys k = {keys, 0};
    add_bands(&k, m);
    add_words(&k, m);
    add_slots(&k, rules, m);
    return k.count;
}
