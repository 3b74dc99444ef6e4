#!/usr/bin/env python3
"""Baseline 1: regular expressions and look-ups, the Python standard library only.

usage: regex.py [--merged] < documents.jsonl > records.jsonl

A number near a word of harm is a claim; a speaker is what stands before "said" or after "according to"; the country is
the one named most; one incident a document. No syntax, no names beyond capital letters. Frozen: do not improve it.
"""
import re
from lists import (ATTACK, BACKGROUND_RE, KIND_RE, MEASURE_RE, PERPS, PERSON_NOUNS, POSSIBLE_RE, TARGETS, WEAPONS, country_hits, main_country, main_kind)
import counts
import dates
import record

ABBREVIATION = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Gen|Col|Lt|Maj|Capt|Sgt|Gov|Sen|Rep|Rev|No|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|vs|Inc|Co|Corp|Ltd|Jr|a\.m|p\.m)|\b[A-Z])\.$", re.I)
END = re.compile(r"[.!?]+[\"'”’)\]]*(?=\s+[\"'“‘(\[]*[A-Z0-9])|\n\s*\n")


def sentences(text):
    out, start = [], 0
    for m in END.finditer(text):
        if m.group()[0] == "." and len(m.group()) == 1 and ABBREVIATION.search(text, start, m.end()):
            continue
        out.append([start, m.end()])
        start = m.end()
    out.append([start, len(text)])
    trimmed = []
    for s, e in out:
        while s < e and text[s].isspace():
            s += 1
        while e > s and text[e - 1].isspace():
            e -= 1
        if s < e:
            trimmed.append([s, e])
    return trimmed


# --- who says so ----------------------------------------------------------------------------------------------

CUE = re.compile(r"""\b(?:(?:has|have|had|also|later|then|earlier)\s+){0,2}(?:said|says|say|told|tells|reported|reports|report|added|adds|claimed|claims|announced|stated|states
 |confirmed|confirms|noted|notes|explained|warned|warns|denied|denies|argued|argues|insisted|insists|believes?|believed|thinks?|thought|suggested|suggests|acknowledged|alleged|alleges
 |predicted|promised|tweeted|wrote|writes|asked|called\s+for|pointed\s+out|declared|condemned|accused|revealed|indicated)\b""", re.I | re.X)
ACCORDING = re.compile(r"\baccording\s+to\s+([^,;:.\"“”\n]+(?:\n[^,;:.\"“”\n]+)*(?:\.(?=\s*[a-z])[^,;:.]+)?)", re.I)
OPENING = re.compile(r"^(?:(?:and|but|while|when|as|because|although|that|which|where|after|however|meanwhile|on\s+\w+day|in\s+a\s+statement|also)\b[\s,]*)+", re.I)
FILLER = re.compile(r"^\s*(?:(?:on|late|early)\s+\w+day|\w+day|today|yesterday|in\s+a\s+\w+|at\s+a\s+news\s+conference|here|later|earlier)?[\s,:]*", re.I)
NOT_A_SPEAKER = {"it", "there", "this", "that", "which", "what", "was", "were", "is", "has", "been", "to", "be", "not", "reports", "as", "have"}


def trim(text, s, e, junk=" \t\r\n,;:"):
    while s < e and text[s] in junk:
        s += 1
    while e > s and text[e - 1] in junk:
        e -= 1
    return s, e


def before(text, s, cue):
    """the noun phrase that ends where the cue begins, with its apposition: "Ann Lee, the mayor, said" """
    stretch = text[s:cue]
    m = re.search(r"(?:^|[\"”“;:,\])]|--|\b(?:and|but|that|while|when|as|because)\s)\s*((?:[^,;:\"“”]+?)(?:,\s[^,;:\"“”]{3,60},)?)\s*$", stretch)
    if not m:
        return None
    a, b = trim(text, s + m.start(1), cue)
    a += len(OPENING.match(text[a:b]).group()) if OPENING.match(text[a:b]) else 0
    words = text[a:b].split()
    if not 0 < len(words) <= 14 or set(w.lower() for w in words[-2:] + words[:1]) & NOT_A_SPEAKER:
        return None
    return a, b


def attributions(text, sents):
    out = []
    for s, e in sents:
        for m in ACCORDING.finditer(text, s, e):
            a, b = trim(text, m.start(1), min(m.end(1), e))
            left, right = trim(text, s, m.start()), trim(text, b, e, " \t\r\n,;:.")
            spans = [list(x) for x in (left, right) if x[1] - x[0] > 3]
            if a < b and spans:
                out.append({"source_spans": [[a, b]], "cue_spans": [[m.start(), m.start(1) - 1]], "content_spans": spans})
        done = s
        for m in CUE.finditer(text, s, e):
            src = before(text, done, m.start())
            inverted = re.match(r"\s+((?:[A-Z][\w.'-]+\s*){1,5}|(?:the|a)\s+[\w\s]{3,40}?)(?=[,.]|$)", text[m.end():e])
            if not src and inverted and text[m.start() - 2:m.start()].strip() in (",", '"', "”", ""):
                src = trim(text, m.end() + inverted.start(1), m.end() + inverted.end(1))
                after = src[1]
            elif not src:
                continue
            else:
                after = m.end()
            told = re.match(r"\s+(?:[A-Z][\w.]+|reporters|the\s+\w+(?:\s+\w+)?)(?=\s+that|\s+[a-z]|,|\.)", text[after:e]) if m.group().lower().endswith("told") else None
            after += told.end() if told else 0
            after += FILLER.match(text[after:e]).end()
            right = trim(text, after, e, " \t\r\n,;:.")
            left = trim(text, done, min(src[0], m.start()))
            spans = []
            if len(text[left[0]:left[1]].split()) >= 3 and text[:min(src[0], m.start())].rstrip()[-1:] in ",\"”?!":
                spans.append(list(left))
            if len(text[right[0]:right[1]].split()) >= 3 and (not spans or '"' in text[right[0]:right[1]] or "“" in text[right[0]:right[1]]):
                spans.append(list(right))
            if spans:
                quoted = [text[x:y] for x, y in spans]
                speech = "direct" if all(re.match(r"[\"“]", q) for q in quoted) else "mixed" if any(re.search(r"[\"“]", q) for q in quoted) else "indirect"
                out.append({"source_spans": [list(src)], "cue_spans": [[m.start(), m.end()]], "content_spans": spans, "speech": speech,
                            "stance": "denies" if "den" in m.group().lower() else "asserts"})
                break                                       # one said-clause a sentence
    return out


# --- numbers near words of harm -------------------------------------------------------------------------------

def nearest_measure(text, s, e, num):
    """the measure whose word is nearest to the number in its sentence; a comma or conjunction between costs three words"""
    best = None
    for measure, rule in MEASURE_RE.items():
        for m in rule.finditer(text, s, e):
            between = text[num["end"]:m.start()] if m.start() >= num["end"] else text[m.end():num["start"]]
            cost = len(between.split()) + 3 * len(re.findall(r"[,;]|\b(?:and|but|while|as|after|when|including)\b", between, re.I))
            if m.start() < num["start"]:
                cost += 0.5
            if cost <= 8 and (best is None or cost < best[0]):
                best = (cost, measure, m)
    return best


def counted(text, e):
    """the noun that a number counts, if it follows within three words"""
    m = re.match(r"\s+((?:other\s+|more\s+)?(?:[\w'-]+\s+){0,2}?[A-Za-z]+)\b", text[e:e + 60])
    for w in (m[1].split() if m else []):
        if w.lower() in PERSON_NOUNS or w.lower() in ("houses", "homes", "victims"):
            return w
    return None


def background(text, s, e, times, ref):
    """a cue word in the sentence, or a day more than four days before publication; the headline is news"""
    old = ref and any(s <= t["span"][0] < e and re.fullmatch(r"\d{4}-\d\d-\d\d", t["value"]) and (ref - dates.day_of(t["value"])).days > 4 for t in times)
    return s > 0 and bool(old or BACKGROUND_RE.search(text, s, e))


def implicit(text, out):
    """"A man was shot dead": one, where a word of harm stands in the text but no number with it"""
    for measure in ("killed", "injured"):  
        if not any(c["measure"] == measure and c["value"] for c in out):
            m = MEASURE_RE[measure].search(text)
            if m:
                out.append({"span": [m.start(), m.end()], "number_span": None, "measure": measure, "of": None, "low": 1, "high": 1, "value": 1, "hedge": "exact",
                            "polarity": "asserted", "background": False, "chain": []})


def claims(text, sents, atts, times, published):
    out, ref = [], dates.day_of(published)
    for num in counts.find(text):
        if num["excluded"]:
            continue
        s, e = next((x for x in sents if x[0] <= num["start"] < x[1]), (0, 0))
        hit = nearest_measure(text, s, e, num)
        if not hit or num["value"] == 0 and hit[0] > 3:
            continue
        of = counted(text, num["end"])
        chain = [i for i, a in enumerate(atts) if any(x <= num["start"] < y for x, y in a["content_spans"])]
        out.append({"span": [min(num["start"], hit[2].start()), max(num["end"], hit[2].end())], "number_span": [num["start"], num["end"]], "measure": hit[1], "of": of,
                    "low": num["low"], "high": num["high"], "value": num["value"], "hedge": num["hedge"],
                    "polarity": "possible" if POSSIBLE_RE.search(text, s, e) and hit[0] < 6 else "asserted",
                    "background": background(text, s, e, times, ref), "chain": chain[-1:]})
    implicit(text, out)
    return out


# --- names, places, roles ---------------------------------------------------------------------------------------

NAME = re.compile(r"\b[A-Z][\w'’.-]*[\w](?:\s+(?:(?:of|de|del|al|bin|the)\s+)?[A-Z][\w'’.-]*\w)*")
ORG = re.compile(r"\b(?:Inc|Corp|Co|Ltd|University|College|Hospital|Police|Department|Ministry|Party|Army|Front|Committee|Council|Agency|Association|Bank|Court|Congress|Senate|House|Group|Union|Times|Post|News|Bureau|Institute|Company|School|Church|Force|Forces|Team|Club|Center|Centre|Reuters|AFP|CNN|BBC|NATO|UN|FBI)\b")
TITLE = re.compile(r"^(?:President|Prime Minister|Minister|Mr|Mrs|Ms|Dr|Gen|General|Col|Colonel|Sgt|Officer|Chief|Sheriff|Mayor|Gov|Sen|Rep|Senator|Governor|Judge|Bishop|King|Queen|Sir)\b")
NOT_NAMES = set("""the a an this that these those he she it they we i you his her its their our my in on at for from with by and but or if when while as after before since according
 no not there here what who how why where one two three some many all most both each every yes so then now however meanwhile also although because during under over monday tuesday wednesday thursday
 friday saturday sunday january february march april may june july august september october november december is are was were do did does have has had will would can could""".split())


def entities(text, sents):
    """([entity], [place]): capitalised stretches, the same name being the same entity; a surname joins an earlier full name"""
    caps = text.upper() == text
    ents, index, places = [], {}, []
    hits = {(s, e): (c, city) for s, e, c, city in country_hits(text)}
    starts = {s for s, _ in sents}
    spans = list(hits) if caps else []
    for m in ([] if caps else NAME.finditer(text)):
        s, e = m.span()
        while s < e and re.match(r"\w+", text[s:e])[0].lower() in NOT_NAMES:
            w = re.match(r"\w+['’.-]*\s*", text[s:e])
            s += w.end()
            if s < e and not text[s].isalnum():
                s = e
        if s < e and not (s in starts and " " not in text[s:e] and (s, e) not in hits and not re.search(rf"[a-z,]\s{re.escape(text[s:e])}\b", text)):
            spans.append((s, e))
    for s, e in spans:
        name = " ".join(text[s:e].split())
        if re.search(r"['’]s$", name):
            e, name = e - 2, name[:-2]
        inside = next((v for (a, b), v in hits.items() if s <= a and e - 1 <= b <= e), None)
        kind = "place" if inside else "organization" if ORG.search(name) or name.isupper() and len(name) > 1 else "person" if " " in name or TITLE.match(name) else None
        if kind is None:
            kind = next((x["type"] for x in ents if x["name"].split()[-1] == name), "place" if re.search(r"\b(?:in|at|near|from|of)\s+$", text[max(0, s - 6):s]) else "person")
        key = name.lower()
        if key not in index:
            index[key] = next((i for i, x in enumerate(ents) if x["type"] == kind == "person" and x["name"].split()[-1].lower() == key), None)
            if index[key] is None:
                index[key] = len(ents)
                ents.append({"type": kind, "name": name, "mentions": []})
                if kind == "place":
                    places.append({"entity": index[key], "country": inside[0] if inside else None, "class": "city" if inside and inside[1] else "country" if inside else "other"})
        ents[index[key]]["mentions"].append([s, e])
    return ents, places


def scene(text, ents, places, country):
    """the first town of the country in the lead, else the first place after in/at/near, else the country"""
    lead = [p for p in places if ents[p["entity"]]["mentions"][0][0] < 1000]
    return next((p["entity"] for ok in (lambda p: p["class"] == "city" and p["country"] == country, lambda p: p["class"] == "other", lambda p: p["country"] == country) for p in lead if ok(p)), None)


ORG_NAME = re.compile(r"(?:\bthe\s+)?([\w'\" -]+?(?:front|army|movement|group|forces|party|command|brigade|cartel|organization|commandos|path|liberation))\s*[(\[]([A-Z][A-Z0-9-]{1,6})[)\]]", re.I)
CLAIMED = re.compile(r"\b(?:the\s+)?((?:[A-Z][\w-]*\s+){0,5}[A-Z][\w-]*)\s+(?:has\s+|have\s+)?claimed\s+(?:the\s+)?(?:responsibility|credit)", re.I)
VICTIM = re.compile(r"\b(?:(?i:murder|assassination|killing|kidnapping|abduction|death)\s+(?i:of)|(?i:killed|murdered|assassinated|kidnapped|abducted))\s+((?:[A-Z][\w'.-]+,?\s*){2,7})"
                    r"|((?:[A-Z][\w'.-]+\s+){2,7})(?i:was|were|has\s+been)\s+(?i:shot|killed|murdered|assassinated|kidnapped|abducted|wounded)\b")
HIT = r"attack\w*|bomb\w*|destroy\w*|damag\w*|explod\w+|against|dynamit\w*|blew\s+up|burn\w*"
TARGET = re.compile(rf"\b(?:{HIT})\s+(?:[\w'-]+\s+){{0,5}}?({TARGETS})\b|\b({TARGETS})\s+(?:was|were)\s+(?:[a-z]+\s+)?(?:{HIT})", re.I)
TITLES = re.compile(r"^(?:(?:THE|A|FORMER|MR|DR|PRESIDENT|MINISTER|COLONEL|COL|GENERAL|GEN|FATHER|ARCHBISHOP|MONSIGNOR|JUDGE|SENATOR|DEPUTY|ATTORNEY|MAYOR|GOVERNOR|CAPTAIN|MAJOR|LIEUTENANT|LEADER|CANDIDATE|JOURNALIST|PRIEST|DOCTOR)\.?\s+)+", re.I)
STOP = re.compile(r"\s+(?:AND|IN|ON|AT|BY|WHO|WAS|WERE|HAS|THE|TO|WHICH|WITH|FROM|OF THE|AS|THAT|FOR|AN?|IS)\b.*$|,.*$", re.I | re.S)


def roles(text, sents, ents):
    """who did it to whom with what, by lists of nouns in sentences that tell of an attack"""
    out = {}

    def add(role, kind, s, e):
        name = " ".join(text[s:e].split())
        k = next((i for i, x in enumerate(ents) if x["name"].lower() == name.lower()), None)
        if k is None:
            k = len(ents)
            ents.append({"type": kind, "name": name, "mentions": [[s, e]]})
        if k not in out.setdefault(role, []) and len(out[role]) < 4:
            out[role].append(k)
    for s, e in sents:
        if not re.search(rf"\b(?:{ATTACK})", text[s:e], re.I):
            continue
        for m in re.compile(rf"\b(?:{PERPS})\b", re.I).finditer(text, s, e):
            if len(out.get("perpetrator_individual", [])) < 2:
                add("perpetrator_individual", "group", *m.span())
        for m in re.compile(rf"\b(?:{WEAPONS})\b", re.I).finditer(text, s, e):
            if len(out.get("weapon", [])) < 2:
                add("weapon", "weapon", *m.span())
        for m in TARGET.finditer(text, s, e):
            if len(out.get("target", [])) < 3:
                add("target", "facility", *m.span(m.lastindex))
        for m in ORG_NAME.finditer(text, s, e):
            if len(out.get("perpetrator_organization", [])) < 1:
                a, b = m.span(1)
                a = max(a, b - len(re.search(r"(?:[^\s]+\s+){0,4}[^\s]+$", text[a:b])[0]))
                add("perpetrator_organization", "organization", a, b)
        for m in CLAIMED.finditer(text, s, e):
            add("perpetrator_organization", "organization", *m.span(1))
        for m in VICTIM.finditer(text, s, e):
            g = m.lastindex
            name = STOP.sub("", m[g])
            skip = TITLES.match(name)
            a = m.start(g) + (skip.end() if skip else 0)
            b = m.start(g) + len(name.rstrip(" .,\n"))
            words = set(re.findall(r"\w+", text[a:b].lower()))
            if 2 <= len(text[a:b].split()) <= 5 and not words & (PERSON_NOUNS | NOT_NAMES | {"others", "several"}):
                add("victim", "person", a, b)
    return out


def begins(text, sents, times, kind, published):
    """the first day told in a sentence of the lead that has a word of the incident's kind (no date line), else the day of publication"""
    for t in times:
        a, v = t["span"][0], t["value"]
        s, e = next((x for x in sents if x[0] <= a < x[1]), (0, 0))
        dateline = a < 120 and re.match(r"[^.]{0,40}(?:--|—|\u2013)", text[t["span"][1]:t["span"][1] + 60])
        if a < 1500 and kind and re.match(r"\d{4}-\d\d-\d\d", v) and not dateline and (KIND_RE[kind].search(text, s, e) or re.search(ATTACK, text[s:e], re.I)):
            return v[:10]
    day = dates.day_of(published)
    return day and day.isoformat()


def read(doc):
    text = doc["text"]
    sents = sentences(text)
    atts = attributions(text, sents)
    times = dates.find(text, doc.get("published"))
    ents, places = entities(text, sents)
    kind, country = main_kind(text), main_country(text)
    found = claims(text, sents, atts, times, doc.get("published")) if kind else []
    where = scene(text, ents, places, country)
    if where is not None:
        for p in places:                                    # an unknown town lies in the country named most
            if p["entity"] == where:
                p["country"] = p["country"] or country
    begin = begins(text, sents, times, kind, doc.get("published"))
    return {"sentences": sents, "entities": ents, "times": times, "places": places, "attributions": atts, "claims": found, "kind": kind, "begin": begin, "scene": where,
            "roles": roles(text, sents, ents) if kind else {}}


if __name__ == "__main__":
    record.run(lambda docs: ((d, read(d)) for d in docs))
