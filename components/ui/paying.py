"""The sentence that the page of payments begins with."""

from components.text import Translator
from components.ui import sentences
from components.ui.load import load
from data.answer import Answer
from data.choice import Choice
from data.metrics.overview import latest_amount
from data.metrics.payments import digital_share, total_amount
from data.metrics.tourists import foreign_share
from data.queries import overview, payments, tourists


def say(monthly: Answer, choice: Choice, t: Translator) -> None:
    """What was paid in the place over the chosen months, how that differs from a year before, and how it was paid.

    monthly: ``payments.monthly_total`` of the choice.
    """
    before, state = load(payments.monthly_total, choice.year_earlier()), load(overview.state, choice)
    foreign = load(tourists.monthly_total, choice), load(tourists.monthly_total, choice.year_earlier())
    readings = {
        "amount": total_amount(monthly),
        "digital_share": digital_share(monthly, before),
        "foreign_share": foreign_share(*foreign),
        "latest_amount": latest_amount(state),
    }
    sentences.of_place(readings, choice, t, state)
