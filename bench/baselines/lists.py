"""The word lists of both baselines, and the simple look-ups over them: measures, hedges, kinds, countries, background cues."""
import os
import re
from collections import Counter

# What a number near such a word counts. Order matters only for equal distance.
MEASURES = {
    "killed": r"kill(?:ed|s|ing)?|dead|died|dies|die|dying|deaths?|fatalit(?:y|ies)|murder(?:ed|ing|s)?|slain|bodies|corpses|drowned|massacred|assassinated|executed|lives|perished|fatally",
    "injured": r"injur(?:ed|ing|ies|y|es)|wound(?:ed|ing|s)|hurt|hospitali[sz]ed|maimed|(?:to|in)\s+(?:\w+\s+){0,3}hospitals?",
    "missing": r"missing|trapped|unaccounted|buried",
    "hostages": r"hostages?|kidnap(?:p?ed|ping)|abduct(?:ed|ing)|captives?",
    "freed": r"freed|releas(?:ed|ing)",
    "rescued": r"rescu(?:ed|ing)|saved|pulled\s+(?:alive|from)|survivors|survived",
    "detained": r"arrest(?:ed|s|ing)|detain(?:ed|ing)|in\s+custody|jailed",
    "displaced": r"displac(?:ed|ing)|homeless|fled|refugees",
    "evacuated": r"evacuat(?:ed|ing|ees)",
    "affected": r"affected",
    "perpetrators": r"gunm[ae]n|attackers?|(?:suicide\s+(?:\w+\s+)?)?bombers?|militants|hijackers|assailants|terrorists|rebels|kidnappers|shooters?",
    "present": r"aboard|on\s+board|passengers|crew|attend(?:ed|ing)|spectators|worshippers|protesters|gathered|rallied",
    "homes": r"houses|homes|dwellings",
}
MEASURE_RE = {m: re.compile(r"\b(?:" + p + r")\b", re.I) for m, p in MEASURES.items()}
MEASURE_LEMMAS = {  # the same for a lemmatised tree
    "killed": "kill die murder massacre drown assassinate execute perish slay dead death fatality body corpse toll slain life",
    "injured": "injure wound hurt hospitalize hospitalise maim injured wounded injury wound hospital",
    "missing": "missing trap trapped unaccounted bury",
    "hostages": "hostage kidnap abduct captive kidnapping",
    "freed": "free release", "rescued": "rescue save survivor survive", "detained": "arrest detain jail custody",
    "displaced": "displace homeless flee refugee displaced", "evacuated": "evacuate evacuee", "affected": "affect",
    "perpetrators": "gunman attacker bomber militant hijacker assailant terrorist rebel kidnapper shooter",
    "present": "aboard passenger attend spectator worshipper protester gather rally crew board", "homes": "house home dwelling",
}
LEMMA_MEASURE = {w: m for m, ws in MEASURE_LEMMAS.items() for w in ws.split()}

PERSON_NOUNS = set("""person people man men woman women child children boy boys girl girls teen teens teenager teenagers student students
 civilian civilians policeman policemen police officer officers soldier soldiers victim victims resident residents worker workers passenger
 passengers peasant peasants prisoner prisoners guerrilla guerrillas rebel rebels tourist tourists villager villagers journalist journalists
 guard guards member members suspect suspects gunman gunmen baby infant toddler mother father son daughter brother sister driver pedestrian
 employee employees miner miners fisherman fishermen firefighter firefighters patient patients staff troops minors minor youth youths
 president minister official officials leader leaders spokesman spokeswoman spokesperson witness witnesses judge priest priests mayor""".split())
SUBGROUPS = set("""child children woman women men boys girls students police policemen officer officers soldier soldiers guard guards tourists
 minors foreigners americans militants gunmen attackers bombers rebels guerrillas terrorists troops firefighters staff crew journalists""".split())
PERPETRATORS = set("gunmen gunman attackers attacker bombers bomber militants rebels guerrillas terrorists hijackers assailants insurgents subversives".split())

HEDGES = [("at-least", r"at\s+least|no\s+(?:fewer|less)\s+than|a\s+minimum\s+of"), ("more-than", r"more\s+than|over|upwards?\s+of|in\s+excess\s+of"),
          ("at-most", r"up\s+to|at\s+most|as\s+many\s+as|no\s+more\s+than"), ("less-than", r"fewer\s+than|less\s+than|under"),
          ("about", r"about|around|some|nearly|almost|approximately|roughly|close\s+to|an\s+estimated")]
HEDGE_RE = [(h, re.compile(r"\b(?:" + p + r")\s+(?:another\s+|the\s+|a\s+further\s+)?$", re.I)) for h, p in HEDGES]

BACKGROUND_RE = re.compile(r"""\b(?:last\s+(?:year|month|week)|(?:a|two|three|four|five|six|seven|eight|nine|ten|\d+)\s+(?:years?|months?|decades?)\s+(?:ago|earlier|before)
 |in\s+(?:19|20)\d\d|since\s+(?:19|20)\d\d|anniversary|previous(?:ly)?|similar|in\s+recent\s+(?:years|months|weeks)|so\s+far\s+this\s+year
 |another\s+(?:attack|incident|bombing|quake|earthquake|accident|crash|clash)|(?:separate|other)\s+(?:attacks?|incidents?)|elsewhere|meanwhile|history)\b""", re.I | re.X)
POSSIBLE_RE = re.compile(r"\b(?:feared|may|might|could|would|presumed|believed\s+(?:dead|killed)|possibly)\b", re.I)

KINDS = {
    "bombing": r"bomb\w*|car\s+bomb|explosive\s+device|dynamit\w+", "shooting": r"shoot\w*|shot|gunfire|opened\s+fire",
    "hostage-taking": r"hostages?|siege|hijack\w*", "kidnapping": r"kidnap\w*|abduct\w*", "assassination": r"assassinat\w+",
    "airstrike": r"air\s?strikes?|air\s+raids?|warplanes?|drone\s+strikes?", "shelling": r"shell(?:ed|ing)|mortars?|artillery", "arson": r"arson\w*|set\s+fire|burned\s+down",
    "clash": r"clash\w*|fighting|combat", "riot": r"riot\w*|uprising|looting", "protest": r"protest\w*|demonstrat\w+|rally|march(?:ed|ers)", "robbery": r"robb\w+|hold-?up",
    "threat": r"threats?|threaten\w*", "earthquake": r"earthquakes?|quakes?|magnitude|aftershocks?|tremors?", "flood": r"flood\w*|inundat\w+",
    "storm": r"storms?|hurricane|typhoon|cyclone|tornado(?:es)?", "wildfire": r"wildfires?|bush\s?fires?|forest\s+fires?", "landslide": r"landslides?|mudslides?|avalanches?",
    "volcano": r"volcan\w+|erupt\w*", "epidemic": r"epidemic|outbreak|cholera|ebola|virus|infected", "heat-or-cold": r"heat\s?wave|cold\s+snap|freezing",
    "transport-accident": r"crash\w*|derail\w*|collision|collided|plane|train|ferry|capsized|sank|helicopter", "industrial-accident": r"mine|plant\s+accident|leak|refinery",
    "structure-collapse": r"collaps\w+|crane", "fire": r"fires?|blaze|burned|flames", "explosion": r"explo(?:sion|sions|ded)|blast", "stampede": r"stampede|crush(?:ed)?|trampled",
    "armed-attack": r"attack\w*|ambush\w*|murder\w*|massacre\w*|gunm[ae]n|stabb\w+|kill(?:ed|ing)",
}
KIND_RE = {k: re.compile(r"\b(?:" + p + r")\b", re.I) for k, p in KINDS.items()}
SOURCE_KINDS = [("agency", r"\b(?:Reuters|AFP|Associated Press|AP|Xinhua|EFE|Interfax|news agency)\b"), ("police", r"police|sheriff"), ("medical", r"hospital|doctor|medic"),
                ("military", r"\barmy\b|military|brigade|battalion|armed forces|general|colonel"), ("government", r"government|ministry|minister|president|mayor|governor"),
                ("official", r"official|spokes|authorit"), ("witness", r"witness|resident"), ("relative", r"relative|family|mother|father"), ("aid", r"red cross|red crescent|united nations|\bU\.?N\.?\b"),
                ("document", r"report|statement|communique|poll"), ("outlet", r"\b(?:CNN|BBC|Times|Post|radio|television|TV)\b")]
ATTACK = r"attack|bomb|kill|murder|assassinat|kidnap|abduct|explo|blew|dynamit|destroy|shot|machine-?gun|wound|fire|ambush|massacre|claim\w* responsibility|responsib|perpetrat|damage|threaten|burn|hurl|throw|threw|plant|place"
PERPS = r"terrorists?|guerrillas?|gunm[ae]n|rebels|hit\s?men|hitmen|assassins|attackers|assailants|militants|insurgents|drug traffickers|commandos?|extremists|subversives|criminals|death squads?|kidnappers|hooded men|armed men|unidentified (?:men|individuals|persons)|urban guerrillas"
WEAPONS = r"car bombs?|truck bombs?|time bombs?|bombs?|dynamite(?: sticks)?|sticks of dynamite|hand grenades?|grenades?|rockets?|mortars?|missiles?|explosives?|explosive (?:device|charge)s?|rifles?|m-16 rifles?|ak-47s?|submachine ?guns?|machine ?guns?|pistols?|revolvers?|shotguns?|molotov cocktails?|land ?mines?|mines?|tnt|knives|knife|machetes?"
TARGETS = r"embass(?:y|ies)|bridges?|power (?:lines?|towers?|stations?|pylons?)|pylons?|pipelines?|oil pipelines?|banks?|offices?|buildings?|vehicles?|bus(?:es)?|cars?|trucks?|houses?|homes?|residences?|headquarters|hotels?|church(?:es)?|schools?|stations?|restaurants?|stores?|trains?|airports?|consulates?|supermarkets?|newspaper offices?|radio stations?|barracks|garrisons?|substations?|electric(?:al)? (?:towers?|substations?|facilities)|railroads?|farms?|town halls?|universit(?:y|ies)"


def read_countries():
    """name in lower case -> (ISO code, whether a city)"""
    out = {}
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "countries.tsv"), encoding="utf-8") as f:
        for line in f:
            if line.startswith("#"):
                continue
            code, names, cities = line.rstrip("\n").split("\t")
            for n in names.split("|"):
                out[n.lower()] = (code, False)
            for n in filter(None, cities.split("|")):
                out.setdefault(n.lower(), (code, True))
    return out


COUNTRIES = read_countries()
COUNTRY_RE = re.compile(r"\b(?:" + "|".join(re.escape(n).replace(r"\ ", r"\s+") for n in sorted(COUNTRIES, key=len, reverse=True)) + r")(?![\w-])", re.I)


def country_hits(text):
    """[(start, end, ISO code, is_city)]; short names only in capitals: "us" and "bam" are words"""
    out = []
    for m in COUNTRY_RE.finditer(text):
        w = " ".join(m.group().split())
        if w[0].islower() or len(w) < 4 and not w.isupper():
            continue
        out.append((m.start(), m.end(), *COUNTRIES[w.lower()]))
    return out


def main_country(text):
    """the country named most often, the first 500 characters counting three times"""
    n = Counter()
    for s, _, c, _ in country_hits(text):
        n[c] += 3 if s < 500 else 1
    return n.most_common(1)[0][0] if n else None


def main_kind(text, lead=400):
    """the kind whose words are most frequent, the lead counting three times; None if no word occurs"""
    n = Counter()
    for k, r in KIND_RE.items():
        hits = [m.start() for m in r.finditer(text)]
        weight = 1 if k in ("armed-attack", "explosion", "fire", "threat", "protest") else 1.5      # the general ones yield
        if hits and hits[0] < max(lead, len(text) // 3):
            n[k] = weight * sum(3 if h < lead else 1 for h in hits)
    return n.most_common(1)[0][0] if n else None


def source_kind(name):
    return next((k for k, p in SOURCE_KINDS if re.search(p, name, re.I if k not in ("agency", "outlet") else 0)), "person" if re.match(r"[A-Z]\w+ [A-Z]", name) else "other")
