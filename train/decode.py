"""From scores to answers, as FORMAT.md §7 says: the reading of one prepared document."""
import numpy as np
import torch

import batch as B
import text as T
from model import MENTION_WIDTH


def chunks(tags):
    """Tags 0 O, 1 B, 2 I → [(a, b)]."""
    out, a = [], None
    for i, t in enumerate(list(tags) + [0]):
        if t != 2 and a is not None:
            out.append((a, i)); a = None
        if t == 1 or (t == 2 and a is None):
            a = i
    return out


CONTENT_COST = 2.0


def best_path(x, cost):
    """x [n, 3]: the tags O, B, I of the best path, where I follows only B or I and each chunk costs something."""
    back, before = np.zeros((len(x), 3), int), np.array([0.0, -np.inf, -np.inf], np.float32)
    for i, (o, b, n) in enumerate(x):
        any_, inside = int(before.argmax()), 2 if before[2] > before[1] else 1
        back[i] = any_, any_, inside
        before = np.array([before[any_] + o, before[any_] + b - np.float32(cost), before[inside] + n], np.float32)
    tags, tag = np.zeros(len(x), int), int(before.argmax())
    for i in range(len(x) - 1, -1, -1):
        tags[i], tag = tag, back[i][tag]
    return tags


def names(r, d, labels):
    """Words of names that touch are one, of the surest word's type, unless their sentence ends or a B stands on a new line."""
    p = torch.softmax(r.logits["name"], 1).numpy()
    out = []
    for s, e, _ in r.sentences:
        last = None
        for t in range(s, e):
            tag = int(p[t].argmax())
            if tag == 0:
                continue
            if last != t - 1 or (tag % 2 == 1 and d["gap"][t] >= T.GAP_LINE):
                out.append([t, t, 0, 0.0])
            out[-1][1] = last = t
            if p[t, tag] > out[-1][3]:
                out[-1][2:] = tag, float(p[t, tag])
    return [(a, b + 1, labels[2 * ((tag + 1) // 2) - 1][2:]) for a, b, tag, _ in out]


def typed_chunks(tags):
    """Tags 0 O, 2k−1 B of type k, 2k I of type k → [(a, b, k)]."""
    out, a, kind = [], None, 0
    for i, t in enumerate(list(tags) + [0]):
        k = (t + 1) // 2
        if a is not None and (t == 0 or t % 2 == 1 or k != kind):
            out.append((a, i, kind)); a = None
        if t and a is None:
            a, kind = i, k
    return out


def arborescence(s):
    """Chu-Liu-Edmonds. s [n+1, n+1], s[i][j] = score of head j for i, 0 the root. Heads of 1…n."""
    n = len(s)
    s = s.copy()
    np.fill_diagonal(s, -np.inf)
    s[0] = -np.inf
    head = s.argmax(1); head[0] = 0
    seen = np.zeros(n, int)
    for start in range(1, n):
        path, v = [], start
        while v and not seen[v]:
            seen[v] = start; path.append(v); v = head[v]
        if v and seen[v] == start and v in path:
            cycle = path[path.index(v):]
            break
    else:
        return head
    inside = np.zeros(n, bool); inside[cycle] = True
    rest = np.array([i for i in range(n) if not inside[i]])
    cyc = np.array(cycle)
    gain = s[cyc, head[cyc]]
    m = len(rest)
    t = np.full((m + 1, m + 1), -np.inf)
    t[:m, :m] = s[np.ix_(rest, rest)]
    enter = s[np.ix_(cyc, rest)] - gain[:, None]            # cycle node takes an outside head
    t[m, :m] = enter.max(0); by = enter.argmax(0)
    leave = s[np.ix_(rest, cyc)]
    t[:m, m] = leave.max(1); frm = leave.argmax(1)
    small = arborescence(t)
    out = head.copy()
    for i in range(1, m):
        out[rest[i]] = cyc[frm[i]] if small[i] == m else rest[small[i]]
    k = small[m]
    out[cyc[by[k]]] = rest[k]
    return out


def tree(logp):
    """logp [n, 1+n]: heads (0 root, 1…n) of the best tree with one root."""
    n = len(logp)
    s = np.full((n + 1, n + 1), -np.inf)
    s[1:] = logp
    s[1:, 0] -= 1e5                                         # the fewest roots: one
    return arborescence(s)[1:]


class Reading:
    pass


@torch.inference_mode()
def read(reader, d, special, upper=False):
    """d: a document after batch.prepare. upper: as if written in capitals."""
    r, lab = Reading(), reader.labels
    n = len(d["tokens"])
    r.n = n
    win = T.windows(d["size"], d["cut"], reader.config["window"])
    r.windows = win
    owner = np.zeros(n, int)
    for k, (a, b, m) in enumerate(win):
        owner[m:b] = k
    hs, hw = [], []
    for i in range(0, len(win), 16):
        part = [(d, a, b) for a, b, _ in win[i:i + 16]]
        bt = B.collate(part, special, ["upper" if upper else None] * len(part), NoRandom, answers=False)
        h, w = reader.encode(bt)
        hs += [h[j, :b - a] for j, (_, a, b) in enumerate(part)]; hw += list(w)
    r.h, r.hw = hs, hw
    k = reader.head
    own = torch.stack([hs[owner[t]][t - win[owner[t]][0]] for t in range(n)])
    r.logits = {x: k[x](own).float() for x in ("sent", "upos", "xpos", "attr_bio", "timex", "muc_bio")}
    for x in ("name", "measure", "polarity", "news"):
        if x in k:
            r.logits[x] = k[x](own).float()
    r.logits["muc_doc"] = k["muc_doc"](torch.stack(hw)).float()
    r.upos = r.logits["upos"].argmax(1).numpy(); r.xpos = r.logits["xpos"].argmax(1).numpy()
    sentences(r, d, win)
    trees(reader, r)
    mentions(reader, r)
    coreference(reader, r, d)
    attributions(reader, r, owner)
    r.timex = [(a, b, lab["timex"][2 * t - 1][2:]) for a, b, t in typed_chunks(r.logits["timex"].argmax(1).tolist())]
    r.names = names(r, d, lab["name"]) if "name" in k else []
    roles(reader, r)
    return r


class NoRandom:
    @staticmethod
    def random():
        return 1.0


def sentences(r, d, win):
    p = torch.sigmoid(r.logits["sent"][:, 0]).numpy()
    r.sent_p = p
    starts = [t for t in range(r.n) if t == 0 or d["gap"][t] == T.GAP_PARAGRAPH or p[t] > 0.5] + [r.n]
    r.sentences = []                                        # (s, e, window)
    for s, e in zip(starts, starts[1:]):
        k = place(win, s, e)
        if k is not None:
            r.sentences.append((s, e, k)); continue
        edges = [s] + [m for _, _, m in win if s < m < e] + [e]
        for x, y in zip(edges, edges[1:]):
            r.sentences.append((x, y, place(win, x, y)))


def place(win, s, e):
    best, at = -1, None
    for k, (a, b, _) in enumerate(win):
        if a <= s and e <= b and min(s - a, b - e) > best:
            best, at = min(s - a, b - e), k
    return at


def trees(reader, r):
    r.head, r.rel, r.head_p = np.full(r.n, -1), np.zeros(r.n, int), np.zeros(r.n)
    scores = {}
    for s, e, k in r.sentences:
        if k not in scores:
            scores[k] = reader.arc(r.h[k][None])[0]
        a = r.windows[k][0]
        x, y = s - a, e - a
        sc = torch.cat([scores[k][x:y, :1], scores[k][x:y, 1 + x:1 + y]], 1)
        sc[torch.arange(e - s), 1 + torch.arange(e - s)] = float("-inf")
        logp = torch.log_softmax(sc, 1).numpy()
        head = tree(logp.astype(np.float64))
        h = r.h[k][x:y]
        j = torch.from_numpy(head)
        rel = reader.rel(h, h[(j - 1).clamp(min=0)], j == 0).argmax(1).numpy()
        r.head[s:e] = np.where(head == 0, -1, head - 1 + s)
        r.rel[s:e] = rel
        r.head_p[s:e] = np.exp(logp[np.arange(e - s), head])


def mentions(reader, r):
    r.mentions = []                                         # (s, e inclusive, type, probability, window)
    for s, e, k in r.sentences:
        a = r.windows[k][0]
        ss, ee = B.sentence_spans([], s - a, e - a)
        ss, ee = ss + s - a, ee + s - a
        h = r.h[k][None, s - a:e - a]
        S, E = torch.from_numpy(ss - (s - a)), torch.from_numpy(ee - (s - a))
        p = torch.softmax(reader.mention(h, torch.zeros_like(S), S, E), 1)
        best = p.argmax(1)
        ok = best.nonzero()[:, 0].tolist()
        kept = []
        for i in sorted(ok, key=lambda i: -float(p[i, best[i]])):
            x, y = int(ss[i]), int(ee[i])
            if all(y < c or f < x or (c <= x and y <= f) or (x <= c and f <= y) for c, f in kept):
                kept.append((x, y))
                r.mentions.append((x + a, y + a, int(best[i]), float(p[i, best[i]]), k))
    r.mentions.sort(key=lambda m: (m[0], -m[1]))


def coreference(reader, r, d):
    ms = r.mentions
    heads = [B.head_word(r.head, m[0], m[1]) for m in ms]
    r.mention_heads = heads
    r.cluster = list(range(len(ms)))
    if not ms:
        return
    sid = np.zeros(r.n, int)
    for i, (s, e, _) in enumerate(r.sentences):
        sid[s:e] = i
    upos = [reader.labels["upos"][u] for u in r.upos]
    vec = torch.stack([reader.mention_vectors(r.h[m[4]][None], torch.tensor([0]), *(torch.tensor([t - r.windows[m[4]][0]]) for t in (m[0], m[1], w)))[0] for m, w in zip(ms, heads)])
    # Features in blocks, since n² × 24 of a long document is much.
    n, back = len(ms), 200
    q = reader.head["coref_bi"](vec); new = reader.head["coref_new"](vec)[:, 0]
    r.antecedent = []
    for i0 in range(0, n, 200):
        lo, hi = max(0, i0 - back), min(n, i0 + 200)
        f = torch.from_numpy(B.coref_features(d["words"], upos, sid, ms[lo:hi], heads[lo:hi]))
        sc = (q[lo:hi] @ vec[lo:hi].T) / vec.shape[1] ** 0.5 + f @ reader.coref_feature
        for i in range(i0, hi):
            j0 = max(0, i - back)
            row = torch.cat([new[i:i + 1], sc[i - lo, j0 - lo:i - lo]])
            j = int(row.argmax())
            r.antecedent.append(None if j == 0 else j0 + j - 1)
            if j:
                r.cluster[i] = r.cluster[j0 + j - 1]


def attributions(reader, r, owner):
    x = r.logits["attr_bio"].view(r.n, 3, 3).numpy()
    src, cue, con = (chunks(best_path(x[:, i], CONTENT_COST if i == 2 else 0)) for i in range(3))
    r.attr_chunks = dict(source=src, cue=cue, content=con)
    cue_source = link(reader, r, "source", cue, src, owner)
    con_cue = link(reader, r, "content", con, cue, owner)
    groups = {}
    for i, c in enumerate(con_cue):
        if c is not None:
            groups.setdefault(c, []).append(con[i])
    r.attributions = [dict(source=[src[cue_source[c]]] if cue_source[c] is not None else [], cue=[cue[c]], content=contents)
                      for c, contents in sorted(groups.items())]


def link(reader, r, role, froms, tos, owner):
    """For each chunk of froms the index of its best chunk of tos, or None."""
    m = reader.head["attr_" + role]
    out = []
    for s, _ in froms:
        k = owner[s]
        a, b, _m = r.windows[k]
        cand = [i for i, (t, _) in enumerate(tos) if a <= t < b and owner[t] == k]
        sc = m(r.h[k][None], torch.tensor([s - a]), torch.tensor([0]))[0]
        row = torch.stack([sc[0]] + [sc[1 + tos[i][0] - a] for i in cand])
        j = int(row.argmax())
        out.append(cand[j - 1] if j else None)
    return out


def roles(reader, r):
    n = len(reader.labels["muc_role"])
    lg = r.logits["muc_bio"].view(r.n, n, 3)
    tags = lg.argmax(2).numpy()
    p = torch.softmax(lg, 2).numpy()
    r.roles = {role: [(a, b, float(1 - p[a:b, i, 0].min())) for a, b in chunks(tags[:, i])] for i, role in enumerate(reader.labels["muc_role"])}
    r.muc_doc = torch.sigmoid(r.logits["muc_doc"]).amax(0).tolist()
