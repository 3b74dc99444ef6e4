#!/usr/bin/python3
"""check.py: whole files of every export format, held against what their standards ask.

usage: tests/export/check.py PROGRAM      from the project's root

Reads and merges our own reports, exports them, and checks the files: columns and what may stand in them, the JSON Schema
of GeoJSON, the rules of the Web Annotation model, schema.org's properties of each type, the elements of EDXL-SitRep in
their order. docs/formats/ says of each format what it was held against. Ends "export files: N passed, N failed".
"""
import csv
import datetime
import io
import json
import math
import re
import subprocess
import sys
import xml.etree.ElementTree as ET

import jsonschema

HERE = "tests/export"
TEXTS = ["examples/market.txt", "data/claims/train.jsonl"]
GUARDED = re.compile(r"^'+[=+\-@\t\r]")
XML_PREFIXES = {"urn:oasis:names:tc:emergency:EDXL:SitRep:1.0": "sitrep", "urn:oasis:names:tc:emergency:edxl:ct:1.0": "ct",
                "http://www.opengis.net/gml/3.2": "gml", "urn:oasis:names:tc:emergency:edxl:ciq:1.0:xnl": "xnl"}
UCDP_REGIONS = {"Americas": (2, 199), "Europe": (200, 399), "Africa": (400, 626), "Middle East": (630, 698), "Asia": (700, 990)}
SITREP_ORDER = """messageID preparedBy authorizedBy reportPurpose reportNumber reportVersion forTimePeriod incidentID
    reportConfidence severity report""".split()

# schema.org 2025-12, by type: the properties that we use of those that the type has
SCHEMA_ORG = {
    "LiveBlogPosting": "identifier headline url publisher datePublished dateModified coverageStartTime coverageEndTime about liveBlogUpdate",
    "BlogPosting": "identifier url headline datePublished articleBody correction citation",
    "CorrectionComment": "text", "NewsArticle": "identifier headline url datePublished publisher", "Organization": "name",
    "Event": "name startDate endDate location", "Place": "name address geo", "PostalAddress": "addressCountry",
    "GeoCoordinates": "latitude longitude",
}

passed = failed = 0


def check(ok, what):
    global passed, failed
    passed += bool(ok)
    failed += not ok
    if not ok:
        print(f"export files: {what}")


def run(*command, given=b""):
    """What the command writes; a failure of it fails the whole test."""
    done = subprocess.run(command, input=given, stdout=subprocess.PIPE, check=True)
    return done.stdout


class Files:
    def __init__(self, program):
        self.program = program
        self.records = run(program, "read", "--with-text", "--outlet", "The =Daily, \"Example\"", "--published", "2026-03-14T18:00Z", *TEXTS)
        self.incidents = run(program, "merge", given=self.records)

    def export(self, to, *options, given=None):
        command = [self.program, "export", "--to", to, *options]
        done = subprocess.run(command, input=given or self.records + self.incidents, stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, check=True)
        return done.stdout.decode("utf-8")


def lines(data):
    return [json.loads(line) for line in data.splitlines()]


def unguard(cell):
    return cell[1:] if GUARDED.match(cell) else cell


def rows_of(name, text, columns):
    """A CSV file's rows as dictionaries; its form is checked."""
    check(text.endswith("\r\n"), f"{name}: the last row has no line end")
    outside = "".join(text.split('"')[::2])
    check(outside.count("\n") == outside.count("\r\n"), f"{name}: a row ends without CR LF")
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    check(rows[0] == columns, f"{name}: the columns are {rows[0]}, not {columns}")
    check(all(len(row) == len(columns) for row in rows), f"{name}: rows differ in length")
    bare = [cell for row in rows[1:] for cell in row if cell[:1] in tuple("=+-@\t\r") and not re.fullmatch(r"-?\d+(\.\d+)?", cell)]
    check(not bare, f"{name}: not guarded: {bare}")
    return [dict(zip(columns, row)) for row in rows[1:]]


def columns_of(name):
    with open(f"{HERE}/columns/{name}.txt", encoding="utf-8") as f:
        return f.read().split()


def number(cell):
    return int(cell) if cell else None


def in_order(*numbers):
    known = [n for n in numbers if n is not None]
    return known == sorted(known)


def one_of(cell, allowed):
    return not cell or cell in allowed


def check_claims(files):
    rows = rows_of("claims", files.export("claims"), columns_of("claims"))
    claims = [(r["document"], c) for r in lines(files.records) for c in r["claims"]]
    check(len(rows) == len(claims) > 50, f"claims: {len(rows)} rows of {len(claims)} claims")
    for row, (document, claim) in zip(rows, claims):
        where = f"claims: {document['id']} {claim['id']}"
        start, end = claim["span"]
        check((unguard(row["document"]), row["claim"], row["measure"]) == (document["id"], claim["id"], claim["measure"]), where)
        check([number(row[k]) for k in ("low", "high", "value")] == [claim[k] for k in ("low", "high", "value")], where + ": numbers")
        check(unguard(row["words"]) == document["text"][start:end], where + f": words {row['words']!r}")
        check((row["start"], row["end"]) == (str(start), str(end)), where + ": span")
        check(unguard(row["outlet"]) == document["outlet"], where + f": outlet {row['outlet']!r}")


def check_annotations(files):
    texts = {r["document"]["text_sha256"]: r["document"]["text"] for r in lines(files.records)}
    seen = set()
    for a in lines(files.export("annotation")):
        name = "annotation " + a["id"]
        check("http://www.w3.org/ns/anno.jsonld" in a["@context"], name + ": context")
        check(re.fullmatch(r"urn:[a-z]+:\S+", a["id"]) and a["id"] not in seen, name + ": one id of its own")
        seen.add(a["id"])
        check(a["type"] == "Annotation" and a["motivation"] == "describing", name + ": type, motivation")
        text = texts[a["target"]["source"]["sitrep:text_sha256"]]
        position, quote = a["target"]["selector"]
        check((position["type"], quote["type"]) == ("TextPositionSelector", "TextQuoteSelector"), name + ": selectors")
        start, end = position["start"], position["end"]
        check(text[start:end] == quote["exact"], name + ": both selectors mark the same words")
        check(text[max(0, start - 32):start] == quote["prefix"] and text[end:end + 32] == quote["suffix"], name + ": around")
    check(len(seen) > 50, "annotations: too few to tell")


def check_ucdp(files):
    columns = columns_of("ucdp")
    empty = """relid active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name dyad_dset_id dyad_new_id
        dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b adm_2 deaths_a
        deaths_b deaths_civilians deaths_unknown gwnoa gwnob""".split()
    rows = rows_of("ucdp", files.export("ucdp"), columns)
    check(len(columns) == 49 and len(rows) > 5, f"ucdp: {len(columns)} columns, {len(rows)} rows")
    for row in rows:
        where = "ucdp: " + row["id"]
        check(not any(row[c] for c in empty), where + ": a coder's column is filled")
        check(in_order(number(row["low"]), number(row["best"]), number(row["high"])), where + ": low, best, high")
        check(one_of(row["where_prec"], "1234567") and one_of(row["date_prec"], "12345") and one_of(row["event_clarity"], "12"), where)
        check(bool(row["date_start"]) == bool(row["date_end"]) == bool(row["date_prec"]), where + ": dates")
        check(bool(row["country_id"]) == bool(row["region"]), where + ": region")
        check(not row["region"] or UCDP_REGIONS[row["region"]][0] <= int(row["country_id"]) <= UCDP_REGIONS[row["region"]][1], where + ": region")
        if row["date_start"]:
            first, last = (datetime.date.fromisoformat(row[c]) for c in ("date_start", "date_end"))
            check(first <= last and str(first.year) == row["year"], where + ": dates")
        if row["latitude"]:
            lat, lon = float(row["latitude"]), float(row["longitude"])
            cell = math.floor((lat + 90) / .5) * 720 + math.floor((lon + 180) / .5) + 1
            check(row["priogrid_gid"] == str(cell), where + ": PRIO-GRID")
            check(row["geom_wkt"] == f"POINT ({row['longitude']} {row['latitude']})", where + ": WKT")
    extra = rows_of("ucdp --extra", files.export("ucdp", "--extra"), columns + columns_of("extra"))
    check([{c: r[c] for c in columns} for r in extra] == rows, "ucdp: --extra changes the 49")


def check_acled(files):
    columns = columns_of("acled")
    empty = """actor1 assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 interaction civilian_targeting admin2 admin3
        source_scale tags timestamp""".split()
    events = ["", "Battles", "Protests", "Riots", "Explosions/Remote violence", "Violence against civilians", "Strategic developments"]
    rows = rows_of("acled", files.export("acled"), columns)
    check(len(rows) > 5, "acled: too few rows to tell")
    for row in rows:
        where = "acled: " + row["event_id_cnty"]
        check(not any(row[c] for c in empty), where + ": a coder's column is filled")
        check(row["event_type"] in events, where + ": event_type")
        check(one_of(row["time_precision"], "123") and one_of(row["geo_precision"], "123"), where + ": precision")
        check(not row["fatalities"] or int(row["fatalities"]) >= 0, where + ": fatalities")
        check(not row["iso"] or 4 <= int(row["iso"]) <= 894, where + ": iso")
        check(row["notes"], where + ": notes")


def check_geojson(files):
    with open(f"{HERE}/schema/geojson-FeatureCollection.json", encoding="utf-8") as f:
        validator = jsonschema.Draft7Validator(json.load(f))
    check(list(validator.iter_errors({"type": "FeatureCollection", "features": [{"type": "Feature"}]})), "the schema finds no fault")
    for given in (files.records, files.incidents):
        collection = json.loads(files.export("geojson", given=given))
        for error in validator.iter_errors(collection):
            check(False, f"geojson: {error.message}")
    check(len(collection["features"]) == len(lines(files.incidents)), "geojson: a feature an incident")
    for feature in collection["features"]:
        lon, lat = feature["geometry"]["coordinates"] if feature["geometry"] else (0, 0)
        check(-180 <= lon <= 180 and -90 <= lat <= 90, f"geojson: {feature['id']}: {lon} {lat}")


def check_typed(value, where):
    if isinstance(value, list):
        for item in value:
            check_typed(item, where)
    if not isinstance(value, dict):
        return
    kind = value.get("@type")
    unknown = set(value) - set(SCHEMA_ORG.get(kind, "").split()) - {"@type", "@context"}
    check(kind in SCHEMA_ORG and not unknown, f"{where}: a {kind} has no {unknown}")
    for item in value.values():
        check_typed(item, where)


def instant(text):
    """A time without an offset counts as UTC's."""
    time = datetime.datetime.fromisoformat(text)
    return time if time.tzinfo else time.replace(tzinfo=datetime.timezone.utc)


def check_liveblog(files):
    window = ["--coverage-start", "2026-03-14T12:00-04:00", "--coverage-end", "2026-03-14T18:00-04:00"]
    blogs = lines(files.export("liveblog", "--url", "https://example.org/live", "--publisher", "The Daily Example", *window))
    anchors = [u["url"] for b in blogs for u in b["liveBlogUpdate"]]
    check(len(blogs) == len(lines(files.incidents)) and len(anchors) > 20, "liveblog: a page an incident")
    check(len(set(anchors)) == len(anchors), "liveblog: two updates share an address")
    for b in blogs:
        check_typed(b, "liveblog " + b["identifier"])
        times = [instant(u["datePublished"]) for u in b["liveBlogUpdate"] if "datePublished" in u]
        check(times == sorted(times), f"liveblog {b['identifier']}: not in order")
        check((b["coverageStartTime"], b["coverageEndTime"]) == (window[1], window[3]), "liveblog: the window")


def check_edxl(files):
    at = "2026-03-14T18:00-04:00"
    place = {i["id"]: i["place"] for i in lines(files.incidents)}
    for incident in [i for i in place if place[i] and place[i]["country"]]:
        where = "edxl " + incident
        text = files.export("edxl", "--incident", incident, "--prepared-by", "A & B", "--authorized-by", "C", "--at", at)
        run("xmllint", "--noout", "-", given=text.encode())
        root = ET.fromstring(text)
        names = [re.sub(r"\{(.*)\}", lambda m: XML_PREFIXES[m.group(1)] + ":", e.tag) for e in root.iter()]
        check(all(":" in n for n in names), where + ": an element without a prefix")
        check([e.tag.split("}")[1] for e in root] == SITREP_ORDER, where + ": order")
        for e in root.iter():
            if e.tag.endswith(("DateTime", "timeValue")):
                check(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", e.text), f"{where}: {e.text}")
        check([e.text for e in root.iter() if e.tag.endswith("nameElement")] == ["A & B", "C"], where + ": names")


def main(args):
    if len(args) != 1:
        sys.exit(__doc__)
    files = Files(args[0])
    for part in (check_claims, check_annotations, check_ucdp, check_acled, check_geojson, check_liveblog, check_edxl):
        part(files)
    print(f"export files: {passed} passed, {failed} failed")
    return failed != 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
