"""The nation's markets and retail as published: the ground behind the figures of a place."""

import streamlit as st

from components.charts import national as charts
from components.text import Translator
from components.ui import panels
from components.ui.load import load
from data.queries import national


def show(t: Translator) -> None:
    """All there is, however little."""
    survey = load(national.market_survey)
    panels.pair(charts.survey_sales(survey, t), charts.survey_empty_stores(survey, t), t)
    panels.show(charts.retail_index(load(national.retail_index), t), t)


def show_held(t: Translator) -> None:
    """What the store holds of it below something else; nothing where it holds none."""
    survey, index = load(national.market_survey), load(national.retail_index)
    if survey.is_empty and index.is_empty:
        return
    st.header(t("national.title"), anchor=False)
    if not survey.is_empty:
        panels.pair(charts.survey_sales(survey, t), charts.survey_empty_stores(survey, t), t)
    if not index.is_empty:
        panels.show(charts.retail_index(index, t), t)
