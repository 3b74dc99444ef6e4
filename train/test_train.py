#!/usr/bin/env python3
"""Checks of the training side that need no data: run with train/.venv/bin/python train/test_train.py."""
import itertools
import random
import unittest

import numpy as np
import torch

import batch as B
import decode
import model as M
import names as N
import text as T

VOCAB = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "do", "n", "'", "t", "##s", "cafe", "kill", "##ed", ",", "22", "a", "b", "."]


class Text(unittest.TestCase):
    def test_tokens(self):
        for text, want in [("They didn't, she said.", "They|did|n't|,|she|said|."),
                           ("Gen. Smith's 1,200 men", "Gen.|Smith|'s|1,200|men"),
                           ("in Port-au-Prince at 3.40 p.m.", "in|Port|-|au|-|Prince|at|3.40|p.m."),
                           ("the pre-war U.S. line... (10%)", "the|pre-war|U.S.|line|...|(|10|%|)"),
                           ("of 20-25 dead", "of|20|-|25|dead")]:
            self.assertEqual("|".join(text[s:e] for s, e in T.tokenize(text)), want)

    def test_tokens_cover_the_text(self):
        rng = random.Random(7)
        for _ in range(500):
            text = "".join(rng.choice("aZ9 .,'’-\n\t\"(é$‍") for _ in range(40))
            spans = T.tokenize(text)
            self.assertTrue(all(a < b for a, b in spans) and all(x[1] <= y[0] for x, y in zip(spans, spans[1:])))
            self.assertEqual("".join(text[a:b] for a, b in spans), "".join(text.split()))

    def test_pieces(self):
        p = T.Pieces(VOCAB)
        for token, want in [("n't", "n ' t"), ("CAFÉS", "cafe ##s"), ("killed", "kill ##ed"), ("killer", "[UNK]"), ("\u200d", "[UNK]"), ("22,22", "22 , 22")]:
            self.assertEqual(" ".join(VOCAB[i] for i in p.of(token)), want, token)

    def test_case(self):
        for token, want in [("22", 0), ("said", 1), ("Said", 2), ("U.S.", 3), ("A", 4), ("McCain", 5), ("i", 1), ("'S", 4)]:
            self.assertEqual(T.case_of(token), want, token)

    def test_windows(self):
        rng = random.Random(3)
        for _ in range(2000):
            n, limit = rng.randint(1, 60), rng.choice([64, 40])
            sizes = [rng.randint(1, 5) for _ in range(n)]
            cut = [t == 0 or rng.random() < rng.choice([0, 0.1, 0.4]) for t in range(n)]
            w = T.windows(sizes, cut, limit)
            self.assertEqual((w[0][0], w[-1][1], w[0][2]), (0, n, 0))
            for (a, b, m), nxt in zip(w, w[1:] + [(n, n, n)]):
                self.assertLessEqual(sum(sizes[a:b]), limit - 2)
                self.assertTrue(a <= m < b and nxt[2] <= b and m <= nxt[2], (w, sizes, cut))


def sentence(words, upos, heads, rels):
    """A document of one sentence; heads count from 1, 0 the root."""
    text, tokens = "", []
    for w in words.split():
        tokens.append((len(text), len(text) + len(w)))
        text += w + " "
    return dict(text=text, tokens=tokens, sent=[0], upos=upos.split(), rel=rels.split(), head=[h - 1 for h in heads])


class Names(unittest.TestCase):
    def names(self, d, found):
        return [(" ".join(d["words"][a:b]), kind) for a, b, kind in found[0]]

    def test_of_mentions(self):
        d = sentence("Gen. Ba left the small University of Kano", "PROPN PROPN VERB DET ADJ PROPN ADP PROPN", [2, 3, 0, 6, 6, 3, 8, 6],
                     "compound nsubj root det amod obj case nmod")
        d["forms"] = [(0, 1, "person", "name"), (3, 7, "organization", "name"), (7, 7, "place", "name")]
        self.assertEqual(self.names(d, N.of_gum(d)), [("Ba", "person"), ("University of Kano", "organization")])

    def test_open_where_nobody_says(self):
        d = sentence("Zork met Harriet Ba of Tolo Inc. on Monday", "PROPN VERB PROPN PROPN ADP PROPN PROPN ADP PROPN", [2, 0, 2, 3, 7, 7, 3, 9, 2],
                     "nsubj root obj flat case compound nmod case obl")
        found = N.of_ewt(d)
        self.assertEqual(self.names(d, found), [("Harriet Ba", "person"), ("Tolo Inc.", "organization")])
        self.assertEqual([d["words"][t] for t, o in enumerate(found[1]) if o], ["Zork"])


class Trees(unittest.TestCase):
    def test_best_single_rooted(self):
        rng = np.random.default_rng(1)
        for n in (1, 2, 3, 4):
            for _ in range(60):
                s = rng.normal(size=(n, n + 1)) * 3
                s[np.arange(n), np.arange(n) + 1] = -np.inf
                best = max((self.value(s, h), h) for h in itertools.product(range(n + 1), repeat=n) if self.is_tree(h))
                got = tuple(int(x) for x in decode.tree(s))
                self.assertTrue(self.is_tree(got))
                self.assertAlmostEqual(self.value(s, got), best[0], places=6)

    @staticmethod
    def value(s, h):
        return float(sum(s[i][x] for i, x in enumerate(h)))

    @staticmethod
    def is_tree(h):
        if sum(x == 0 for x in h) != 1:
            return False
        for i in range(1, len(h) + 1):
            seen = set()
            while i:
                if i in seen:
                    return False
                seen.add(i); i = h[i - 1]
        return True


class Spans(unittest.TestCase):
    def test_chunks(self):
        for tags, want in [([0, 1, 2, 0, 2, 2], [(1, 3), (4, 6)]), ([1, 1, 2], [(0, 1), (1, 3)]), ([], [])]:
            self.assertEqual(decode.chunks(tags), want)
        self.assertEqual(decode.typed_chunks([1, 2, 4, 0, 3, 3, 4]), [(0, 2, 1), (2, 3, 2), (4, 5, 2), (5, 7, 2)])

    def test_distance_bucket(self):
        d = torch.tensor([0, 1, -1, 2, 3, 4, -63, 64, 900])
        self.assertEqual(M.distance_bucket(d).tolist(), [7, 8, 6, 9, 9, 10, 1, 14, 14])

    def test_upper_case_only_changes_case(self):
        self.assertEqual(B.UPPER.tolist(), [0, 3, 3, 3, 4, 3])


class Integers(unittest.TestCase):
    def test_exported_weights_round_to_themselves(self):
        w = torch.randn(20, 30)
        q, s = M.quantize_weight(w)
        q2, _ = M.quantize_weight(q * s[:, None])
        self.assertTrue(torch.equal(q, q2) and int(q.abs().max()) == 63)

    def test_fake_is_near_the_float(self):
        torch.manual_seed(0)
        m, x = M.Int8Linear(64, 16).requires_grad_(False), torch.randn(5, 64)
        a = m(x)
        m.fake = True
        self.assertLess(float((m(x) - a).abs().max()), 0.06)
        self.assertTrue(torch.equal(m(torch.zeros(1, 64)), m.bias[None]))


if __name__ == "__main__":
    unittest.main()
