"""What stores sell on channels: those that sell nothing, and the middle store."""

import pandas as pd

from components.charts.adoption import channel_name
from components.charts.columns import columns
from components.charts.derived import as_numbers
from components.charts.sayings import nothing
from components.exhibit import Drawing, Exhibit, exhibit
from components.formatting import is_known, share, whole, won
from components.text import Translator
from components.text.josa import Word
from data.answer import Answer
from data.metrics.adoption import median_sales, zero_sales_share

#: What stores can be grouped by -> column of ``adoption.uses``.
GROUPS = {"channel": "channel", "market": "market_name", "sector": "sector", "age_band": "age_band"}
MOST_DRAWN = 25


@exhibit("zero_sales")
def zero_sales(answer: Answer, t: Translator, *, by: str = "channel") -> Exhibit:
    """Part of the opened channels that sold nothing, by group, of ``adoption.uses``."""
    rows, whole_share = grouped(answer.rows, by, t), zero_sales_share(answer.rows)
    finding = nothing(t)
    if whole_share is not None:
        finding = t("finding.zero_sales", stores=whole(rows["told_count"].sum()), zero=Word(share(whole_share)))
    return _of_groups("zero_sales", answer, rows, "zero_share", finding, t, by)


@exhibit("median_sales")
def median_sales_by(answer: Answer, t: Translator, *, by: str = "channel") -> Exhibit:
    """Sales of the middle store since its opening, by group, of ``adoption.uses``."""
    rows, middle = grouped(answer.rows, by, t), median_sales(answer.rows)
    finding = nothing(t)
    if middle is not None:
        mean = float(answer.rows.loc[answer.rows["opened_on"].notna(), "sales_krw"].dropna().mean())
        finding = t("finding.median_sales", middle=Word(won(middle, t.lang)), mean=Word(won(mean, t.lang)))
    return _of_groups("median_sales", answer, rows, "median_krw", finding, t, by)


def _of_groups(
    key: str, answer: Answer, rows: pd.DataFrame, column: str, finding: str, t: Translator, by: str
) -> Exhibit:
    drawn = Drawing(
        "horizontal_bar",
        x="group",
        y=column,
        unit="share" if column.endswith("_share") else "krw",
        most=MOST_DRAWN,
        label="group_of",
    )
    notes = [t("note.sales_told"), t("note.names_not_rank")]
    if len(rows) > MOST_DRAWN:
        notes.append(t("note.largest_drawn", number=MOST_DRAWN))
    return Exhibit.of(
        key,
        answer,
        title=t(f"chart.{key}", group=t(f"group_by.{by}")),
        rows=rows,
        finding=finding,
        columns=columns(t, "group", "told_count", "zero_share", "median_krw"),
        drawing=drawn,
        definition=t(f"define.{key}"),
        notes=tuple(notes),
    )


def grouped(rows: pd.DataFrame, by: str, t: Translator) -> pd.DataFrame:
    """One row per group in the order of names: group, group_of (with its base), told_count, zero_share, median_krw."""
    opened = rows[rows["opened_on"].notna().to_numpy(bool)]
    sales, keys = as_numbers(opened["sales_krw"]), opened[GROUPS[by]].astype(str)
    # added up by pandas and not group by group: the nation has a thousand markets
    found = pd.DataFrame({
        "told_count": sales.groupby(keys).count(), "median_krw": sales.groupby(keys).median(),
        "zero_share": (sales == 0).astype("float64").where(sales.notna()).groupby(keys).mean(),
    })  # fmt: skip
    names = [group_name(by, str(key), t) for key in found.index]
    labels = [
        t("chart.group_of", group=name, stores=whole(told))
        for name, told in zip(names, found["told_count"], strict=True)
    ]
    made = found.reset_index(drop=True).assign(group=names, group_of=labels)
    return made[["group", "group_of", "told_count", "zero_share", "median_krw"]]


def group_name(by: str, key: str, t: Translator) -> str:
    """A group in words."""
    if not is_known(key) or key == "":
        return t("product.not_known")
    if by == "channel":
        return channel_name(key, t)
    return t.either(f"age_band.{key}", key) if by == "age_band" else key
