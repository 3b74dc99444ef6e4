"""Documents to windows, windows to batches of tensors with their answers."""
import random

import numpy as np
import torch

import text as T
from model import MENTION_WIDTH, N_FEATURES, UNKNOWN, ROLES

UPPER = np.array([T.CASE_NONE, T.CASE_UPPER, T.CASE_UPPER, T.CASE_UPPER, T.CASE_SINGLE, T.CASE_UPPER])
LOWER = np.array([T.CASE_NONE] + [T.CASE_LOWER] * 5)


def prepare(d, pieces, labels=None):
    """Add what windows need to a document; with labels, its answers as numbers."""
    words = [d["text"][s:e] for s, e in d["tokens"]]
    d["words"] = words
    d["pieces"] = [pieces.of(w) for w in words]
    d["size"] = [len(p) for p in d["pieces"]]
    d["case"] = np.array([T.case_of(w) for w in words], dtype=np.int64)
    ends = [None] + [e for _, e in d["tokens"]]
    d["gap"] = np.array([T.gap_of(d["text"], p, s) for p, (s, _) in zip(ends, d["tokens"])], dtype=np.int64)
    d["cut"] = T.cuts(words, d["gap"])
    if labels:
        number(d, labels)
    return d


def number(d, labels):
    n = len(d["tokens"])
    ids = {k: {v: i for i, v in enumerate(labels[k])} for k in ("upos", "xpos", "rel", "mention", "name", "timex") if k in labels}
    y = d["y"] = {}
    if "sent" in d:
        y["sent"] = np.zeros(n, np.int64); y["sent"][d["sent"]] = 1
        y["sid"] = np.cumsum(y["sent"]) - 1
        for k in ("upos", "xpos", "rel"):
            y[k] = np.array([ids[k].get(v, UNKNOWN) for v in d[k]], np.int64)
        y["head"] = np.array(d["head"], np.int64)
        bounds = d["sent"] + [n]
        d["bounds"] = bounds
    if "mentions" in d:
        clusters = {}
        ms = sorted({(s, e): (s, e, ids["mention"].get(t, 0), clusters.setdefault(c, len(clusters))) for s, e, t, c in d["mentions"]}.values(), key=lambda m: (m[0], -m[1]))
        y["mentions"] = ms
    if "names" in d and "name" in labels:
        y["name"] = np.where(d["name_open"], UNKNOWN, 0)
        for a, b, t in d["names"]:
            y["name"][a:b] = ids["name"]["I-" + t]; y["name"][a] = ids["name"]["B-" + t]
    if "attr" in d:
        bio = y["bio"] = np.zeros((n, 3), np.int64)
        links = {"source": {}, "content": {}}        # first token of a cue → of its source; of a content → of its cue
        for r, role in enumerate(ROLES):
            for a in d["attr"]:
                for s, e in a[role]:
                    if bio[s:e, r].any():
                        continue
                    bio[s:e, r] = 2; bio[s, r] = 1
        for a in d["attr"]:
            cue = a["cue"][0][0] if a["cue"] else None
            if cue is not None:
                links["source"][cue] = a["source"][0][0] if a["source"] else None
            for s, e in a["content"]:
                links["content"].setdefault(s, cue)
        y["links"] = links
        bio[np.array(d["skip"], bool)] = UNKNOWN
    if "timex" in d:
        y["timex"] = np.zeros(n, np.int64)
        for a, b, t in d["timex"]:
            y["timex"][a:b] = ids["timex"]["I-" + t]; y["timex"][a] = ids["timex"]["B-" + t]
    if "numbers" in d and "measure" in labels:
        for k, name in enumerate(("measure", "polarity", "news"), 1):
            y[name] = np.full(n, UNKNOWN, np.int64)
            for row in d["numbers"]:
                if row[k] is not None:
                    y[name][row[0]] = labels[name].index(row[k])
    if "muc" in d:
        y["muc"] = np.zeros((n, len(labels["muc_role"])), np.int64)
        for k, role in enumerate(labels["muc_role"]):
            for a, b in d["muc"]["roles"][role]:
                y["muc"][a:b, k] = 2; y["muc"][a, k] = 1
        y["muc_where"] = d["muc"]["where"]


def training_windows(d, limit, rng):
    """Windows that follow each other without overlap, the first of random length, cut at sentence ends where possible."""
    n, room = len(d["size"]), limit - 2
    cut = d["y"]["sent"] if "sent" in d.get("y", {}) else d["cut"]
    out, a = [], 0
    want = rng.randint(room // 3, room)
    longest = rng.choice([room // 2, room * 3 // 4, room, room])
    while a < n:
        total, e, last = 0, a, None
        while e < n and total + d["size"][e] <= want:
            total += d["size"][e]; e += 1
            if e < n and cut[e]:
                last = e
        if e < n and last is not None:
            e = last
        if e == a:
            e = a + 1
        out.append((d, a, e)); a = e; want = longest
    return out


def augment(case, gap, kind, rng):
    if kind == "upper":
        case = UPPER[case]
    elif kind == "lower":
        case = LOWER[case]
    elif kind == "title":
        case = np.where(case == T.CASE_LOWER, T.CASE_TITLE, case)
    if rng.random() < 0.1:                       # hard-wrapped text
        k = np.arange(len(gap)) % rng.randint(9, 15) == 0
        gap = np.where((gap == T.GAP_SPACE) & k, T.GAP_LINE, gap)
    return case, gap


def pick_case(name, rng):
    x = rng.random()
    if name == "muc4":
        return "lower" if x < 0.35 else None
    return "upper" if x < 0.12 else "lower" if x < 0.22 else "title" if x < 0.24 else None


def curl(pieces, gap, quotes):
    """Typographic quotation marks for the typewriter's."""
    double, single = pieces == quotes['"'], pieces == quotes["'"]
    opens = (gap >= T.GAP_SPACE) & (gap != T.GAP_INSIDE)
    pieces = np.where(double, np.where(opens, quotes["“"], quotes["”"]), pieces)
    return np.where(single, np.where(opens, quotes["‘"], quotes["’"]), pieces)


def collate(windows, special, cases=None, rng=None, answers=True, quotes=None):
    """windows [(document, a, b)] → a batch. cases: None or the augmentation of each; quotes: curl some windows' marks."""
    B = len(windows)
    P = max(sum(d["size"][a:b]) for d, a, b in windows) + 2
    N = max(b - a for _, a, b in windows)
    pad, cls, sep = special
    pieces = np.full((B, P), pad, np.int64); case = np.zeros((B, P), np.int64); gap = np.full((B, P), T.GAP_INSIDE, np.int64)
    first = np.zeros((B, N), np.int64); tokens = np.zeros((B, N), bool); lengths = np.zeros(B, np.int64)
    for k, (d, a, b) in enumerate(windows):
        c, g = d["case"][a:b], d["gap"][a:b]
        if cases is not None:
            c, g = augment(c, g, cases[k], rng)
        p = 1
        pieces[k, 0] = cls
        sizes = np.array(d["size"][a:b])
        starts = 1 + np.concatenate([[0], np.cumsum(sizes)[:-1]])
        flat = [x for t in d["pieces"][a:b] for x in t]
        pieces[k, 1:1 + len(flat)] = flat
        case[k, 1:1 + len(flat)] = np.repeat(c, sizes)
        gap[k, starts] = g
        pieces[k, 1 + len(flat)] = sep
        lengths[k] = len(flat) + 2
        if quotes and rng.random() < 0.2:
            pieces[k] = curl(pieces[k], gap[k], quotes)
        first[k, :b - a] = starts; tokens[k, :b - a] = True
    out = dict(pieces=pieces, case=case, gap=gap, lengths=lengths, first=first, tokens=tokens)
    if answers:
        out.update(answers_of(windows, B, N))
    out = {k: torch.from_numpy(v) if isinstance(v, np.ndarray) else v for k, v in out.items()}
    out["windows"] = windows
    return out


def answers_of(windows, B, N):
    y0 = windows[0][0]["y"]
    out = {}

    def grid(k, tail=(), dtype=np.int64):
        g = np.full((B, N) + tail, UNKNOWN, dtype)
        for i, (d, a, b) in enumerate(windows):
            g[i, :b - a] = d["y"][k][a:b]
        return g

    if "sent" in y0:
        for k in ("sent", "upos", "xpos", "rel", "sid"):
            out[k] = grid(k)
        head = np.full((B, N), UNKNOWN, np.int64)
        for i, (d, a, b) in enumerate(windows):
            h = d["y"]["head"][a:b]
            head[i, :b - a] = np.where(h < 0, 0, np.where((h >= a) & (h < b), h - a + 1, UNKNOWN))
        out["head"] = head
    if "name" in y0:
        out["name"] = grid("name")
    if "mentions" in y0:
        out["spans"], out["span_y"] = candidate_spans(windows, N)
    if "bio" in y0:
        out["bio"] = grid("bio", (3,))
        for role in ("source", "content"):
            rows = []
            for i, (d, a, b) in enumerate(windows):
                for s, t in d["y"]["links"][role].items():
                    if a <= s < b and (t is None or a <= t < b):
                        rows.append((i, s - a, 0 if t is None else t - a + 1))
            out["link_" + role] = np.array(rows or np.zeros((0, 3)), np.int64)
    if "timex" in y0:
        out["timex"] = grid("timex")
    if "measure" in y0:
        for k in ("measure", "polarity", "news"):
            out[k] = grid(k)
    if "muc" in y0:
        out["muc"] = grid("muc", (windows[0][0]["y"]["muc"].shape[1],))
        out["muc_doc"] = np.array([[any(a <= t < b for t in ts) for ts in d["y"]["muc_where"]] for d, a, b in windows], np.float32)
    return out


def sentence_spans(starts, a, b):
    """All (s, e) inclusive of one sentence, relative to a, for the sentences cut by starts within [a, b)."""
    edges = sorted({a, b, *[s for s in starts if a < s < b]})
    S, E = [], []
    for s, e in zip(edges, edges[1:]):
        n = e - s
        i, j = np.triu_indices(n)
        ok = j - i < MENTION_WIDTH
        S.append(i[ok] + s - a); E.append(j[ok] + s - a)
    return np.concatenate(S), np.concatenate(E)


def candidate_spans(windows, N):
    rows, ys = [], []
    for k, (d, a, b) in enumerate(windows):
        s, e = sentence_spans(d["sent"], a, b)
        y = np.zeros(len(s), np.int64)
        gold = np.zeros((b - a, b - a), np.int64)
        for ms, me, t, _ in d["y"]["mentions"]:
            if a <= ms and me < b:
                gold[ms - a, me - a] = t
        rows.append(np.stack([np.full(len(s), k), s, e], 1)); ys.append(gold[s, e])
    return np.concatenate(rows), np.concatenate(ys)


def head_word(head, s, e):
    for t in range(s, e + 1):
        if not s <= head[t] <= e:
            return t
    return s


def coref_inputs(d, mentions, windows, offset):
    """For the mentions [(s, e, type, cluster)] of a document that lie in its windows [(a, b)]: indices and features."""
    keep, place = [], []
    for m in mentions:
        for k, (a, b) in enumerate(windows):
            if a <= m[0] and m[1] < b:
                keep.append(m); place.append((k + offset, a)); break
    heads = [head_word(d["y"]["head"], m[0], m[1]) for m in keep]
    idx = np.array([[k, m[0] - a, m[1] - a, w - a] for (k, a), m, w in zip(place, keep, heads)], np.int64).reshape(-1, 4)
    return keep, idx, coref_features(d["words"], d["upos"], d["y"]["sid"], keep, heads)


def coref_features(words, upos, sid, mentions, heads):
    n = len(mentions)
    f = np.zeros((n, n, N_FEATURES), np.float32)
    if not n:
        return f
    number = {}
    code = lambda x: number.setdefault(x, len(number))
    txt = np.array([code(" ".join(words[m[0]:m[1] + 1]).lower()) for m in mentions])
    hd = np.array([code(words[h].lower()) for h in heads])
    name = np.array([upos[h] == "PROPN" for h in heads])
    pron = np.array([m[0] == m[1] and upos[m[0]] in ("PRON", "DET") for m in mentions])
    typ = np.array([m[2] for m in mentions]); s = np.array([m[0] for m in mentions]); e = np.array([m[1] for m in mentions])
    sent = sid[s]
    i, j = np.arange(n)[:, None], np.arange(n)[None]
    d = np.clip(i - j, 1, None)
    bucket = np.minimum(7, np.floor(np.log2(d) + 1e-9)).astype(int)
    np.put_along_axis(f, bucket[..., None], 1, 2)
    same = txt[:, None] == txt[None]
    f[..., 8] = same
    f[..., 9] = ~same & (hd[:, None] == hd[None])
    f[..., 10] = name[:, None] & name[None] & (f[..., 8] == 0) & (f[..., 9] == 0)
    f[..., 11] = pron[:, None]; f[..., 12] = pron[None]
    f[..., 13] = typ[:, None] == typ[None]
    f[..., 14] = (s[None] <= s[:, None]) & (e[None] >= e[:, None])
    f[..., 15] = sent[:, None] == sent[None]
    f[..., 16] = pron[:, None] & pron[None] & same
    return f
