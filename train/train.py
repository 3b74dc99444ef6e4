#!/usr/bin/env python3
"""Train the reader: all heads together, one encoder.

    train.py [--config configs/reader.json] [--out out/reader] [--minutes M] [--threads N] [--resume] [--device cpu|cuda]

Writes OUT/checkpoint.pt every few minutes (--resume goes on from it, at the same batch) and OUT/model.pt at the end;
logs a line every 50 steps. With --minutes the learning rate falls to 0 at that time instead of at the last epoch's end, so that a short
run is a whole run; without it the same seed gives the same batches, and on the same machine and threads the same weights.
"""
import argparse
import json
import math
import os
import random
import signal
import subprocess
import sys
import time

import torch
import torch.distributed as dist

import batch as B
import data as D
import model as M
import text as T
from losses import losses

HERE = os.path.dirname(os.path.abspath(__file__))


def load_data(config, pieces):
    docs = {k: D.load(k, "train") for k, v in config["data"].items() if v["use"]}
    ud = [d for k in ("ewt", "gum") if k in docs for d in docs[k]] or D.load("ewt", "train")
    labels = M.default_labels(ud)
    for ds in docs.values():
        for d in ds:
            B.prepare(d, pieces, labels)
    return docs, labels


def epoch_batches(docs, config, epoch, workers=1, without=None):
    """[(set, [windows])], in the order of this epoch: the same for the same seed. The batches of one step are about equally large, since
    workers wait for each other. without: a set whose batches are passed over, the others being as they were."""
    rng = random.Random(config["seed"] * 1000 + epoch)
    limit, budget = config["encoder"]["window"], config["batch_pieces"]
    out = []
    for name in docs:
        s = config["data"][name]
        full = [d for d in docs[name] if "share_without_answers" not in s or any(d["muc"]["where"])]
        ds = drawn(full, s["share"], rng)
        if len(full) < len(docs[name]):
            ds += drawn([d for d in docs[name] if not any(d["muc"]["where"])], s["share_without_answers"], rng)
        groups = [B.training_windows(d, limit, rng) for d in ds]
        if name == "gum":                        # whole documents, for coreference
            for batch in pack_documents(groups, budget):
                out.append((name, batch))
            continue
        flat = [w for g in groups for w in g]
        rng.shuffle(flat)
        flat.sort(key=lambda w: sum(w[0]["size"][w[1]:w[2]]) // 32)
        batches = pack(flat, budget)
        out += [(name, b) for b in batches]
    out.sort(key=lambda b: len(b[1]) * max(map(pieces_of, b[1])) * rng.uniform(0.97, 1.03))
    steps = [out[i:i + workers] for i in range(0, len(out) - workers + 1, workers)]
    rng.shuffle(steps)
    return [b for step in steps for b in step if b[0] != without]


def drawn(docs, share, rng):
    """share of the documents at random, each as often as the next."""
    out = []
    while len(out) < round(len(docs) * share):
        again = list(docs)
        rng.shuffle(again)
        out += again
    return out[:round(len(docs) * share)]


def pieces_of(w):
    return sum(w[0]["size"][w[1]:w[2]]) + 2


def pack(windows, budget):
    out, now, longest = [], [], 0
    for w in windows:
        n = max(longest, pieces_of(w))
        if now and n * (len(now) + 1) > budget:
            out.append(now); now, longest = [], 0
        now.append(w); longest = max(longest, pieces_of(w))
    if now:
        out.append(now)
    return out


def pack_documents(groups, budget):
    out, now = [], []
    for g in groups:
        for i in range(0, len(g), max(1, budget // 256)):
            part = g[i:i + max(1, budget // 256)]
            if now and sum(map(pieces_of, now)) + sum(map(pieces_of, part)) > budget:
                out.append(now); now = []
            now = now + part
    if now:
        out.append(now)
    return out


def groups_of(reader, config):
    """Word embeddings stay as they are; no weight decay on vectors; the heads learn faster."""
    reader.encoder.word.weight.requires_grad_(False)
    parts = {}
    for name, p in reader.named_parameters():
        if p.requires_grad:
            key = (name.startswith("encoder.") and not name.startswith(("encoder.case", "encoder.gap")), p.dim() > 1)
            parts.setdefault(key, []).append(p)
    return [dict(params=ps, lr=config["lr"] if enc else config["head_lr"], base=config["lr"] if enc else config["head_lr"],
                 weight_decay=config["weight_decay"] if decay else 0.0) for (enc, decay), ps in sorted(parts.items())]


def start_workers(n):
    """Run this command n times, one rank each; if one fails the others are ended."""
    env = dict(os.environ, MASTER_ADDR="127.0.0.1", MASTER_PORT=str(20000 + os.getpid() % 20000))
    runs = [subprocess.Popen([sys.executable, *sys.argv], env=dict(env, RANK=str(r))) for r in range(n)]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        while all(p.poll() is None for p in runs):
            time.sleep(1)
        failed = any(p.poll() not in (None, 0) for p in runs)
        return 1 if failed else max(p.wait() for p in runs)
    finally:
        for p in runs:
            if p.poll() is None:
                p.terminate()


def share_gradients(params, workers):
    """Average over the workers; a parameter that no worker used keeps no gradient."""
    sizes = [p.numel() for p in params]
    flat = torch.cat([p.grad.reshape(-1) if p.grad is not None else torch.zeros(n) for p, n in zip(params, sizes)]
                     + [torch.tensor([float(p.grad is not None) for p in params])])
    dist.all_reduce(flat)
    used, at = flat[-len(params):].tolist(), 0
    for p, n, u in zip(params, sizes, used):
        p.grad = (flat[at:at + n].view_as(p) / workers) if u else None
        at += n


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("--config", default=os.path.join(HERE, "configs", "reader.json"))
    a.add_argument("--out", default=os.path.join(HERE, "out", "reader"))
    a.add_argument("--minutes", type=float)
    a.add_argument("--steps", type=int, help="stop after so many steps (to measure)")
    a.add_argument("--threads", type=int, default=2)
    a.add_argument("--resume", action="store_true")
    a.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    a.add_argument("--no-bf16", action="store_true")
    a.add_argument("--checkpoint-minutes", type=float, default=5)
    a.add_argument("--workers", type=int, default=1, help="processes that share the work, each with --threads; on a busy machine better than threads")
    a.add_argument("--init", help="start from this model.pt's weights")
    a.add_argument("--without", choices=D.LOADERS, help="pass over this set's batches, the others being as they were (ablate.py)")
    o = a.parse_args()
    if o.workers > 1 and "RANK" not in os.environ:
        raise SystemExit(start_workers(o.workers))
    rank = int(os.environ.get("RANK", 0))
    if o.workers > 1:
        dist.init_process_group("gloo", rank=rank, world_size=o.workers)
    with open(o.config, encoding="utf-8") as f:
        config = json.load(f)
    os.makedirs(o.out, exist_ok=True)
    torch.set_num_threads(o.threads)
    random.seed(config["seed"]); torch.manual_seed(config["seed"])
    log = open(os.path.join(o.out, "train.log"), "a", buffering=1)

    def say(*x):
        if rank:
            return
        line = " ".join(map(str, x))
        print(line, flush=True); log.write(line + "\n")

    t0 = time.time()
    pieces = T.Pieces(M.vocabulary())
    docs, labels = load_data(config, pieces)
    special = (pieces.pad, pieces.cls, pieces.sep)
    quotes = {k: pieces.index[k] for k in "\"'“”‘’"}
    say("data", {k: (len(v), sum(len(d["tokens"]) for d in v), sum(map(sum, (d["size"] for d in v)))) for k, v in docs.items()}, f"{time.time() - t0:.0f}s")

    reader = M.Reader(config["encoder"], labels)
    M.load_pretrained(reader, config.get("keep_layers"))
    if o.init:
        reader.load_state_dict(torch.load(o.init, map_location="cpu", weights_only=False)["state"], strict=False)
    reader.to(o.device)
    opt = torch.optim.AdamW(groups_of(reader, config), betas=(0.9, 0.98), eps=1e-6, fused=True)
    state = dict(epoch=0, at=0, step=0, spent=0.0)
    ck = os.path.join(o.out, "checkpoint.pt")
    if o.resume and os.path.exists(ck):
        c = torch.load(ck, map_location="cpu", weights_only=False)
        reader.load_state_dict(c["state"]); opt.load_state_dict(c["opt"]); state = c["at"]
        say("resumed", state)

    total = sum(len(epoch_batches(docs, config, e, o.workers, o.without)) // o.workers for e in range(config["epochs"]))
    params = [p for g in opt.param_groups for p in g["params"]]
    say("steps", total, "parameters", sum(p.numel() for p in reader.parameters()), "bf16", not o.no_bf16)
    start, last_save, spent0 = time.time(), time.time(), state["spent"]
    sums, seen, n_pieces, mark = {}, {}, 0, time.time()
    reader.train()
    done = False
    for epoch in range(state["epoch"], config["epochs"]):
        batches = epoch_batches(docs, config, epoch, o.workers, o.without)
        for at in range(state["at"] if epoch == state["epoch"] else 0, len(batches) - o.workers + 1, o.workers):
            progress = state["step"] / total
            if o.minutes:
                progress = max(progress, (spent0 + time.time() - start) / (o.minutes * 60))
            if o.workers > 1:
                clock = torch.tensor([progress], dtype=torch.float64)
                dist.broadcast(clock, 0)
                progress = float(clock)
            if progress >= 1 or (o.steps and state["step"] >= o.steps):
                done = True; break
            rate = min(1.0, progress / config["warmup"] if config["warmup"] else 1.0) * (1 - progress) / (1 - config["warmup"] if progress > config["warmup"] else 1)
            for g in opt.param_groups:
                g["lr"] = g["base"] * max(rate, 1e-3)
            if config["round_weights_from"] is not None and progress >= config["round_weights_from"]:
                M.set_mode(reader, aware=True)
            name, ws = batches[at + rank]
            rng = random.Random((config["seed"] * 1000 + epoch) * 100_000 + at + rank)
            torch.manual_seed(rng.randrange(1 << 30))
            b = B.collate(ws, special, [B.pick_case(name, rng) for _ in ws], rng, quotes=quotes)
            b = {k: v.to(o.device) if torch.is_tensor(v) else v for k, v in b.items()}
            with torch.autocast(o.device, dtype=torch.bfloat16, enabled=not o.no_bf16):
                ls = losses(reader, b, config["weights"])
            loss = sum(config["weights"].get(k, 1.0) * v for k, v in ls.items())
            opt.zero_grad(set_to_none=True)
            loss.backward()
            if o.workers > 1:
                share_gradients(params, o.workers)
            torch.nn.utils.clip_grad_norm_(params, config["clip"])
            opt.step()
            state["step"] += 1
            n_pieces += int(b["lengths"].sum())
            for k, v in ls.items():
                sums[k] = sums.get(k, 0) + float(v.detach()); seen[k] = seen.get(k, 0) + 1
            if state["step"] % 50 == 0:
                say(f"step {state['step']} epoch {epoch} {at}/{len(batches)} {progress:.3f} lr {opt.param_groups[-1]['lr']:.2e} "
                    f"{o.workers * n_pieces / (time.time() - mark):.0f} pieces/s", " ".join(f"{k} {sums[k] / seen[k]:.3f}" for k in sums))
                sums, seen, n_pieces, mark = {}, {}, 0, time.time()
            if time.time() - last_save > 60 * o.checkpoint_minutes:
                where = dict(epoch=epoch, at=at + o.workers, step=state["step"], spent=spent0 + time.time() - start)
                if rank == 0:
                    M.save(ck, reader, opt=opt.state_dict(), at=where)
                last_save = time.time()
        if done:
            break
    M.set_mode(reader, aware=False)
    if rank == 0:
        M.save(os.path.join(o.out, "model.pt"), reader.cpu(), about=dict(config=config, sets=[s for s in docs if s != o.without], steps=state["step"], minutes=(spent0 + time.time() - start) / 60))
    say("done", state["step"], "steps", f"{(spent0 + time.time() - start) / 60:.1f} minutes")


if __name__ == "__main__":
    main()
