"""Numbers of English news by one regular expression: value, range, hedge, and why a number counts no people."""
import re
from lists import HEDGE_RE, PERSON_NOUNS

UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
VALUE = {w: i for i, w in enumerate(UNITS)} | {w: 20 + 10 * i for i, w in enumerate(TENS)}
SCALE = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 10 ** 6, "billion": 10 ** 9}

_NW = "(?:" + "|".join(sorted(UNITS + TENS + list(SCALE), key=len, reverse=True)) + ")"
_WORDS = rf"(?:(?:half\s+)?a\s+(?={'|'.join(SCALE)}))?{_NW}\b(?:(?:[\s-]+|\s+and\s+(?<=hundred\sand\s)){_NW}\b)*"
_DIGITS = r"(?<![\w.$€£,:/#-])(?:\d{1,3}(?:,\d{3})+|\d+(?:\.\d+(?=\s+(?:million|billion)))?)(?:\s+(?:hundred|thousand|million|billion|dozen)\b)?(?![\w:/]|\.\d|,\d|%)"
_ONE = rf"(?:{_DIGITS}|\b{_WORDS})"
_VAGUE = r"\b(?:(?:tens|hundreds|thousands|dozens|scores|millions)(?:\s+of\s+(?:thousands|millions|hundreds))?|several\s+(?:dozen|hundred|thousand))\b"
NUMBER_RE = re.compile(rf"(?P<vague>{_VAGUE})|(?P<zero>\bno(?:\s+one)?\b|\bnobody\b)|(?P<a>{_ONE})(?:\s*(?P<sep>-|–|\bto\b|\bor\b)\s*(?P<b>{_ONE}))?", re.I)

MONTHS = "Jan(?:uary|\\.)?|Feb(?:ruary|\\.)?|Mar(?:ch|\\.)?|Apr(?:il|\\.)?|May|June?|July?|Aug(?:ust|\\.)?|Sept?(?:ember|\\.)?|Oct(?:ober|\\.)?|Nov(?:ember|\\.)?|Dec(?:ember|\\.)?"
_AFTER = re.compile(rf"""\s*-?\s*(?:
  (?P<age>years?[\s-]olds?|months?[\s-]olds?)
 |(?P<percent>%|per\s?cent)
 |(?P<money>dollars|euros|pounds|pesos|rupees|yen|cents)
 |(?P<measure>km|kms|kilomet\w+|miles?|met(?:er|re)s?|feet|foot|inch(?:es)?|kg|kilos?|kilograms?|tons?|tonnes|acres|hectares|degrees|mph|kph|magnitude|stor(?:y|ey|ies)|floors?|bedrooms?|caliber|mm|square)
 |(?P<duration>seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|centur\w+|nights?)
 |(?P<time>a\.?m\b|p\.?m\b|o'clock|GMT|UTC|local\s+time)
 |(?P<date>(?:{MONTHS})\b)
 |(?P<street>(?:[NSEW]\.?\s+)?(?:[A-Z]\w+\s+){{1,2}}(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Drive|Lane)\b|block\b)
 |(?P<times>times|percent|points?|votes?|goals?|seats|bombs?|shots|rounds|attacks?|explosions|blasts|aftershocks|cars|vehicles|others?\s+(?:attacks?|cars))
 )(?!\w)""", re.X | re.I)
_BEFORE = re.compile(rf"(?:(?P<date>\b(?:{MONTHS})\s+)|(?P<label>\b(?:highway|route|interstate|no\.|number|room|flight|magnitude|page|chapter|section|boeing|airbus|channel|apartment|unit|group|group\s+of)\s+)|(?P<age>\baged?\s+|\bage\s+of\s+)|(?P<clock>\bat\s+(?=\d{{4}}\b)))$", re.I)


def value_of(words):
    t = words.lower().replace(",", "")
    if re.match(r"[\d.]+$", t):
        return int(float(t))
    total, current = 0, 0.0
    for w in re.findall(r"[a-z]+|[\d.]+", t):
        if w == "half":
            current = 0.5
        elif w == "a":
            current = current or 1
        elif w == "and":
            continue
        elif w in VALUE:
            current += VALUE[w]
        elif w in SCALE:
            current = (current or 1) * SCALE[w]
            if SCALE[w] >= 1000:
                total, current = total + current, 0
        else:
            current += float(w)
    return int(total + current)


def excluded(text, s, e, value):
    """why this number counts nothing that a toll counts; None if it may"""
    after = _AFTER.match(text, e)
    if after:
        return after.lastgroup
    before = _BEFORE.search(text, max(0, s - 24), s)
    if before:
        return before.lastgroup
    digits = text[s:e]
    if digits.isdigit():
        if len(digits) == 4 and 1700 <= value <= 2035:
            return "year"
        if re.match(r"\s*[,.)]", text[e:e + 2]) and re.search(r"[A-Za-z.],\s*$", text[max(0, s - 4):s]) and 1 < value < 110:
            return "age"
        if len(digits) > 1 and digits[0] == "0":
            return "code"
    if digits.lower() == "one":
        nxt = re.findall(r"[a-z]+", text[e:e + 40].lower())[:3]
        if not nxt or nxt[0] in ("of", "another", "day", "side") or not (set(nxt) & PERSON_NOUNS or nxt[0] in ("dead", "killed", "injured", "wounded", "missing", "death", "other", "in")):
            return "pronoun"
    return None


def find(text):
    """[{start, end, low, high, value, hedge, excluded}] in the order of the text"""
    out = []
    for m in NUMBER_RE.finditer(text):
        s, e = m.span()
        if out and s < out[-1]["end"]:
            continue
        n = {"start": s, "end": e, "low": None, "high": None, "value": None, "hedge": "exact", "excluded": None}
        if m["vague"]:
            n["hedge"] = "vague"
        elif m["zero"]:
            n.update(low=0, high=0, value=0, end=min(e, s + 2) if m["zero"].lower().startswith("no") and m["zero"].lower() != "nobody" else e)
        elif m["b"]:
            a, b = value_of(m["a"]), value_of(m["b"])
            if m["sep"] in "-–" and b < a or a >= b:          # "20-1", "Flight 370 to 2": no range, take the first alone
                n.update(end=m.end("a"), low=a, high=a, value=a)
            else:
                n.update(low=a, high=b, hedge="range")
            n["excluded"] = excluded(text, s, e, b)
        else:
            v = value_of(m["a"])
            n.update(low=v, high=v, value=v)
            n["excluded"] = excluded(text, s, e, v)
        hedge = next((h for h, r in HEDGE_RE if r.search(text, max(0, s - 32), s)), None)
        if n["value"] and re.match(r"\s+or\s+more\b", text[e:e + 10]):
            hedge = "at-least"
        if hedge and n["value"]:
            v = n["value"]
            n["hedge"] = hedge
            n["low"] = v if hedge in ("at-least", "more-than") else None
            n["high"] = v if hedge in ("at-most", "less-than") else None
        elif re.search(r"\bbetween\s+$", text[max(0, s - 10):s]):
            m2 = re.match(rf"\s+and\s+({_ONE})", text[e:e + 30], re.I)
            if m2 and n["value"] is not None:
                n.update(end=e + m2.end(), high=value_of(m2[1]), value=None, hedge="range")
        out.append(n)
    return out
