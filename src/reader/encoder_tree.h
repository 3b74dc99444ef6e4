/* encoder_tree.h: the best tree over a sentence's words.
 *
 * Takes the score of each word as each word's head; gives the heads of the tree with exactly one root whose scores add
 * up to the most. Method: Chu and Liu (1965), "On the shortest arborescence of a directed graph"; Edmonds (1967),
 * "Optimum branchings". The one root is had by making each root so dear that a second is never worth it, after
 * Zmigrod et al. (2020), "Please mind the root", section 2.
 *
 *     score, rows are dependents          heads
 *              root  AFP  said  so
 *     AFP      -4    -    -0.1  -6        said
 *     said     -0.1  -5    -    -5        root
 *     so       -6    -5   -0.2   -        said
 */
#ifndef SR_READER_ENCODER_TREE_H
#define SR_READER_ENCODER_TREE_H

#include "base/arena.h"

struct sr_tree_space; /* room for trees of up to so many words, to be used again and again by one thread */

/* NULL when the arena's limit is met. About 16 bytes times the square of `words_max`. */
struct sr_tree_space *sr_tree_space_new(struct sr_arena *arena, uint32_t words_max);

/* The best heads of `words` words, 1 at least. score[i * (words + 1) + j]: word i, counted from 0, has word j - 1 as
 * its head, or with j = 0 is the root; i = j - 1 is not looked at. Scores that are no number count as very low.
 * head[i] is 0 for the root, else 1 + its head. Cost: square of words, times one more for each cycle on the way. */
void sr_tree_best(struct sr_tree_space *space, const float *score, uint32_t words, uint32_t *head);

#endif
