"""Bytes to text: the encoding is proved by the bytes, a label is only tried.

Order: byte order mark, UTF-16 by its NULs, strict UTF-8, then Korean and Japanese where the result
is clearly that, then the labels, Western, and last a guess. Short texts make guessing unsafe: a
Korean headline in EUC-KR has too few bytes for statistics, but as cp949 it is all Hangul.
"""

import codecs
import re
import unicodedata
from collections.abc import Callable, Iterator

from charset_normalizer import from_bytes

from claims.errors import InputError

# UTF-32 stands first: its little-endian mark begins with the one of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

#: How files begin that are renamed to .txt. "MZ" is missing: 'MZ세대' begins an honest article,
#: and a program has NULs.
_BINARY_STARTS = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF87a",
    b"GIF89a",
    b"PK\x03\x04",
    b"%PDF-",
    b"\x7fELF",
    b"\x1f\x8b",
    b"Rar!\x1a",
    b"7z\xbc\xaf",
    b"\xd0\xcf\x11\xe0",
    b"{\\rtf",
    b"SQLite format 3",
)

# The codecs a label may name. Python has others under text names (punycode, unicode_escape) that
# are slow or read escapes.
_ALLOWED = frozenset(
    "utf-8 utf-16 utf-16-le utf-16-be utf-32 cp949 euc_kr johab cp932 shift_jis euc_jp iso2022_jp "
    "iso2022_kr gb18030 gbk gb2312 big5 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 "
    "cp1258 iso8859-2 iso8859-5 iso8859-7 iso8859-9 iso8859-15 koi8-r koi8-u cp874".split()
)
# As browsers read them: "Latin-1" and "ASCII" pages hold Windows quotes, "EUC-KR" pages hold cp949.
_WIDER = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "gb2312": "gb18030",
    "gbk": "gb18030",
}

_META = re.compile(rb"<meta[^<>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]{1,40})", re.IGNORECASE)
_XML = re.compile(rb"<\?xml[^<>]{0,200}?encoding\s*=\s*[\"']([\w:.-]{1,40})", re.IGNORECASE)
_HEAD = 4096

_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffd\ufffe\uffff]")
_MAX_CONTROL_SHARE = 0.01
_SAMPLE = 20_000


def looks_binary(data: bytes) -> bool:
    """Say whether a file begins as pictures, archives and other documents that are not text do."""
    return data.startswith(_BINARY_STARTS)


def decode(data: bytes, declared: str = "") -> str:
    """Turn a file's bytes into text, without a byte order mark.

    Args:
        data: the file.
        declared: the encoding it is said to have, "" if nothing is said. A label inside a page
            (`<meta charset>`, the XML declaration) is tried after it.

    Raises:
        InputError: field "file", if no known encoding makes readable text of it.
    """
    for name, reads_well in _tries(data, declared):
        text = _strict(data, name)
        if text is not None and _is_text(text) and reads_well(text):
            return text
    raise InputError(
        "this is not a text file, or its encoding is unknown; save it as UTF-8 or paste its text",
        "file",
    )


def _tries(data: bytes, declared: str) -> Iterator[tuple[str, Callable[[str], bool]]]:
    """Name the encodings worth trying, best first, each with what its text must look like."""
    mark = next((name for start, name in _MARKS if data.startswith(start)), "")
    if mark:
        yield mark, _anything
        return
    if b"\0" in data:
        yield from ((name, _is_wide) for name in _wide_names(data))
        return
    yield "utf-8", _anything
    yield "cp949", _is_korean
    yield "cp932", _is_japanese
    yield "euc_jp", _is_japanese
    for label in (declared, *_inner_labels(data)):
        if name := _codec(label):
            yield name, _is_western if name == "cp1252" else _is_writing
    yield "cp1252", _is_western
    if guess := from_bytes(data).best():
        yield guess.encoding, _is_writing


def _strict(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except UnicodeError:
        return None


def _wide_names(data: bytes) -> tuple[str, ...]:
    """UTF-16 names for bytes without a mark: spaces and line ends have their NUL on one side."""
    little, big = data[1::2].count(0), data[0::2].count(0)
    return ("utf-16-le", "utf-16-be") if little > big else ("utf-16-be", "utf-16-le")


def _inner_labels(data: bytes) -> list[str]:
    head = data[:_HEAD]
    found = (pattern.search(head) for pattern in (_META, _XML))
    return [match[1].decode("ascii", "replace") for match in found if match]


def _codec(label: str) -> str:
    """Give the codec that a label means, "" if there is none or it is not for texts."""
    try:
        name = codecs.lookup(label.strip()).name
    except (LookupError, ValueError):
        return ""
    name = _WIDER.get(name, name)
    return name if name in _ALLOWED else ""


def _anything(_text: str) -> bool:
    return True


def _is_text(text: str) -> bool:
    """Say whether there are next to no control characters; other files are full of them."""
    return "\0" not in text and len(_CONTROL.findall(text)) <= len(text) * _MAX_CONTROL_SHARE


def _is_writing(text: str) -> bool:
    """Say whether letters, digits, spaces and punctuation make up nearly all, in few scripts."""
    sample = text[:_SAMPLE]
    good = sum(_is_written(char) for char in sample)
    mixed = len(_MIXED_WORD.findall(sample))
    few = len(_scripts(sample)) <= _MOST_SCRIPTS and mixed <= 0.1 * len(_foreign(sample))
    return few and good >= 0.97 * len(sample)


def _is_wide(text: str) -> bool:
    """Say whether this is what UTF-16 held: pairs of ASCII bytes read as UTF-16 look like Han."""
    return _is_writing(text) and (not _HAN.search(text) or bool(_KANA_OR_STOP.search(text)))


def _is_written(char: str) -> bool:
    return char in "\t\n\r\f" or unicodedata.category(char)[0] in "LMNPZS"


# French read as Russian: "dйjа" changes the script inside a word.
_MIXED_WORD = re.compile(r"[A-Za-z][\u0370-\u04ff]|[\u0370-\u04ff][A-Za-z]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_KANA_OR_STOP = re.compile(r"[\u3041-\u30fc、。，]")

# Japanese with a Latin name has five; wrongly decoded bytes land all over the table.
_MOST_SCRIPTS = 6


def _scripts(text: str) -> set[str]:
    """Name the scripts of the letters, by the first word of each letter's Unicode name."""
    letters = {char for char in text if char.isalpha()}
    return {unicodedata.name(char, "UNKNOWN").split()[0] for char in letters}


def _foreign(text: str) -> list[str]:
    return [char for char in text[:_SAMPLE] if ord(char) > 127 and char.isalpha()]


def _is_korean(text: str) -> bool:
    """Say whether the letters are Hangul as Koreans write it.

    cp949 has all 11,172 syllables, and Japanese bytes decode to rare ones; real Korean stays in
    the 2,350 of KS X 1001. Chinese bytes decode to a mix with Hanja.
    """
    foreign = _foreign(text)
    common = sum("가" <= char <= "힣" and _is_common(char) for char in foreign)
    return common > 0 and common >= 0.8 * len(foreign)


def _is_common(syllable: str) -> bool:
    # The codec spells a rare syllable as eight bytes, jamo by jamo.
    return len(syllable.encode("euc_kr")) == 2


def _is_japanese(text: str) -> bool:
    """Say whether the letters are kana and Han, with some kana; half-width kana prove nothing."""
    foreign = _foreign(text)
    kana = sum("\u3041" <= char <= "\u30fc" for char in foreign)
    han = sum("\u4e00" <= char <= "\u9fff" for char in foreign)
    return kana > 0.1 * len(foreign) and kana + han >= 0.9 * len(foreign)


def _is_western(text: str) -> bool:
    """Say whether accents and Windows punctuation are sprinkled over Latin letters.

    Any bytes are Latin-1; what they are not is a text where most letters have no accent.
    """
    foreign = _foreign(text)
    plain = sum(char.isascii() and char.isalpha() for char in text[:_SAMPLE])
    # Three, for a text as short as "été".
    return len(foreign) <= max(3, 0.4 * plain) and _is_writing(text)
