"""What part of a market's sales is made on channels, and how many buyers come again."""

import pandas as pd

from components.charts.adoption_sales import GROUPS, MOST_DRAWN, group_name
from components.charts.columns import columns
from components.charts.derived import as_numbers, ratio
from components.charts.sayings import nothing
from components.exhibit import Drawing, Exhibit, exhibit
from components.formatting import month, share, whole
from components.text import Translator
from components.text.josa import Word
from data.answer import Answer
from data.collation import by_name
from data.metrics.online import online_share, repeat_share, told_in_full, told_of_buyers


@exhibit("online_by_market")
def online_by_market(answer: Answer, t: Translator) -> Exhibit:
    """Online share of every market of ``adoption.online``, in the order of names; not known where not told in full."""
    there = answer.rows[(answer.rows["opened_count"] != 0).fillna(True).to_numpy(bool)]
    full = there.index.isin(told_in_full(there).index)
    online, paid = (as_numbers(there[name]) for name in ("online_krw", "paid_krw"))
    rows = there.assign(
        online_share=ratio(online, online + paid).where(full), market=[str(name) for name in there["market_name"]]
    ).sort_values(["market_name", "market_id"], key=by_name, ignore_index=True)
    read = online_share(answer.rows)
    finding = nothing(t)
    if read.value is not None:
        first, last = month(there["first_month"].min(), t.lang), month(there["last_month"].max(), t.lang)
        told = {"markets": int(full.sum()), "share": Word(share(read.value)), "first": first, "last": last}
        finding = t("finding.online_by_market", **told)
    drawn = Drawing("horizontal_bar", x="market", y="online_share", unit="share", most=MOST_DRAWN)
    return Exhibit.of(
        "online_by_market", answer, title=t("chart.online_by_market"), rows=rows, finding=finding,
        columns=columns(t, "market_name", "online_share", "online_krw", "paid_krw", "told_count", "opened_count",
                        "first_month", "last_month"),
        drawing=drawn, definition=t("define.online_by_market"),
        notes=(t("note.online_unknown"), t("note.names_not_rank"), *_cut(rows, t)),
    )  # fmt: skip


@exhibit("repeat_buyers")
def repeat_buyers(answer: Answer, t: Translator, *, by: str = "channel") -> Exhibit:
    """Buyers who came again over all buyers, by group of ``adoption.uses``, in the order of names."""
    told = told_of_buyers(answer.rows)
    sums = told.groupby(told[GROUPS[by]].astype(str), sort=True)[["buyer_count", "repeat_buyer_count"]]
    found = sums.sum().join(told.groupby(told[GROUPS[by]].astype(str)).size().rename("told_count"))
    names = [group_name(by, str(key), t) for key in found.index]
    rows = found.reset_index(drop=True).assign(
        group=names, repeat_share=ratio(found["repeat_buyer_count"], found["buyer_count"]).to_numpy()
    )
    rows["group_of"] = [
        t("chart.group_of", group=name, stores=whole(count))
        for name, count in zip(names, rows["told_count"], strict=True)
    ]
    read = repeat_share(answer.rows)
    finding = nothing(t)
    if read.value is not None:
        buyers = whole(float(told["buyer_count"].sum()))
        finding = t("finding.repeat_buyers", buyers=buyers, share=Word(share(read.value)))
    return Exhibit.of(
        "repeat_buyers", answer, title=t("chart.repeat_buyers", group=t(f"group_by.{by}")), rows=rows, finding=finding,
        columns=columns(t, "group", "repeat_share", "repeat_buyer_count", "buyer_count", "told_count"),
        drawing=Drawing("horizontal_bar", x="group", y="repeat_share", unit="share", most=MOST_DRAWN, label="group_of"),
        definition=t("define.repeat_buyers"),
        notes=(t("note.buyers_told"), t("note.names_not_rank"), *_cut(rows, t)),
    )  # fmt: skip


def _cut(rows: pd.DataFrame, t: Translator) -> tuple[str, ...]:
    return (t("note.largest_drawn", number=MOST_DRAWN),) if len(rows) > MOST_DRAWN else ()
