"""A campaign's days beside like days, for every market that took part and every span of its discounts."""

import pandas as pd

from components.ui.load import load
from data.answer import Answer, joined
from data.choice import Choice
from data.metrics.programmes_days import same_days
from data.queries import calendar, programmes

#: Markets looked at by the day: a nation-wide campaign is read from its figures.
MOST_MARKETS = 12
COLUMNS = ["market_name", "campaign_name", "inside_krw", "outside_krw", "inside_day_count", "outside_day_count"]


def found(one: Choice) -> Answer:
    """One row per market and dated span: market_name, campaign_name, mean of a day inside and outside, days counted."""
    spans, people = load(programmes.spans, one), load(programmes.participants, one)
    dated = spans.rows.dropna(subset=["starts_on", "ends_on"])
    dated = dated[dated["is_promotion"] == 1] if (dated["is_promotion"] == 1).any() else dated
    markets = people.rows.dropna(subset=["market_id"]).drop_duplicates("market_id").head(MOST_MARKETS)
    answers, made = [spans, people], []
    for market_id, name in zip(markets["market_id"], markets["market_name"], strict=True):
        daily = load(calendar.daily, Choice(market_id=int(market_id)))
        answers.append(daily)
        every = list(zip(dated["starts_on"], dated["ends_on"], strict=True))
        for span, title in zip(every, dated["span_name"], strict=True):
            if daily.rows.empty:
                continue
            told = same_days(daily.rows, span, every)
            if told.inside:
                made.append((name, title, told.inside_krw, told.outside_krw, told.inside, told.outside))
    rows = pd.DataFrame(made, columns=COLUMNS).astype(dict.fromkeys(COLUMNS[2:4], "float64"))
    return joined(answers, rows, one)
