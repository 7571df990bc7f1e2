"""An exhibit as text and back, rows and all: what a frozen briefing keeps, so that it can be compared months later."""

import hashlib
import json
from dataclasses import asdict, fields
from typing import Any

import pandas as pd

from components.exhibit import Column, Drawing, Exhibit
from data.answer import SourceNote
from data.choice import Choice
from data.codes import MarketKind, PaymentMethod

#: Form of the text; another one is refused rather than read wrongly.
FORM = 1


def thawed(text: str) -> Exhibit:
    """The exhibit that was frozen. Raises: ValueError for a text of another form."""
    told = json.loads(text)
    if told.get("form") != FORM:
        raise ValueError(f"form {told.get('form')} is not {FORM}")
    made = told["exhibit"]
    return Exhibit(
        **{name: made[name] for name in PLAIN},
        rows=_rows(made["rows"]),
        columns=tuple(Column(**column) for column in made["columns"]),
        drawing=_drawing(made["drawing"]),
        sources=tuple(_source(source) for source in made["sources"]),
        choice=_choice(made["choice"]),
        notes=tuple(made["notes"]),
    )


def frozen(exhibit: Exhibit) -> str:
    """The exhibit as JSON. The same exhibit gives the same text. Rows keep their types; unknown stays unknown."""
    told = {
        **{name: getattr(exhibit, name) for name in PLAIN},
        "rows": {name: _column(exhibit.rows[name]) for name in exhibit.rows.columns},
        "columns": [asdict(column) for column in exhibit.columns],
        "drawing": asdict(exhibit.drawing),
        "sources": [asdict(source) for source in exhibit.sources],
        "choice": asdict(exhibit.choice),
        "notes": list(exhibit.notes),
    }
    return json.dumps({"form": FORM, "exhibit": told}, ensure_ascii=False, allow_nan=False)


def snapshot_id(texts: list[str]) -> str:
    """Short name of frozen exhibits: eight signs that change when any row, unit or source does."""
    return hashlib.blake2b("\n".join(texts).encode(), digest_size=4).hexdigest()


PLAIN = ("key", "title", "finding", "question", "filters", "definition", "is_example", "store_version")


def _column(values: pd.Series) -> dict[str, Any]:
    """Type and values; None where not known."""
    known = values.notna()
    if pd.api.types.is_datetime64_any_dtype(values):
        told = values.dt.strftime("%Y-%m-%dT%H:%M:%S").astype(object)
    else:
        told = values.astype(object)
    return {
        "type": str(values.dtype),
        "values": [_plain(one) if there else None for one, there in zip(told, known, strict=True)],
    }


def _plain(value: Any) -> Any:
    return value.item() if hasattr(value, "item") else value


def _rows(told: dict[str, Any]) -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series(one["values"], dtype=one["type"]) for name, one in told.items()})


def _drawing(told: dict[str, Any]) -> Drawing:
    """Lists of JSON back into tuples, however deep."""
    known = {one.name for one in fields(Drawing)}
    return Drawing(**{name: _tuples(value) for name, value in told.items() if name in known})


def _tuples(value: Any) -> Any:
    return tuple(_tuples(one) for one in value) if isinstance(value, list) else value


def _source(told: dict[str, Any]) -> SourceNote:
    return SourceNote(**{name: _tuples(value) for name, value in told.items()})


def _choice(told: dict[str, Any]) -> Choice:
    made = {name: _tuples(value) for name, value in told.items()}
    made["methods"] = tuple(PaymentMethod(one) for one in made.get("methods", ()))
    made["kind"] = MarketKind(made["kind"]) if made.get("kind") else None
    return Choice(**made)
