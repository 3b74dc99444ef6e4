#!/usr/bin/env python3
"""Write data/en/merge_words.tsv: the share of news reports that hold a word, of a thousand, for words in ten or more.

    words.py TEXTS.jsonl [TEXTS.jsonl …]

TEXTS: JSON Lines with "text" (and "title"). Each set weighs the same, however large it is. The table in the tree: the
training halves of GVC, ECB+, MUC-4 and PolNeAR, and data/claims/train.jsonl.
"""
import collections, json, pathlib, re, sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
TABLE = ROOT / "data/en/merge_words.tsv"
HEAD = """# merge_words.tsv: how common a word is in the news: of a thousand reports, how many hold it. Words in fewer than {least}
# are left out. Two reports that share a common word ("police") have little in common. Made by train/merge/words.py from
# counts over the training halves of four collections and our own reports, each collection weighing the same.
word\tshare
"""
LEAST = 10


def words(text):
    text = re.sub(r"'s\b", "", text.casefold().replace("\u2019", "'"))
    return set(re.findall(r"[^\W_]+(?:'[^\W_]+)*", text))


def main(paths):
    if not paths: sys.exit(__doc__)
    share = collections.Counter()
    for path in paths:
        seen, documents = collections.Counter(), 0
        for line in open(path, encoding="utf-8"):
            d = json.loads(line)
            seen.update(words(d["text"] + " " + (d.get("title") or "")))
            documents += 1
        for word, n in seen.items(): share[word] += 1000 * n / documents / len(paths)
    rows = sorted((w, round(s)) for w, s in share.items() if round(s) >= LEAST and len(w) > 1 and "\t" not in w)
    TABLE.write_text(HEAD.format(least=LEAST) + "".join(f"{w}\t{s}\n" for w, s in rows), encoding="utf-8")
    print(len(rows), "words")


if __name__ == "__main__":
    main(sys.argv[1:])
