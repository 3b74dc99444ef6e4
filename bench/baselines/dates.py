"""Time expressions by regular expressions, with their TIMEX3 values: what both baselines know of time."""
import datetime
import re
from counts import VALUE, value_of, _ONE

_MON = "(?:Jan(?:uary|\\.)?|Feb(?:ruary|\\.)?|Mar(?:ch|\\.)?|Apr(?:il|\\.)?|May|June?|July?|Aug(?:ust|\\.)?|Sept?(?:ember|\\.)?|Oct(?:ober|\\.)?|Nov(?:ember|\\.)?|Dec(?:ember|\\.)?)(?![a-z])"
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_DAY = "(?:" + "|".join(_DAYS) + ")"
_PART = r"(?P<part>morning|afternoon|evening|night)"
_PARTS = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI", "tonight": "TNI"}
_UNIT = r"(?:second|minute|hour|day|week|month|quarter|year|decade|centur(?:y|ie))s?"
_UNITS = {"second": ("PT", "S"), "minute": ("PT", "M"), "hour": ("PT", "H"), "day": ("P", "D"), "week": ("P", "W"), "month": ("P", "M"), "quarter": ("P", "Q"), "year": ("P", "Y"), "decade": ("P", "E"), "centur": ("P", "C")}
_ORD = "first second third fourth".split()

RULES = [(name, re.compile(p, re.I)) for name, p in [
    ("iso", r"\b(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)\b"),
    ("dmy", rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<mon>{_MON})(?:,?\s+(?P<y>\d{{4}}|\d\d(?=\s*(?:[(\-,.]|$))))?"),
    ("mdy", rf"\b(?P<mon>{_MON})\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:])(?:,?\s+(?P<y>\d{{4}}))?"),
    ("my", rf"\b(?P<mon>{_MON}),?\s+(?:of\s+)?(?P<y>\d{{4}})\b"),
    ("slash", r"\b(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>\d{4}|\d\d)\b"),
    ("weekday", rf"\b(?:(?P<rel>last|next|this|early|late)\s+)?(?P<wd>{_DAY})(?:\s+{_PART})?\b"),
    ("deictic", rf"\b(?P<w>today|yesterday|tomorrow|tonight)(?:\s+{_PART})?\b"),
    ("thispart", rf"\b(?:this|that)\s+{_PART}\b"),
    ("ago", rf"\b(?:(?:about|nearly|almost|more than|over|around|some)\s+)?(?P<n>an?|several|{_ONE})\s+(?P<u>{_UNIT})\s+(?P<dir>ago|earlier|later|before)\b"),
    ("quarter", r"\b(?:the\s+)?(?P<o>first|second|third|fourth)[\s-]quarter(?:\s+of\s+(?P<y>\d{4}))?"),
    ("relunit", r"\b(?:the\s+)?(?P<rel>this|last|next|previous|past|current|coming|same|latest)\s+(?P<u>day|week|weekend|month|quarter|year|decade|century)\b"),
    ("duration", rf"\b(?:(?:at least|about|nearly|almost|more than|over|around|up to)\s+)?(?:the\s+(?:past|last|next|first)\s+)?(?P<n>an?|several|a\s+few|{_ONE})[\s-]+(?:more\s+)?(?P<u>{_UNIT})\b(?![\s-]olds?)"),
    ("set", r"\b(?P<w>every|each)\s+(?P<u>day|week|month|year)\b|\b(?P<a>daily|weekly|monthly|yearly|annually|annual)\b"),
    ("decade", r"\b(?:the\s+)?(?:(?:early|late|mid)[\s-]+)?(?P<d>(?:18|19|20)\d)0s\b"),
    ("year", r"(?<![\d$.,-])\b(?P<y>(?:1[89]|20)\d\d)\b(?![\d%]|,\d|-\w)"),
    ("month", r"\b(?:(?:early|late|mid|last|this|next)[\s-]+)?(?P<mon>(?-i:Jan\.|January|February|Feb\.|March|April|(?<=in )May|June|July|August|Aug\.|September|Sept\.|October|Oct\.|November|Nov\.|December|Dec\.))(?!\w)"),
    ("clock", r"\b(?P<h>\d{1,2})(?:[:.](?P<mi>\d\d))?\s*(?P<ap>[ap])\.?m\b\.?|\b(?P<h2>\d{1,2}):(?P<mi2>\d\d)\b"),
    ("vague", r"\b(?P<w>now|currently|recently|recent|nowadays|the\s+past|the\s+future|at\s+present|once|formerly|soon)\b"),
]]


def day_of(published):
    try:
        return datetime.date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def _year(y, ref):
    return int(y) if len(y) == 4 else (1900 if int(y) > 40 else 2000) + int(y)


def _date(y, m, d):
    try:
        return datetime.date(y, m, d).isoformat()
    except ValueError:
        return None


def _shift(ref, unit, n):
    """the date n units from ref (n < 0: before), as precise as the unit"""
    if unit in ("second", "minute", "hour"):
        return "PRESENT_REF" if n == 0 else ref.isoformat()
    if unit == "day":
        return (ref + datetime.timedelta(days=n)).isoformat()
    if unit in ("week", "weekend"):
        y, w, _ = (ref + datetime.timedelta(weeks=n)).isocalendar()
        return f"{y}-W{w:02}" + ("-WE" if unit == "weekend" else "")
    if unit == "month":
        k = ref.year * 12 + ref.month - 1 + n
        return f"{k // 12}-{k % 12 + 1:02}"
    if unit == "quarter":
        k = ref.year * 4 + (ref.month - 1) // 3 + n
        return f"{k // 4}-Q{k % 4 + 1}"
    if unit == "year":
        return f"{ref.year + n:04}"
    return str((ref.year + n * (10 if unit == "decade" else 100)) // (10 if unit == "decade" else 100))


def _amount(n):
    w = n.lower()
    return 1 if w in ("a", "an") else None if w.split()[0] in ("several", "a") and w not in VALUE and "few" in w or w == "several" else value_of(n)


def _value(name, m, ref):
    """(TIMEX3 type, value) of a match, or None"""
    g = m.groupdict()
    if name in ("iso", "dmy", "mdy", "my", "slash", "month"):
        mon = int(g["m"]) if g.get("m") else _MONTHS.index(g["mon"][:3].lower()) + 1
        y = _year(g["y"], ref) if g.get("y") else None
        if y is None and ref:
            y = ref.year - (mon > ref.month + (1 if name == "month" else 0)) if name != "month" or "next" not in m.group().lower() else ref.year
        if name in ("my", "month"):
            return ("DATE", f"{y:04}-{mon:02}") if y else ("DATE", f"XXXX-{mon:02}")
        v = _date(y, mon, int(g["d"])) if y else f"XXXX-{mon:02}-{int(g['d']):02}"
        return ("DATE", v) if v else None
    if name == "weekday":
        if not ref:
            return "DATE", "XXXX-WXX-" + str(_DAYS.index(g["wd"].lower()) + 1)
        back = (ref.weekday() - _DAYS.index(g["wd"].lower())) % 7
        if (g["rel"] or "").lower() == "next":
            back -= 7
        v = (ref - datetime.timedelta(days=back)).isoformat()
        return ("TIME", v + _PARTS[g["part"].lower()]) if g["part"] else ("DATE", v)
    if name in ("deictic", "thispart"):
        w = (g.get("w") or "today").lower()
        if not ref:
            return "DATE", "PRESENT_REF"
        v = (ref + datetime.timedelta(days={"yesterday": -1, "tomorrow": 1}.get(w, 0))).isoformat()
        part = "night" if w == "tonight" else (g.get("part") or "").lower()
        return ("TIME", v + "T" + _PARTS[part][1:]) if part else ("DATE", v)
    if name in ("ago", "duration"):
        n, unit = _amount(g["n"]), re.sub(r"(?:y|ie)?s?$", "", g["u"].lower()) if g["u"].lower().startswith("centur") else g["u"].lower().rstrip("s")
        if name == "duration" or not ref or n is None and name == "ago":
            if name == "ago":
                return "DATE", "PAST_REF" if g["dir"].lower() != "later" else "FUTURE_REF"
            p, u = _UNITS[unit]
            return "DURATION", f"{p}{'X' if n is None else n}{u}"
        return "DATE", _shift(ref, unit, n if g["dir"].lower() == "later" else -n)
    if name == "quarter":
        return "DATE", f"{g['y'] or (ref.year if ref else 'XXXX')}-Q{_ORD.index(g['o'].lower()) + 1}"
    if name == "relunit":
        if not ref:
            return "DATE", "PAST_REF"
        rel = g["rel"].lower()
        return "DATE", _shift(ref, g["u"].lower(), {"last": -1, "previous": -1, "past": -1, "latest": -1, "next": 1, "coming": 1}.get(rel, 0))
    if name == "set":
        u = (g["u"] or {"d": "day", "w": "week", "m": "month"}.get((g["a"] or "y")[0].lower(), "year")).lower()
        return "SET", "P1" + _UNITS[u][1]
    if name == "decade":
        return "DATE", g["d"]
    if name == "year":
        return "DATE", g["y"]
    if name == "clock":
        h, mi = int(g["h"] or g["h2"]), int(g["mi"] or g["mi2"] or 0)
        if h > 24 or mi > 59:
            return None
        if g["ap"]:
            h = h % 12 + (12 if g["ap"].lower() == "p" else 0)
        return "TIME", f"{ref.isoformat() if ref else 'XXXX-XX-XX'}T{h:02}:{mi:02}"
    w = g["w"].lower().split()[-1]
    return "DATE", {"recently": "PAST_REF", "recent": "PAST_REF", "past": "PAST_REF", "once": "PAST_REF", "formerly": "PAST_REF", "future": "FUTURE_REF", "soon": "FUTURE_REF"}.get(w, "PRESENT_REF")


def find(text, published):
    """[{span, type, value}], longest match of the earliest rule first, none overlapping"""
    ref, taken, out = day_of(published), [], []
    for name, rule in RULES:
        for m in rule.finditer(text):
            s, e = m.span()
            if any(s < b and a < e for a, b in taken):
                continue
            tv = _value(name, m, ref)
            if tv:
                taken.append((s, e))
                out.append({"span": [s, e], "type": tv[0], "value": tv[1]})
    return sorted(out, key=lambda t: t["span"])
