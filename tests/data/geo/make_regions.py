"""Makes data/geo/regions.csv from the dated code tables of the development-only wheel admdongkor 0.5.6.

Run once after a new version of that wheel: ``python tests/data/geo/make_regions.py``. Only sido and sigungu rows are
taken (from the edition of 2000-12-31 on, where the administrative standard code begins), their names romanised, and
the days of the law put in the place of the day of the first edition that shows a change. Not installed where the
product runs.
"""

import csv
from pathlib import Path

from data.geo.naming import english_name, short_name

TARGET = Path(__file__).parents[3] / "data" / "geo" / "regions.csv"
COLUMNS = (
    "region_code",
    "valid_from",
    "valid_to",
    "level",
    "name_ko",
    "name_en",
    "short_name_ko",
    "parent_code",
    "successor_code",
)
FIRST_EDITION = 20001231
OPEN_END = 99991231
#: The wheel's names that are not the official ones.
NAMES = {"영동군증평군": "증평군", "세종시": "세종특별자치시"}
#: Day of the law, by the first digits of the new code and the edition that shows it first.
LAW_DAYS = {
    ("50", 20061231): 20060701,
    ("48", 20101231): 20100701,
    ("36", 20121210): 20120701,
    ("44", 20121210): 20120101,
    ("41", 20131231): 20130923,
    ("43", 20141231): 20140701,
    ("41", 20170418): 20160704,
    ("28", 20180724): 20180701,
    ("51", 20230701): 20230611,
    ("27", 20230701): 20230701,
    ("41", 20240101): 20240101,
    ("52", 20240101): 20240118,
    ("52", 20240401): 20240118,
    ("41", 20260201): 20260201,
}
#: Where neither the name nor the city tells what a region became.
BECAME = {
    "43710": "43110",
    "44730": "36110",
    "48110": "48120",
    "48160": "48120",
    "48190": "48129",
    "28170": "28177",
    "50910": "50110",
    "50920": "50130",
}


def spaced(name: str) -> str:
    """수원시장안구 as 수원시 장안구."""
    name = NAMES.get(name, name)
    cut = name.find("시") + 1
    return f"{name[:cut]} {name[cut:]}" if name.endswith("구") and 1 < cut < len(name) - 1 else name


def editions() -> dict[int, dict[str, tuple[str, str]]]:
    """Edition day -> code -> (level, name), with the cities above their districts put in (the wheel leaves them
    out).
    """
    import admdongkor
    import pandas as pd

    folder = Path(admdongkor.__file__).parent / "data"
    out: dict[int, dict[str, tuple[str, str]]] = {}
    for level, name in (("sido", "timeline_v3_sido.parquet"), ("sigungu", "timeline_v3_sgg.parquet")):
        table = pd.read_parquet(folder / name)
        for day, code, name_ko in zip(table["version_key"], table["element_id"], table["name"], strict=True):
            if int(day) >= FIRST_EDITION and not name_ko.endswith("출장소"):
                out.setdefault(int(day), {})[code] = (level, spaced(name_ko))
    for rows in out.values():
        for code, (_, name_ko) in list(rows.items()):
            if " " in name_ko:
                rows[code[:4] + "0"] = ("city", name_ko.split(" ")[0])
    return out


def spans() -> list[dict[str, str | int]]:
    """One row per code, name and level in one span of time."""
    rows: list[dict[str, str | int]] = []
    standing: dict[str, dict[str, str | int]] = {}
    for day, codes in sorted(editions().items()):
        for code in sorted(set(codes) | set(standing)):
            now, before = codes.get(code), standing.get(code)
            if before is not None and now == (before["level"], before["name_ko"]):
                continue
            if before is not None:
                before["valid_to"] = previous_day(law_day(successor(before, codes) or code, day))
                before["successor_code"] = successor(before, codes) if now is None else ""
                del standing[code]
            if now is not None:
                standing[code] = row(code, now, law_day(code, day))
                rows.append(standing[code])
    return rows


def row(code: str, level_and_name: tuple[str, str], day: int) -> dict[str, str | int]:
    """A region that stands from that day on."""
    level, name_ko = level_and_name
    return {
        "region_code": code,
        "valid_from": day,
        "valid_to": OPEN_END,
        "level": level,
        "name_ko": name_ko,
        "name_en": english_name(name_ko),
        "short_name_ko": short_name(name_ko),
        "parent_code": code[:2] if len(code) == 5 else "",
        "successor_code": "",
    }


def successor(before: dict[str, str | int], codes: dict[str, tuple[str, str]]) -> str:
    """The code that a region became: told, of the same name, of the same stem (군 that became 시), or its city."""
    code, name = str(before["region_code"]), str(before["name_ko"])
    if code in BECAME:
        return BECAME[code]
    for same in (name, name[:-1] + "시", " ".join([name.split(" ")[0][:-1] + "시"])):
        found = [c for c, (_, n) in codes.items() if n == same and len(c) == len(code) and _near(c, code)]
        if len(found) == 1 and found[0] != code:
            return found[0]
    stem = [c for c, (_, n) in codes.items() if len(code) == 2 == len(c) and n[:2] == short_name(name)]
    city = code[:4] + "0"
    return stem[0] if stem else city if city in codes and city != code else ""


def _near(code: str, other: str) -> bool:
    moved = {("51", "42"), ("52", "45"), ("27", "47")}
    return code[:2] == other[:2] or (code[:2], other[:2]) in moved


def law_day(code: str, edition: int) -> int:
    """Day of the law for a code that an edition shows first."""
    return LAW_DAYS.get((code[:2], edition), edition)


def previous_day(day: int) -> int:
    """The day before, as yyyymmdd."""
    import datetime

    date = datetime.date(day // 10000, day // 100 % 100, day % 100) - datetime.timedelta(days=1)
    return int(date.strftime("%Y%m%d"))


def main() -> None:
    """Write the table."""
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(sorted(spans(), key=lambda r: (str(r["region_code"]), int(r["valid_from"]))))


if __name__ == "__main__":
    main()
