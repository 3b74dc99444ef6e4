"""From texts to records."""
import collections
import concurrent.futures
import ctypes
import datetime
import json
import os
import threading
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

from ._library import NEXT_ARTICLE, Error, encoded, error_of, library, sr_context_options, sr_error, sr_options, sr_table_text

Document = str | Mapping[str, Any]
Path = str | os.PathLike[str]

FIELDS = ("id", "text", "title", "published", "outlet", "url")
OPTIONS = ("published", "outlet", "until", "rule")
AHEAD = 4  # documents under way for each worker


def _slurp(path: Path) -> bytes:
    with open(path, "rb") as f:
        return f.read()


def _field(name: str, value: Any) -> str | None:
    """A field as JSON has it. A table's NaN or NaT is nothing; a date or datetime is written as ISO 8601, a number as an id's text."""
    if value is None or value != value:
        return None
    if name == "published" and isinstance(value, datetime.date):
        return value.isoformat()
    if name == "id" and isinstance(value, int):
        return str(value)
    if not isinstance(value, str):
        raise TypeError(f"{name} must be a str, not {type(value).__name__}")
    return value


def _line(document: Document) -> bytes:
    """The document as a line of JSON Lines, which says all of it."""
    if isinstance(document, str):
        document = {"text": document}
    if not isinstance(document, Mapping):
        raise TypeError(f"a document is a str or a mapping with 'text', not {type(document).__name__}")
    if "text" not in document:
        raise Error("field", "'text' is missing", "each document needs a text")
    told = {k: _field(k, document.get(k)) for k in FIELDS}
    fields = {k: v for k, v in told.items() if v is not None}
    fields.setdefault("id", "text")
    try:
        return json.dumps(fields, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        raise Error("encoding", "the document holds half a surrogate pair", "decode it rightly first") from None


def _options(numbers_all: bool, with_text: bool, max_memory: int, **strings: str | None) -> sr_options:
    if unknown := set(strings) - set(OPTIONS):
        raise TypeError(f"no option {sorted(unknown)}; there are {OPTIONS}, numbers_all, with_text and max_memory")
    o = sr_options(numbers_all=numbers_all, with_text=with_text, max_memory=max_memory)
    for name, value in strings.items():
        setattr(o, name, encoded(_field(name, value), name))
    return o


class Reader:
    """Reads texts; holds what all its readings share. One is enough for a program and for all its threads.

    gazetteer, outlets, sources   files with places, outlets and speakers of one's own, beside the built-in ones
                                  (sitrep.conf(5) tells their columns)
    reader                        "rules", "learned" or "auto" (the default)
    model                         a model's file in place of the one that is built in

    Close it, or use it in a `with` statement, when no read is under way. Errors: Error with code "table" for a bad row,
    "usage", "model"; OSError for a file that can't be read.
    """

    def __init__(self, *, gazetteer: Path | None = None, outlets: Path | None = None, sources: Path | None = None,
                 reader: Literal["rules", "learned", "auto"] | None = None, model: Path | None = None):
        given = {"gazetteer": gazetteer, "outlets": outlets, "sources": sources}
        files = [(name, _slurp(path), path) for name, path in given.items() if path is not None]
        tables = (sr_table_text * len(files))(*[
            sr_table_text(name.encode(), data, len(data), os.fsencode(path)) for name, data, path in files])
        # a model is read in place: aligned as malloc aligns, and kept
        data = _slurp(model) if model is not None else b""
        self._model = ctypes.create_string_buffer(data, len(data)) if model is not None else None
        options = sr_context_options(tables, len(files), encoded(reader, "reader"),
                                     ctypes.cast(self._model, ctypes.c_char_p) if model is not None else None, len(data),
                                     os.fsencode(model) if model is not None else None)
        self._lib, error = library(), sr_error()
        self._context = self._lib.sr_context_open_with(options, error)
        if not self._context:
            raise error_of(error)

    def close(self) -> None:
        """Release it; a second time is nothing."""
        context, self._context = self._context, None
        if context:
            self._lib.sr_context_close(context)

    def __enter__(self) -> "Reader":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __del__(self) -> None:
        if getattr(self, "_context", None):
            self.close()

    def read(self, text: str, *, id: str = "text", title: str | None = None, published: str | datetime.date | None = None,
             outlet: str | None = None, url: str | None = None, until: str | None = None, rule: str | None = None,
             numbers_all: bool = False, with_text: bool = False, max_memory: int = 0) -> dict[str, Any]:
        """The record of a text: a dict of the schema sitrep/1.

        published   when, ISO 8601 ("2015-11-20", "2015-11-20T07:00Z") or a date or datetime: days and times are worked out from it
        until       the last stage to run ("attribution", …);  rule: "latest", "ucdp" or "acled"
        numbers_all tell every number that is no claim, and why;  with_text: put the text into the record
        max_memory  the most bytes for the findings; 0: 4 GiB

        Spans are [start, end) in code points: text[start:end]. Odd text is no error. Error: "empty" for a text of white space,
        "encoding" for one with a NUL or half a surrogate pair, "date" and "usage" for a wrong option, "memory".
        """
        if not isinstance(text, str):
            raise TypeError(f"text must be a str, not {type(text).__name__}")
        document = {"id": id, "text": text, "title": title, "published": published, "outlet": outlet, "url": url}
        return self._record(document, _options(numbers_all, with_text, max_memory, until=until, rule=rule))

    def read_many(self, documents: Iterable[Document], *, workers: int = 1, errors: Literal["raise", "yield"] = "raise",
                  numbers_all: bool = False, with_text: bool = False, max_memory: int = 0,
                  **options: str | None) -> Iterator[dict[str, Any] | Error]:
        """The records of many documents, in their order, with `workers` threads.

        A document is a str, or a mapping with "text" and maybe "id", "title", "published", "outlet" and "url", as
        frame.to_dict("records") gives them: a NaN is nothing, "published" may be a date or datetime. The options
        published, outlet, until and rule hold for all; the first two go before what a document says of itself.

        Constant memory: the iterable is taken from only as records are, at most four documents a worker ahead. errors="raise"
        ends the iteration with a document's Error; "yield" gives the Error in the record's place and goes on. What the
        iterable itself raises is raised here, after the records before it. A TypeError (no document at all) always is.
        """
        if workers < 1:
            raise ValueError(f"workers must be at least 1, not {workers}")
        if errors not in ("raise", "yield"):
            raise ValueError(f"errors is 'raise' or 'yield', not {errors!r}")
        shared = _options(numbers_all, with_text, max_memory, **options)

        def one(document: Document) -> dict[str, Any] | Error:
            try:
                return self._record(document, shared)
            except Error as e:
                if errors == "raise":
                    raise
                return e

        return map(one, documents) if workers == 1 else _in_order(one, documents, workers)

    def _record(self, document: Document, options: sr_options) -> dict[str, Any]:
        if not self._context:
            raise ValueError("the reader is closed")
        lib, error, line = self._lib, sr_error(), _line(document)
        article = lib.sr_article_open(self._context, error)
        source = lib.sr_input_open(b"jsonl", len(line) + 1 if len(line) > 1 << 20 else 1 << 20, error) if article else None
        try:
            data, size = ctypes.c_void_p(), ctypes.c_size_t()
            if (not source or lib.sr_input_add_bytes(source, line, len(line), b"document", error) or
                    lib.sr_input_next(source, article, error) != NEXT_ARTICLE or
                    lib.sr_article_read(article, options, error) or
                    lib.sr_article_write(article, b"jsonl", options, data, size, error)):
                raise error_of(error)
            return json.loads(ctypes.string_at(data, size.value))
        finally:
            lib.sr_input_close(source)
            lib.sr_article_close(article)


def _in_order(one, documents, workers):
    """map(one, documents) by threads: at most AHEAD documents a worker under way, results in order."""
    waiting = collections.deque()
    documents = iter(documents)
    stopped = None
    with concurrent.futures.ThreadPoolExecutor(workers, "sitrep") as pool:
        try:
            while True:
                while stopped is None and len(waiting) < AHEAD * workers:
                    try:
                        waiting.append(pool.submit(one, next(documents)))
                    except Exception as e:  # the iterable's own end, or its fault: told after what came before
                        stopped = e
                if not waiting:
                    break
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()
    if not isinstance(stopped, StopIteration):
        raise stopped


_default: Reader | None = None
_lock = threading.Lock()


def _reader() -> Reader:
    global _default
    with _lock:
        if _default is None:
            _default = Reader()
    return _default


def read(text: str, **options: Any) -> dict[str, Any]:
    """Reader.read of a reader with the built-in tables."""
    return _reader().read(text, **options)


def read_many(documents: Iterable[Document], **options: Any) -> Iterator[dict[str, Any] | Error]:
    """Reader.read_many of a reader with the built-in tables."""
    return _reader().read_many(documents, **options)
