#!/usr/bin/env python3
"""Hold every mark of the hand-marked claims corpus against its characters.

    check_corpus.py [--list] [FILE|FOLDER ...]     default: tests/corpus/claims data/claims/src

The format is described in tests/corpus/claims/README.md. Each fault is told as FILE:LINE: what is wrong; the exit
status is 1 if there was one. `--list` prints the passages instead, one a line, with the number of their claims.
The module is also the reader of the format: `load(paths)` gives the passages (tools/make_claims.py uses it).
"""
import os
import re
import sys

MEASURES = """killed injured missing hostages freed rescued detained displaced evacuated affected perpetrators present
homes other""".split()
POLARITIES = "asserted denied possible".split()
INCIDENTS = "main background".split()
KINDS = """bombing shooting armed-attack hostage-taking kidnapping assassination airstrike shelling arson clash riot
protest robbery threat earthquake flood storm wildfire landslide volcano epidemic heat-or-cold transport-accident
industrial-accident structure-collapse fire explosion stampede other""".split()
KEYS = {"of", "side", "age", "sex", "nationality", "occupation", "state", "part_of", "besides", "same_as", "supersedes",
        "combined", "counting", "cue", "as_of"}
FIXED = {"side": {"victims", "perpetrators", "security-forces"}, "sex": {"female", "male"}, "state": {"taken", "held"},
         "counting": {"total", "new"}, "age": {"children", "teenagers", "adults", "elderly"}}
LINKS = ("part_of", "besides", "same_as", "supersedes")
WHY_NOT = """age date time duration money measure ordinal score address telephone percentage fraction population
statistic identifier rank things speaker capacity vague count-of-events election part-of-name press other""".split()
HEADERS = {"published", "outlet", "title", "id", "kind", "date", "place", "country", "register"}

UNITS = {w: i for i, w in enumerate("""zero one two three four five six seven eight nine ten eleven twelve thirteen
fourteen fifteen sixteen seventeen eighteen nineteen""".split())}
TENS = {w: 10 * i for i, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
SCALES = {"hundred": 100, "thousand": 1000, "million": 10 ** 6, "billion": 10 ** 9}
NOUNS = {"dozen": 12, "score": 20, "couple": 2, "pair": 2, "trio": 3, "quartet": 4}
ZEROS = {"no", "none", "nobody", "nil", "neither"}
VAGUE = re.compile(r"(?:(?:many|several|a few|some|untold|uncounted|low|high) )*(?:(?:tens|scores|dozens|hundreds|thousands|millions)"
                   r"(?: (?:and|of|upon) )?)+$|(?:several|many|a few|a couple of|a couple|a good few) (?:dozen|score|hundred|thousand|hundred thousand)$")
# hedges that stand right before a number, and the signs that the value of the claim may then have
BEFORE = [(r"at least|at the least|no fewer than|no less than|not less than|not fewer than|a minimum of", (">=",)),
          (r"more than|over|in excess of|upwards of|above|greater than", (">",)),
          (r"up to|as many as|as high as|at most|no more than|not more than|a maximum of", ("<=",)),
          (r"fewer than|less than|under|below", ("<",)),
          (r"about|around|some|nearly|almost|roughly|approximately|approx\.|close to|an estimated|just over|just under|circa|"
           r"in the region of|getting on for|perhaps|an estimated", ("~", ">", "<", "possible"))]
AFTER = [(r"or more|and counting|or above|at the very least|at least|plus\b|or so|-odd|-plus|\+", (">=", "~"))]


class Fault(Exception):
    pass


class Passage:
    def __init__(self, path, line, name):
        self.path, self.line, self.name = path, line, name
        self.head, self.lines, self.text, self.claims, self.not_claims = {}, [], "", [], []


class Claim:
    """One expected claim; `span` and the spans of its links are code points of the passage's text."""
    def __init__(self, line):
        self.line, self.words, self.span, self.keys = line, None, None, {}
        self.measure = self.polarity = self.incident = None
        self.sign, self.low, self.high, self.value = "", None, None, None
        self.chain = []             # innermost first; each step its joint speakers, each of them its right names
        self.implicit = self.disputed = self.unhedged = False       # disputed: who speaks is open, any answer is right


def number(words):
    """("n", v), ("range", low, high), ("vague",) or None for words that are no number."""
    w = re.sub(r"\s+", " ", words.lower().replace("’", "'").strip())
    if w in ZEROS:
        return ("n", 0)
    if VAGUE.match(w):
        return ("vague",)
    v = simple(w)
    if v is not None:
        return ("n", v)
    for cut in (r" or ", r" to ", r"[-–—]", r"-to-", r" and ", r",? (?:or |and )?(?:possibly|perhaps|maybe) (?:as many as |even )?"):
        for m in re.finditer(cut, w):
            a, b = simple(w[:m.start()]), simple(w[m.end():])
            if b is not None and a is None:         # "two to three hundred", "3-4 million"
                continue
            if a is not None and b is not None and a < b:
                last = w[m.end():].split()
                if len(last) > 1 and last[-1] in SCALES and a < 100 <= b:
                    a *= SCALES[last[-1]]
                elif len(last) > 1 and last[-1] == "dozen" and a < 12:
                    a *= 12
                return ("range", a, b)
    return None


def simple(w):
    w = w.strip().replace("-", " ")
    m = re.fullmatch(r"(\d{1,3}(?:[, ]\d{3})+|\d+)(\.\d+)?(?: ?(hundred|thousand|million|billion|m|k|dozen))?", w)
    if m:
        v = float(re.sub(r"[, ]", "", m[1]) + (m[2] or ""))
        v *= {"m": 10 ** 6, "k": 1000, "dozen": 12, None: 1}.get(m[3]) or SCALES.get(m[3], 1)
        return int(round(v))
    t = w.split()
    if not t:
        return None
    if t[:3] == ["half", "a", "dozen"] and len(t) == 3 or t == ["a", "half", "dozen"]:
        return 6
    if t in (["half", "a", "million"], ["half", "a", "billion"]):
        return SCALES[t[2]] // 2
    if t in (["a", "quarter", "of", "a", "million"], ["quarter", "of", "a", "million"]):
        return 250000
    if t[0] in ("a", "an") and len(t) == 1:
        return None
    total, run, seen, i = 0, 0, False, 0
    while i < len(t):
        x = t[i]
        if x in ("a", "an") and i == 0:
            if len(t) > 1 and (t[1] in SCALES or t[1] in NOUNS):
                run = 1
            else:
                return None
        elif x == "and" and seen and i + 1 < len(t):
            if t[i + 1:i + 3] == ["a", "half"] and i + 3 < len(t) and t[i + 3] in SCALES:
                return total + int((run + .5) * SCALES[t[i + 3]])
        elif x in UNITS:
            if run % 10 and seen or run % 100 >= 10 and UNITS[x] >= 10:
                return None
            run += UNITS[x]
        elif x in TENS:
            if run % 100:
                return None
            run += TENS[x]
        elif x == "hundred":
            if not run:
                return None
            run *= 100
        elif x in SCALES:
            if not run:
                return None
            total += run * SCALES[x]
            run = 0
        elif x in NOUNS and i == len(t) - 1:
            run = (run or 1) * NOUNS[x]
        else:
            return None
        seen = seen or x not in ("a", "an")
        i += 1
    return total + run if seen else None


TENS_BEFORE = re.compile(r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-$", re.I)
UNIT_AFTER = re.compile(r"-(?:one|two|three|four|five|six|seven|eight|nine)\b", re.I)


def occurrences(text, words):
    """Starts of `words` in `text`, case as written, not inside a longer word, numeral or "twenty-two"."""
    out, i = [], text.find(words)
    while i >= 0:
        a, b = text[max(0, i - 2):i], text[i + len(words):i + len(words) + 2]
        inside = (a[-1:].isalnum() or b[:1].isalnum()
                  or words[:1].isdigit() and len(a) == 2 and a[0].isdigit() and a[1] in ".,"
                  or words[-1:].isdigit() and len(b) == 2 and b[0] in ".," and b[1].isdigit())
        if words.lower() in UNITS and TENS_BEFORE.search(text[max(0, i - 8):i]):
            inside = True
        if words.lower() in TENS and UNIT_AFTER.match(text[i + len(words):i + len(words) + 8]):
            inside = True
        if not inside:
            out.append(i)
        i = text.find(words, i + 1)
    return out


def locate(text, ref):
    """The span that `words` or `words#n` names."""
    m = re.fullmatch(r"(.*?)(?:#(\d+))?", ref, re.S)
    words, n = m[1], m[2]
    at = occurrences(text, words)
    if not at:
        raise Fault(f"'{words}' does not occur in the text")
    if n is None and len(at) > 1:
        raise Fault(f"'{words}' occurs {len(at)} times; say which, as '{words}#1'")
    k = int(n or 1)
    if not 1 <= k <= len(at):
        raise Fault(f"'{words}' occurs {len(at)} times, not {k}")
    return words, (at[k - 1], at[k - 1] + len(words))


def occurs(text, words):
    return " ".join(words.split()) in " ".join(text.split())


def set_value(c, spec):
    if spec == "vague":
        c.sign = "vague"
        return
    m = re.fullmatch(r"(\d+)\.\.(\d+)", spec)
    if m:
        c.sign, c.low, c.high = "..", int(m[1]), int(m[2])
        return
    m = re.fullmatch(r"(>=|<=|>|<|~|)(\d+)", spec)
    if not m:
        raise Fault(f"'{spec}' is no value; write 22, >=22, >22, <=22, <22, ~22, 2..3 or vague")
    c.sign, c.value = m[1], int(m[2])
    c.low = c.value if c.sign in ("", ">=", ">") else None
    c.high = c.value if c.sign in ("", "<=", "<") else None


def read_claim(p, line, row):
    f = [x.strip() for x in row.split("|")]
    if len(f) < 6:
        raise Fault("a claim has at least six fields: words | measure | value | polarity | speakers | main or background")
    c = Claim(line)
    c.ref, c.measure, spec, c.polarity, speakers, c.incident = f[:6]
    for x, allowed, what in ((c.measure, MEASURES, "measure"), (c.polarity, POLARITIES, "polarity"), (c.incident, INCIDENTS, "incident")):
        if x not in allowed:
            raise Fault(f"'{x}' is no {what}")
    for x in f[6:]:
        if x in ("implicit", "unhedged"):
            setattr(c, x, True)
            continue
        k, _, v = x.partition("=")
        if k not in KEYS or not v:
            raise Fault(f"'{x}' is no key=value of a claim")
        if k in FIXED and v not in FIXED[k]:
            raise Fault(f"'{v}' is no {k}")
        if k == "nationality" and not re.fullmatch(r"[A-Z]{2}", v):
            raise Fault(f"'{v}' is no ISO code of a country")
        if k == "combined" and (v.split("+")[0] != c.measure or not set(v.split("+")) <= set(MEASURES)):
            raise Fault("'combined' lists measures, the claim's own first")
        if k in ("of", "cue") and not occurs(p.text, v):
            raise Fault(f"{k}: '{v}' does not occur in the text")
        if k == "as_of" and not re.fullmatch(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d)?)?)?", v):
            raise Fault(f"'{v}' is no date")
        if k in c.keys:
            raise Fault(f"two '{k}'")
        c.keys[k] = v
    set_value(c, spec)
    if c.ref == "-":
        if not c.implicit or "of" not in c.keys:
            raise Fault("an implicit claim is written '-', with of=WORDS and the flag implicit")
        if c.value is None:
            raise Fault("an implicit claim has a number")
        c.words = c.keys["of"]
    else:
        if c.implicit:
            raise Fault("an implicit claim has '-' for its words")
        c.words, c.span = locate(p.text, c.ref)
        agree(p, c, spec)
    if speakers == "-":
        if "cue" in c.keys:
            raise Fault("a cue without a speaker")
    elif speakers == "?":
        c.disputed = True
    else:
        for step in speakers.split(" ; "):
            joint = [[n.strip() for n in s.split("/")] for s in step.split("+")]
            for names in joint:
                for n in names:
                    if not n or not occurs(p.text, n):
                        raise Fault(f"speaker '{n}' does not occur in the text")
            c.chain.append(joint)
    return c


def agree(p, c, spec):
    """The value against the words, and against a hedge right beside them."""
    n = number(c.words)
    if n is None:
        raise Fault(f"'{c.words}' is no number that this program can read")
    want = ("vague",) if c.sign == "vague" else ("range", c.low, c.high) if c.sign == ".." else ("n", c.value)
    if n != want:
        raise Fault(f"'{c.words}' is {n}, but the mark says {spec}")
    if c.sign in ("vague", "..") or c.unhedged:
        return
    before = " ".join(p.text[max(0, c.span[0] - 40):c.span[0]].lower().split())
    after = p.text[c.span[1]:c.span[1] + 30].lower()
    said = None
    found = [(m.start(), signs) for pat, signs in BEFORE for m in [re.search(r"(?:^|[^\w-])(?:" + pat + r")$", before)] if m]
    if found:
        said = min(found)[1]                    # the longest: "no more than" before "more than"
    if said is None:
        for pat, signs in AFTER:
            if re.match(r"\s?(?:" + pat + r")", after):
                said = signs
    if said and c.sign not in said and not ("possible" in said and c.polarity == "possible"):
        raise Fault(f"'{c.words}' has a hedge beside it, but the mark says {spec}")
    if not said and c.sign and c.value:
        near = before + " " + c.words.lower()
        gap = re.search(r"(?:at least|nearer|at the least|couple|more than|over|up to|as many as|about|around|some|nearly|almost|fewer than|less than|under|"
                        r"perhaps|may|maybe|estimated|reached|pass|passed|past|topped|approx|exceed\w*|surpass\w*|roughly|minimum|rising|dozen)\b.{0,40}$",
                        near, re.S) or re.match(r".{0,60}?\b(?:or more|at least|at the least|at the very least|counting|or so|maybe|possibly|roughly|approximately|"
                                                  r"at most|tops|maximum|minimum|give or take|odd|if not more|and rising|estimated?)\b", after, re.S)
        if not gap:
            raise Fault(f"the mark says {spec}, but no hedge stands near '{c.words}'")


def check_links(p):
    spans, seen = {}, set()
    for c in p.claims:
        if c.span:
            if c.span in spans:
                raise_at(p, c.line, f"two claims on the same words '{c.words}'")
            spans[c.span] = c
        k = (c.span, c.words, c.measure, c.keys.get("of") if not c.span else None)
        if k in seen:
            raise_at(p, c.line, "the same claim twice")
        seen.add(k)
    got = sorted(spans)
    for a, b in zip(got, got[1:]):
        if b[0] < a[1]:
            raise_at(p, spans[b].line, f"'{spans[b].words}' lies inside the number of another claim")
    for c in p.claims:
        for k in LINKS:
            if k in c.keys:
                target = None
                try:
                    target = spans.get(locate(p.text, c.keys[k])[1])
                except Fault as e:
                    raise_at(p, c.line, f"{k}: {e}")
                if target is None:
                    raise_at(p, c.line, f"{k}: '{c.keys[k]}' is not the number of a claim here")
                elif target is c:
                    raise_at(p, c.line, f"{k}: a claim cannot point to itself")
                elif k == "part_of" and c.value and target.value and c.value > target.value and target.sign in ("", "<", "<="):
                    raise_at(p, c.line, f"part_of: {c.value} is more than {target.value}")
    for line, words, span, why in p.not_claims:
        if span in spans:
            raise_at(p, line, f"'{words}' is marked as a claim and as none")


FAULTS = []


def raise_at(p, line, what):
    FAULTS.append(f"{p.path}:{line}: {what}")


def finish(p):
    if not p.text:
        return
    marks, p.marks = p.marks, None
    for line, row in marks:
        try:
            if row.startswith("!"):
                f = [x.strip() for x in row[1:].split("|")]
                if len(f) != 2 or f[1] not in WHY_NOT:
                    raise Fault("a non-claim is written '! words | why', why being one of: " + " ".join(WHY_NOT))
                words, span = locate(p.text, f[0])
                p.not_claims.append((line, words, span, f[1]))
            else:
                p.claims.append(read_claim(p, line, row))
        except Fault as e:
            raise_at(p, line, str(e))
    check_links(p)
    for k, v in p.head.items():
        if k in ("published", "date") and v != "-" and not re.fullmatch(r"\d{4}-\d\d-\d\d(T\d\d:\d\d)?", v):
            raise_at(p, p.line, f"{k}: '{v}' is no date")
        if k == "kind" and not set(v.split("/")) <= set(KINDS):
            raise_at(p, p.line, f"kind: '{v}' is none of the schema's")
        if k == "country" and v != "-" and not re.fullmatch("[A-Z]{2}", v):
            raise_at(p, p.line, f"country: '{v}' is no ISO code")
        if k == "place" and v != "-":
            for n in v.split("/"):
                if not occurs(p.text.lower(), n.lower()):
                    raise_at(p, p.line, f"place: '{n}' does not occur in the text")


def load_file(path):
    out, p, part = [], None, "top"
    with open(path, encoding="utf-8") as f:
        rows = f.read().split("\n")
    for i, row in enumerate(rows, 1):
        row = row.rstrip("\r")
        m = re.fullmatch(r"==\s+(\S+)", row)
        if m:
            if p:
                out.append(p)
            p, part = Passage(path, i, m[1]), "head"
            p.marks = []
        elif part == "top":
            if row and not row.startswith("#"):
                FAULTS.append(f"{path}:{i}: text before the first '== name'")
        elif row == "--" and part != "marks":
            part = "marks"
            while p.lines and not p.lines[-1]:
                p.lines.pop()
            p.text = "\n".join(p.lines)
            if not p.text:
                raise_at(p, i, "no text")
        elif part == "marks":
            if row.strip() and not row.startswith("# "):
                p.marks.append((i, row.strip()))
        else:
            m = re.fullmatch(r"([a-z]+):\s+(.*)", row)
            if part == "head" and m and m[1] in HEADERS:
                p.head[m[1]] = m[2].strip()
            elif part == "head" and not row and not p.lines:
                pass
            else:
                part = "text"
                p.lines.append(row)
    if p:
        out.append(p)
    for p in out:
        if not p.text:
            raise_at(p, p.line, "no '--' after the text")
        finish(p)
    if rows and not rows[0].startswith("# "):
        FAULTS.append(f"{path}:1: the first line says, after '# ', what the file holds")
    return out


def load(paths):
    """All passages of files and folders, sorted by path; faults are gathered in FAULTS."""
    files = []
    for x in paths:
        if os.path.isdir(x):
            for d, dirs, names in os.walk(x):
                dirs.sort()
                files += [os.path.join(d, n) for n in sorted(names) if n.endswith(".txt")]
        else:
            files.append(x)
    out, names, texts = [], {}, {}
    for x in files:
        for p in load_file(x):
            if p.name in names:
                raise_at(p, p.line, f"the name '{p.name}' is taken: {names[p.name]}")
            names[p.name] = f"{p.path}:{p.line}"
            if p.text and p.text in texts:
                raise_at(p, p.line, f"the same text as {texts[p.text]}")
            texts[p.text] = f"{p.path}:{p.line}"
            out.append(p)
    return out


def main():
    args = [a for a in sys.argv[1:] if not a.startswith("--")]
    if any(a in ("-h", "--help") for a in sys.argv[1:]):
        sys.exit(__doc__)
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    paths = args or [d for d in (os.path.join(root, "tests/corpus/claims"), os.path.join(root, "data/claims/src")) if os.path.isdir(d)]
    for a in args:
        if not os.path.exists(a):
            sys.exit(f"check_corpus.py: {a}: no such file")
    ps = load(paths)
    if "--list" in sys.argv:
        for p in ps:
            print(f"{p.path}:{p.line}: {p.name}: {len(p.claims)} claims, {len(p.not_claims)} non-claims")
    for f in FAULTS:
        print(f, file=sys.stderr)
    n = sum(len(p.claims) for p in ps)
    print(f"{len(ps)} passages, {n} claims ({sum(c.implicit for p in ps for c in p.claims)} implicit), "
          f"{sum(len(p.not_claims) for p in ps)} non-claims, {len(FAULTS)} faults")
    if not ps:
        sys.exit("check_corpus.py: nothing to check")
    sys.exit(1 if FAULTS else 0)


if __name__ == "__main__":
    main()
