"""What Excel's and PowerPoint's own charts of an exhibit share: which lines they hold, and the scale they stand in."""

from dataclasses import dataclass

from components.exhibit import Exhibit, Unit
from components.formatting import is_known, written
from components.picture import Strand, beside_values, covering_ticks, drawn_rows, numbers, strands, totals, unit_words
from components.text import Translator
from components.withheld import instead

LYING = ("horizontal_bar", "dot", "tiles", "ranges")
#: Amounts are shown in the largest of these that leaves at least one whole unit.
STEPS: tuple[tuple[int, str], ...] = ((10**12, "jo"), (10**8, "eok"), (10**4, "man"))


def drawn_lines(exhibit: Exhibit) -> tuple[Strand, ...]:
    """What is drawn as bars or lines; of ranges and intervals the point and its two bounds."""
    if exhibit.drawing.kind in ("ranges", "intervals"):
        return _with_bounds(exhibit)
    return _lying(exhibit) if exhibit.drawing.kind in LYING else strands(exhibit)


def scale(lines: tuple[Strand, ...], exhibit: Exhibit, t: Translator) -> tuple[float, str]:
    """By how much the values are divided, and the unit of the result in words."""
    drawing = exhibit.drawing
    if drawing.unit != "krw" and drawing.kind != "stacked_share":
        return 1, unit_words(exhibit, t)
    largest = max((abs(y) for line in lines for y in line.ys if is_known(y)), default=0)
    for size, name in STEPS:
        if t.lang == "ko" and largest >= size:
            return size, t("chart.unit", unit=t(f"export.won_{name}"))
    if t.lang != "ko" and largest >= 10**6:
        return 10**6, t("chart.unit", unit=t("export.won_million"))
    return 1, t("chart.unit", unit=t("unit.krw"))


def place_names(lines: tuple[Strand, ...], exhibit: Exhibit, t: Translator) -> list[str]:
    """Names along the axis of places; of a lying bar that is not there with the words that stand in its place: hidden,
    not known, or why a method cannot tell. Neither program has room for words where a bar would be."""
    unit: Unit = exhibit.column(exhibit.drawing.x).unit
    names = [written(x, unit, t.lang) for x in lines[0].xs]
    if exhibit.drawing.kind not in (*LYING, "portions"):
        return names
    why = _instead(exhibit, t)
    return [
        name if any(is_known(line.ys[at]) for line in lines) else t("chart.bar_not_there", name=name, why=why[str(x)])
        for at, (name, x) in enumerate(zip(names, lines[0].xs, strict=True))
    ]


def _instead(exhibit: Exhibit, t: Translator) -> dict[str, str]:
    """Name of each lying bar -> what stands in its place where it has no value."""
    drawing, rows = exhibit.drawing, exhibit.rows
    said = instead(rows, t)
    marks = [str(mark) for mark in rows[drawing.mark]] if drawing.kind == "ranges" and drawing.mark else said
    return {
        str(name): mark if is_known(mark) and mark else word
        for name, mark, word in zip(rows[drawing.label or drawing.x], marks, said, strict=True)
    }


@dataclass(frozen=True)
class ValueAxis:
    """Of a chart that can be edited, as the screen has it. minimum: where it has to begin; None leaves that to the
    program, for no largest value is set either. apart: from one tick to the next. form: of the numbers at them.
    """

    minimum: float | None
    apart: float
    form: str


def value_axis(lines: tuple[Strand, ...], exhibit: Exhibit, step: float) -> ValueAxis:
    """step: by how much the values are divided."""
    drawing = exhibit.drawing
    if drawing.kind in ("stacked_share", "portions"):
        return ValueAxis(0.0, 0.25, "0%")
    drawn = totals(lines) if drawing.kind == "stacked_bar" else [y for line in lines for y in line.ys]
    ticks = [tick / step for tick in covering_ticks(drawn, exhibit)]
    begins_freely = drawing.starts_at_zero and ticks[0] < 0
    is_percent = drawing.unit in ("share", "change", "points")
    return ValueAxis(None if begins_freely else ticks[0], ticks[1] - ticks[0], _form(ticks[1] - ticks[0], is_percent))


def _form(apart: float, is_percent: bool) -> str:
    """A number format with as many decimals as ticks so far apart need."""
    shown = apart * 100 if is_percent else apart
    decimals = next(number for number in range(9) if number == 8 or abs(round(shown, number) - shown) < shown / 1000)
    return ("0" if is_percent else "#,##0") + ("." + "0" * decimals if decimals else "") + ("%" if is_percent else "")


def _with_bounds(exhibit: Exhibit) -> tuple[Strand, ...]:
    """The point and its bounds. Bars of a range lie on one another, the light one of what is possible at the back."""
    drawing, rows = exhibit.drawing, exhibit.rows
    names = (
        (drawing.high, drawing.low, drawing.y) if drawing.kind == "ranges" else (drawing.low, drawing.y, drawing.high)
    )
    places, plain = tuple(rows[drawing.label or drawing.x]), (False,) * len(rows)
    drawn = [(exhibit.column(name).label, numbers(rows[name])) for name in names]
    told = [(label, values) for label, values in drawn if any(map(is_known, values))]
    return tuple(Strand(label, label, at, places, tuple(values), plain) for at, (label, values) in enumerate(told))


def _lying(exhibit: Exhibit) -> tuple[Strand, ...]:
    drawing, rows = exhibit.drawing, drawn_rows(exhibit)
    names = tuple(str(name) for name in rows[drawing.label or drawing.x])
    plain = (False,) * len(names)
    lines = [Strand("", exhibit.column(drawing.y).label, 0, names, tuple(numbers(rows[drawing.y])), plain)]
    if beside := beside_values(exhibit):
        lines.append(Strand("beside", drawing.beside_label, 1, names, tuple(beside), plain))
    return tuple(lines)
