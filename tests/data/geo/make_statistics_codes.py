"""Makes data/geo/statistics_codes.csv: statistics-office codes of provinces and districts beside the administrative
ones, in time.

From the same dated tables as regions.csv (``make_regions.py``): every quarter stands there with both codes. Run once:
``python tests/data/geo/make_statistics_codes.py``.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

from tests.data.geo.make_regions import FIRST_EDITION, OPEN_END, law_day, previous_day

TARGET = Path(__file__).parents[3] / "data" / "geo" / "statistics_codes.csv"


def pairs() -> Iterator[tuple[int, set[tuple[str, str]]]]:
    """Edition day and the (statistics code, region code) pairs it shows."""
    import admdongkor
    import pandas as pd

    table = pd.read_parquet(Path(admdongkor.__file__).parent / "data" / "_index.parquet")
    table = table[(table["level"] == "emd") & (table["version_key"].astype(int) >= FIRST_EDITION)]
    for day, rows in table.groupby("version_key"):
        own = rows["code8"].fillna(rows["code7"]).str
        shown = list(zip(own[:5], rows["sggcd"], strict=True)) + list(zip(own[:2], rows["sggcd"].str[:2], strict=True))
        counts: dict[tuple[str, str], int] = {}
        for pair in shown:
            counts[pair] = counts.get(pair, 0) + 1
        best: dict[str, tuple[str, str]] = {}
        for pair, count in counts.items():
            if pair[0] not in best or count > counts[best[pair[0]]]:
                best[pair[0]] = pair
        yield int(day), set(best.values())


def rows() -> list[tuple[str, str, int, int]]:
    """statistics_code, region_code, valid_from, valid_to."""
    out: list[tuple[str, str, int, int]] = []
    standing: dict[tuple[str, str], int] = {}
    for day, shown in pairs():
        for pair in sorted(set(standing) - shown):
            new = next((p for p in shown if p[0] == pair[0]), pair)
            out.append((*pair, standing.pop(pair), previous_day(law_day(new[1], day))))
        for pair in sorted(shown - set(standing)):
            standing[pair] = law_day(pair[1], day)
    return sorted(out + [(*pair, since, OPEN_END) for pair, since in standing.items()])


def main() -> None:
    """Write the table."""
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("statistics_code", "region_code", "valid_from", "valid_to"))
        writer.writerows(rows())


if __name__ == "__main__":
    main()
