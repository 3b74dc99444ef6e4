#!/usr/bin/env python3
"""Write the reader's weights as FORMAT.md says, and fixtures for the C program's tests.

    export.py MODEL.pt FILE.safetensors [--about TEXT]
    export.py MODEL.pt --fixtures DIR          the texts of fixture_texts.txt, read by the exported arithmetic
    export.py --tiny SEED DIR                  a tiny model of random weights with its fixtures
"""
import argparse
import copy
import json
import math
import os

import torch
from safetensors.torch import save_file

import batch as B
import data as D
import decode
import model as M
import text as T

HERE = os.path.dirname(os.path.abspath(__file__))
LINS = {"sent": "sent", "upos": "upos", "xpos": "xpos", "arc.dep": "arc_dep", "arc.bi": "arc_bi", "arc.head": "arc_head",
        "rel.dep": "rel_dep", "rel.head": "rel_head", "rel.out": "rel_out", "mention.start": "mention_start",
        "mention.end": "mention_end", "mention.bi": "mention_bi", "mention.prior": "mention_prior", "coref.start": "coref_start",
        "coref.end": "coref_end", "coref.head": "coref_head", "coref.bi": "coref_bi", "coref.new": "coref_new", "attr.bio": "attr_bio",
        "timex": "timex", "name": "name", "muc.bio": "muc_bio", "muc.doc": "muc_doc", "measure": "measure", "polarity": "polarity", "news": "news"}


def rounded(reader):
    """A copy whose weights are the file's: rounded word vectors and matrices, in fake-integer mode."""
    r = copy.deepcopy(reader).float().eval()
    with torch.no_grad():
        q, s = M.quantize_weight(r.encoder.word.weight, 127)
        r.encoder.word.weight.copy_(q * s[:, None])
    M.set_mode(r, fake=True)
    return r


def tensors(reader, vocab):
    out = {"tokenizer.vocab": torch.tensor(list("".join(v + "\n" for v in vocab).encode()), dtype=torch.uint8)}

    def lin(name, weight, bias):
        q, s = M.quantize_weight(weight)
        out[name + ".q"], out[name + ".s"], out[name + ".b"] = q.to(torch.int8), s, bias

    def norm(name, n):
        out[name + ".w"], out[name + ".b"] = n.weight, n.bias

    e = reader.encoder
    q, s = M.quantize_weight(e.word.weight, 127)
    out["embed.word.q"], out["embed.word.s"] = q.to(torch.int8), s
    out["embed.position"], out["embed.case"], out["embed.gap"] = e.position, e.case, e.gap
    norm("embed.norm", e.norm)
    d = e.position.shape[1]
    for i, l in enumerate(e.layers):
        w, b = l.qkv.weight.clone(), l.qkv.bias.clone()
        w[:d] /= math.sqrt(d // l.heads); b[:d] /= math.sqrt(d // l.heads)
        lin(f"layer.{i}.qkv", w, b)
        for k in ("out", "ffn1", "ffn2"):
            m = getattr(l, k); lin(f"layer.{i}.{k}", m.weight, m.bias)
        norm(f"layer.{i}.norm1", l.norm1); norm(f"layer.{i}.norm2", l.norm2)
    h = reader.head
    for name, ours in LINS.items():
        if ours in h:
            lin("head." + name, h[ours].weight, h[ours].bias)
    for role in ("source", "content"):
        m = h["attr_" + role]
        lin(f"head.attr.{role}.from", m.source.weight, m.source.bias); lin(f"head.attr.{role}.to", m.target.weight, m.target.bias)
        out[f"head.attr.{role}.none"], out[f"head.attr.{role}.distance"] = m.none, m.distance
    out["head.arc.root"], out["head.rel.root"], out["head.coref.feature"] = reader.arc_root, reader.rel_root, reader.coref_feature
    return {k: v.detach().contiguous().clone() for k, v in out.items()}


def heads_of(reader, sets):
    """The heads that one of the sets has taught: an untaught one would answer at random."""
    out = ["sent", "upos", "xpos", "arc", "rel", "mention", "coref", "attr", "timex", "muc"]
    out += [k for k, m in (("name", "name"), ("number", "measure"), ("news", "news")) if m in reader.head]
    return [k for k in out if any(k in D.TEACHES[s] for s in sets)]


def write(reader, vocab, path, about, sets=tuple(D.TEACHES)):
    c = reader.config
    meta = dict(format="sitrep-reader/1", about=about, labels=json.dumps(reader.labels), heads=json.dumps(heads_of(reader, sets)),
                config=json.dumps({k: c[k] for k in ("width", "layers", "attention_heads", "ffn", "window", "norm_eps")}))
    with torch.no_grad():
        save_file(tensors(reader, vocab), path, metadata=meta)
    print(path, os.path.getsize(path), "bytes")


def fixture_texts():
    with open(os.path.join(HERE, "fixture_texts.txt"), encoding="utf-8") as f:
        return [t.strip("\n") for t in f.read().split("\n%%\n") if t.strip()]


def fixtures(reader, vocab, folder, texts):
    os.makedirs(folder, exist_ok=True)
    pieces = T.Pieces(vocab)
    special = (pieces.pad, pieces.cls, pieces.sep)
    r, lab = rounded(reader), reader.labels
    tens, out = {}, []
    for n, text in enumerate(texts):
        d = dict(id=f"fixture{n}", text=text, tokens=T.tokenize(text))
        B.prepare(d, pieces)
        x = decode.read(r, d, special)
        at = [0]
        for c in text:
            at.append(at[-1] + len(c.encode()))
        out.append(dict(text=text, tokens=[[at[s], at[e]] for s, e in d["tokens"]], pieces=[list(p) for p in d["pieces"]], case=d["case"].tolist(),
                        gap=d["gap"].tolist(), windows=[list(w) for w in x.windows], sentences=[list(s) for s in x.sentences],
                        upos=x.upos.tolist(), xpos=x.xpos.tolist(), head=x.head.tolist(), rel=x.rel.tolist(),
                        mentions=[[m[0], m[1], m[2], x.cluster[i]] for i, m in enumerate(x.mentions)],
                        attributions=[{k: [list(c) for c in v] for k, v in a.items()} for a in x.attributions],
                        attr_chunks={k: [list(c) for c in v] for k, v in x.attr_chunks.items()},
                        timex=[list(t) for t in x.timex], names=[list(t) for t in x.names], muc_roles={k: [[a, b] for a, b, _ in v] for k, v in x.roles.items()}))
        for k, (h, w) in enumerate(zip(x.h, x.hw)):
            p = f"{n}.{k}."
            tens[p + "h"], tens[p + "cls"] = h, w
            with torch.inference_mode():
                for name, ours in (("sent", "sent"), ("upos", "upos"), ("xpos", "xpos"), ("attr.bio", "attr_bio"), ("timex", "timex"), ("muc.bio", "muc_bio")):
                    tens[p + name] = r.head[ours](h)
                tens[p + "muc.doc"] = r.head["muc_doc"](w)
                tens[p + "arc"] = r.arc(h[None])[0]
    save_file({k: v.clone().contiguous() for k, v in tens.items()}, os.path.join(folder, "fixtures.safetensors"))
    with open(os.path.join(folder, "fixtures.json"), "w", encoding="utf-8") as f:
        json.dump(out, f, ensure_ascii=False, indent=None, separators=(",", ":"))
        f.write("\n")
    print(folder, len(out), "texts")


def tiny(seed, folder):
    torch.manual_seed(seed)
    texts = fixture_texts()
    words = sorted({a for t in texts for s, e in T.tokenize(t) for a in T.atoms(t[s:e])})
    chars = sorted({c for w in words for c in w})
    vocab = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"] + chars[:60] + ["##" + c for c in chars[:60] if c.isalnum()] + [w for w in words if len(w) > 2][::3]
    vocab = list(dict.fromkeys(vocab))
    labels = dict(upos=["ADJ", "NOUN", "PUNCT", "VERB"], xpos=["NN", "VB"], rel=["nsubj", "obj", "punct", "root"], mention=["none", "person", "place"], timex=M.TIMEX,
                  muc_role=["PerpInd", "Victim"], muc_doc=["relevant", "attack"], name=["O", "B-person", "I-person", "B-place", "I-place"])
    config = dict(width=64, layers=2, attention_heads=2, ffn=128, window=64, norm_eps=1e-12, vocab=len(vocab), dropout=0.0, head_dropout=0.0,
                  widths=dict(arc=16, rel=16, mention=16, coref=16, link=16))
    r = M.Reader(config, labels)
    with torch.no_grad():
        for name, p in r.named_parameters():
            if "norm" in name and p.dim() == 1:
                p.add_(torch.randn_like(p) * 0.1)
            elif p.dim() == 1:
                p.copy_(torch.randn_like(p) * 0.3)
            elif name.endswith(("position", "case", "gap")):
                p.copy_(torch.randn_like(p) * 0.5)
            elif "head." in name:
                p.mul_(4)
        r.head["sent"].weight.mul_(8); r.head["sent"].bias.fill_(-2)         # sentences of several words
        r.head["attr_bio"].bias.copy_(torch.tensor([1.0, 0, 1, 1, 0, 1, 1, 2, 0.6])); r.head["mention_prior"].bias.copy_(torch.tensor([2.0, 0, 0]))
    r.eval()
    os.makedirs(folder, exist_ok=True)
    write(r, vocab, os.path.join(folder, "tiny.safetensors"), f"random weights, seed {seed}: for tests")
    fixtures(r, vocab, folder, texts)


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("args", nargs="+")
    a.add_argument("--fixtures")
    a.add_argument("--tiny", type=int)
    a.add_argument("--about", default="")
    o = a.parse_args()
    torch.set_num_threads(1)
    if o.tiny is not None:
        return tiny(o.tiny, o.args[0])
    reader, extra = M.load(o.args[0])
    reader.eval()
    vocab = M.vocabulary()
    if len(o.args) > 1:
        about = extra.get("about", {})
        write(reader, vocab, o.args[1], o.about or json.dumps(about), about.get("sets", D.TEACHES))
    if o.fixtures:
        fixtures(reader, vocab, o.fixtures, fixture_texts())


if __name__ == "__main__":
    main()
