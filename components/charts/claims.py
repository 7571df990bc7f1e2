"""Published numbers: how many stand, the list, one held against what was computed, its arithmetic, its versions."""

import pandas as pd

from components.charts.sayings import nothing
from components.exhibit import Column, Drawing, Exhibit, Unit, exhibit
from components.formatting import whole
from components.text import Translator
from components.text.josa import Word
from data.answer import Answer

#: The worst first.
STATES = (
    "contradicted", "ambiguous", "not_checkable", "within_vagueness_only", "within_vagueness", "reproduced",
)  # fmt: skip
#: Unit of a claim -> unit of the figures; of all others, a plain number.
UNITS: dict[str, Unit] = {
    "percent": "share", "points": "points", "times": "ratio", "index": "index", "krw": "krw", "persons": "persons",
    "stores": "stores", "markets": "markets", "days": "days",
}  # fmt: skip
_LISTED = (
    "state", "text", "value_text", "computed", "reason", "claim_kind", "base_text", "scope", "givens", "source",
    "published_on", "programme_name", "topic", "claim_code",
)  # fmt: skip


@exhibit("claim_states")
def claim_states(answer: Answer, t: Translator) -> Exhibit:
    """Claims by state, the worst first, of the judged register (``data.metrics.claims_tables.listed``)."""
    counts = answer.rows["state"].value_counts()
    rows = pd.DataFrame(
        [(t(f"claim_state.{state}"), int(counts.get(state, 0))) for state in STATES if len(answer.rows)],
        columns=["state", "claim_count"],
    )
    return Exhibit.of(
        "claim_states",
        answer,
        title=t("claim_chart.states"),
        rows=rows,
        finding=_states_finding(counts, t),
        columns=(_column("state", t), Column("claim_count", t("claim_column.claim_count"), "number")),
        drawing=Drawing("horizontal_bar", x="state", y="claim_count", unit="number"),
        definition=t("claim_define.states"),
        notes=(t("claim_note.states"),) if len(rows) else (),
    )


def _states_finding(counts: pd.Series, t: Translator) -> str:
    if not counts.sum():
        return nothing(t)
    wrong, open_, stands = (
        int(sum(counts.get(state, 0) for state in states))
        for states in (("contradicted",), ("ambiguous",), ("reproduced", "within_vagueness"))
    )
    fields = {"all": whole(counts.sum()), "wrong": whole(wrong), "open": whole(open_), "stands": whole(stands)}
    return t("claim_finding.states", **fields)


@exhibit("claim_list")
def claim_list(answer: Answer, t: Translator) -> Exhibit:
    """Every claim with its state, what was computed and why, of the judged register."""
    rows = answer.rows
    made = rows.assign(
        state=[t(f"claim_state.{state}") for state in rows["state"]],
        computed=rows[f"computed_{t.lang}"],
        reason=rows[f"reason_{t.lang}"],
        claim_kind=[t.either(f"claim_kind.{kind}", str(kind)) for kind in rows["claim_kind"]],
    )
    return Exhibit.of(
        "claim_list",
        answer,
        title=t("claim_chart.list"),
        rows=made,
        finding=_states_finding(rows["state"].value_counts(), t),
        columns=tuple(_column(name, t) for name in _LISTED),
        drawing=Drawing("table", y="text"),
        definition=t("claim_define.states"),
        notes=(t("claim_note.list"),) if len(rows) else (),
    )


@exhibit("claim_parts")
def claim_parts(answer: Answer, t: Translator) -> Exhibit:
    """The published number against the computed ones, each with what it leaves open (``claims_tables.parts``)."""
    unit = unit_of(answer.rows)
    readings = (answer.rows["part"] == "published").sum() > 1
    rows = answer.rows.assign(
        part=[
            words if readings and part == "published" else t(f"claim_part.{part}")
            for part, words in zip(answer.rows["part"], answer.rows[f"words_{t.lang}"], strict=True)
        ],
        words=answer.rows[f"words_{t.lang}"],
        **{name: _numbers(answer.rows[name]) for name in ("value_number", "low_number", "high_number")},
    )
    finding = nothing(t)
    if len(rows) and rows["value_number"].notna().any():
        told = [
            f"{t(f'claim_part.{part}')} \u2018{words}\u2019"
            for part, words in zip(answer.rows["part"], rows["words"], strict=True)
        ]
        finding = t("claim_finding.parts", parts=", ".join(told))
    return Exhibit.of(
        "claim_parts",
        answer,
        title=t("claim_chart.parts"),
        rows=rows,
        finding=finding,
        columns=(_column("part", t), _column("words", t), *_three(unit, t)),
        drawing=Drawing(
            "ranges", x="part", y="value_number", unit=_drawn(unit, rows), low="low_number", high="high_number",
            unit_label=unit_words(answer.rows, t),
        ),
        definition=t("claim_define.parts"),
        notes=(t("claim_note.parts"),) if len(rows) else (),
    )  # fmt: skip


@exhibit("claim_arithmetic")
def claim_arithmetic(answer: Answer, t: Translator) -> Exhibit:
    """The arithmetic line by line (``claims_tables.lines``)."""
    rows = answer.rows.assign(line=answer.rows[f"line_{t.lang}"])
    count = len(rows)
    return Exhibit.of(
        "claim_arithmetic",
        answer,
        title=t("claim_chart.arithmetic"),
        rows=rows,
        finding=t("claim_finding.arithmetic", count=whole(count)) if count else nothing(t),
        columns=(Column("line_number", t("claim_column.line_number"), "number"), _column("line", t)),
        drawing=Drawing("table", y="line"),
        definition=t("claim_define.arithmetic"),
    )


@exhibit("claim_versions")
def claim_versions(answer: Answer, t: Translator) -> Exhibit:
    """Versions of one event side by side with their labels, never averaged (``claims_tables.versions``)."""
    first = str(answer.rows["unit"].iloc[0]) if len(answer.rows) else ""
    alike = answer.rows[(answer.rows["unit"] == first).to_numpy()]
    others = len(answer.rows) - len(alike)
    unit = unit_of(alike)
    rows = alike.assign(
        label=[f"{value}: {label}" for value, label in zip(alike["value_text"], alike[f"label_{t.lang}"], strict=True)],
        differs=alike[f"differs_{t.lang}"],
        state=[t(f"claim_state.{state}") for state in alike["state"]],
        **{name: _numbers(alike[name]) for name in ("value_number", "low_number", "high_number")},
    )
    notes = (t("claim_note.versions"),) if len(rows) else ()
    if others:
        notes = (*notes, t("claim_note.versions_left", count=whole(others)))
    told = bool(rows["value_number"].notna().any()) if len(rows) else False
    return Exhibit.of(
        "claim_versions",
        answer,
        title=t("claim_chart.versions"),
        rows=rows,
        finding=_versions_finding(rows, t) if told else nothing(t),
        columns=(
            _column("label", t), *_three(unit, t),
            *(_column(name, t) for name in ("base_text", "scope", "qualifier", "source", "state", "differs")),
        ),
        drawing=Drawing(
            "dot", x="label", y="value_number", unit=_drawn(unit, rows), low="low_number", high="high_number",
            unit_label=unit_words(alike, t),
        ),
        definition=t("claim_define.versions"),
        notes=notes,
    )  # fmt: skip


def _versions_finding(rows: pd.DataFrame, t: Translator) -> str:
    values = ", ".join(f"\u2018{value}\u2019" for value in rows["value_text"])
    return t("claim_finding.versions", count=whole(len(rows)), values=Word(values))


def unit_of(rows: pd.DataFrame) -> Unit:
    """The unit figures of these rows are drawn in."""
    return UNITS.get(str(rows["unit"].iloc[0]), "number") if len(rows) else "number"


def _drawn(unit: Unit, rows: pd.DataFrame) -> Unit:
    """Shares below all of it keep a decimal and their sign; larger ones are written short, or a phone cuts them."""
    return "change" if unit == "share" and bool((rows["value_number"].abs() < 1).all()) else unit


def unit_words(rows: pd.DataFrame, t: Translator) -> str:
    """Their unit in words."""
    return t.either(f"claim_unit.{rows['unit'].iloc[0]}", "") if len(rows) else ""


def _three(unit: Unit, t: Translator) -> tuple[Column, ...]:
    names = ("value_number", "low_number", "high_number")
    return tuple(Column(name, t(f"claim_column.{name}"), unit) for name in names)


def _column(name: str, t: Translator) -> Column:
    return Column(name, t(f"claim_column.{name}"), "text")


def _numbers(values: pd.Series) -> pd.Series:
    return pd.to_numeric(values).astype("float64")
