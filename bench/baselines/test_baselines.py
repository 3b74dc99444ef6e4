#!/usr/bin/env python3
"""Tests of the baselines on sentences of our own: python3 test_baselines.py (with .venv/bin/python, the spaCy one too).

The baselines are frozen; these tests notice when a change of a table or of Python moves them."""
import json
import unittest
import counts
import dates
import record
import regex
try:
    import spacy_rules
except ImportError:
    spacy_rules = None

TEXT = """At least 14 miners were killed and six others injured when a blast tore through a coal mine near Zonguldak, Turkey, on Tuesday, police said.

According to the mining ministry, two or three men are still missing. Rescuers pulled nine people to safety.

A similar explosion killed 30 people in 2009. "We fear for them," said Ayse Demir, 41, a teacher.
"""
WIRE = "LIMA, 4 MAY 88 (NORTH WIRE) -- [TEXT] POLICE REPORTED THAT THREE PEASANTS WERE KILLED AND 12 WERE WOUNDED WHEN TERRORISTS ATTACKED A BRIDGE WITH DYNAMITE."


class Numbers(unittest.TestCase):
    def test_values(self):
        for text, want in [("at least 22 dead", (22, None, 22, "at-least")), ("two or three men", (2, 3, None, "range")), ("some twenty-five hurt", (None, None, 25, "about")),
                           ("half a dozen dead", (6, 6, 6, "exact")), ("a hundred and fifty", (150, 150, 150, "exact")), ("2.5 million people", (2500000, 2500000, 2500000, "exact")),
                           ("tens of thousands fled", (None, None, None, "vague")), ("no one was hurt", (0, 0, 0, "exact")), ("between 10 and 15 died", (10, 15, None, "range")),
                           ("up to 40 people", (None, 40, 40, "at-most"))]:
            n = counts.find(text)[0]
            self.assertEqual((n["low"], n["high"], n["value"], n["hedge"]), want, text)

    def test_no_counts(self):
        for text, want in [("a 42-year-old man", "age"), ("12 percent", "percent"), ("Ann Lee, 24, who", "age"), ("in 1999", "year"), ("30 km away", "measure"), ("for 3 days", "duration"),
                           ("on 4 May", "date"), ("one of them", "pronoun")]:
            self.assertEqual(counts.find(text)[0]["excluded"], want, text)


class Dates(unittest.TestCase):
    def test_values(self):
        for text, want in [("on Friday", "2015-11-20"), ("on Thursday night", "2015-11-19TNI"), ("two years ago", "2013"), ("20 MAR 89", "1989-03-20"), ("Nov. 13", "2015-11-13"),
                           ("last year", "2014"), ("for three days", "P3D"), ("every week", "P1W"), ("yesterday", "2015-11-19"), ("in the third quarter", "2015-Q3")]:
            self.assertEqual(dates.find(text, "2015-11-20")[0]["value"], want, text)


def claims_of(r):
    main = {i["id"]: i["main"] for i in r["incidents"]}
    names = {s["id"]: s["name"] for s in r["sources"]}
    return [(c["measure"], c["low"], c["high"], names[c["sources"][0]] if c["sources"] else None, main[c["incident"]]) for c in r["claims"] if not c["implicit"]]


def spans_in(r, text):
    """every span of the record, so that each can be looked for in the text"""
    for e in r["entities"]:
        yield from e["mentions"]
    for a in r["attributions"]:
        yield from a["source_spans"] + a["cue_spans"] + a["content_spans"]
    for c in r["claims"]:
        yield c["span"]
        if c["number_span"]:
            yield c["number_span"]
    for t in r["times"]:
        yield t["span"]


class Both:
    def record(self, text, published):
        raise NotImplementedError

    def test_report(self):
        r = self.record(TEXT, "2014-05-13")
        got = claims_of(r)
        for want in [("killed", 14, None, "police", True), ("injured", 6, 6, "police", True), ("missing", 2, 3, "the mining ministry", True), ("killed", 30, 30, None, False)]:
            self.assertIn(want, got)
        self.assertEqual(next(f["best"] for f in r["incidents"][0]["figures"] if f["measure"] == "killed"), 14)
        self.assertEqual(r["incidents"][0]["begin"], "2014-05-13")
        self.assertEqual(next(p["country"] for p in r["places"] if p["name"] == "Turkey"), "TR")

    def test_capitals(self):
        r = self.record(WIRE, "1988-05-04")
        got = [(c[0], c[1]) for c in claims_of(r)]
        self.assertIn(("killed", 3), got)
        self.assertIn(("injured", 12), got)
        self.assertTrue(r["incidents"][0]["roles"]["weapon"])

    def test_spans(self):
        for text in (TEXT, WIRE, "", "\n\n", "“", "said", "12", "é" * 50 + " 3 dead, he said", "Ünal, 30, said: “no”.\r\n\r\n\tkilled 1,234 or 2"):
            r = self.record(text, None)
            for s, e in spans_in(r, text):
                self.assertTrue(0 <= s < e <= len(text), (s, e, text))

    def test_no_incident(self):
        self.assertEqual(self.record("The museum opens at ten. Entry costs 12 euros.", "2014-05-13")["incidents"], [])


class Regex(Both, unittest.TestCase):
    def record(self, text, published):
        d = {"id": "d", "text": text, "published": published}
        return json.loads(json.dumps(record.build(d, regex.read(d))))


@unittest.skipIf(spacy_rules is None, "no spaCy in this Python: run with .venv/bin/python")
class Spacy(Both, unittest.TestCase):
    def record(self, text, published):
        d = {"id": "d", "text": text, "published": published}
        return json.loads(json.dumps(record.build(*next(iter(spacy_rules.read_all([d]))))))


if __name__ == "__main__":
    unittest.main()
