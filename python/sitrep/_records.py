"""From records to incidents, rows and the formats of others."""
import csv
import ctypes
import io
import json
import re
import tempfile
from collections.abc import Iterable, Mapping
from typing import Any

from ._library import SINK, Error, encoded, error_of, library, sr_error, sr_export_options

Record = Mapping[str, Any] | str

_GUARDED = re.compile(r"^'+[=+\-@\t\r]")  # docs/formats/README.md
_INTS = {"geonameid", "low", "high", "value", "start", "end", "number_start", "number_end",
         "edited_low", "edited_high", "edited_value"}
_FLOATS = {"lat", "lon", "confidence"}
_BOOLS = {"main", "anonymous", "implicit"}


def _line(record: Record) -> bytes:
    text = record if isinstance(record, str) else json.dumps(record, ensure_ascii=False)
    return encoded(text, "a record").replace(b"\n", b" ")


class _Sink:
    """Gathers what a stream of the library gives; its first error."""

    def __init__(self):
        self.pieces, self.error = [], None
        self.call = SINK(self._take)

    def _take(self, _user, result):
        r = result.contents
        if r.error:
            self.error = error_of(r.error.contents)
            return 1
        self.pieces.append(ctypes.string_at(r.bytes, r.size))
        return 0

    def check(self, code: int, error: sr_error) -> None:
        if code:
            raise error_of(error)
        if self.error:
            raise self.error


def merge(records: Iterable[Record]) -> list[dict[str, Any]]:
    """The incidents that records tell of (dicts, or JSON texts of one): each once, whatever the records' order.

    A dict of the schema sitrep-incident/1 each. Error for the first that is no record; its `line` is which, from 1. The
    records go through a temporary file, so they need not all be in memory.
    """
    sink, error = _Sink(), sr_error()
    with tempfile.TemporaryFile() as f:
        for record in records:
            f.write(_line(record) + b"\n")
        f.flush()
        f.seek(0)
        sink.check(library().sr_merge_stream(f.fileno(), b"records", 0, sink.call, None, error), error)
    return [json.loads(line) for line in b"".join(sink.pieces).splitlines()]


def export(to: str, records: Iterable[Record] = (), incidents: Iterable[Record] = (), *, extra: bool = False,
           **options: str | None) -> str:
    """Records and incidents in a format that others use, as `sitrep export --to` writes it (docs/formats).

    to       "claims", "annotation" (of records); "ucdp", "acled", "geojson", "liveblog", "edxl" (of incidents)
    options  incident, url, publisher, coverage_start, coverage_end, prepared_by, authorized_by, at, each a str
    """
    known = {name for name, _ in sr_export_options._fields_} - {"extra"}
    if unknown := set(options) - known:
        raise TypeError(f"no option {sorted(unknown)}; there are {sorted(known)} and extra")
    given = sr_export_options(extra=extra, **{k: encoded(v, k) for k, v in options.items()})
    lib, sink, error = library(), _Sink(), sr_error()
    target = lib.sr_export_open(encoded(to, "to"), given, error)
    if not target:
        raise error_of(error)
    try:
        for some in (records, incidents):
            for one in some:
                line = _line(one)
                sink.check(lib.sr_export_bytes(target, line, len(line), None, sink.call, None, error), error)
        sink.check(lib.sr_export_end(target, sink.call, None, error), error)
    finally:
        lib.sr_export_close(target)
    return b"".join(sink.pieces).decode("utf-8")


def _value(column: str, cell: str) -> Any:
    if not cell:
        return None
    if column in _INTS:
        return int(cell)
    if column in _FLOATS:
        return float(cell)
    if column in _BOOLS:
        return cell == "true"
    return cell[1:] if _GUARDED.match(cell) else cell


def claims(records: Record | Iterable[Record]) -> list[dict[str, Any]]:
    """A row a claim, of one record or of many: pandas.DataFrame(sitrep.claims(records)).

    The columns are those of `sitrep export --to claims` (docs/formats/claims.md), with int, float, bool and str for what is
    known and None for what is not. `words` needs records that carry their text (with_text=True).
    """
    one = isinstance(records, (Mapping, str))
    head, *rows = csv.reader(io.StringIO(export("claims", [records] if one else records), newline=""), strict=True)
    return [{column: _value(column, cell) for column, cell in zip(head, row)} for row in rows]
