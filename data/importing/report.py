"""What became of a file: the object the command line prints and the imports page shows."""

from dataclasses import dataclass, field, fields, replace

from data.codes import ImportStatus
from data.errors import JangteoError
from data.messages import say, say_error


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
class ImportReport:
    """Counts add up: rows_read = rows_new + rows_changed + rows_unchanged + rows_repeated + rows_refused.

    A row refused for two reasons counts once in rows_refused and twice in refusals; at most 20,000 of them are
    listed. error: sentence (Korean) when the file was refused whole, problem: the same to be said in any language.
    header: the file's own columns. blanked: cells that could not be read and are not known now, while their rows
    were kept; in no count of rows, listed like refusals.
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

    def __post_init__(self) -> None:
        parts = self.rows_new + self.rows_changed + self.rows_unchanged + self.rows_repeated + self.rows_refused
        if parts != self.rows_read:
            raise AssertionError(f"{self.file}: {self.rows_read} rows read, {parts} accounted for")

    def error_words(self, lang: str = "ko") -> str:
        """Why the file was refused whole; "" when it was not."""
        return say_error(self.problem, lang) if self.problem else self.error

    def numbered(self, import_id: int) -> "ImportReport":
        """The same with its number in the history."""
        return replace(self, import_id=import_id)

    def as_json(self, lang: str = "ko") -> dict[str, object]:
        """The object of ``--json``; each refusal and blanked cell with row, column, value and reason in words."""
        hidden = ("header", "problem")
        out: dict[str, object] = {
            each.name: getattr(self, each.name) for each in fields(self) if each.name not in hidden
        }
        out["status"] = str(self.status)
        out["error"] = self.error_words(lang)
        out["effects"] = dict(self.effects)
        for name, cells in (("refusals", self.refusals), ("blanked", self.blanked)):
            out[name] = [{"row": r.row, "column": r.column, "value": r.value, "reason": r.words(lang)} for r in cells]
        return out
