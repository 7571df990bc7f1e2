"""What a comparison printed on a chart says of itself: day by day or by month, with campaigns or without."""

import pandas as pd

from components.charts.sayings import common_notes, provisional_notes
from components.exhibit import Exhibit
from components.formatting import day as day_in_words
from components.formatting import month as month_in_words
from components.picture import missing_months
from components.text import Translator
from data.metrics.by_day import Daily
from data.metrics.like_for_like import Alike

MOST_NAMED = 6
MOST_CAMPAIGNS = 3
#: Months in which New Year can fall; in the others of the pairs it is Chuseok.
OF_NEW_YEAR = (1, 2)


def compared_with(month: pd.Timestamp, key: str, t: Translator) -> str:
    """With what the change of a month was computed."""
    feast = t("compared.new_year" if month.month in OF_NEW_YEAR else "compared.chuseok")
    return (
        t(f"compared.{key}", feast=feast)
        if key in ("feast_weeks", "other_days", "feast_pair")
        else t(f"compared.{key}")
    )


def how_compared(rows: pd.DataFrame, basis: Alike, daily: Daily | None, t: Translator) -> list[str]:
    """Which months were aligned by the day and which by adding months; whether days of campaigns are in."""
    told = rows[rows["change_share"].notna().to_numpy(bool)]
    notes = []
    if basis is Alike.FEAST:
        by_day = told.loc[told["compared"].isin(["feast_weeks", "other_days"]), "month"]
        by_month = told.loc[told["compared"] == "feast_pair", "month"]
        notes += [t("note.feast_by_day", months=_named(by_day, t))] if len(by_day) else []
        notes += [t("note.feast_by_month", months=_named(by_month, t))] if len(by_month) else []
    return notes + _campaigns(rows, basis, daily, t)


def gaps(made: Exhibit, basis: Alike, t: Translator) -> tuple[str, ...]:
    """What holds for every chart through time. Without campaigns a gap may be a month of nothing else."""
    if basis is not Alike.QUIET_DAY:
        return common_notes(made, t)
    return (*provisional_notes(made, t), *([t("note.quiet_gaps")] if missing_months(made) else []))


def _named(months: pd.Series, t: Translator) -> str:
    """The newest of them."""
    named = ", ".join(month_in_words(one, t.lang) for one in months.iloc[-MOST_NAMED:])
    return t("note.and_earlier", months=named) if len(months) > MOST_NAMED else named


def _campaigns(rows: pd.DataFrame, basis: Alike, daily: Daily | None, t: Translator) -> list[str]:
    if daily is None or rows.empty:
        return []
    first, last = rows["month"].min().date(), (rows["month"].max() + pd.offsets.MonthEnd(0)).date()
    spans = [span for span in daily.campaigns if span[0] <= last and span[1] >= first]
    if not spans:
        return []
    named = ", ".join(
        f"{day_in_words(one, t.lang)} – {day_in_words(end, t.lang)}" for one, end in spans[-MOST_CAMPAIGNS:]
    )
    return [t(f"note.campaigns_{'out' if basis is Alike.QUIET_DAY else 'in'}", number=len(spans), spans=named)]
