"""The region table brought up to date by editions of the official table of codes."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from data.geo.naming import english_name, short_name
from data.geo.regions import CITY, OPEN_END, Gazetteer, RegionSpan, gazetteer, replace_regions, shipped
from data.geo.spans import day_before
from data.models import RegionRecord


@dataclass(frozen=True)
class Official:
    """One province or district as an edition of the official table has it. since, until: yyyymmdd, 0 = not told."""

    region_code: str
    name_ko: str
    is_standing: bool
    since: int = 0
    until: int = 0
    former_code: str = ""


def rebuilt(editions: Iterable[tuple[int, Sequence[Official]]]) -> Gazetteer:
    """The shipped table with these editions (day, rows) put upon it, oldest first."""
    table = shipped()
    for day, rows in sorted(editions, key=lambda edition: edition[0]):
        table = updated(table, rows, day)
    return table


def updated(table: Gazetteer, rows: Sequence[Official], day: int) -> Gazetteer:
    """One edition put upon a table: new codes begin, ended ones get their last day and what they became.

    A code begins on the day the row gives, else on the day of the edition; one that is only named otherwise begins
    anew.
    """
    standing = table.on(OPEN_END)
    new = {
        r.region_code: _span(r, rows, day) for r in rows if r.is_standing and _is_news(r, standing.get(r.region_code))
    }
    ended = {r.region_code: r for r in rows if not r.is_standing and r.region_code in standing}
    became = _became(ended, new, rows, standing)
    out = []
    for span in table.spans:
        code = span.region_code
        if span.valid_to == OPEN_END and code in new:
            span = replace(span, valid_to=day_before(new[code].valid_from))
        elif span.valid_to == OPEN_END and code in ended:
            last = ended[code].until or _begin(new.get(became.get(code, "")), day)
            span = replace(span, valid_to=day_before(last), successor_code=became.get(code, ""))
        out.append(span)
    return Gazetteer([span for span in out if span.valid_from <= span.valid_to] + list(new.values()))


def _begin(span: RegionSpan | None, day: int) -> int:
    return span.valid_from if span else day


def _is_news(row: Official, known: RegionSpan | None) -> bool:
    return known is None or known.name_ko.replace(" ", "") != row.name_ko.replace(" ", "")


def _span(row: Official, rows: Sequence[Official], day: int) -> RegionSpan:
    code = row.region_code
    has_districts = len(code) == 5 and any(
        r.is_standing
        and r.region_code[:4] == code[:4]
        and r.region_code != code
        and r.name_ko.startswith(f"{row.name_ko} ")
        for r in rows
    )
    level = "sido" if len(code) == 2 else CITY if has_districts else "sigungu"
    return RegionSpan(
        code,
        row.since or day,
        OPEN_END,
        level,
        row.name_ko,
        english_name(row.name_ko),
        short_name(row.name_ko),
        code[:2] if len(code) == 5 else "",
    )


def _became(
    ended: Mapping[str, Official],
    new: Mapping[str, RegionSpan],
    rows: Sequence[Official],
    standing: Mapping[str, RegionSpan],
) -> dict[str, str]:
    """What ended codes became: as the table tells, else the one new region of that name, a province where its
    districts went.
    """
    told = {r.former_code: r.region_code for r in rows if r.former_code and r.is_standing}
    names = Counter(span.name_ko for span in new.values())
    by_name = {span.name_ko: code for code, span in new.items() if names[span.name_ko] == 1}
    same_name = Counter(standing[code].name_ko for code in ended)
    out = {code: told[code] for code in ended if code in told}
    for code in ended:
        name = standing[code].name_ko
        if code not in out and name in by_name and same_name[name] == 1 and len(by_name[name]) == len(code):
            out[code] = by_name[name]
    for sido in [code for code in ended if len(code) == 2 and code not in out]:
        went = Counter(to[:2] for code, to in out.items() if code[:2] == sido and len(code) == 5)
        if went:
            out[sido] = went.most_common(1)[0][0]
    return out


def settle_regions(connection: Connection) -> tuple[Gazetteer, Gazetteer]:
    """Bring the store's region table to what follows from its editions. Returns: the table before and after."""
    before = gazetteer(connection)
    columns = (
        RegionRecord.edition_day,
        RegionRecord.region_code,
        RegionRecord.name_ko,
        RegionRecord.is_standing,
        RegionRecord.since,
        RegionRecord.until,
        RegionRecord.former_code,
    )
    editions: dict[int, list[Official]] = {}
    for day, code, name, is_standing, since, until, former in connection.execute(select(*columns)):  # type: ignore[call-overload]
        editions.setdefault(day, []).append(Official(code, name, bool(is_standing), since or 0, until or 0, former))
    after = rebuilt(editions.items())
    replace_regions(connection, after.spans)
    return before, after
