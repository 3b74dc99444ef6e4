"""points.py: how far the scene that sitrep found lies from the marked one. For tools/accuracy.py.

The claims' sets mark a scene by its name and country only. Its points are those of all the gazetteer's entries of that
name in that country, divisions too: a found point is near when one of them is. A scene that the gazetteer lacks is left
out. So this says whether the right one among namesakes was taken, not whether the gazetteer is right.
"""
import csv
import json
import math
import os
import unicodedata

NEAR_KM = 50


def plain(name):
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()


def distance_km(a, b):
    lat, other = math.radians(a[0]), math.radians(b[0])
    h = math.sin((other - lat) / 2) ** 2 + math.cos(lat) * math.cos(other) * math.sin(math.radians(b[1] - a[1]) / 2) ** 2
    return 2 * 6371 * math.asin(min(1, math.sqrt(h)))


def gazetteer(root):
    """(plain name, country) -> its points"""
    points = {}
    for table in ("gazetteer.tsv", "place_extra.tsv", "countries.tsv"):
        with open(os.path.join(root, "data", "en", table), encoding="utf-8") as f:
            for row in csv.DictReader((line for line in f if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE):
                country = row.get("country") or row.get("iso")
                if not row["lat"]:
                    continue
                for key in (row.get("keys") or row.get("names")).split("|") + [row["name"] or ""]:
                    points.setdefault((plain(key), country), []).append((float(row["lat"]), float(row["lon"])))
    return points


def found_point(record):
    """Of the main incident's place, as the record tells it; None without one."""
    main = next((i for i in record["incidents"] if i["main"]), None)
    entity = ((main or {}).get("place") or {}).get("entity")
    place = next((p for p in record["places"] if p["entity"] == entity), None)
    return None if place is None or place["lat"] is None else (place["lat"], place["lon"])


def near(points, gold, records):
    """(right, of how many) over two lists of JSON lines in one order"""
    right = asked = 0
    for line, answer in zip(gold.splitlines(), records.splitlines()):
        incident, found = json.loads(line)["incident"], found_point(json.loads(answer))
        marked = [p for name in (incident["place"] or "").split("|") for p in points.get((plain(name), incident["country"]), [])]
        if marked:
            asked += 1
            right += found is not None and any(distance_km(p, found) <= NEAR_KM for p in marked)
    return right, asked
