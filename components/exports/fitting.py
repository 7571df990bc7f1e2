"""How a table fits a page: the width of every column, and a table too wide for it in parts that can be read.

Lengths are squares of a Hangul letter; other letters take about 0.6 of one. Numbers are never broken, words may be.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from components.exhibit import Exhibit
from components.exports.about import head
from components.exports.tables import squares
from components.text import Translator

#: Width of a column: no narrower, no wider, and a column of words that is broken into lines no narrower than this.
NARROWEST, WIDEST, LEAST_OF_WORDS = 4.0, 22.0, 8.0
#: Words no longer than this are not broken: an amount in words, a date, a state.
SHORT = 10.0


@dataclass(frozen=True)
class Part:
    """Columns of a table that stand beside each other, by their numbers, and what of the width each takes."""

    columns: tuple[int, ...]
    widths: tuple[float, ...]

    def lines(self, cells: Sequence[str], inner: float) -> int:
        """Most lines that a cell of that row takes. inner: what a cell keeps free at its sides."""
        texts = ((cells[column], width) for column, width in zip(self.columns, self.widths, strict=True))
        return max(lines_of(text, width - inner) for text, width in texts)


def parts(
    exhibit: Exhibit, shown: Sequence[Sequence[str]], t: Translator, room: float, inner: float, roomy: float = 1.0
) -> list[Part]:
    """The table as one part, or several that all begin with its first column, so that numbers and names stay whole.

    room: width of the page; inner: what a cell keeps free at its sides. roomy: so many times what is not to be broken
    is measured, where another typeface may be the one that is there.
    """
    needs = [_need(exhibit, shown, at, t, roomy) for at in range(len(exhibit.columns))]
    least, wanted = ([one[at] + inner for one in needs] for at in (0, 1))
    groups: list[list[int]] = [[0]] if needs else []
    for at in range(1, len(needs)):
        if sum(least[one] for one in groups[-1]) + least[at] > room and len(groups[-1]) > 1:
            groups.append([0])
        groups[-1].append(at)
    return [Part(tuple(group), _shared(group, least, wanted, room)) for group in groups]


def lines_of(text: str, width: float) -> int:
    """Lines of a text in a column, broken at blanks as far as words are not longer than it."""
    lines, line = 1, 0.0
    for word in text.split(" "):
        long = squares(word)
        if line and line + 0.4 + long > width:
            lines, line = lines + 1, 0.0
        line += long + (0.4 if line else 0.0)
        if line > width:
            lines += ceil(line / max(width, 1.0)) - 1
            line %= max(width, 1.0)
    return lines


def _need(
    exhibit: Exhibit, shown: Sequence[Sequence[str]], at: int, t: Translator, roomy: float
) -> tuple[float, float]:
    """Least and wanted width of a column."""
    column = exhibit.columns[at]
    heads = roomy * max(squares(word) for word in head(column, t).replace("(", " (").split())
    cells = sorted(roomy * squares(row[at]) for row in shown)
    if column.unit != "text":
        longest = max(cells[-1] if cells else 0.0, min(heads, WIDEST), NARROWEST)
        return longest, longest
    if cells and cells[-1] <= SHORT:
        longest = max(cells[-1], heads, NARROWEST)
        return longest, longest
    usual = cells[int(0.9 * (len(cells) - 1))] if cells else 0.0
    wanted = min(max(usual, heads, NARROWEST), WIDEST)
    return min(wanted, max(heads, LEAST_OF_WORDS)), wanted


def _shared(group: Sequence[int], least: Sequence[float], wanted: Sequence[float], room: float) -> tuple[float, ...]:
    """Widths that fill the room: what each column needs at least, then what it wants, then in proportion."""
    needed, more = sum(least[at] for at in group), sum(wanted[at] - least[at] for at in group)
    if needed + more <= room or not more:
        return tuple(wanted[at] * room / (needed + more) for at in group)
    left = max(room - needed, 0.0) / more
    made = [least[at] + (wanted[at] - least[at]) * left for at in group]
    return tuple(one * room / sum(made) for one in made)
