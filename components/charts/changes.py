"""What changed: the list, and the months behind one of its lines."""

import pandas as pd

from components.charts.columns import columns, localised
from components.charts.derived import as_numbers
from components.charts.sayings import common_notes, nothing
from components.exhibit import Drawing, Exhibit, exhibit
from components.formatting import change, month
from components.text import Translator
from components.text.josa import Word
from data.answer import Answer


@exhibit("notable_changes")
def notable_changes(answer: Answer, t: Translator) -> Exhibit:
    """Notable changes of ``metrics.changes.notable`` with market_name and names of its place, the newest first."""
    sido, sigungu = localised("sido_name", t), localised("sigungu_name", t)
    told = zip(answer.rows["change_kind"], answer.rows["method"], strict=True)
    rows = answer.rows.assign(what=[_what(str(kind), str(method), t) for kind, method in told])
    finding = nothing(t)
    if len(rows):
        first = rows.iloc[0]
        finding = t("finding.notable", number=len(rows), market=Word(str(first["market_name"])),
                    month=month(first["month"], t.lang), what=Word(str(first["what"])))  # fmt: skip
    return Exhibit.of(
        "notable_changes", answer, title=t("chart.notable_changes"), rows=rows, finding=finding,
        columns=columns(t, "month", "market_name", sido, sigungu, "what", "change_share", "like_share", "own_z",
                        "like_z", "silent_months"),
        drawing=Drawing("table", y="market_name"), definition=t("define.notable_changes"),
        notes=(t("note.changes_rare"), t("note.no_cause")),
    )  # fmt: skip


def _what(kind: str, method: str, t: Translator) -> str:
    said = t(f"change_kind.{kind}")
    return t("change_kind.of_method", method=t.either(f"method.{method}", method), what=said) if method else said


@exhibit("change_behind")
def change_behind(answer: Answer, t: Translator) -> Exhibit:
    """The months of one market against its like, of ``metrics.changes.behind``."""
    wide = answer.rows
    kept = ["month", "amount_krw", "apart_share", "is_provisional"]
    own = wide[kept].assign(change_share=as_numbers(wide["change_share"]), line=t("line.own"))
    shared = as_numbers(wide["like_share"])
    like = wide[["month"]].assign(change_share=shared, line=t("line.like"), is_provisional=False)
    rows = pd.concat([own, like], ignore_index=True)
    rows = rows[rows["change_share"].notna().to_numpy()]
    finding = nothing(t)
    told = wide[as_numbers(wide["change_share"]).notna().to_numpy()]
    if len(told):
        last = told.iloc[-1]
        finding = t("finding.behind", month=month(last["month"], t.lang), own=Word(change(last["change_share"])),
                    like=change(last["like_share"]))  # fmt: skip
    made = Exhibit.of(
        "change_behind", answer, title=t("chart.change_behind"), rows=rows, finding=finding,
        columns=columns(t, "month", "line", "change_share", "apart_share", "amount_krw"),
        drawing=Drawing(
            "line", x="month", y="change_share", unit="change", series="line", provisional="is_provisional",
            series_labels=tuple((t(name),) * 2 for name in ("line.own", "line.like")),
        ),
        definition=t("define.change_behind"),
    )  # fmt: skip
    return made.with_notes(*common_notes(made, t))
