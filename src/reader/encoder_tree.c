/* encoder_tree.c: Chu, Liu and Edmonds, by contraction in place. */
#include "reader/encoder_tree.h"

#define SCORE_MAX 1e6  /* scores are held within this */
#define ROOT_PRICE 1e9 /* more than all other scores of a sentence together */
#define LOWEST (-1e12) /* no arc: more than all root prices together */

/* An arc between two words as they are in the sentence, kept while nodes are drawn together. */
struct arc {
    uint16_t dependent, head;
};

/* A cycle that was drawn together into one of its nodes. */
struct cycle {
    uint32_t first, count; /* its nodes and their arcs in `members`, `arcs` */
    uint32_t into;
};

struct sr_tree_space {
    uint32_t n;       /* nodes, the root (0) included */
    double *score;    /* [n][n]: row node has column node as its head */
    struct arc *arc;  /* [n][n]: the arc that the score stands for */
    bool *active;     /* [n] */
    uint32_t *best;   /* [n] the best head of an active node */
    uint32_t *mark;   /* [n] */
    uint32_t *enters; /* [n] while unfolding: the word of this node to which its arc from outside leads */
    uint16_t *inside; /* [cycles][n]: in which node a word was before that cycle was drawn together */
    struct cycle *cycles;
    uint32_t *members; /* [2 n] */
    struct arc *arcs;  /* [2 n] */
    uint32_t cycle_count, member_count;
};

struct sr_tree_space *sr_tree_space_new(struct sr_arena *arena, uint32_t words_max) {
    struct sr_tree_space *s = sr_arena_alloc(arena, 1, sizeof *s);
    size_t n = (size_t)words_max + 1;
    if (!s || n > UINT16_MAX) return NULL;
    s->score = sr_arena_alloc(arena, n * n, sizeof *s->score);
    s->arc = sr_arena_alloc(arena, n * n, sizeof *s->arc);
    s->active = sr_arena_alloc(arena, n, sizeof *s->active);
    s->best = sr_arena_alloc(arena, n, sizeof *s->best);
    s->mark = sr_arena_alloc(arena, n, sizeof *s->mark);
    s->enters = sr_arena_alloc(arena, n, sizeof *s->enters);
    s->inside = sr_arena_alloc(arena, n * (n + 1), sizeof *s->inside);
    s->cycles = sr_arena_alloc(arena, n, sizeof *s->cycles);
    s->members = sr_arena_alloc(arena, 2 * n, sizeof *s->members);
    s->arcs = sr_arena_alloc(arena, 2 * n, sizeof *s->arcs);
    bool all = s->score && s->arc && s->active && s->best && s->mark && s->enters && s->inside && s->cycles;
    return all && s->members && s->arcs ? s : NULL;
}

static void begin(struct sr_tree_space *s, const float *score, uint32_t words) {
    s->n = words + 1;
    s->cycle_count = s->member_count = 0;
    for (uint32_t i = 0; i < s->n; i++) {
        s->active[i] = true;
        s->inside[i] = (uint16_t)i;
        for (uint32_t j = 0; j < s->n; j++) {
            double x = LOWEST;
            if (i > 0 && i != j) {
                x = (double)score[(size_t)(i - 1) * s->n + j];
                x = x > -SCORE_MAX ? (x < SCORE_MAX ? x : SCORE_MAX) : -SCORE_MAX; /* NaN is very low */
                if (j == 0) x -= ROOT_PRICE;
            }
            s->score[(size_t)i * s->n + j] = x;
            s->arc[(size_t)i * s->n + j] = (struct arc){(uint16_t)i, (uint16_t)j};
        }
    }
}

static void choose_best(struct sr_tree_space *s) {
    for (uint32_t i = 1; i < s->n; i++) {
        if (!s->active[i]) continue;
        uint32_t best = 0;
        for (uint32_t j = 1; j < s->n; j++) {
            if (j == i || !s->active[j]) continue;
            if (s->score[(size_t)i * s->n + j] > s->score[(size_t)i * s->n + best]) best = j;
        }
        s->best[i] = best;
    }
}

/* A node of a cycle, or 0 when there is none. */
static uint32_t find_cycle(struct sr_tree_space *s) {
    for (uint32_t i = 0; i < s->n; i++) s->mark[i] = 0;
    for (uint32_t i = 1; i < s->n; i++) {
        if (!s->active[i] || s->mark[i]) continue;
        uint32_t v = i;
        while (v && !s->mark[v]) {
            s->mark[v] = i;
            v = s->best[v];
        }
        if (v && s->mark[v] == i) return v;
    }
    return 0;
}

static void contract(struct sr_tree_space *s, uint32_t into) {
    struct cycle *cycle = &s->cycles[s->cycle_count++];
    const uint32_t n = s->n;
    *cycle = (struct cycle){s->member_count, 0, into};
    uint32_t v = into;
    do {
        s->members[s->member_count] = v;
        s->arcs[s->member_count++] = s->arc[(size_t)v * n + s->best[v]];
        cycle->count++;
        v = s->best[v];
    } while (v != into);
    const uint32_t *members = s->members + cycle->first;
    for (uint32_t i = 0; i < n; i++) s->mark[i] = 0;
    for (uint32_t i = 0; i < cycle->count; i++) s->mark[members[i]] = 1;
    for (uint32_t o = 0; o < n; o++) {
        if (!s->active[o] || s->mark[o]) continue;
        double in = 2 * LOWEST, out = 2 * LOWEST; /* the best arc from o to the cycle, and from the cycle to o */
        struct arc in_arc = {0, 0}, out_arc = {0, 0};
        for (uint32_t i = 0; i < cycle->count; i++) {
            uint32_t c = members[i];
            double gain = s->score[(size_t)c * n + o] - s->score[(size_t)c * n + s->best[c]];
            if (i == 0 || gain > in) in = gain, in_arc = s->arc[(size_t)c * n + o];
            double leave = s->score[(size_t)o * n + c];
            if (i == 0 || leave > out) out = leave, out_arc = s->arc[(size_t)o * n + c];
        }
        s->score[(size_t)into * n + o] = in;
        s->arc[(size_t)into * n + o] = in_arc;
        s->score[(size_t)o * n + into] = out;
        s->arc[(size_t)o * n + into] = out_arc;
    }
    const uint16_t *before = s->inside + (size_t)(s->cycle_count - 1) * n;
    uint16_t *after = s->inside + (size_t)s->cycle_count * n;
    for (uint32_t w = 0; w < n; w++) after[w] = s->mark[before[w]] ? (uint16_t)into : before[w];
    for (uint32_t i = 1; i < cycle->count; i++) s->active[members[i]] = false; /* members[0] is `into` */
}

static void take_arc(struct sr_tree_space *s, uint32_t node, struct arc arc, uint32_t *head) {
    head[arc.dependent - 1u] = arc.head;
    s->enters[node] = arc.dependent;
}

/* Open the cycles again, last first: each loses the arc of the node that is entered from outside. */
static void unfold(struct sr_tree_space *s, uint32_t *head) {
    for (uint32_t i = 1; i < s->n; i++) {
        if (s->active[i]) take_arc(s, i, s->arc[(size_t)i * s->n + s->best[i]], head);
    }
    for (uint32_t k = s->cycle_count; k-- > 0;) {
        const struct cycle *cycle = &s->cycles[k];
        uint32_t word = s->enters[cycle->into], entered = s->inside[(size_t)k * s->n + word];
        for (uint32_t i = cycle->first; i < cycle->first + cycle->count; i++) {
            if (s->members[i] == entered) s->enters[entered] = word;
            else take_arc(s, s->members[i], s->arcs[i], head);
        }
    }
}

void sr_tree_best(struct sr_tree_space *space, const float *score, uint32_t words, uint32_t *head) {
    begin(space, score, words);
    for (;;) {
        choose_best(space);
        uint32_t cycle = find_cycle(space);
        if (!cycle) break;
        contract(space, cycle);
    }
    unfold(space, head);
}
