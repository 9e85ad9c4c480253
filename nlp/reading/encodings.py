"""From bytes to text, told the encoding or not.

Byte order mark, then a strict UTF-8 trial (long enough text in another encoding never passes it), then the candidates
that Chinese, Korean and Japanese sites use. Each candidate that can decode a sample explains the same bytes as a
sequence of characters; the one whose characters are least surprising in news, by a table of frequencies, wins.
General detectors confuse GB18030, Big5 and EUC-KR on short texts, so one is asked only where none of these fits.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import BinaryIO

from nlp.errors import InputError
from nlp.tables import read_table

UTF_16 = ("utf-16-le", "utf-16-be")
_SAMPLE = 16_384
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16's, which it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# In order of preference where two explain a text equally well. Supersets, as browsers read these labels.
_EAST_ASIAN = ("gb18030", "cp949", "cp950", "big5hkscs", "cp932", "euc_jp", *UTF_16)
# One for each other alphabet: their texts are kept and labelled, not analysed.
_OTHERS = ["cp1252", "cp1251", "koi8_r", "cp1253", "cp1255", "cp1256", "cp874"]
_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "euc_kr": "cp949", "shift_jis": "cp932"}
_BIG5 = ("big5", "cp950", "big5hkscs")
_SURPRISING = 12.5  # bits a character; news in its right encoding has 8 to 10, in a wrong one 15 and more
_SURPRISING_WIDE = (
    17.0  # the same where NUL bytes leave UTF-16 or nothing: other alphabets stay below, binary data above
)
_MARGIN = 40.0  # bits in all that another encoding must be better by before a declared one is called wrong
_SIGNATURES = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x1f\x8b", "gzip data"),
    (b"BZh", "bzip2 data"),
    (b"\xfd7zXZ\x00", "xz data"),
    (b"\x28\xb5\x2f\xfd", "zstd data"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
)
_DAMAGED = 0.9  # share of bytes that fit UTF-8 from which a text counts as damaged rather than in another encoding
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_CONTROL_SHARE = 0.01
_SURROGATE = re.compile("[\ud800-\udfff]")
_MISFIT, _MARKING = "\udcff", "xinmun.mark"
_PIECE = 1 << 18
_LABEL = re.compile(
    rb"<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}[\"']([\w.:-]{1,40})"
    rb"|<meta[^>]{0,400}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{1,40})",
    re.IGNORECASE,
)
_LABEL_WITHIN = 16_384  # bytes of a page in which its label is looked for
_REPLACED = 0.001  # share of characters of a page that may be broken; a cut-off title in a side bar is usual


@cache
def _tables() -> tuple[dict[str, int], list[int], list[int]]:
    bits = {c: int(row["bits"]) for row in read_table(__package__, "characters.tsv") for c in row["characters"]}
    blocks = [(int(row["first"], 16), int(row["bits"])) for row in read_table(__package__, "blocks.tsv")]
    return bits, [first for first, _ in blocks], [cost for _, cost in blocks]


@lru_cache(maxsize=65536)
def _bits(character: str) -> int:
    listed, firsts, costs = _tables()
    cost = listed.get(character)
    return costs[bisect_right(firsts, ord(character)) - 1] if cost is None else cost


def _decode_start(data: bytes, encoding: str) -> str | None:
    """Decode bytes that may end within a character; None if they are not in this encoding."""
    try:
        return codecs.getincrementaldecoder(encoding)().decode(data, False)
    except UnicodeDecodeError:
        return None


def _surprise(text: str) -> tuple[float, float]:
    """Measure a text: bits in all, and bits a character that is not ASCII."""
    total = sum(map(_bits, text))
    foreign = [_bits(character) for character in text if character > "\x7f"]
    return total, (sum(foreign) / len(foreign) if foreign else 0.0)


def _ranking(data: bytes, encodings: tuple[str, ...]) -> list[tuple[float, float, str]]:
    """Rank encodings by how little surprising the text becomes: (bits in all, bits a character, encoding)."""
    start = next((index for index, byte in enumerate(data) if byte > 127), 0)
    ranked = []
    for order, encoding in enumerate(encodings):
        # ASCII ends where a character begins; in UTF-16 and UTF-32 on a multiple of the unit only.
        at = start - start % 4 if encoding.startswith("utf") else start
        text = _decode_start(data[at : at + _SAMPLE], encoding)
        if text is not None:
            total, each = _surprise(text)
            ranked.append((total, order, each, encoding))
    return [(total, each, encoding) for total, _, each, encoding in sorted(ranked)]


def _is_assigned(data: bytes, encoding: str) -> bool:
    """Whether bytes become characters that Unicode has; of binary data taken for UTF-16 some become none."""
    return not any(unicodedata.category(character) == "Cn" for character in _decode_start(data, encoding) or "")


def byte_order_mark(data: bytes) -> tuple[str, int] | None:
    """Find a byte order mark: the encoding it tells and its length."""
    return next(((encoding, len(mark)) for mark, encoding in _MARKS if data.startswith(mark)), None)


def detect_encoding(data: bytes) -> str | None:
    """Tell the encoding of a text.

    Args:
        data: the text or its first part, which may end within a character. A byte order mark settles it.

    Returns:
        Name of a Python codec; None if the bytes are no text in any known encoding.
    """
    mark = byte_order_mark(data)
    if mark:
        return mark[0]
    if b"\x00" in data[: 4 * _SAMPLE]:
        ranked = _ranking(data, UTF_16)
        likely = ranked[0][2] if ranked and ranked[0][1] < _SURPRISING_WIDE else None
        return likely if likely and _is_assigned(data[:_SAMPLE], likely) else None
    if data.isascii() or _decode_start(data, "utf-8") is not None:
        return "utf-8"
    ranked = _ranking(data, _EAST_ASIAN)
    if ranked and ranked[0][1] < _SURPRISING:
        return _big5_variant(data) if ranked[0][2] in _BIG5 else ranked[0][2]
    from charset_normalizer import from_bytes  # noqa: PLC0415 - 60 ms, for what is not East Asian

    best = from_bytes(data[:_SAMPLE], cp_isolation=_OTHERS).best()
    return best.encoding if best else None


@cache
def _disputed() -> frozenset[str]:
    pairs = (bytes((lead, trail)) for lead in (0xC6, 0xC7) for trail in (*range(0x40, 0x7F), *range(0xA1, 0xFF)))
    return frozenset(pair.decode("cp950", "ignore") for pair in pairs if pair >= b"\xc6\xa1")


def _big5_variant(data: bytes) -> str:
    """Choose between Windows' and Hong Kong's Big5.

    They differ in a few signs (～, €), where Windows' is what people mean, and in kana and circled numbers, for which
    Python's cp950 has an arrangement of its own that no file uses.
    """
    text = _decode_start(data, "cp950")
    return "big5hkscs" if text is None or not _disputed().isdisjoint(text) else "cp950"


def decode(data: bytes, name: str, declared: str | None = None) -> str:
    """Decode a whole text, to the letter, except for a byte order mark at its head.

    Args:
        data: the bytes.
        name: how to call them in an error.
        declared: the encoding they are said to be in; None detects it.

    Raises:
        InputError: not text (E103), not in the declared encoding or in none (E104), or half a character (E112).
    """
    found = next((what for signature, what in _SIGNATURES if data.startswith(signature)), None)
    if found:
        raise InputError("E103", path=name, found=found)
    if declared is not None:
        return check_text(_decode_declared(data, name, declared), name)
    encoding = detect_encoding(data)
    if encoding is None:
        if b"\x00" in data:
            raise InputError("E103", path=name, found="NUL bytes")
        if len(data.decode("utf-8", "ignore").encode()) < _DAMAGED * len(data):
            raise InputError("E103", path=name, found="bytes in no known encoding")
        encoding = "utf-8"  # with some broken bytes, which the error will name
    return check_text(_strictly(data, name, encoding, encoding), name)


def decode_markup(data: bytes, name: str, declared: str | None = None) -> str:
    """Decode a page or a feed in HTML or XML, whose head may say what it is in.

    The bytes are believed before the label: what fits UTF-8 is UTF-8, and a label that does not fit is passed over.
    Single broken characters, as sites that cut titles by the byte produce them, become U+FFFD.

    Args:
        data: the bytes.
        name: how to call them in an error.
        declared: the encoding they are said to be in, outside themselves; None looks for a label.

    Raises:
        InputError: not text (E103), or not in the declared encoding or in none (E104).
    """
    found = _LABEL.search(data, 0, _LABEL_WITHIN) if declared is None else None
    label = next(group for group in found.groups() if group).decode() if found else None
    believed = label if label and byte_order_mark(data) is None and not _fits_utf8(data) else declared
    for encoding in dict.fromkeys((believed, declared)):
        try:
            return decode(data, name, encoding)
        except InputError as error:
            if error.code == "E103":
                raise
            refused = error
    codec = _codec(label or "utf-8", data) if declared is None else None
    text = data.decode(codec, "replace") if codec else ""
    if not text or text.count("\ufffd") > 1 + _REPLACED * len(text):
        raise refused
    return check_text(text, name)


def _fits_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def decode_pieces(stream: BinaryIO, name: str, declared: str | None = None) -> Iterator[str]:
    """Decode a stream piece by piece; the first piece that is not ASCII alone tells the encoding.

    Args:
        stream: the bytes.
        name: how to call them in an error.
        declared: the encoding they are said to be in; None detects it.

    Yields:
        The text; for bytes that don't fit stands half a character, see `check_decoded`.

    Raises:
        InputError: not text (E103), or there is no such encoding (E104).
    """
    decoder: codecs.IncrementalDecoder | None = None
    first = True
    while piece := stream.read(_PIECE):
        found = next((what for signature, what in _SIGNATURES if first and piece.startswith(signature)), None)
        if found:
            raise InputError("E103", path=name, found=found)
        if decoder is None and (declared or not piece.isascii() or (first and b"\x00" in piece[:4])):
            # A NUL further down is damage to its record alone, and no sign of UTF-16.
            sample = piece if first and b"\x00" in piece[:4] else piece.replace(b"\x00", b"")
            encoding = _codec(declared, piece) if declared else detect_encoding(sample) or "utf-8"
            if encoding is None:
                raise InputError("E104", path=name, encoding=declared, reason="no such encoding")
            decoder = codecs.getincrementaldecoder(encoding)(_MARKING)
        text = decoder.decode(piece) if decoder else piece.decode()
        yield text.removeprefix("\ufeff") if first else text
        first = False
    if decoder is not None:
        yield decoder.decode(b"", True)


def check_decoded(text: str, place: str) -> None:
    """Refuse a text of `decode_pieces` in which bytes did not fit.

    Raises:
        InputError: they did not (E104).
    """
    if _MISFIT in text:
        reason = "bytes that do not fit"
        raise InputError("E104", path=place, encoding="what the rest of the file is in", reason=reason)


def _mark(error: UnicodeError) -> tuple[str, int]:
    """Decode what does not fit as a sign that no text has; `surrogateescape` gives up on UTF-16."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return _MISFIT, error.end


codecs.register_error(_MARKING, _mark)


def _strictly(data: bytes, name: str, codec: str, label: str) -> str:
    try:
        return data.decode(codec).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        reason = f"byte {error.start + 1} of {len(data)} does not fit"
        raise InputError("E104", path=name, encoding=label, reason=reason) from error


def _codec(declared: str, data: bytes) -> str | None:
    """Find the codec that files under this label need; None if there is none for text."""
    try:
        codec = codecs.lookup(declared).name.replace("-", "_")
        if "".encode(codec) != b"" and codec not in ("utf_16", "utf_32", "utf_8_sig"):
            return None
    except (LookupError, ValueError, TypeError):
        return None
    if codec in _BIG5:
        return _big5_variant(data)
    if codec in ("utf_16", "utf_32"):
        mark = byte_order_mark(data)
        ranked = [] if mark else _ranking(data, UTF_16)
        return mark[0] if mark else ranked[0][2] if ranked else codec
    return _SUPERSETS.get(codec, codec)


def _decode_declared(data: bytes, name: str, declared: str) -> str:
    codec = _codec(declared, data)
    if codec is None:
        raise InputError("E104", path=name, encoding=declared, reason="no such encoding")
    text = _strictly(data, name, codec, declared)
    likely = None if text.isascii() else detect_encoding(data)
    if likely and codecs.lookup(likely) != codecs.lookup(codec):
        # A wrong encoding often decodes without complaint, into nonsense that would be analysed.
        total = {encoding: bits for bits, _, encoding in _ranking(data, (codec, likely))}
        if codec in total and likely in total and total[codec] > total[likely] + _MARGIN:
            raise InputError("E104", path=name, encoding=declared, reason=f"the bytes are {likely}")
    return text


def check_text(text: str, name: str) -> str:
    """Return the text, unless its characters say that it is not one.

    Raises:
        InputError: NUL, or more than one character in a hundred is a control character (E103); a lone surrogate, which
            no UTF-8 file can hold (E112).
    """
    if "\x00" in text:
        raise InputError("E103", path=name, found="NUL characters")
    if len(_CONTROLS.findall(text)) > max(1, _CONTROL_SHARE * len(text)):
        raise InputError("E103", path=name, found="control characters")
    check_surrogates(text, name)
    return text


def check_surrogates(text: str, name: str) -> None:
    """Refuse half a character.

    Raises:
        InputError: a lone surrogate (E112).
    """
    found = _SURROGATE.search(text)
    if found:
        raise InputError("E112", path=name, escape=f"\\u{ord(found.group()):04x}")
