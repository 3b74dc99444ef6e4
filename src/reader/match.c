#include "reader/match.h"

#include "base/map.h"

enum { LONGEST_KEY = 192, MOST_TOKENS = 16 }; /* tokens: so that a-a-a-a… costs little */

struct sr_match sr_match_at(const struct sr_table *table, const struct sr_reading *reading, uint32_t at, uint32_t end) {
    struct sr_match best = {SR_NONE, 0};
    char key[LONGEST_KEY];
    uint32_t n = 0, words = 1, hash = SR_HASH_BEGIN, hashed = 0;
    if (at >= reading->token_count) return best;
    uint32_t stop = reading->sentences[reading->tokens[at].sentence].end;
    if (end < stop) stop = end;
    if (stop - at > MOST_TOKENS) stop = at + MOST_TOKENS;
    for (uint32_t i = at; i < stop; i++) {
        const struct sr_token *t = &reading->tokens[i];
        if (i > at && t->space_before) {
            if (++words > table->longest || n + 1 >= LONGEST_KEY) break;
            key[n++] = ' ';
        }
        if (n + t->norm.n >= LONGEST_KEY) break;
        if (t->norm.n) memcpy(key + n, t->norm.p, t->norm.n);
        n += t->norm.n;
        /* a key ends where a surface word or a hyphenated part ends, never inside "don't" */
        if (i + 1 < stop && reading->tokens[i + 1].joined && !reading->tokens[i + 1].space_before &&
            reading->tokens[i + 1].kind != SR_TOKEN_PUNCT && reading->tokens[i + 1].norm.p[0] != '\'')
            continue;
        hash = sr_hash_more(hash, key + hashed, n - hashed); /* each key goes on where the shorter one ended */
        hashed = n;
        uint32_t row = sr_table_find_hashed(table, (struct sr_str){key, n}, hash);
        if (row != SR_NONE) best = (struct sr_match){row, i + 1 - at};
    }
    return best;
}
