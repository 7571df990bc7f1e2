"""What is published of the nation's markets and of retail, a line a year: the ground for own payments.

Levels are never added up: these are figures of the nation, whatever place or months are chosen.
"""

from functools import lru_cache
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Select, bindparam, case, select
from sqlalchemy import func as sql

from data.choice import Choice
from data.codes import Grain, Level
from data.comparison import ratio
from data.queries import query
from data.queries.frames import read
from data.queries.tables import FIGURE

#: Measure of the survey -> column.
SURVEY = {
    "survey_markets": "market_count",
    "survey_stores": "store_count",
    "survey_empty_stores": "empty_store_count",
    "survey_workers": "worker_count",
    "survey_customers_per_day": "customer_count",
    "survey_sales_per_market_day": "market_day_amount_krw",
}
INDEX = "retail_sales_index"
KIND = "kind="


@query(subjects=("figure_year:survey_sales_per_market_day",))
def market_survey(connection: Connection, choice: Choice) -> pd.DataFrame:
    """The yearly survey of traditional markets, the nation as a whole; every year there is, whatever is chosen.

    Columns: year, market_count, store_count, empty_store_count, worker_count, customer_count (mean of a market a
    day), market_day_amount_krw (mean sales of a market a day, as merchants answered), empty_share.
    """
    rows = read(connection, _survey(), {"grain": int(Grain.YEAR)})
    rows["empty_share"] = ratio(rows, "empty_store_count", "store_count")
    return rows


@query(subjects=(f"figure_year:{INDEX}",))
def retail_index(connection: Connection, choice: Choice) -> pd.DataFrame:
    """The yearly index of retail sales by kind of business; every year there is, whatever is chosen.

    Columns: year, retail_kind (as the publisher calls it, '' = all), sales_index (base year of the file = 100).
    """
    rows = read(connection, _index(), {"grain": int(Grain.YEAR), "measure": INDEX})
    return rows.assign(retail_kind=rows["retail_kind"].str.removeprefix(KIND))


@lru_cache(maxsize=1)
def _survey() -> Select[Any]:
    rows, year = FIGURE, _year()
    values = [
        sql.max(case((rows.c.measure == measure, rows.c.value))).label(column) for measure, column in SURVEY.items()
    ]
    return select(year, *values).where(*_nation(), rows.c.measure.in_(SURVEY)).group_by(year).order_by(year)


@lru_cache(maxsize=1)
def _index() -> Select[Any]:
    rows, year = FIGURE, _year()
    kinds = (rows.c.category == "") | rows.c.category.startswith(KIND)
    return (
        select(year, rows.c.category.label("retail_kind"), rows.c.value.label("sales_index"))
        .where(*_nation(), rows.c.measure == bindparam("measure"), kinds)
        .order_by(rows.c.category, year)
    )


def _year() -> Any:
    return (FIGURE.c.day // 10000).label("year")


def _nation() -> list[Any]:
    return [FIGURE.c.level == str(Level.NATION), FIGURE.c.grain == bindparam("grain")]
