#include "merge/reprint.h"

#include <math.h>

/* Places alike: fewer may be so by chance, and of a text beside one twenty times as long they tell nothing. */
enum { FEWEST = 5 };

double sr_reprint_share(const struct sr_member *a, const struct sr_member *b) {
    static const double by_chance = 1.0 / 255; /* that two runs in one place have the same eight bits */
    uint32_t same = 0, places = 0, fewer = a->runs < b->runs ? a->runs : b->runs;
    for (uint32_t i = 0; i < SR_MEMBER_PLACES; i++) {
        same += a->signature[i] && a->signature[i] == b->signature[i];
        places += a->signature[i] || b->signature[i];
    }
    if (same < FEWEST || !fewer) return 0;
    double alike = fmax(0, (same - places * by_chance) / (places * (1 - by_chance))); /* Jaccard's */
    return fmin(1, alike / (1 + alike) * (a->runs + b->runs) / fewer);
}

bool sr_is_reprint(const struct sr_member *a, const struct sr_member *b) {
    static const double least = 0.20, forced = 8;
    uint32_t fewer = a->runs < b->runs ? a->runs : b->runs;
    return fewer && sr_reprint_share(a, b) >= least + forced / fewer;
}
