"""The Python module against the library as built. Run by `make check-python`, which names the library."""
import csv
import ctypes
import datetime
import io
import itertools
import json
import os
import pathlib
import pickle
import re
import subprocess
import sys
import tempfile
import threading
import unittest

import sitrep
from sitrep import _library

ROOT = pathlib.Path(__file__).resolve().parents[2]
TEXT = "“At least 22 people were killed 🚑 in Bamako, Mali, and 7 were injured,” a hospital said."


def resident_kib():
    with open("/proc/self/statm", encoding="ascii") as f:
        return int(f.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1024


class Mirror(unittest.TestCase):
    """What stands twice, in the header and in Python, is the same."""

    def setUp(self):
        header = (ROOT / "include/sitrep.h").read_text(encoding="utf-8")
        self.header = re.sub(r"/\*.*?\*/", "", header, flags=re.S)

    def test_structures(self):
        for structure in _library.STRUCTURES:
            body = re.search(r"^struct %s \{(.*?)^\};" % structure.__name__, self.header, re.S | re.M).group(1)
            names = []
            for declaration in filter(None, (d.strip() for d in body.split(";"))):
                names += [re.search(r"(\w+)(\[\w+\])?$", part.strip()).group(1) for part in declaration.split(",")]
            self.assertEqual([name for name, _ in structure._fields_], names, structure.__name__)

    def test_types(self):
        size = {"bool": 1, "int": 4, "uint32_t": 4, "uint64_t": 8, "size_t": 8}
        for structure in _library.STRUCTURES:
            body = re.search(r"^struct %s \{(.*?)^\};" % structure.__name__, self.header, re.S | re.M).group(1)
            for kind, name, room in re.findall(r"^\s+(?:const )?(?:struct )?(\w+) (\*?\w+)(?:\[(\d+)\])?;", body, re.M):
                want = 8 if name.startswith("*") else int(room) if room else size[kind]
                got = getattr(structure, name.lstrip("*")).size
                self.assertEqual(got, want, f"{structure.__name__}.{name}")

    def test_calls(self):
        for name in _library.CALLS:
            self.assertRegex(self.header, rf"\b{name}\(")

    def test_version(self):
        self.assertIn(f"VERSION := {sitrep.__version__}\n", (ROOT / "Makefile").read_text(encoding="utf-8"))
        self.assertIn(f'version = "{sitrep.__version__}"', (ROOT / "python/pyproject.toml").read_text(encoding="utf-8"))


class Read(unittest.TestCase):
    def test_spans_are_pythons(self):
        record = sitrep.read(TEXT, published="2015-11-20")
        words = [TEXT[slice(*claim["span"])] for claim in record["claims"]]
        self.assertEqual(words, ["22 people were killed", "7 were injured"])
        self.assertEqual(record["document"]["characters"], len(TEXT))

    def test_options(self):
        record = sitrep.read(TEXT, id="a/b", title="T", published="2015-11-20", outlet="O", url="https://example.org/", with_text=True,
                             rule="ucdp", numbers_all=True)
        document = record["document"]
        self.assertEqual([document[k] for k in ("id", "title", "published", "outlet", "url", "text")],
                         ["a/b", "T", "2015-11-20", "O", "https://example.org/", TEXT])
        self.assertEqual({f["rule"] for i in record["incidents"] for f in i["figures"]}, {"ucdp"})
        self.assertEqual(sitrep.read(TEXT, until="attribution")["claims"], [])

    def test_rows_of_a_table(self):
        """What pandas' to_dict("records") gives: dates, numbers as ids, NaN for what is not known."""
        nan, published = float("nan"), "2015-11-20"
        rows = [(datetime.date(2015, 11, 20), published), (datetime.datetime(2015, 11, 20, 7, 0), published + "T07:00:00"), (nan, None)]
        for given, want in rows:
            record, = sitrep.read_many([{"id": 7, "text": TEXT, "published": given, "title": nan}])
            document = record["document"]
            self.assertEqual((document["id"], document["published"], document["title"]), ("7", want, None), given)
        with self.assertRaises(TypeError):
            sitrep.read(TEXT, outlet=3)

    def test_odd_text(self):
        for text in ("x", "\ufeffTwo men died.", "\r\n" * 9 + "a", "🚑" * 1000, "“" * 5000, "e\u0301" * 100, "22 " * 2000):
            self.assertEqual(sitrep.read(text)["document"]["characters"], len(text))

    def test_big(self):
        text = (TEXT + "\n\n") * 500
        record = sitrep.read(text)
        self.assertGreaterEqual(len(record["claims"]), 500)
        start, end = record["claims"][-1]["span"]
        self.assertIn(text[start:end], TEXT)

    def test_bad(self):
        for arguments, code in [(("",), "empty"), ((" \n",), "empty"), (("a\0b",), "encoding"), (("a\ud83d",), "encoding")]:
            with self.assertRaises(sitrep.Error, msg=arguments) as caught:
                sitrep.read(*arguments)
            self.assertEqual(caught.exception.code, code, arguments)
        for options, code in [({"published": "20-11-2015"}, "date"), ({"until": "lunch"}, "usage"), ({"rule": "mean"}, "usage"),
                              ({"max_memory": 1}, "memory"), ({"rule": "a\0b"}, "encoding")]:
            with self.assertRaises(sitrep.Error, msg=options) as caught:
                sitrep.read(TEXT, **options)
            self.assertEqual(caught.exception.code, code, options)
        for text in (None, b"bytes", 22):
            with self.assertRaises(TypeError):
                sitrep.read(text)
        with self.assertRaises(TypeError):
            sitrep.read(TEXT, colour=True)

    def test_error_travels(self):
        error = pickle.loads(pickle.dumps(sitrep.Error("date", "fault", "mend", 3)))
        self.assertEqual((error.code, error.message, error.mend, error.line, str(error)), ("date", "fault", "mend", 3, "fault; mend"))


class ReadMany(unittest.TestCase):
    def documents(self, count):
        return [{"id": str(i), "text": f"{i + 2} people were killed, police said."} for i in range(count)]

    def test_order_with_any_number_of_workers(self):
        documents = self.documents(40)
        alone = list(sitrep.read_many(documents))
        self.assertEqual([r["document"]["id"] for r in alone], [str(i) for i in range(40)])
        self.assertEqual([r["claims"][0]["value"] for r in alone], [i + 2 for i in range(40)])
        for workers in (2, 5):
            self.assertEqual(list(sitrep.read_many(documents, workers=workers)), alone)
        self.assertEqual(list(sitrep.read_many([], workers=3)), [])

    def test_shared_options_go_first(self):
        records = sitrep.read_many([TEXT, {"text": TEXT, "published": "2001-01-01"}], published="2015-11-20", with_text=True)
        self.assertEqual([(r["document"]["published"], r["document"]["text"]) for r in records], [("2015-11-20", TEXT)] * 2)

    def test_never_far_ahead(self):
        taken = 0

        def source():
            nonlocal taken
            for taken in itertools.count(1):
                yield f"{taken} people were killed."

        records = sitrep.read_many(source(), workers=3)
        for given in range(1, 31):
            next(records)
            self.assertLessEqual(taken - given, 12)
        records.close()

    def test_errors(self):
        documents = ["Two died.", "", {"id": "no text"}, "Three died."]
        for workers in (1, 2):
            kinds = [type(r) for r in sitrep.read_many(documents, workers=workers, errors="yield")]
            self.assertEqual(kinds, [dict, sitrep.Error, sitrep.Error, dict])
            records = sitrep.read_many(documents, workers=workers)
            next(records)
            with self.assertRaises(sitrep.Error) as caught:
                next(records)
            self.assertEqual(caught.exception.code, "empty")
            with self.assertRaises(TypeError):
                list(sitrep.read_many([22], workers=workers, errors="yield"))

    def test_the_iterables_own_fault(self):
        def source():
            yield "Two died."
            raise KeyError("mine")

        for workers in (1, 2):
            records = sitrep.read_many(source(), workers=workers)
            self.assertIsInstance(next(records), dict)
            with self.assertRaises(KeyError):
                next(records)

    def test_wrong_arguments(self):
        for options in ({"workers": 0}, {"errors": "ignore"}):
            with self.assertRaises(ValueError):
                sitrep.read_many([], **options)
        with self.assertRaises(TypeError):
            sitrep.read_many([], colour="red")

    def test_memory_does_not_grow(self):
        def read(count):
            for record in sitrep.read_many((TEXT for _ in range(count)), workers=2):
                sitrep.claims(record)

        read(100)
        before = resident_kib()
        read(300)
        self.assertLess(resident_kib() - before, 8 * 1024)

    def test_many_threads(self):
        want, got = sitrep.read(TEXT), []

        def run():
            got.extend(sitrep.read(TEXT) == want for _ in range(10))

        threads = [threading.Thread(target=run) for _ in range(8)]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        self.assertEqual(got, [True] * 80)


class Readers(unittest.TestCase):
    def test_a_place_of_ones_own(self):
        text = "Two men were killed in Kossobara, police said."
        with tempfile.NamedTemporaryFile("w", suffix=".tsv") as f:
            f.write("name\tcountry\nKossobara\tML\n")
            f.flush()
            with sitrep.Reader(gazetteer=f.name) as reader:
                self.assertEqual([p["country"] for p in reader.read(text)["places"]], ["ML"])
        self.assertEqual([p["country"] for p in sitrep.read(text)["places"]], [None])
        with self.assertRaises(ValueError):
            reader.read(text)
        reader.close()

    def test_bad_tables(self):
        with tempfile.NamedTemporaryFile("w", suffix=".tsv") as f:
            f.write("name\tcountry\nKossobara\tMali\n")
            f.flush()
            with self.assertRaises(sitrep.Error) as caught:
                sitrep.Reader(gazetteer=f.name)
        self.assertEqual((caught.exception.code, caught.exception.line), ("table", 2))
        with self.assertRaises(FileNotFoundError):
            sitrep.Reader(outlets="/nowhere.tsv")
        for options in ({"reader": "magic"}, {"model": __file__}):
            with self.assertRaises(sitrep.Error, msg=options):
                sitrep.Reader(**options)


class Records(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.texts = [{"id": "=a", "published": "2026-03-13", "outlet": "Alpha", "text": "A bomb killed 12 people at a market in Kirkuk, Iraq, police said."},
                     {"id": "b", "published": "2026-03-14", "outlet": "Beta", "text": "The market bomb in Kirkuk, Iraq, killed 19 people, police said."},
                     {"id": "c", "published": "2026-03-14", "text": "Floods displaced 300 people in Maiduguri, Nigeria."}]
        cls.records = list(sitrep.read_many(cls.texts, with_text=True))
        cls.incidents = sitrep.merge(cls.records)

    def test_merge(self):
        self.assertTrue(all(i["schema"] == "sitrep-incident/1" for i in self.incidents))
        self.assertEqual(sorted(d for i in self.incidents for d in i["documents"]), ["=a", "b", "c"])
        self.assertEqual(sitrep.merge(json.dumps(r) for r in reversed(self.records)), self.incidents)
        self.assertEqual(sitrep.merge([]), [])

    def test_claims_are_the_files(self):
        rows = sitrep.claims(self.records)
        columns = (ROOT / "tests/export/columns/claims.txt").read_text(encoding="utf-8").split()
        self.assertEqual(list(rows[0]), columns)
        table = list(csv.DictReader(io.StringIO(sitrep.export("claims", self.records), newline="")))
        self.assertEqual(len(table), len(rows))
        for row, cells in zip(rows, table):
            text = next(t["text"] for t in self.texts if t["id"] == row["document"])
            self.assertEqual(row["words"], text[row["start"]:row["end"]])
            self.assertEqual(row["low"], int(cells["low"]))
            self.assertIs(row["main"], cells["main"] == "true")
            self.assertEqual("" if row["speaker"] is None else row["speaker"], cells["speaker"])
        self.assertEqual((rows[0]["document"], table[0]["document"]), ("=a", "'=a"))

    def test_claims_of_one(self):
        self.assertEqual(sitrep.claims(self.records[0]), sitrep.claims(self.records[:1]))
        self.assertEqual(sitrep.claims([]), [])

    def test_export(self):
        collection = json.loads(sitrep.export("geojson", self.records, self.incidents))
        self.assertEqual([f["id"] for f in collection["features"]], [i["id"] for i in self.incidents])
        one = sitrep.export("edxl", incidents=self.incidents, incident=self.incidents[0]["id"], prepared_by="Ä", authorized_by="B", at="2026-03-14T18:00Z")
        self.assertIn("<xnl:nameElement>Ä</xnl:nameElement>", one)

    def test_bad(self):
        for call, code in [(lambda: sitrep.merge([{"schema": "sitrep/1"}]), "schema"), (lambda: sitrep.claims("{"), "json"),
                           (lambda: sitrep.export("kml"), "usage"), (lambda: sitrep.export("edxl"), "usage"),
                           (lambda: sitrep.export("annotation", [sitrep.read(TEXT)]), "format"),
                           (lambda: sitrep.export("liveblog", coverage_end="noon"), "date")]:
            with self.assertRaises(sitrep.Error) as caught:
                call()
            self.assertEqual(caught.exception.code, code)
        with self.assertRaises(TypeError):
            sitrep.export("geojson", colour="red")


class Library(unittest.TestCase):
    """Where the library is looked for; each in a process of its own."""

    def run_with(self, library, code="import sitrep; print(sitrep.read('Two men were killed.')['claims'][0]['low'])"):
        environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "python")}
        if library:
            environment["SITREP_LIBRARY"] = str(library)
        return subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True)

    def test_named(self):
        done = self.run_with(os.environ["SITREP_LIBRARY"])
        self.assertEqual((done.stdout, done.stderr), ("2\n", ""))

    def test_named_and_not_there(self):
        done = self.run_with("/nowhere/libsitrep.so")
        self.assertIn("sitrep._library.Error: libsitrep can't be loaded: /nowhere/libsitrep.so", done.stderr)
        self.assertIn("SITREP_LIBRARY", done.stderr)

    def test_another_library(self):
        done = self.run_with(ctypes.util.find_library("c"))
        self.assertIn("has no sr_version", done.stderr)

    def test_importing_loads_nothing(self):
        self.assertEqual(self.run_with("/nowhere/libsitrep.so", "import sitrep").returncode, 0)


if __name__ == "__main__":
    unittest.main()
