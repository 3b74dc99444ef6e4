/* encoder_tree_test.c: against trying every tree, for sentences of up to six words; and that long ones are trees. */
#include "reader/encoder_tree.h"

#include <math.h>
#include <stdlib.h>

#include "base/test.h"

static uint32_t random_next(uint32_t *state) {
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

/* Whether the heads make a tree with one root. */
static bool is_tree(const uint32_t *head, uint32_t words) {
    uint32_t roots = 0;
    for (uint32_t i = 0; i < words; i++) {
        uint32_t v = i + 1, steps = 0;
        roots += head[i] == 0;
        while (v && steps++ <= words) v = v <= words ? head[v - 1] : 0;
        if (v || head[i] > words || head[i] == i + 1) return false;
    }
    return roots == 1;
}

static double total(const float *score, const uint32_t *head, uint32_t words) {
    double sum = 0.0;
    for (uint32_t i = 0; i < words; i++) sum += (double)score[i * (words + 1) + head[i]];
    return sum;
}

/* The best of all trees, by counting through all assignments of heads. */
static double best_of_all(const float *score, uint32_t words) {
    uint32_t head[8] = {0};
    double best = -HUGE_VAL;
    for (;;) {
        if (is_tree(head, words) && total(score, head, words) > best) best = total(score, head, words);
        uint32_t i = 0;
        while (i < words && ++head[i] > words) head[i++] = 0;
        if (i == words) return best;
    }
}

static void check_random(uint32_t words, uint32_t rounds, uint32_t *state, struct sr_tree_space *space) {
    float score[8 * 9];
    uint32_t head[8];
    int64_t wrong = 0;
    for (uint32_t r = 0; r < rounds; r++) {
        for (uint32_t i = 0; i < words * (words + 1); i++) {
            score[i] = -(float)(random_next(state) % (r % 3 ? 1000 : 4)) / 64.0f;
        }
        sr_tree_best(space, score, words, head);
        wrong += !is_tree(head, words) || fabs(total(score, head, words) - best_of_all(score, words)) > 1e-6;
    }
    SR_CHECK_INT("trees that are not the best", wrong, 0);
}

static void check_long(uint32_t words, uint32_t *state, struct sr_tree_space *space, float odd) {
    float *score = calloc((size_t)words * (words + 1), sizeof *score);
    uint32_t *head = calloc(words, sizeof *head);
    if (!score || !head) exit(2);
    for (uint32_t i = 0; i < words * (words + 1); i++) {
        score[i] = random_next(state) % 5 ? (float)(random_next(state) % 7) : odd;
    }
    sr_tree_best(space, score, words, head);
    SR_CHECK("a long sentence's tree", is_tree(head, words));
    free(score), free(head);
}

int main(void) {
    struct sr_arena arena;
    uint32_t state = 5, head[3];
    sr_arena_init(&arena, 0);
    struct sr_tree_space *space = sr_tree_space_new(&arena, 254);
    if (!space) return 2;
    const float example[] = {-4, -9, -0.1f, -6, -0.1f, -5, -9, -5, -6, -5, -0.2f, -9};
    sr_tree_best(space, example, 3, head);
    SR_CHECK_INT("AFP", head[0], 2);
    SR_CHECK_INT("said", head[1], 0);
    SR_CHECK_INT("so", head[2], 2);
    for (uint32_t words = 1; words <= 6; words++) check_random(words, words < 6 ? 300 : 30, &state, space);
    for (uint32_t words = 1; words <= 254; words += 23) {
        check_long(words, &state, space, 0.0f);
        check_long(words, &state, space, -INFINITY);
        check_long(words, &state, space, INFINITY);
        check_long(words, &state, space, NAN);
    }
    sr_arena_release(&arena);
    sr_arena_init(&arena, 1000);
    SR_CHECK("no memory", sr_tree_space_new(&arena, 254) == NULL);
    sr_arena_release(&arena);
    return sr_test_end("encoder_tree");
}
