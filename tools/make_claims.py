#!/usr/bin/env python3
"""Make data/claims/{train,test}.jsonl from the marked reports in data/claims/src/.

    make_claims.py             write both files
    make_claims.py --check     write nothing; exit status 1 when a file is not what its source makes

Offsets are code points. Reports are marked in the format of tests/corpus/claims/README.md, with headers for the
incident; data/claims/README.md describes the fields of the output.
"""
import json
import os
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import check_corpus  # noqa: E402

HEDGE = {"": "exact", ">=": "at-least", ">": "more-than", "<=": "at-most", "<": "less-than", "~": "about", "..": "range", "vague": "vague"}
FACETS = ("side", "age", "sex", "nationality", "occupation")


def claim(p, c, ident, by_span):
    k = c.keys

    def link(name):
        return by_span[check_corpus.locate(p.text, k[name])[1]] if name in k else None
    out = {"id": ident, "incident": c.incident, "measure": c.measure, "of": k.get("of"), "low": c.low, "high": c.high,
           "value": c.value, "hedge": HEDGE[c.sign], "polarity": c.polarity,
           "sources": None if c.disputed else ["|".join(names) for step in c.chain for names in step],
           "chain": None if c.disputed else [["|".join(names) for names in step] for step in c.chain],
           "cue": k.get("cue"), "number_span": list(c.span) if c.span else None, "number_text": c.words if c.span else None,
           "implicit": c.implicit, "facets": {f: k.get(f) for f in FACETS}, "state": k.get("state"),
           "combined": k["combined"].split("+") if "combined" in k else None, "counting": k.get("counting"), "as_of": k.get("as_of"),
           "part_of": link("part_of"), "besides": link("besides"), "same_as": link("same_as"), "supersedes": link("supersedes")}
    if c.implicit:
        at = check_corpus.occurrences(p.text, k["of"])
        out["of_span"] = [at[0], at[0] + len(k["of"])] if len(at) == 1 else None
    return out


def report(p):
    h = p.head
    explicit = sorted((c for c in p.claims if c.span), key=lambda c: c.span)
    by_span = {c.span: f"c{i}" for i, c in enumerate(explicit, 1)}
    title = p.text.split("\n", 1)[0] if h.get("title") == "first paragraph" else h.get("title")

    def of(key):
        return None if h[key] == "-" else h[key].replace("/", "|")
    return {"id": p.name, "text": p.text, "title": title, "published": h["published"], "outlet": h["outlet"], "url": None,
            "licence": "CC0-1.0", "register": h.get("register"),
            "incident": {k: of(k) for k in ("kind", "date", "place", "country")},
            "claims": [claim(p, c, by_span[c.span], by_span) for c in explicit],
            "implicit_claims": [claim(p, c, f"i{i}", by_span) for i, c in enumerate((c for c in p.claims if c.implicit), 1)],
            "not_claims": [{"span": list(s), "text": w, "why": y} for _, w, s, y in p.not_claims]}


def main():
    if any(a not in ("--check",) for a in sys.argv[1:]):
        sys.exit(__doc__)
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    base = os.path.join(root, "data/claims")
    stale = False
    for split in ("train", "test"):
        ps = check_corpus.load([os.path.join(base, "src", split)])
        for p in ps:
            for k in ("published", "outlet", "kind", "date", "place", "country"):
                if k not in p.head:
                    check_corpus.raise_at(p, p.line, f"a report needs the header '{k}:'")
        if check_corpus.FAULTS:
            sys.exit("\n".join(check_corpus.FAULTS))
        new = "".join(json.dumps(report(p), ensure_ascii=False) + "\n" for p in ps)
        path = os.path.join(base, split + ".jsonl")
        if "--check" in sys.argv:
            old = open(path, encoding="utf-8").read() if os.path.exists(path) else ""
            if old != new:
                print(f"{path}: not what its source makes; run tools/make_claims.py", file=sys.stderr)
                stale = True
        else:
            with open(path, "w", encoding="utf-8") as f:
                f.write(new)
        print(f"{split}: {len(ps)} reports, {sum(c.span is not None for p in ps for c in p.claims)} claims, "
              f"{sum(c.implicit for p in ps for c in p.claims)} implicit")
    sys.exit(1 if stale else 0)


if __name__ == "__main__":
    main()
