"""libsitrep by ctypes: where it is, its structures and calls. include/sitrep.h is the manual.

The structures are the header's, field by field; tests/python holds them against it.
"""
import ctypes
import ctypes.util
import os
import pathlib
import threading

VERSION = "0.1.0"
SONAME = "libsitrep.so.0"


class Error(Exception):
    """What the library says of a failure.

    code     its name: "json", "empty", "date", "usage", "memory" … (enum sr_code)
    message  the fault;  mend  how to mend it, "" where nothing is known
    line     of the input, from 1; 0: not known
    """

    def __init__(self, code: str, message: str, mend: str = "", line: int = 0):
        super().__init__(f"{message}; {mend}" if mend else message)
        self.code, self.message, self.mend, self.line = code, message, mend, line

    def __reduce__(self):
        return Error, (self.code, self.message, self.mend, self.line)


class sr_error(ctypes.Structure):
    _fields_ = [("code", ctypes.c_int), ("file", ctypes.c_char * 512), ("line", ctypes.c_uint64),
                ("column", ctypes.c_uint64), ("message", ctypes.c_char * 512), ("mend", ctypes.c_char * 256)]


class sr_table_text(ctypes.Structure):
    _fields_ = [("table", ctypes.c_char_p), ("bytes", ctypes.c_char_p), ("size", ctypes.c_size_t),
                ("name", ctypes.c_char_p)]


class sr_context_options(ctypes.Structure):
    _fields_ = [("tables", ctypes.POINTER(sr_table_text)), ("table_count", ctypes.c_size_t), ("reader", ctypes.c_char_p),
                ("model", ctypes.c_char_p), ("model_size", ctypes.c_size_t), ("model_name", ctypes.c_char_p)]


class sr_options(ctypes.Structure):
    _fields_ = [("published", ctypes.c_char_p), ("outlet", ctypes.c_char_p), ("until", ctypes.c_char_p),
                ("rule", ctypes.c_char_p), ("measure", ctypes.c_char_p), ("offsets", ctypes.c_char_p),
                ("numbers_all", ctypes.c_bool), ("with_text", ctypes.c_bool), ("source_map", ctypes.c_bool),
                ("colour", ctypes.c_bool), ("width", ctypes.c_uint32), ("section", ctypes.c_bool),
                ("conllu", ctypes.c_char_p), ("conllu_size", ctypes.c_size_t), ("conllu_name", ctypes.c_char_p),
                ("max_memory", ctypes.c_size_t)]


class sr_result(ctypes.Structure):
    _fields_ = [("bytes", ctypes.POINTER(ctypes.c_char)), ("size", ctypes.c_size_t), ("error", ctypes.POINTER(sr_error)),
                ("warning", ctypes.c_char_p), ("documents", ctypes.c_uint64), ("skipped", ctypes.c_uint64)]


class sr_export_options(ctypes.Structure):
    _fields_ = [("incident", ctypes.c_char_p), ("extra", ctypes.c_bool), ("url", ctypes.c_char_p),
                ("publisher", ctypes.c_char_p), ("coverage_start", ctypes.c_char_p), ("coverage_end", ctypes.c_char_p),
                ("prepared_by", ctypes.c_char_p), ("authorized_by", ctypes.c_char_p), ("at", ctypes.c_char_p)]


STRUCTURES = (sr_error, sr_table_text, sr_context_options, sr_options, sr_result, sr_export_options)
NEXT_ARTICLE = 1  # enum sr_next

_P, _I, _S, _Z = ctypes.c_void_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_size_t
_E = ctypes.POINTER(sr_error)
SINK = ctypes.CFUNCTYPE(_I, _P, ctypes.POINTER(sr_result))
CALLS = {
    "sr_version": (_S, []),
    "sr_error_name": (_S, [_I]),
    "sr_context_open_with": (_P, [ctypes.POINTER(sr_context_options), _E]),
    "sr_context_close": (None, [_P]),
    "sr_input_open": (_P, [_S, _Z, _E]),
    "sr_input_close": (None, [_P]),
    "sr_input_add_bytes": (_I, [_P, _S, _Z, _S, _E]),
    "sr_input_next": (_I, [_P, _P, _E]),
    "sr_article_open": (_P, [_P, _E]),
    "sr_article_close": (None, [_P]),
    "sr_article_read": (_I, [_P, ctypes.POINTER(sr_options), _E]),
    "sr_article_write": (_I, [_P, _S, ctypes.POINTER(sr_options), ctypes.POINTER(_P), ctypes.POINTER(_Z), _E]),
    "sr_merge_stream": (_I, [_I, _S, _Z, SINK, _P, _E]),
    "sr_export_open": (_P, [_S, ctypes.POINTER(sr_export_options), _E]),
    "sr_export_bytes": (_I, [_P, _S, _Z, _S, SINK, _P, _E]),
    "sr_export_end": (_I, [_P, SINK, _P, _E]),
    "sr_export_close": (None, [_P]),
}

_lock = threading.Lock()
_loaded = None


def _places():
    """Where to look, in order: what SITREP_LIBRARY names, and nothing else then; the build of the tree that this file is
    in; what is installed."""
    named = os.environ.get("SITREP_LIBRARY")
    if named:
        return [named]
    built = pathlib.Path(__file__).resolve().parents[2] / "build" / "libsitrep.so"
    return ([str(built)] if built.exists() else []) + [SONAME, ctypes.util.find_library("sitrep") or SONAME]


def _open():
    faults = []
    for place in _places():
        try:
            return ctypes.CDLL(place)
        except OSError as e:
            faults.append(str(e))
    raise Error("not-found", f"libsitrep can't be loaded: {'; '.join(dict.fromkeys(faults))}",
                "install it ('make install') or name it in SITREP_LIBRARY")


def library():
    """The library, loaded once; Error when there is none, or one of another version."""
    global _loaded
    with _lock:
        if _loaded is None:
            lib = _open()
            for name, (result, arguments) in CALLS.items():
                try:
                    call = getattr(lib, name)
                except AttributeError:
                    raise Error("not-found", f"{lib._name} has no {name}", f"install sitrep {VERSION}") from None
                call.restype, call.argtypes = result, arguments
            version = lib.sr_version().decode()
            if version.split(".")[:2] != VERSION.split(".")[:2]:
                raise Error("usage", f"{lib._name} is sitrep {version}, and this module is for {VERSION}",
                            "install the two from one release")
            _loaded = lib
    return _loaded


def error_of(error: sr_error) -> Error:
    """The exception for a library's error."""
    name = library().sr_error_name(error.code).decode()
    return Error(name, error.message.decode("utf-8", "replace"), error.mend.decode("utf-8", "replace"), error.line)


def encoded(text: str | None, what: str) -> bytes | None:
    """UTF-8 that ends at its end; Error for what can't be so written."""
    if text is None:
        return None
    if not isinstance(text, str):
        raise TypeError(f"{what} must be a str, not {type(text).__name__}")
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError as e:
        raise Error("encoding", f"{what} holds half a surrogate pair at {e.start}", "decode it rightly first") from None
    if b"\0" in data:
        raise Error("encoding", f"{what} holds a NUL")
    return data
