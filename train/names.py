"""Bare names of persons, organizations and places for the `name` head: derived, since no set that may be trained on marks them.

GUM marks whole noun phrases ("the local Greek restaurant Mezza"); the name is the run of proper nouns around the phrase's head, without titles
("Mezza"). EWT marks none: its runs of proper nouns get a type where a list of data/en or the words themselves are beyond doubt (a country, "Inc.",
a first name), and stay open otherwise.
"""
import functools
import os

NAME = ["O"] + [f"{b}-{t}" for t in ("person", "organization", "place") for b in "BI"]
TYPES = {"person", "organization", "place"}
TABLES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "data", "en")
GLUE = {"-", "–", "&", "'s", "’s", "'", "’", "."}
CALENDAR = set("""monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november
december mon tue tues wed thu thur thurs fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec""".split())
ORGANIZATION_END = set("""inc inc. corp corp. corporation co co. company ltd ltd. llc l.l.c. plc l.p. lp bank university college institute association committee
commission department ministry agency council party court congress senate parliament force forces army navy police bureau society federation union league
foundation group partners airlines press times post news journal magazine team club school board""".split())
OF = {"university", "bank", "department", "ministry", "gulf", "city", "republic", "isle", "bay", "sea", "church"}
PLACE_END = set("street st. road rd. avenue ave. river lake county island islands mountain mountains park airport beach bay valley hotel museum hall square bridge house".split())


def table(name, column=0):
    with open(os.path.join(TABLES, name + ".tsv"), encoding="utf-8") as f:
        rows = [line.rstrip("\n").split("\t") for line in f if line.strip() and line[0] != "#"][1:]
    return [(k.lower(), r) for r in rows for k in r[column].split("|")]


@functools.cache
def lists():
    kinds = {}
    for k, r in table("gazetteer"):
        if len(r) > 8 and r[8].isdigit() and int(r[8]) >= 250_000:
            kinds[k] = "place"
    for name in ("place_extra", "countries"):
        kinds.update((k, "place") for k, _ in table(name))
    for name in ("news_outlets", "agencies", "armed_groups"):
        kinds.update((k, "organization") for k, _ in table(name) if len(k) > 2)
    kinds.update((k, r[1]) for k, r in table("known_names") if r[1] in TYPES)
    return kinds, {k for k, _ in table("first_names")}, {k for k, _ in table("person_titles")}


def prepare(d):
    d["words"] = [d["text"][s:e] for s, e in d["tokens"]]
    d["starts"] = set(d["sent"])


def capital(w):
    return w[:1].isupper()


def run(d, at, lo, hi, joined, wide=True):
    """[a, b): the proper nouns around the token at, within [lo, hi); joined: over "of" and "of the" as well."""
    w, up = d["words"], d["upos"]

    def name(t):                                   # "United", "National": no proper nouns by themselves
        return up[t] == "PROPN" or (wide and capital(w[t]) and t not in starts and d["rel"][t] in ("amod", "compound"))
    starts = d["starts"]
    a = b = at
    b += 1
    while a > lo and (name(a - 1) or (a - 2 >= lo and w[a - 1] in GLUE and up[a - 2] == "PROPN")):
        a -= 1 if name(a - 1) else 2
    while b < hi:
        if up[b] == "PROPN" or (b + 1 < hi and w[b] in GLUE and up[b + 1] == "PROPN"):
            b += 1 if up[b] == "PROPN" else 2
            continue
        k = b + 1
        if joined and w[b].lower() in ("of", "for", "de") and b > a:
            k += k < hi and w[k].lower() == "the"
            if k < hi and up[k] == "PROPN":
                b = k + 1
                continue
        break
    return a, b


def untitled(d, a, b):
    """A person's name without the titles before it."""
    titles = lists()[2]
    while b - a > 1 and (d["words"][a].lower() in titles or d["words"][a].lower() + "." in titles or (d["words"][a] == "." and b - a > 1)):
        a += 1
    return a, b


def head_of(d, s, e):
    return next((t for t in range(s, e + 1) if not s <= d["head"][t] <= e), s)


def of_gum(d):
    """[(a, b, type)] and [bool]: which tokens' answer is open."""
    prepare(d)
    free, closed, out = [True] * len(d["tokens"]), [False] * len(d["tokens"]), []
    for s, e, kind, form in sorted(d["forms"], key=lambda m: (m[0] - m[1], m[0])):
        if form != "name":
            continue
        h = head_of(d, s, e)
        if kind not in TYPES:
            for t in range(s, e + 1):
                closed[t] = closed[t] or d["upos"][h] == "PROPN" and abs(t - h) < 4 and e - s < 6
            continue
        if d["upos"][h] != "PROPN":
            continue
        a, b = run(d, h, s, e + 1, kind != "person", kind != "person")
        if kind == "person":
            a, b = untitled(d, a, b)
        if all(free[a:b]):
            out.append((a, b, kind))
            free[a:b] = [False] * (b - a)
    open_ = [free[t] and not closed[t] and d["upos"][t] == "PROPN" and d["words"][t].lower() not in CALENDAR for t in range(len(free))]
    return sorted(out), open_


def kind_of(d, a, b, people):
    kinds, first, titles = lists()
    w = [x.lower() for x in d["words"][a:b]]
    text = " ".join(w).replace(" - ", "-").replace(" .", ".")
    if "'s" in w or "@" in "".join(w):
        return None
    if b - a > 1 and (w[-1] in ORGANIZATION_END or w[0] in ("university", "bank", "department", "ministry") or " of " in text and set(w) & ORGANIZATION_END):
        return "organization"
    if w[-1] in PLACE_END and b - a > 1:
        return "place"
    if text in kinds:
        return kinds[text]
    if text in people or (a and d["words"][a - 1].lower() in titles) or (w[0] in first and (b - a > 1 or w[0] not in kinds)):
        return "person"
    return "person" if b - a == 2 and d["rel"][a + 1] == "flat" and d["words"][a].isalpha() else None


def of_ewt(d):
    prepare(d)
    out, open_, t, bounds = [], [False] * len(d["tokens"]), 0, d["sent"] + [len(d["tokens"])]
    runs = []
    for s, e in zip(bounds, bounds[1:]):
        t = s
        while t < e:
            if d["upos"][t] != "PROPN":
                t += 1
                continue
            a, b = run(d, t, s, e, False)
            if b - a > 1 and d["words"][b - 1].lower() in ORGANIZATION_END or d["words"][a].lower() in OF:
                a, b = run(d, t, s, e, True)
            a = max(a, runs[-1][1] if runs else 0)
            runs.append((a, b, e))
            t = b
    people = set()
    for again in range(2):                         # the second pass knows the persons' last names
        out, taken = [], [False] * len(d["tokens"])
        for a, b, e in runs:
            if all(w.lower() in CALENDAR or not w[:1].isalpha() for w in d["words"][a:b]):
                continue
            kind = kind_of(d, a, b, people)
            if kind != "person" and b + 1 < e and d["words"][b].lower() in ("of", "for") and d["upos"][min(b + 1 + (d["words"][b + 1].lower() == "the"), e - 1)] == "PROPN":
                open_[b] = True
                kind = None if kind is None or d["words"][b - 1].lower() not in ORGANIZATION_END else kind
            if kind == "person":
                a, b = untitled(d, a, b)
                people.update(w.lower() for w in d["words"][a:b] if len(w) > 2 and w.isalpha())
            if kind:
                out.append((a, b, kind))
            else:
                for t in range(a, b):
                    taken[t] = True
    return out, [x or y for x, y in zip(open_, taken)]


if __name__ == "__main__":                         # how the derived names of EWT agree with UNER's where they have a type
    import collections, random
    import data as D
    gold = {o["id"]: o for o in D.jsonl("uner_ewt", "dev.jsonl")}
    tally, wrong = collections.Counter(), []
    for d in D.ewt("dev"):
        o = gold.get(d["id"])
        if not o:
            continue
        at = D.align(d, o["text"])
        if at is None:
            tally["unaligned"] += 1
            continue
        d["text"], d["tokens"] = o["text"], at
        names, open_ = of_ewt(d)
        g = {tuple(e["span"]): {"PER": "person", "ORG": "organization", "LOC": "place"}[e["type"]] for e in o["entities"]}
        seen = set()
        for a, b, k in names:
            s = (at[a][0], at[b - 1][1])
            right = g.get(s)
            seen.add(s)
            tally[k, "right" if right == k else right or "none"] += 1
            if right != k:
                wrong.append((k, right, o["text"][s[0]:s[1]], o["text"][max(0, s[0] - 20):s[1] + 20].replace("\n", " ")))
        f = D.Finder(at)
        for s, k in g.items():
            if s not in seen:
                a, b = f(*s)
                tally[k, "open" if any(open_[a:b]) else "missed"] += 1
    print(tally)
    random.seed(1)
    for x in random.sample(wrong, min(60, len(wrong))):
        print(x)
    d = D.gum("train")
    for x in d[:6]:
        if "forms" in x:
            n, o = of_gum(x)
            print(x["id"], [(" ".join(x["words"][a:b]), k) for a, b, k in n][:40], [w for w, y in zip(x["words"], o) if y][:30])
