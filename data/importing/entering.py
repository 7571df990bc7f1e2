"""One row typed by a person: written as a file in the layout of its template and put in like any other file.

So there is one set of rules: what a cell may be, which market is meant and what does not fit is decided by the code
that reads files; every change is an import with who made it and when, and can be undone.
"""

import csv
import io
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd
from sqlalchemy import Connection, select

from data.errors import EntryChanged, EntryExists, StoreMissing
from data.importing.coercion import coerce
from data.importing.editions import Versioned
from data.importing.importer import import_file
from data.importing.recognition import named_source
from data.importing.report import ImportReport
from data.importing.tables import TEXT
from data.importing.templates import heading, words
from data.models import metadata
from data.sources import Source
from data.store import BUSY_TIMEOUT_S, reading

Fields = Mapping[str, str]
#: Columns by which a market is named; the number alone says it.
MARKET = ("market_id", "market_name", "sido", "sigungu")
#: Sources that have a form, in the order in which they are offered.
FORMS = (
    "programme", "programme_budget", "programme_figure", "participation", "milestone", "event", "promotion_rule",
    "asset", "request", "claim",
)  # fmt: skip
#: A trial waits no longer than this for another writer: somebody is typing.
TRIAL_WAIT_S = 2
_IMPORT = metadata.tables["import"]


@dataclass(frozen=True)
class Problem:
    """What is wrong with a field. column '' = with the row. reason, fields: key and placeholders of ``reason.``."""

    column: str
    reason: str
    fields: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Trial:
    """What would become of the row. problems: by column, at most one each; values: what the texts were read as;
    effects: what else is worth saying, as an import says it."""

    values: dict[str, Any]
    problems: dict[str, Problem]
    effects: tuple[tuple[str, int], ...] = ()

    @property
    def is_good(self) -> bool:
        """Nothing stands in the way."""
        return not self.problems


def form_names(known: Mapping[str, Source]) -> list[str]:
    """Sources with a form that are there."""
    return [name for name in FORMS if name in known]


def note(source: Source, column: str, lang: str) -> str:
    """What the template says about a column, '' for nothing."""
    own = words()["notes_of"].get(source.name, {}).get(column) or words()["notes"].get(column, {})
    return str(own.get(lang, ""))


def key_of(source: Source) -> list[str]:
    """Columns that say which row it is, as the table has them."""
    return Versioned.of(source.subject).key


def read(source_name: str, texts: Fields) -> Trial:
    """Every field on its own: what it means, or why it cannot be read. Asks no store."""
    values: dict[str, Any] = {}
    problems: dict[str, Problem] = {}
    for name, column in named_source(source_name).columns.items():
        outcome = coerce(column, pd.Series([texts.get(name, "")], dtype=TEXT))
        value = outcome.values.iloc[0]
        values[name] = None if pd.isna(value) or value == "" else value
        if outcome.wrong:
            problems[name] = Problem(name, outcome.wrong[0].reason, outcome.wrong[0].fields)
        elif column.required and values[name] is None:
            problems[name] = Problem(name, "missing")
    return Trial(values, problems)


def tried(source_name: str, texts: Fields, *, is_new: bool = False, by: str = "", url: str | None = None) -> Trial:
    """The row put in and rolled back: what ``read`` finds and what only the store can know (markets, programmes, what
    other rows say). is_new: no row may stand under its key. by: who types, whose regions it has to lie in.
    Raises: StoreProblem."""
    source, alone = named_source(source_name), read(source_name, texts)
    if any(source.columns[name].required for name in alone.problems):
        return alone
    # what cannot be read is left out, so that the others are looked at nevertheless
    texts = {name: "" if name in alone.problems else text for name, text in texts.items()}
    if is_new and (taken := standing(source_name, texts, url=url)) is not None:
        last = next(name for name in reversed(key_of(source)) if texts.get(name))
        problem = Problem(last, "key_taken", {"when": f"{taken[2][:10]} {taken[1]}".strip()})
        return Trial(alone.values, {last: problem, **alone.problems})
    report = _put(source_name, texts, url=url, imported_by=by, keep=False, wait_s=TRIAL_WAIT_S)
    return Trial(alone.values, {**_problems(source, report), **alone.problems}, report.effects)


def keep(
    source_name: str, texts: Fields, *, imported_by: str, mark: str, base: int | None = None, url: str | None = None
) -> ImportReport:
    """Put the row into the store as an import of its own.

    mark: name of this filling-in of the form: the same one sent twice is kept once. base: import of the row that is
    being changed, None for a new row. Raises: EntryExists, EntryChanged, StoreProblem.
    """
    source = named_source(source_name)
    key = _key_values(source, texts)

    def stands(connection: Connection) -> None:
        row = _standing(connection, source, key)
        if base is None and row is not None:
            raise EntryExists(code=_spelled(key), by=row[1], at=row[2])
        if base is not None and (row is None or row[0] != base):
            raise EntryChanged(code=_spelled(key), by=row[1] if row else "", at=row[2] if row else "")

    return _put(source_name, texts, url=url, imported_by=imported_by, mark=mark, first=stands)


def written(source: Source, texts: Fields, mark: str = "") -> bytes:
    """The row as csv in the template's layout; the line above the header tells one filling-in from another."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    if mark:
        rows.writerow([f"form {mark}"])
    rows.writerow([heading(column, "ko") for column in source.columns.values()])
    rows.writerow([_neutral(texts.get(name, "")) for name in source.columns])
    return out.getvalue().encode("utf-8-sig")


def file_name(source: Source, texts: Fields) -> str:
    """``form-<source>-<code>.csv``; the code is the last part of the row's key that the form has."""
    told = [texts.get(name, "") for name in key_of(source) if texts.get(name, "")]
    plain = "".join(sign if sign.isalnum() or sign in "-_" else "_" for sign in "-".join(told))
    return f"form-{source.name}-{plain[:60] or 'row'}.csv"


def _put(
    source_name: str,
    texts: Fields,
    *,
    url: str | None,
    imported_by: str = "",
    mark: str = "",
    keep: bool = True,
    first: Any = None,
    wait_s: int = BUSY_TIMEOUT_S,
) -> ImportReport:
    source = named_source(source_name)
    with tempfile.TemporaryDirectory(prefix="jangteo-") as folder:
        path = Path(folder) / "form.csv"
        path.write_bytes(written(source, texts, mark))
        return import_file(
            path,
            source=source_name,
            url=url,
            imported_by=imported_by,
            file_name=file_name(source, texts),
            keep=keep,
            beside_example=True,
            first=first,
            wait_s=wait_s,
        )


def _neutral(text: str) -> str:
    """One line; a sign that spreadsheets take for a formula gets the apostrophe that files carry."""
    plain = " ".join(text.split())
    return f"'{plain}" if plain[:1] in ("=", "@") else plain


def _problems(source: Source, report: ImportReport) -> dict[str, Problem]:
    """Refusals by column; a refusal of a column that the form does not name, or of the file, stands under ''."""
    by_head = {heading(column, "ko"): name for name, column in source.columns.items()}
    found: dict[str, Problem] = {}
    for cell in report.refusals:
        name = by_head.get(cell.column, cell.column if cell.column in source.columns else "")
        found.setdefault(name, Problem(name, cell.reason, dict(cell.fields)))
    if report.problem is not None and not found:
        raise report.problem
    return found


def _key_values(source: Source, texts: Fields) -> dict[str, Any]:
    """Key columns of the table with the values of the texts; blank ones as the table has them."""
    values, table = read(source.name, texts).values, Versioned.of(source.subject).current
    return {name: _blank(table.c[name]) if (value := values.get(name)) is None else _plain(value)
            for name in key_of(source)}  # fmt: skip


def _blank(column: Any) -> Any:
    return 0 if column.type.python_type is int else ""


def _plain(value: Any) -> Any:
    return value.item() if hasattr(value, "item") else value


def _standing(connection: Connection, source: Source, key: Mapping[str, Any]) -> tuple[int, str, str] | None:
    """Import, author and time of the row that stands under the key."""
    table = Versioned.of(source.subject).current
    asked = select(table.c.import_id, _IMPORT.c.imported_by, _IMPORT.c.started_at)
    joined = asked.join(_IMPORT, _IMPORT.c.import_id == table.c.import_id)
    row = connection.execute(joined.where(*(table.c[name] == value for name, value in key.items()))).first()
    return None if row is None else (int(row[0]), str(row[1]), str(row[2]))


def _spelled(key: Mapping[str, Any]) -> str:
    return " · ".join(str(value) for value in key.values() if value not in ("", 0))


def standing(source_name: str, texts: Fields, *, url: str | None = None) -> tuple[int, str, str] | None:
    """Import, author and time of the row that has the key of these texts already; None when there is none."""
    source = named_source(source_name)
    try:
        with reading(url) as connection:
            return _standing(connection, source, _key_values(source, texts))
    except StoreMissing:
        return None
