"""The retail sales index, where kinds of business are called as the columns of our own table."""

import pandas as pd

from data.sources import Context
from data.sources.retail_sales_index import tidy


def test_a_kind_of_business_may_be_called_anything() -> None:
    table = pd.DataFrame({"_0": ["2020"], "total": ["100 "], "kind": ["7"], "value": [" "], "line": ["9"]}, index=[4])
    told = tidy(table, Context("소매업태별.csv"))
    assert told.to_dict("records") == [
        {"year": "2020", "kind": "", "value": "100 "},
        {"year": "2020", "kind": "kind", "value": "7"},
        {"year": "2020", "kind": "line", "value": "9"},
    ]
    assert list(told.index) == [4, 4, 4]
