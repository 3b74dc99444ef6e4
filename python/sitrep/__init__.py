"""sitrep reads the news of an incident and keeps its record: what, where, when, how many, and who says so.

    import sitrep

    record = sitrep.read("At least 22 people were killed, the ministry said.", published="2015-11-20")
    for claim in record["claims"]:
        start, end = claim["span"]          # text[start:end] are its words: positions count as Python does
    for record in sitrep.read_many(articles, workers=4): …
    incidents = sitrep.merge(records)
    frame = pandas.DataFrame(sitrep.claims(records))

Records are dicts of the schema sitrep/1, incidents of sitrep-incident/1 (docs/schema.md). The work is done by libsitrep,
which is looked for in $SITREP_LIBRARY, then beside this module in the source tree, then where libraries are installed.
Failures are sitrep.Error. Any number of threads may call these functions; the library runs without the interpreter's lock.
"""
from ._library import VERSION as __version__
from ._library import Error
from ._reader import Reader, read, read_many
from ._records import claims, export, merge

__all__ = ["Error", "Reader", "claims", "export", "merge", "read", "read_many", "__version__"]
