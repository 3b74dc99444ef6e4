"""Text to tokens, tokens to pieces, pieces to windows, as FORMAT.md §2 and §3 say it.

The tokenizer here stands in for src/reader's while training and evaluating in Python: it cuts English as Universal
Dependencies does. The model answers per token, so small differences between the two cost little; the pieces, cases,
gaps and windows of given tokens are exact.
"""
import bisect
import functools
import re
import unicodedata

CASE_NONE, CASE_LOWER, CASE_TITLE, CASE_UPPER, CASE_SINGLE, CASE_MIXED = range(6)
GAP_NONE, GAP_SPACE, GAP_LINE, GAP_PARAGRAPH, GAP_INSIDE = range(5)
CLOSERS = {'"', "'", "”", "’", "»", ")", "]", "}", "''"}
CJK = [(0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F), (0x2B740, 0x2B81F),
       (0x2B820, 0x2CEAF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F)]

# Abbreviations whose full stop belongs to them.
ABBREVIATION = re.compile(
    r"(?:mr|mrs|ms|dr|prof|gen|lt|col|maj|capt|cmdr|sgt|adm|gov|sen|rep|reps|sens|rev|hon|pres|st|jr|sr|vs|etc|inc|"
    r"ltd|co|corp|dept|no|nos|approx|est|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec|mon|tue|tues|wed|thu|thur|"
    r"thurs|fri|sat|sun|ala|ariz|ark|calif|colo|conn|del|fla|ga|ill|ind|kan|ky|la|md|mass|mich|minn|miss|mont|neb|"
    r"nev|okla|ore|pa|tenn|tex|vt|va|wash|wis|wyo|fig|vol|ed|al|ave|blvd|rd|mt|ft|bros|e\.g|i\.e|a\.m|p\.m|"
    r"(?:[a-z]\.)*[a-z])\.$", re.I)
URL = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|\w+\.(?:com|org|net|edu|gov)(?:/\S*)?(?!\w)", re.I)
NUMBER = re.compile(r"\d{1,4}(?:[/-]\d{2,4}){2,}(?!\w)|\d{2,5}-\d{3,4}(?![\w-])|\d+(?:[.,:]\d+)*(?:st|nd|rd|th|s)?(?!\w)|\.\d+", re.I)
INITIALS = re.compile(r"(?:[A-Za-z]\.){2,}|[A-Z]\.(?=[\s A-Z]|$)")
WORD = re.compile(r"(?:(?:e|co|non|pre|re|mis|counter|pro|anti|ex|sub|post|semi|multi|inter|micro|un|uh|mm|b/c(?!\w)|w/o?(?!\w))-(?=[^\W\d_]))?[^\W_]+(?:['’](?=[^\W\d_])[^\W_]+)*", re.I)
PUNCT_RUN = re.compile(r"\.{2,}|-{2,}|!+\??|\?+!?|''|``|[-–—]{1,}|(.)\1*")
CONTRACTION = re.compile(r"(n['’]t|['’](?:s|re|ve|ll|d|m|em))$", re.I)
CANNOT = {"cannot": 3, "gonna": 3, "wanna": 3, "gotta": 3}


def tokenize(text):
    """Half-open spans, in code points."""
    out = []
    for chunk in re.finditer(r"\S+", text):
        i, end = chunk.span()
        while i < end:
            m = URL.match(text, i, end)
            if m and i == chunk.start():
                j = m.end()
                while j > i + 1 and text[j - 1] in ".,;:!?)\"'’”]>":
                    j -= 1
                out.append((i, j)); i = j; continue
            m = NUMBER.match(text, i, end) or INITIALS.match(text, i, end)
            if m:
                out.append((i, m.end())); i = m.end(); continue
            m = WORD.match(text, i, end)
            if m:
                j = m.end()
                if j < end and text[j] == "." and ABBREVIATION.fullmatch(text[i:j + 1]) and (text[i].isupper() or text[i:j].lower() in ("a.m", "p.m", "e.g", "i.e", "etc", "vs")) and (j - i > 1):
                    j += 1
                word(text, i, j, out); i = j; continue
            m = PUNCT_RUN.match(text, i, end)
            j = m.end() if m and text[i] in ".-–—!?`'*=_~#" and m.end() > i else i + 1
            if text[i] == "'" or text[i] == "’":
                c = re.compile(r"['’](?:s|re|ve|ll|d|m|em|\d\ds?)(?!\w)", re.I).match(text, i, end)
                j = c.end() if c else i + 1
            if text[i:j] and set(text[i:j]) == {"."} and j - i == 2:
                j = i + 2
            out.append((i, j)); i = j
    return out


def word(text, i, j, out):
    w = text[i:j]
    m = CONTRACTION.search(w)
    if m and m.start() > 0:
        out.append((i, i + m.start())); out.append((i + m.start(), j))
    elif w.lower() in CANNOT:
        k = CANNOT[w.lower()]
        out.append((i, i + k)); out.append((i + k, j))
    else:
        out.append((i, j))


def is_punctuation(c):
    o = ord(c)
    return 33 <= o <= 47 or 58 <= o <= 64 or 91 <= o <= 96 or 123 <= o <= 126 or unicodedata.category(c)[0] == "P"


def is_cjk(c):
    o = ord(c)
    return any(a <= o <= b for a, b in CJK)


def atoms(token):
    out, run = [], ""
    for raw in token:
        if unicodedata.category(raw) in ("Cc", "Cf", "Co", "Cs", "Cn") or raw == "\ufffd":
            continue
        for c in unicodedata.normalize("NFD", raw.lower()):
            if unicodedata.category(c) == "Mn" or c.isspace():
                continue
            if is_punctuation(c) or is_cjk(c):
                if run:
                    out.append(run)
                run = ""
                out.append(c)
            else:
                run += c
    if run:
        out.append(run)
    return out


class Pieces:
    MAX = 32

    def __init__(self, vocab):
        self.index = {v: i for i, v in enumerate(vocab)}
        self.pad, self.unk, self.cls, self.sep = (self.index[k] for k in ("[PAD]", "[UNK]", "[CLS]", "[SEP]"))
        self.longest = max(map(len, vocab))
        self.of = functools.lru_cache(maxsize=200_000)(self._of)

    def _of(self, token):
        out = []
        for a in atoms(token):
            out += self.atom(a)
        return tuple(out[:self.MAX] or [self.unk])

    def atom(self, a):
        if len(a) > 100:
            return [self.unk]
        out, i = [], 0
        while i < len(a):
            for j in range(min(len(a), i + self.longest), i, -1):
                p = self.index.get(a[i:j] if i == 0 else "##" + a[i:j])
                if p is not None:
                    break
            else:
                return [self.unk]
            out.append(p); i = j
        return out


@functools.lru_cache(maxsize=200_000)
def case_of(token):
    kinds = [c in ("Lu", "Lt") for c in map(unicodedata.category, token) if c in ("Lu", "Lt", "Ll")]
    if not kinds:
        return CASE_NONE
    if not any(kinds):
        return CASE_LOWER
    if all(kinds):
        return CASE_UPPER if len(kinds) > 1 else CASE_SINGLE
    return CASE_TITLE if kinds[0] and not any(kinds[1:]) else CASE_MIXED


def gap_of(text, previous_end, start):
    if previous_end is None:
        return GAP_PARAGRAPH
    between = text[previous_end:start].replace("\r\n", "\n").replace("\r", "\n")
    lines = between.count("\n")
    return GAP_PARAGRAPH if lines >= 2 else GAP_LINE if lines else GAP_SPACE if between else GAP_NONE


def is_end(token):
    return bool(token) and all(c in ".!?…" for c in token)


def cuts(tokens, gaps):
    """For each token, whether a sentence probably begins there (FORMAT.md §3)."""
    out = [False] * len(tokens)
    for t in range(1, len(tokens)):
        if gaps[t] == GAP_PARAGRAPH:
            out[t] = True
        elif gaps[t] >= GAP_SPACE:
            k = t - 1
            while k >= 0 and tokens[k] in CLOSERS:
                k -= 1
            out[t] = k >= 0 and is_end(tokens[k])
    if out:
        out[0] = True
    return out


def windows(sizes, cut, limit):
    """[(a, b)] over tokens and the first token that each window owns: [(a, b, m)]."""
    n = len(sizes)
    total = [0]
    for s in sizes:
        total.append(total[-1] + s)
    room, spans, a = limit - 2, [], 0
    while True:
        e = bisect.bisect_right(total, total[a] + room) - 1
        if e >= n:
            spans.append((a, n)); break
        b = next((c for c in range(e, a, -1) if cut[c] and total[c] - total[a] >= limit // 2), e)
        spans.append((a, b))
        c = next((c for c in range(b - 1, a, -1) if cut[c] and total[b] - total[c] >= 24), None)
        if c is None or total[b] - total[c] > limit // 2:
            c = next((c for c in range(a + 1, b) if total[b] - total[c] <= 24), b)
        a = c
    out = []
    for k, (a, b) in enumerate(spans):
        if k == 0:
            out.append((a, b, a)); continue
        c, d = a, spans[k - 1][1]
        if c >= d:
            m = c
        else:
            m = next((t for t in range(d - 1, c, -1) if cut[t]), None)
            if m is None:
                m = next(t for t in range(c, d + 1) if total[t] - total[c] >= total[d] - total[t])
        out.append((a, b, m))
    return out
