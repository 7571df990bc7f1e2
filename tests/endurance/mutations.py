"""Bytes of a real file made wrong, the same for the same number."""

import io
import random
import zipfile
from collections.abc import Callable, Sequence

from tests.endurance.bases import Base

#: What people, spreadsheets and attackers write into cells.
TOKENS = [
    b"", b"0", b"-1", b"1e999", b"-0.0", b"nan", b"inf", b"9" * 400, b"1,2,3", b'"', b'""', b"'", b"\\", b"\0",
    b"\x1a", b"\r", b"\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\xc0\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80",
    b"=1+1", b'=HYPERLINK("http://x","y")', b"@SUM(1)", b"<img src=x onerror=alert(1)>", b"{{7*7}}", b"%s%n",
    b"../../etc/passwd", b"'; DROP TABLE import; --", b"1899-12-30", b"9999-99-99", b"20240230", b"2024-02-29",
    b"2024-13", b"0000-00-00", b"9223372036854775808", b"-9223372036854775809", b"1" + b"0" * 30, b"1" * 5000,
    "합계".encode(), "총계".encode("cp949"), "12억 3천만 원".encode(), "１２３".encode(), "①".encode(),
    "\u200b".encode(), "\u202e".encode(), "𓀀".encode(), "전국".encode(), "해당없음".encode(), b"-", b"#REF!",
    b"#N/A", b"TRUE", b"null", b"None", b"[]", b"{}", b"1;2", b"1|2", b"\t",
]  # fmt: skip
NAMES = [
    "",
    "x",
    "a.csv",
    "202413.csv",
    "99999999.csv",
    "시장_20240230.xlsx",
    "..",
    "a\0b",
    "결제" * 80 + ".csv",
    "'; --.json",
    "=1+1.csv",
    "<b>.csv",
]

LARGEST_BYTES = 400_000

Mutation = Callable[[bytes, random.Random], bytes]


def made(number: int, bases: Sequence[Base]) -> tuple[str, bytes]:
    """Name and bytes of the file of that number: a base with one to eight things done to it."""
    luck = random.Random(number)
    base = luck.choice(bases)
    raw = base.raw
    for _ in range(luck.choice((1, 1, 1, 2, 3, 8))):
        within = raw[:2] == b"PK" and luck.random() < 0.7
        raw = _inside(raw, luck) if within else luck.choice(MUTATIONS)(raw, luck)
        if luck.random() < 0.05:
            raw = _spliced(raw, luck.choice(bases).raw, luck)
        raw = raw[:LARGEST_BYTES]
    name = luck.choice(NAMES) if luck.random() < 0.05 else base.name
    return name, raw


def _at(raw: bytes, luck: random.Random) -> int:
    return luck.randrange(len(raw) + 1)


def _some_bits(raw: bytes, luck: random.Random) -> bytes:
    told = bytearray(raw)
    for _ in range(luck.choice((1, 2, 5, 50))):
        if told:
            told[luck.randrange(len(told))] ^= 1 << luck.randrange(8)
    return bytes(told)


def _random_bytes(raw: bytes, luck: random.Random) -> bytes:
    at = _at(raw, luck)
    return raw[:at] + luck.randbytes(luck.choice((1, 3, 40))) + raw[at:]


def _cut_off(raw: bytes, luck: random.Random) -> bytes:
    return raw[: _at(raw, luck)]


def _hole(raw: bytes, luck: random.Random) -> bytes:
    at = _at(raw, luck)
    return raw[:at] + raw[at + luck.choice((1, 2, 30, 500)) :]


def _twice(raw: bytes, luck: random.Random) -> bytes:
    one, other = sorted((_at(raw, luck), _at(raw, luck)))
    piece = raw[one : min(other, one + 2000)]
    return raw[:one] + piece * luck.choice((2, 2, 20)) + raw[one:]


def _zeroed(raw: bytes, luck: random.Random) -> bytes:
    at, width = _at(raw, luck), luck.choice((1, 16, 512))
    return raw[:at] + b"\0" * min(width, len(raw) - at) + raw[at + width :]


def _token(raw: bytes, luck: random.Random) -> bytes:
    at = _at(raw, luck)
    return raw[:at] + luck.choice(TOKENS) + raw[at:]


def _cell(raw: bytes, luck: random.Random) -> bytes:
    """Another text in one cell of a line, whatever stands between cells."""
    sign = max((b",", b"\t", b'"', b">"), key=raw.count)
    cells = raw.split(sign)
    for _ in range(luck.choice((1, 1, 4, 20))):
        cells[luck.randrange(len(cells))] = luck.choice(TOKENS)
    return sign.join(cells)


def _lines(raw: bytes, luck: random.Random) -> bytes:
    lines = raw.split(b"\n")
    what = luck.choice(("shuffle", "drop", "repeat", "first", "swap"))
    if what == "shuffle":
        luck.shuffle(lines)
    elif what == "drop":
        del lines[luck.randrange(len(lines))]
    elif what == "repeat":
        again = luck.choice(lines)
        lines += [again] * min(luck.choice((1, 5, 200)), 1 + LARGEST_BYTES // (len(again) + 1))
    elif what == "first":
        lines.insert(0, luck.choice(lines))
    else:
        one, other = luck.randrange(len(lines)), luck.randrange(len(lines))
        lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


def _signs(raw: bytes, luck: random.Random) -> bytes:
    old, new = luck.sample((b",", b";", b"\t", b"|", b'"', b"\n", b"\r\n", b"\r", b" ", b"0", b"-", b"\0"), 2)
    return raw.replace(old, new, luck.choice((1, 10, -1)))


def _encoded(raw: bytes, luck: random.Random) -> bytes:
    read, written = luck.sample(
        ("utf-8", "utf-8-sig", "cp949", "utf-16", "utf-16-le", "utf-16-be", "johab", "latin-1"), 2
    )
    return raw.decode(read, errors="replace").encode(written, errors="replace")


def _digits(raw: bytes, luck: random.Random) -> bytes:
    places = [at for at, byte in enumerate(raw[:20_000]) if 48 <= byte <= 57]
    told = bytearray(raw)
    for at in luck.sample(places, min(len(places), luck.choice((1, 5, 60)))):
        told[at] = luck.randrange(48, 58)
    return bytes(told)


def _spliced(raw: bytes, other: bytes, luck: random.Random) -> bytes:
    return raw[: _at(raw, luck)] + other[_at(other, luck) :]


MUTATIONS: tuple[Mutation, ...] = (
    _some_bits, _random_bytes, _cut_off, _hole, _twice, _zeroed, _token, _token, _cell, _cell, _cell, _lines, _signs,
    _encoded, _digits,
)  # fmt: skip


def _inside(raw: bytes, luck: random.Random) -> bytes:
    """A member of the archive made wrong, or the archive's own table of members."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
    except Exception:
        return luck.choice(MUTATIONS)(raw, luck)
    if not members:
        return raw
    name = luck.choice(list(members))
    what = luck.choice(("change", "change", "change", "remove", "rename", "empty", "add"))
    if what == "change":
        members[name] = luck.choice(MUTATIONS)(members[name], luck)
    elif what == "remove":
        del members[name]
    elif what == "rename":
        members[luck.choice(("../../x", "/etc/x", name.upper(), "a" * 300, name + "\\..\\x"))] = members.pop(name)
    elif what == "empty":
        members[name] = b""
    else:
        members["added.shp"] = luck.randbytes(50)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", luck.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))) as archive:
        for inside, content in members.items():
            archive.writestr(inside, content)
    return out.getvalue()
