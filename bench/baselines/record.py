"""From what a baseline found to a sitrep/1 record: ids, the one incident, its figures; and the loop over JSON Lines.

A baseline gives read(text, doc) -> dict with
  sentences [[s, e]]; times [{span, type, value}]; kind or None; begin or None;
  entities [{type, name, mentions}]; places [{entity: index, country, class}]; scene: index of a place's entity or None;
  attributions [{source_spans, cue_spans, content_spans, speech, stance, speaker: name or None, inside: index or None}];
  claims [{span, number_span or None, measure, of, low, high, value, hedge, polarity, background, chain: [attribution index | name]}];
  roles {role: [entity index]}.
All positions are code points.
"""
import hashlib
import json
import sys
from lists import PERPETRATORS, SUBGROUPS, source_kind

ROLES = "perpetrator_individual perpetrator_organization target victim weapon responder".split()


def figures(claims):
    """One figure a measure, by the obvious rule: the first claim of the main incident that has a number and does not
    count a named part (children, police); where every claim does, the largest of them."""
    out = []
    for m in dict.fromkeys(c["measure"] for c in claims):
        mine = [c for c in claims if c["measure"] == m and c["incident"] == "i1" and c["polarity"] == "asserted"
                and not c["low"] == c["high"] == 0 and (c["low"] or c["high"] or c["value"])]
        explicit = [c for c in mine if not c["implicit"]] or mine
        whole = [c for c in explicit if not (c["of"] and c["of"].lower().split()[-1] in SUBGROUPS)]
        if not explicit:
            continue
        best = lambda c: c["value"] or c["high"] or c["low"]
        c = whole[0] if whole else max(explicit, key=best)
        low, high = (c["value"], c["value"]) if c["hedge"] == "about" else (c["low"], c["high"])
        out.append({"measure": m, "of": None, "state": None, "rule": "first", "low": low, "high": high, "best": best(c), "disputed": False,
                    "includes_perpetrators": None, "parts": [], "claims": [x["id"] for x in mine], "_hedge": c["hedge"], "_claim": c["id"]})
    return out


def build(doc, found, keep_private=False):
    text = doc["text"]
    entities = [{"id": f"e{i + 1}", **e} for i, e in enumerate(found["entities"])]
    sources, by_name = [], {}

    def source(name):
        key = " ".join(name.lower().split())
        if key not in by_name:
            by_name[key] = f"s{len(sources) + 1}"
            ent = next((e["id"] for e in entities if " ".join(e["name"].lower().split()) == key), None)
            sources.append({"id": by_name[key], "entity": ent, "name": " ".join(name.split()), "kind": source_kind(name), "anonymous": False})
        return by_name[key]

    atts = []
    for i, a in enumerate(found["attributions"]):
        sp = a["source_spans"]
        name = a.get("speaker") or (text[sp[0][0]:sp[-1][1]] if sp else None)
        atts.append({"id": f"a{i + 1}", "source": source(name) if name else None, "source_spans": sp, "cue_spans": a["cue_spans"], "content_spans": a["content_spans"],
                     "speech": a.get("speech", "indirect"), "stance": a.get("stance", "asserts"), "inside": None if a.get("inside") is None else f"a{a['inside'] + 1}"})
    claims = []
    for c in found["claims"]:
        chain = [(atts[x]["source"], atts[x]["id"]) if isinstance(x, int) else (source(x), None) for x in c["chain"]]
        chain = [x for x in chain if x[0]]
        of = c["of"]
        side = "perpetrators" if of and of.lower().split()[-1] in PERPETRATORS else None
        claims.append({"id": f"c{len(claims) + 1}", "incident": "i2" if c["background"] else "i1", "measure": c["measure"], "combined": None, "state": None, "of": of,
                       "facets": {"side": side, "age": None, "sex": None, "nationality": None, "occupation": None},
                       "low": c["low"], "high": c["high"], "value": c["value"], "hedge": c["hedge"], "polarity": c["polarity"], "sources": [s for s, _ in chain],
                       "chain": [{"speakers": [s], "attribution": a} for s, a in chain], "attribution": chain[0][1] if chain else None,
                       "span": c["span"], "number_span": c["number_span"], "implicit": c["number_span"] is None, "as_of": None, "counting": None,
                       "confidence": None, "same_as": None, "supersedes": None, "part_of": None})
    incidents = []
    figs = figures(claims)
    if not keep_private:
        figs = [{k: v for k, v in f.items() if k[0] != "_"} for f in figs]
    if found["kind"] or any(c["incident"] == "i1" for c in claims):
        scene = None if found["scene"] is None else {"entity": entities[found["scene"]]["id"]}
        empty = {"status": "actual", "phase": None, "begin": None, "end": None, "precision": None, "times": [], "place": None, "places": [], "roles": {r: [] for r in ROLES}, "figures": []}
        incidents.append({**empty, "id": "i1", "main": True, "kind": found["kind"] or "other", "begin": found["begin"], "precision": "day" if found["begin"] else None, "place": scene,
                          "roles": {r: [{"entity": entities[k]["id"], "as": "stated", "sources": [], "spans": entities[k]["mentions"][:1]} for k in found["roles"].get(r, [])] for r in ROLES},
                          "figures": figs})
    if any(c["incident"] == "i2" for c in claims):
        incidents.append({**(incidents[0] if incidents else {}), "id": "i2", "main": False, "kind": "other", "status": "actual", "phase": None, "begin": None, "end": None, "precision": None,
                          "times": [], "place": None, "places": [], "roles": {r: [] for r in ROLES}, "figures": []})
    return {"schema": "sitrep/1",
            "document": {"id": doc["id"], "title": doc.get("title"), "title_span": None, "url": doc.get("url"), "outlet": doc.get("outlet"), "published": doc.get("published"),
                         "zone": None, "zone_from": None, "language": "en", "characters": len(text), "offsets": "codepoints",
                         "text_sha256": hashlib.sha256(text.encode()).hexdigest(), "text": None, "signature": None, "news": bool(incidents), "note": None},
            "sentences": found["sentences"], "entities": entities,
            "times": [{"id": f"t{i + 1}", **t, "begin": None, "end": None, "zone": None} for i, t in enumerate(found["times"])],
            "places": [{"entity": entities[p["entity"]]["id"], "name": entities[p["entity"]]["name"], "country": p["country"], "lat": None, "lon": None, "geonameid": None,
                        "class": p["class"], "precision": None, "zone": None} for p in found["places"]],
            "sources": sources, "attributions": atts, "incidents": incidents, "claims": claims, "numbers": []}


def alone(record):
    """the record as a sitrep-incident/1 of one document"""
    d, main = record["document"], next((i for i in record["incidents"] if i["main"]), None)
    figs = []
    for f in main["figures"] if main else []:
        about = f["_hedge"] == "about"
        entry = {"at": d["published"], "low": None if about else f["low"], "high": None if about else f["high"], "value": f["best"], "hedge": f["_hedge"],
                 "document": d["id"], "claim": f["_claim"], "sources": [], "supersedes": None, "withdrawn": False}
        figs.append({**{k: v for k, v in f.items() if k[0] != "_" and k not in ("claims", "state", "parts")}, "origins": 1, "history": [entry]})
    return {"schema": "sitrep-incident/1", "id": "I-" + hashlib.sha256(d["id"].encode()).hexdigest()[:8], "kind": main["kind"] if main else "other", "begin": main["begin"] if main else None,
            "end": None, "place": None, "documents": [d["id"]], "figures": figs, "roles": {}, "claims": [{"document": d["id"], "claim": c["id"]} for c in record["claims"]]}


def run(read_all):
    """read_all: documents -> (document, found), in order. `--merged` writes sitrep-incident/1, one a document, instead."""
    merged = sys.argv[1:] == ["--merged"]
    if sys.argv[1:] and not merged:
        sys.exit(f"usage: {sys.argv[0]} [--merged] < documents.jsonl > records.jsonl")

    def documents():
        for n, line in enumerate(sys.stdin.buffer, 1):
            if line.strip():
                try:
                    o = json.loads(line)
                    if not isinstance(o["text"], str) or not isinstance(o["id"], str):
                        raise TypeError("id and text must be strings")
                    yield o
                except (ValueError, KeyError, TypeError) as e:
                    print(f"line {n}: skipped: {type(e).__name__}: {e}", file=sys.stderr)
    for doc, found in read_all(documents()):
        r = build(doc, found, keep_private=merged)
        sys.stdout.write(json.dumps(alone(r) if merged else r, ensure_ascii=False) + "\n")
