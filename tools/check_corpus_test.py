#!/usr/bin/env python3
"""Test of check_corpus.py: number words are read rightly, and each kind of bad mark is found at its line."""
import os
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import check_corpus  # noqa: E402

NUMBERS = [("22", ("n", 22)), ("1,304", ("n", 1304)), ("Two hundred and six", ("n", 206)), ("two hundred six", ("n", 206)),
           ("a dozen", ("n", 12)), ("half a dozen", ("n", 6)), ("two and a half million", ("n", 2500000)), ("1.2 million", ("n", 1200000)),
           ("fifteen hundred", ("n", 1500)), ("No", ("n", 0)), ("two or three", ("range", 2, 3)), ("20-25", ("range", 20, 25)),
           ("two to three hundred", ("range", 200, 300)), ("tens of thousands", ("vague",)), ("several hundred", ("vague",)),
           ("several", None), ("a", None), ("three two", None), ("people", None)]

TEXT = "At least 22 people died and some 40 were hurt, a nurse, 31, told AFP. Of the 22, two were Twenty-two or older.\n--\n"
# a mark that is right, or what must be said of it
MARKS = [("22#1 | killed | >=22 | asserted | a nurse ; AFP | main | of=people", None),
         ("40 | injured | ~40 | asserted | a nurse/AFP | main", None),
         ("- | injured | 1 | asserted | - | main | of=a nurse | implicit", None),
         ("! 31 | age", None),
         ("22 | killed | >=22 | asserted | - | main", "occurs 2 times; say which"),
         ("22#3 | killed | 22 | asserted | - | main", "occurs 2 times, not 3"),
         ("23 | killed | 23 | asserted | - | main", "'23' does not occur"),
         ("22#1 | killed | >=23 | asserted | - | main", "but the mark says >=23"),
         ("22#1 | killed | 22 | asserted | - | main", "has a hedge beside it"),
         ("22#2 | killed | ~22 | asserted | - | main", "no hedge stands near"),
         ("40 | injured | 40 | asserted | - | main", "has a hedge beside it"),
         ("40 | hurt | ~40 | asserted | - | main", "'hurt' is no measure"),
         ("40 | injured | ~40 | certain | - | main", "'certain' is no polarity"),
         ("40 | injured | ~40 | asserted | - | old", "'old' is no incident"),
         ("40 | injured | ~40 | asserted | Reuters | main", "speaker 'Reuters' does not occur"),
         ("40 | injured | ~40 | asserted | - | main | of=dogs", "'dogs' does not occur"),
         ("40 | injured | ~40 | asserted | - | main | colour=red", "is no key=value"),
         ("40 | injured | ~40 | asserted | - | main | part_of=31", "is not the number of a claim"),
         ("40 | injured | ~40 | asserted | - | main | state=lost", "'lost' is no state"),
         ("- | injured | 1 | asserted | - | main | implicit", "of=WORDS"),
         ("people | killed | 1 | asserted | - | main", "is no number that this program can read"),
         ("40 | injured | ~40 | asserted", "at least six fields"),
         ("! 31 | shoe size", "a non-claim is written"),
         ("two | killed | 2 | asserted | - | main", None)]          # the "two" of "Twenty-two" is not counted


def faults_of(text):
    del check_corpus.FAULTS[:]
    with tempfile.TemporaryDirectory() as d:
        path = os.path.join(d, "t.txt")
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
        check_corpus.load([path])
        return [x.replace(path, "t.txt") for x in check_corpus.FAULTS]


def main():
    passed, failed = 0, 0

    def expect(name, got, want, ok):
        nonlocal passed, failed
        passed, failed = passed + ok, failed + (not ok)
        if not ok:
            print(f"FAILED {name}: got {got!r}, expected {want!r}")
    for words, want in NUMBERS:
        got = check_corpus.number(words)
        expect(f"number {words!r}", got, want, got == want)
    head = "# a test\n== p\n" + TEXT
    line = head.count("\n") + 1
    for mark, want in MARKS:
        got = faults_of(head + mark + "\n")
        ok = got == [] if want is None else len(got) == 1 and got[0].startswith(f"t.txt:{line}: ") and want in got[0]
        expect(mark, got, want, ok)
    whole = [("two claims on a number", head + (MARKS[0][0] + "\n") * 2, "two claims on the same words"),
             ("claim and none", head + MARKS[1][0] + "\n! 40 | age\n", "as a claim and as none"),
             ("same name twice", head + "\n== p\nOne fell.\n--\n", "the name 'p' is taken"),
             ("same text twice", head + "\n== q\n" + TEXT, "the same text as"),
             ("no marks line", "# a test\n== p\nOne fell.\n", "no '--' after the text"),
             ("no first line", "== p\nOne fell.\n--\n", "the first line says")]
    for name, text, want in whole:
        got = faults_of(text)
        expect(name, got, want, any(want in x for x in got))
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
