"""What was measured, to look at: report.md, report.html and pictures beside bench.json."""

import html
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("Agg")
from matplotlib import pyplot as plt

BLUE, GREY, ORANGE = "#0B5CAD", "#8A94A0", "#C8600A"
Row = tuple[str, ...]
MARKS = ("<!-- bench -->", "<!-- /bench -->")


def write(out: dict[str, Any], folder: Path) -> Path:
    """Returns: the markdown file."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "bench.json").write_text(json.dumps(out, ensure_ascii=False, indent=1), "utf-8")
    pictures = [name for name, draw in PICTURES.items() if _drawn(out, draw, folder / f"{name}.png")]
    machine = ", ".join(f"{name} {value}" for name, value in out["machine"].items())
    rows = table(out)
    text = ["# Benchmarks", "", machine, "", *markdown(rows), ""]
    text += [line for name in pictures for line in (f"![{name}]({name}.png)", "")]
    if "readers" in out:
        head, *lines = out["readers"]["table"].splitlines()
        cells = [tuple(line.split(" | ")) for line in lines]
        text += ["## Readers", "", *markdown(cells, tuple(head.split(" | ")))]
    (folder / "report.md").write_text("\n".join(text) + "\n", "utf-8")
    body = "".join("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in (HEAD, *rows))
    shown = "".join(f'<p><img src="{name}.png" alt="{name}"></p>' for name in pictures)
    (folder / "report.html").write_text(
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Benchmarks</title><style>body{font-family:'
        "sans-serif;margin:2rem}td{border-bottom:1px solid #ccc;padding:.3rem 1rem}img{max-width:100%}</style>"
        f"<h1>Benchmarks</h1><p>{html.escape(machine)}</p><table>{body}</table>{shown}</html>", "utf-8",
    )  # fmt: skip
    return folder / "report.md"


HEAD = ("what", "measured", "wanted")


def table(out: dict[str, Any]) -> list[Row]:
    """One row for each promise that was measured."""
    rows: list[Row] = []

    def add(part: str, what: str, told: Callable[[dict[str, Any]], object], wanted: str) -> None:
        if part in out:
            rows.append((what, str(told(out[part])), wanted))

    add("pages", "all questions of all pages, to bare SQL", lambda p: f"{p['ratio_to_floor']} x", "1.3 x")
    add("pages", "to DuckDB on the same summaries", lambda p: f"{p['ratio_to_duckdb']} x", "1 x")
    add("pages", "slowest question", lambda p: f"{p['slowest_ms']} ms, {p['slowest']}", "20 ms (50 ms for free dates)")
    add("pages", "the facts themselves, one scan", lambda p: f"{p['full_scan_of_facts_ms']:,} ms", "")
    add("import", "1 M payment rows, to .import and upsert", lambda p: f"{p['ratio_to_bare_import']} x", "2 x")
    add("import", "the same in CPU time", lambda p: f"{p['cpu_ratio_to_bare_import']} x", "2 x")
    add("import", "rows a second", lambda p: f"{p['rows_per_second']:,}", "")
    add("dirty", "dirty store file, to bare inserts", lambda p: f"{p['cpu_ratio_to_floor']} x CPU", "2.5 x")
    add("dirty", "its memory", lambda p: f"{p['peak_mb']} MB for {p['rows']:,} rows", "450 MB")
    add("reruns", "pages over 40 ms of CPU, known", lambda p: ", ".join(p["over_cpu_target"]) or "none", "none")
    add("postgresql", "questions on PostgreSQL, to SQLite", lambda p: f"{p['ratio_to_sqlite']} x", "")
    add("postgresql", "a store moved and compared", lambda p: f"{p['moved_rows']:,} rows, {p['move_seconds']} s", "")
    add("growth", "ten times the raw rows", lambda p: f"{p['ratio_rows']} x", "1.1 x")
    add("growth", "ten times the markets, province", lambda p: f"{p['ratio_markets_province']} x", "1.3 x")
    add("growth", "ten times the markets, lists", lambda p: f"{p['market_lists_slowest_ms']} ms", "100 ms")
    for row in out.get("readers", {}).get("rows", []):
        during = ", import running" if row["is_importing"] else ""
        rows.append(
            (f"{row['sessions']} readers{during}: p95", f"{row['p95_ms']} ms, {row['errors']} errors", "1 s (50)")
        )
    return rows


def markdown(rows: list[Row], head: Row = HEAD) -> list[str]:
    """The table in markdown."""
    return [f"| {' | '.join(cells)} |" for cells in (head, ("---",) * len(head), *rows)]


def into_readme(out: dict[str, Any], readme: Path) -> None:
    """The table between the two marks, with the machine and the day. Raises: ValueError without marks."""
    text = readme.read_text("utf-8")
    begin, end = (text.index(mark) for mark in MARKS)
    told = ["", *markdown(table(out)), "", f"{out['machine']['system']}, {out['machine']['date']}", ""]
    readme.write_text(text[: begin + len(MARKS[0])] + "\n".join(told) + text[end:], "utf-8")


def _drawn(out: dict[str, Any], draw: Callable[[dict[str, Any], Any], bool], file: Path) -> bool:
    figure, axes = plt.subplots(figsize=(9, 4.5), dpi=110)
    try:
        is_there = draw(out, axes)
        if is_there:
            axes.spines[["top", "right"]].set_visible(False)
            figure.tight_layout()
            figure.savefig(file)
        return is_there
    finally:
        plt.close(figure)


def _queries(out: dict[str, Any], axes: Any) -> bool:
    if "pages" not in out:
        return False
    rows = out["pages"]["queries"]
    for key, colour, label in (("ms", BLUE, "this product"), ("floor_ms", GREY, "same SQL, bare SQLite"),
                               ("duckdb_ms", ORANGE, "DuckDB")):  # fmt: skip
        axes.plot(sorted(row[key] for row in rows.values()), color=colour, label=label)
    axes.set(yscale="log", xlabel="questions of all pages, the quickest first", ylabel="ms")
    axes.legend(frameon=False)
    return True


def _readers(out: dict[str, Any], axes: Any) -> bool:
    if "readers" not in out:
        return False
    for is_importing, colour, label in ((False, BLUE, "readers alone"), (True, ORANGE, "an import running")):
        rows = [row for row in out["readers"]["rows"] if row["is_importing"] is is_importing and row["p95_ms"]]
        axes.plot([row["sessions"] for row in rows], [row["p95_ms"] for row in rows], "o-", color=colour, label=label)
    axes.axhline(1000, color=GREY, linestyle="--", linewidth=1)
    axes.set(xlabel="sessions that change a filter every 5 s", ylabel="p95 in ms", ylim=(0, None))
    axes.legend(frameon=False)
    return True


def _growth(out: dict[str, Any], axes: Any) -> bool:
    if "growth" not in out:
        return False
    told = out["growth"]["sum_ms"]
    for at, (name, colour) in enumerate({"base": GREY, "rows": BLUE, "markets": ORANGE}.items()):
        label = {"base": "the nation", "rows": "ten times the rows", "markets": "ten times the markets"}[name]
        axes.bar([x + at * 0.27 for x in range(len(told))], [each[name] for each in told.values()], 0.25, color=colour,
                 label=label)  # fmt: skip
    axes.set_xticks([x + 0.27 for x in range(len(told))], list(told))
    axes.set(ylabel="ms, all questions")
    axes.legend(frameon=False)
    return True


def _reruns(out: dict[str, Any], axes: Any) -> bool:
    if "reruns" not in out:
        return False
    pages = {slug: told["known"]["cpu_ms"] for slug, told in out["reruns"]["pages"].items()}
    axes.barh(list(pages), list(pages.values()), color=BLUE)
    axes.axvline(40, color=GREY, linestyle="--", linewidth=1)
    axes.set(xlabel="ms of server CPU to draw a page again")
    axes.invert_yaxis()
    return True


PICTURES: dict[str, Callable[[dict[str, Any], Any], bool]] = {
    "queries": _queries, "reruns": _reruns, "readers": _readers, "growth": _growth,
}  # fmt: skip
