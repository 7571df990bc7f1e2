"""The ledger on the screen: programmes narrowed by kind, year and state, and the audit's four questions."""

import dataclasses

import pandas as pd
import streamlit as st

from components.charts.programmes import programme_ledger
from components.charts.programmes_words import span, spanned
from components.formatting import DASH, day, is_known, won
from components.text import Translator
from components.text.josa import Word
from components.ui import address, filters, panels, twin
from components.ui.clock import today
from components.ui.load import kept, load
from components.ui.plain import plain
from data.answer import Answer, joined
from data.choice import Choice
from data.collation import sort_key
from data.metrics.programmes import HIDDEN, Tables, ledger_rows
from data.programmes import kind
from data.queries import adoption, programmes
from data.vague import Interval

#: Answers the four questions are read from, in the order of ``Tables``.
BEHIND = (
    programmes.figures, programmes.participants, programmes.events, programmes.platform_sales, adoption.uses,
)  # fmt: skip


def ledger(choice: Choice) -> Answer:
    """Programmes of the place (or the one chosen) with their four answers."""
    answers = [load(query, choice) for query in BEHIND]
    return kept(_answered, load(programmes.ledger, choice), *answers, today=today())


def _answered(found: Answer, *behind: Answer, today: pd.Timestamp) -> Answer:
    rows = ledger_rows(found.rows, Tables(*(answer.rows for answer in behind)), today)
    return joined([found, *behind], rows)


def narrow(found: Answer, t: Translator) -> Answer:
    """Those of the kind, year and state chosen; all three stand in the address."""
    rows = found.rows
    with st.sidebar:
        titles = {str(name): kind(str(name)).title(t.lang) for name in rows["programme_kind"].unique()}
        kinds = {name: titles[name] for name in sorted(titles, key=lambda one: sort_key(titles[one]))}
        one = _one("programme_kind", kinds, "all_programme_kinds", t)
        years = {str(year): str(year) for year in sorted({*_years(rows)}, reverse=True)}
        year = _one("programme_year", years, "all_years", t)
        states = {str(name): t.either(f"programme_state.{name}", str(name)) for name in rows["state"].unique() if name}
        state = _one("programme_state", states, "all_states", t)
    keep = pd.Series(True, rows.index)
    keep &= (rows["programme_kind"] == one) if one else True
    keep &= (rows["state"] == state) if state else True
    keep &= _in_year(rows, int(year)) if year else True
    said = ",".join((one, year, state))
    return dataclasses.replace(found, rows=rows[keep.to_numpy()], question=f"{found.question} {said}")


def _years(rows: pd.DataFrame) -> list[int]:
    known = rows.dropna(subset=["starts_on"])
    ends = known["ends_on"].fillna(known["starts_on"])
    return [year for a, b in zip(known["starts_on"], ends, strict=True) for year in range(a.year, b.year + 1)]


def _in_year(rows: pd.DataFrame, year: int) -> pd.Series:
    """Running at some time of that year; one without an end runs on."""
    begun = rows["starts_on"].dt.year <= year
    return begun & (rows["ends_on"].isna() | (rows["ends_on"].dt.year >= year))


def _one(name: str, options: dict[str, str], everything: str, t: Translator) -> str:
    chosen = address.allowed(name, options)
    st.selectbox(
        t(f"filter.{name}"),
        ["", *options],
        key=address.fill(name, chosen),
        on_change=address.from_widget,
        args=(name,),
        format_func=lambda one: options[one] if one else t(f"filter.{everything}"),
    )
    return chosen


def four_questions(found: Answer, t: Translator) -> None:
    """Money in, sales out, who sold nothing, what was left: of the programmes shown, with how many tell it."""
    rows, asked = found.rows, len(found.rows)
    paid = rows["spent_krw"].fillna(rows["planned_krw"])
    whole = asked > 1
    sums = {
        "money": (won(paid.sum(), t.lang) if paid.notna().any() else DASH, int(paid.notna().sum())),
        "sales": (spanned(_added(rows), "krw", t), int(rows["sales_low_krw"].notna().sum())),
        "zero": (_range(rows, "zero", t), int(rows["zero_low_share"].notna().sum())),
        "left": (_range(rows, "left", t), int(rows["left_low_share"].notna().sum())),
    }
    with st.grid(4, min_column_width=200):
        for name, (value, told) in sums.items():
            with st.container(border=True, height="stretch", gap="xsmall"):
                st.metric(t(f"four.{name}"), value, help=plain(t(f"four.{name}_help")))
                st.caption(plain(_under(name, rows, told, t) if not whole else t("four.told", told=told, asked=asked)))


def _under(name: str, rows: pd.DataFrame, told: int, t: Translator) -> str:
    """What one programme's answer was read from, or which file would tell it."""
    row = rows.iloc[0]
    if not told and row.get(f"{name}_basis") == HIDDEN:
        return t("four.hidden")
    if not told and name != "money" and not kind(str(row["programme_kind"])).sells:
        return t("four.not_asked")
    if not told:
        return t(f"four.{name}_missing")
    if name == "money":
        return t("four.spent" if is_known(row["spent_krw"]) else "four.planned_only")
    basis = t(f"four_basis.{row[f'{name}_basis']}")
    if name == "left" and is_known(row["left_months"]):
        return t("four.left_of", months=int(row["left_months"]), of=int(row["left_of"]))
    if name == "zero" and is_known(row["zero_of"]):
        return t(
            "four.of_shows" if row["zero_basis"] == "broadcasts" else "four.of", basis=basis, of=int(row["zero_of"])
        )
    return basis


def _added(rows: pd.DataFrame) -> Interval | None:
    known = rows.dropna(subset=["sales_low_krw"])
    if known.empty:
        return None
    open_end = known["sales_high_krw"].isna().any()
    return Interval(
        float(known["sales_low_krw"].sum()), float("inf") if open_end else float(known["sales_high_krw"].sum())
    )


def _range(rows: pd.DataFrame, name: str, t: Translator) -> str:
    """From the smallest to the largest share told: shares of different things are not averaged."""
    known = rows.dropna(subset=[f"{name}_low_share"])
    if known.empty:
        return DASH
    high = known[f"{name}_high_share"].fillna(1.0)
    return span(float(known[f"{name}_low_share"].min()), float(high.max()), "share", t, from_zero=True)


def listed(found: Answer, t: Translator) -> None:
    """The ledger as a list; the box at the left of a line opens the programme."""
    made = programme_ledger(found, t)
    if found.is_example:
        made = made.with_notes(t("programme_note.state_on", day=day(today(), t.lang)))

    def pick() -> None:
        twin.pick(made, t, opens="programme", by="programme_code", said="panel.pick_programme")

    panels.show(made, t, picture=pick, with_table=False)


def place_said(found: Answer, choice: Choice, t: Translator) -> None:
    """A sentence to read aloud: how many programmes a place has, what was paid, what is known of what came of it."""
    rows = found.rows
    paid = rows["spent_krw"].fillna(rows["planned_krw"])
    said = [t("say_programme.place", place=filters.place_in_words(choice, t), programmes=len(rows))]
    if paid.notna().any():
        said.append(t("say_programme.paid", amount=Word(won(paid.sum(), t.lang)), told=int(paid.notna().sum())))
    hidden = (rows["sales_basis"] == HIDDEN) | (rows["left_basis"] == HIDDEN)
    silent = int((rows["sales_low_krw"].isna() & rows["left_low_share"].isna() & ~hidden).sum())
    if silent:
        said.append(t("say_programme.silent", silent=silent))
    st.markdown(f"**{plain(' '.join(said))}**")
