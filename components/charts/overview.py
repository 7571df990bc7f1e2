"""Pictures of the overview page that no other subject owns."""

from components.charts.columns import columns, localised
from components.charts.derived import as_numbers
from components.charts.sayings import nothing
from components.exhibit import Drawing, Exhibit, exhibit
from components.formatting import share, won
from components.text import Translator
from components.text.josa import Word
from data.answer import Answer

MOST_DRAWN = 10


@exhibit("biggest_changes")
def biggest_changes(answer: Answer, t: Translator) -> Exhibit:
    """Markets whose amount differs most from the year before, of ``overview.biggest_changes``, in its order."""
    amounts, before = as_numbers(answer.rows["amount_krw"]), as_numbers(answer.rows["previous_amount_krw"])
    rows = answer.rows.assign(change_krw=amounts - before, change_share=amounts / before.where(before > 0) - 1)
    sigungu = localised("sigungu_name", t)
    finding = nothing(t)
    if len(rows) and rows["change_krw"].notna().any():
        most = rows.loc[rows["change_krw"].abs().idxmax()]
        finding = t(
            "finding.changed_rose" if most["change_krw"] >= 0 else "finding.changed_fell",
            market=Word(str(most["market_name"])),
            value=Word(won(abs(most["change_krw"]), t.lang)),
            change=Word(share(abs(most["change_share"]))),
        )
    notes = [t("note.like_with_like")]
    if len(rows) > MOST_DRAWN:
        notes.append(t("note.largest_drawn", number=MOST_DRAWN))
    return Exhibit.of(
        "biggest_changes",
        answer,
        title=t("chart.biggest_changes"),
        rows=rows,
        finding=finding,
        columns=columns(t, "market_name", sigungu, "change_krw", "change_share", "amount_krw", "previous_amount_krw"),
        drawing=Drawing("horizontal_bar", x="market_name", y="change_krw", unit="krw", diverging=True, most=MOST_DRAWN),
        definition=t("define.biggest_changes"),
        notes=tuple(notes),
    )
