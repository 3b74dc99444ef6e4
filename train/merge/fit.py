#!/usr/bin/env python3
"""Fit the weights of data/en/merge_weights.tsv: a logistic regression over pairs of records.

    fit.py [--write] [--l2 N] GOLD PAIRS SHARE [GOLD PAIRS SHARE ...]

GOLD: JSON Lines of documents with their "incident" (and "background_only"); PAIRS: what pairs.c gives for the records of
the same documents; SHARE: how much a pair of this set weighs. Each pair of two incidents counts once more, TOGETHER as
much, as if they lay in time as two reports of one incident do: the collections' incidents lie years apart, a day's news
doesn't. Each weight keeps the sign that its feature means (MORE_ALIKE, LESS_ALIKE), rows marked "by hand" in the table
keep their weight. Without --write the old and new weights are only printed.
The weights in the tree: GVC train 1, ECB+ train 0.15, our own reports (data/claims/train.jsonl, each an incident) 1, stories 0.6.
Needs numpy and scipy (train/setup.sh's environment).
"""
import argparse, json, pathlib, random, re
import numpy as np
from scipy.optimize import minimize

TOGETHER = 0.5
TIMES = ("begin-", "published-", "times-")
ROOT = pathlib.Path(__file__).resolve().parents[2]
TABLE = ROOT / "data/en/merge_weights.tsv"
MORE_ALIKE = """names names-held rare-names rare-places words begin-same published-near place-same place-near land-now
                seldom-now still killed-same injured-same""".split()
LESS_ALIKE = """names-apart kind-kin kind-other begin-far published-far published-very-far place-far country-other
                killed-other scenes-apart killed-grows injured-other injured-grows""".split()


def read_pairs(gold, pairs, names):
    incident, background, pairs_read = {}, set(), []
    for line in open(gold):
        d = json.loads(line)
        incident[d["id"]] = d["incident"]
        if d.get("background_only"): background.add(d["id"])
    for line in open(pairs):
        a, b, *features = line.rstrip("\n").split("\t")
        if a in background or b in background: continue
        if len(features) != len(names): raise SystemExit(f"{pairs}: {len(features)} features, want {len(names)}; build pairs.c anew")
        pairs_read.append(([float(f) for f in features], incident[a] == incident[b]))
    return pairs_read


def told_together(features, times, names):
    """The features of two incidents, as if they lay in time as two reports of one do."""
    f = dict(zip(names, features))
    kin = not f["kind-other"] and not f["country-other"] and (f["place-same"] or f["place-near"] or f["place-far"])
    f.update({n: t for n, t in zip(names, times) if n.startswith(TIMES)})
    f["land-now"] = float(bool(kin and f["begin-same"] + f["begin-next"]))
    return list(f.values())


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--write", action="store_true")
    args.add_argument("--l2", type=float, default=1.0)
    args.add_argument("sets", nargs="+", metavar="GOLD PAIRS SHARE")
    args = args.parse_args()
    if len(args.sets) % 3: raise SystemExit("fit.py: sets come in threes: GOLD PAIRS SHARE")
    names = re.findall(r'X\(\w+, "([^"]+)"\)', (ROOT / "src/merge/features.def").read_text())
    text = TABLE.read_text()
    rows = [line.split("\t") for line in text.splitlines() if line and line[0] != "#"][1:]
    now = {r[0]: float(r[1]) for r in rows}
    by_hand = {r[0] for r in rows if len(r) > 2 and r[2].startswith("by hand")}
    x, y, share = [], [], []
    draw = random.Random(1)
    sets = [(read_pairs(*args.sets[i:i + 2], names), float(args.sets[i + 2])) for i in range(0, len(args.sets), 3)]
    together = [features for pairs, _ in sets for features, same in pairs if same]
    for pairs, weight in sets:
        two = [told_together(features, draw.choice(together), names) for features, same in pairs if not same]
        x += [features for features, _ in pairs] + two
        y += [float(same) for _, same in pairs] + [0.0] * len(two)
        share += [weight] * len(pairs) + [weight * TOGETHER] * len(two)
    x = np.hstack([np.array(x), np.ones((len(x), 1))])
    y, share = np.array(y), np.array(share)
    start = np.array([now[n] for n in names] + [now["bias"]])

    def bounds(name):
        if name in by_hand: return now[name], now[name]
        return (0, None) if name in MORE_ALIKE else (None, 0) if name in LESS_ALIKE else (None, None)

    def loss(w):
        z = x @ w
        p = 1 / (1 + np.exp(-np.clip(z, -500, 500)))
        return ((share * (np.logaddexp(0, z) - y * z)).sum() + args.l2 / 2 * (w[:-1] ** 2).sum(),
                x.T @ (share * (p - y)) + np.r_[args.l2 * w[:-1], 0])

    fitted = minimize(loss, start, jac=True, bounds=[bounds(n) for n in names] + [(None, None)], method="L-BFGS-B",
                      options={"maxiter": 3000}).x
    for name, old, new in zip(names + ["bias"], start, fitted):
        print(f"{name:24}{old:8.2f}{new:8.2f}")
        if name not in by_hand: text = re.sub(rf"(?m)^{re.escape(name)}\t[^\t]*\t", f"{name}\t{new:.2f}\t", text)
    if args.write: TABLE.write_text(text)


if __name__ == "__main__":
    main()
