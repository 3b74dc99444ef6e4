"""What each head is trained on."""
import torch
import torch.nn.functional as F

import batch as B
from model import UNKNOWN


def ce(logits, y, weight=None):
    if (y == UNKNOWN).all():
        return logits.sum() * 0
    if weight is not None:
        weight = torch.tensor(weight, device=logits.device)
    return F.cross_entropy(logits.float().reshape(-1, logits.shape[-1]), y.reshape(-1), weight=weight, ignore_index=UNKNOWN)


ROLE_WEIGHT = [1.0, 3.0, 3.0]       # role words are one token in a hundred; unweighted, the head answers O for an epoch
NONE_WEIGHT = 0.15                  # most tokens begin no number


def losses(reader, batch, weights):
    """{head: loss} for the answers that the batch has."""
    h, hw = reader.encode(batch)
    k, out = reader.head, {}
    if "sent" in batch:
        y = batch["sent"]
        ok = y != UNKNOWN
        out["sent"] = F.binary_cross_entropy_with_logits(k["sent"](h)[..., 0].float()[ok], y[ok].float())
        out["upos"], out["xpos"] = ce(k["upos"](h), batch["upos"]), ce(k["xpos"](h), batch["xpos"])
        out["arc"], out["rel"] = tree_losses(reader, h, batch)
    if "spans" in batch:
        out["mention"] = mention_loss(reader, h, batch)
        if weights.get("coref", 1) > 0:
            out["coref"] = coref_loss(reader, h, batch)
    if "name" in batch:
        out["name"] = ce(k["name"](h), batch["name"])
    if "bio" in batch:
        bio = k["attr_bio"](h)
        out["attr"] = sum(ce(bio[..., 3 * r:3 * r + 3], batch["bio"][..., r]) for r in range(3))
        for role in ("source", "content"):
            rows = batch["link_" + role]
            if len(rows):
                s = k["attr_" + role](h, rows[:, 1], rows[:, 0])
                s[:, 1:] = s[:, 1:].masked_fill(~batch["tokens"][rows[:, 0]], float("-inf"))
                out["link_" + role] = F.cross_entropy(s, rows[:, 2])
    if "timex" in batch:
        out["timex"] = ce(k["timex"](h), batch["timex"])
    if "measure" in batch:
        for name in ("measure", "polarity", "news"):
            if (batch[name] != UNKNOWN).any():
                x = k[name](h)
                out[name] = ce(x, batch[name], [NONE_WEIGHT] + [1.0] * (x.shape[-1] - 1) if name == "measure" else None)
    if "muc" in batch:
        bio, n = k["muc_bio"](h), batch["muc"].shape[-1]
        out["muc"] = sum(ce(bio[..., 3 * r:3 * r + 3], batch["muc"][..., r], ROLE_WEIGHT) for r in range(n))
        out["muc_doc"] = F.binary_cross_entropy_with_logits(k["muc_doc"](hw).float(), batch["muc_doc"])
    return out


def tree_losses(reader, h, batch):
    s = reader.arc(h)
    sid, head = batch["sid"], batch["head"]
    n = sid.shape[1]
    same = (sid[:, :, None] == sid[:, None, :]) & ~torch.eye(n, dtype=torch.bool, device=h.device)[None]
    mask = torch.cat([torch.ones_like(same[:, :, :1]), same], 2)
    s = s.masked_fill(~mask, -1e4)
    ok = (head != UNKNOWN) & batch["tokens"]
    arc = F.cross_entropy(s[ok], head[ok])
    b, i = ok.nonzero(as_tuple=True)
    j = head[b, i]
    logits = reader.rel(h[b, i], h[b, (j - 1).clamp(min=0)], j == 0)
    return arc, ce(logits, batch["rel"][b, i])


def mention_loss(reader, h, batch):
    sp, y = batch["spans"], batch["span_y"]
    logits = reader.mention(h, sp[:, 0], sp[:, 1], sp[:, 2])
    return F.cross_entropy(logits, y, reduction="sum") / batch["tokens"].sum()


def coref_loss(reader, h, batch):
    """Documents' consecutive windows stand next to each other in the batch."""
    total, count, k = 0, 0, 0
    ws = batch["windows"]
    while k < len(ws):
        d = ws[k][0]
        n = k
        while n < len(ws) and ws[n][0] is d:
            n += 1
        keep, idx, features = B.coref_inputs(d, d["y"]["mentions"], [(a, b) for _, a, b in ws[k:n]], k)
        k = n
        if len(keep) < 2:
            continue
        idx = torch.from_numpy(idx).to(h.device)
        m = reader.mention_vectors(h, *idx.T)
        s = reader.coref(m, torch.from_numpy(features).to(h.device))
        c = torch.tensor([x[3] for x in keep], device=h.device)
        gold = (c[:, None] == c[None]).tril(-1) & torch.isfinite(s[:, 1:])
        gold = torch.cat([~gold.any(1, keepdim=True), gold], 1)
        total = total - (s.masked_fill(~gold, float("-inf")).logsumexp(1) - s.logsumexp(1)).sum()
        count += len(keep)
    return total / max(count, 1) if count else h.sum() * 0
