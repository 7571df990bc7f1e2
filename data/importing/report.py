"""What became of a file: the object the command line prints and the imports page shows."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace

from data.codes import ImportStatus
from data.errors import JangteoError
from data.messages import say, say_error

#: A total is left out on purpose: many of them are no sign of a wrong file.
TOTAL = "total_row"
#: An answer of a web service may carry hundreds of columns that mean nothing here; ``--json`` names them all.
UNREAD_TOLD = 20


@dataclass(frozen=True)
class RefusedCell:
    """One reason why a row, or a cell of it, was not kept. row counts from 1 as a person sees it in the file, header
    rows included.

    reason: key of messages.toml under ``reason.``; fields fill its placeholders. line: the row as it stood.
    """

    row: int
    column: str
    value: str
    reason: str
    fields: dict[str, str] = field(default_factory=dict)
    line: tuple[str, ...] = ()

    def words(self, lang: str = "ko") -> str:
        """Why, and what to do."""
        return say(f"reason.{self.reason}", lang, **self.fields)


@dataclass(frozen=True)
class UnreadColumn:
    """A column of the file that is not kept. place: from 1. column: its header, "" for none. near: header of a column
    that the file lacks and this one may be, "" for none.
    """

    place: int
    column: str
    near: str = ""

    def name(self, lang: str = "ko") -> str:
        """What it is called."""
        return self.column or say("unread.nameless", lang, place=self.place)


def unread_words(unread: Sequence[UnreadColumn], lang: str = "ko") -> tuple[list[str], str]:
    """A sentence for each column that may be meant for one the file lacks; one for all the others, "" for none."""
    near = [say("unread.near", lang, column=each.name(lang), near=each.near) for each in unread if each.near]
    others = [each.name(lang) for each in unread if not each.near]
    told = ", ".join(others[:UNREAD_TOLD]) + (" …" if len(others) > UNREAD_TOLD else "")
    return near, say("unread.others", lang, count=len(others), columns=told) if others else ""


@dataclass(frozen=True)
class ImportReport:
    """Counts add up: rows_read = rows_new + rows_changed + rows_unchanged + rows_repeated + rows_refused.

    A row refused for two reasons counts once in rows_refused and twice in refusals; at most 20,000 of them are
    listed. error: sentence (Korean) when the file was refused whole, problem: the same to be said in any language.
    header: the file's own columns. blanked: cells that could not be read and are not known now, while their rows
    were kept; in no count of rows, listed like refusals. unread: columns that nothing reads.
    """

    file: str
    source: str
    edition: str
    import_id: int | None
    status: ImportStatus
    rows_read: int = 0
    rows_new: int = 0
    rows_changed: int = 0
    rows_unchanged: int = 0
    rows_repeated: int = 0
    rows_refused: int = 0
    refusals: tuple[RefusedCell, ...] = ()
    blanked: tuple[RefusedCell, ...] = ()
    error: str = ""
    header: tuple[str, ...] = ()
    effects: tuple[tuple[str, int], ...] = ()
    problem: JangteoError | None = None
    unread: tuple[UnreadColumn, ...] = ()

    def __post_init__(self) -> None:
        parts = self.rows_new + self.rows_changed + self.rows_unchanged + self.rows_repeated + self.rows_refused
        if parts != self.rows_read:
            raise AssertionError(f"{self.file}: {self.rows_read} rows read, {parts} accounted for")

    def error_words(self, lang: str = "ko") -> str:
        """Why the file was refused whole; "" when it was not."""
        return say_error(self.problem, lang) if self.problem else self.error

    @property
    def is_mostly_refused(self) -> bool:
        """Kept, but with fewer than half of its rows; totals that were left out on purpose do not count."""
        totals = len({cell.row for cell in self.refusals if cell.reason == TOTAL})
        return self.status is ImportStatus.KEPT and 2 * (self.rows_refused - totals) > self.rows_read - totals

    def mostly_refused(self, lang: str = "ko") -> str:
        """What to say of such a file: how many rows are kept at all, and the commonest reason; "" for any other."""
        if not self.is_mostly_refused:
            return ""
        reasons = Counter(cell.reason for cell in self.refusals if cell.reason != TOTAL).most_common(1)
        first = next((cell for cell in self.refusals if reasons and cell.reason == reasons[0][0]), None)
        counts = {name: f"{getattr(self, name):,}" for name in ("rows_read", "rows_refused")}
        told = say("warning.mostly_refused", lang, **counts, rows_left=f"{self.rows_read - self.rows_refused:,}")
        why = say("warning.first_refused", lang, row=first.row, reason=first.words(lang)) if first else ""
        return f"{told} {why}".strip()

    def numbered(self, import_id: int) -> "ImportReport":
        """The same with its number in the history."""
        return replace(self, import_id=import_id)

    def as_json(self, lang: str = "ko") -> dict[str, object]:
        """The object of ``--json``; each refusal and blanked cell with row, column, value and reason in words, each
        unread column with the header it is almost the same as ("" for none)."""
        hidden = ("header", "problem")
        out: dict[str, object] = {
            each.name: getattr(self, each.name) for each in fields(self) if each.name not in hidden
        }
        out["status"] = str(self.status)
        out["error"] = self.error_words(lang)
        out["effects"] = dict(self.effects)
        out["unread"] = [{"column": each.name(lang), "near": each.near} for each in self.unread]
        for name, cells in (("refusals", self.refusals), ("blanked", self.blanked)):
            out[name] = [{"row": r.row, "column": r.column, "value": r.value, "reason": r.words(lang)} for r in cells]
        return out
