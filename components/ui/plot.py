"""A figure on the screen: made once, sent as it is, drawn by the browser when it comes near the screen.

Not ``st.plotly_chart``: its drawing library (4.7 MB, 0.7 s of the browser's time) would have to be there before the
first view comes to rest, and every rerun would write the figure anew.
"""

import hashlib
import json
from collections.abc import Hashable
from dataclasses import astuple
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import plotly
import streamlit as st
from plotly.offline import get_plotlyjs_version

from components.charts.draw import canvas, plot_config
from components.exhibit import Exhibit
from components.text import Translator
from components.theme import Scheme
from components.ui import viewing
from data.keeping import Shelf
from data.store import store_url

HERE = Path(__file__).parent
#: The drawing library, out of the package that makes the figures, and where it is served: an address per version.
LIBRARY = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
SOURCE = f"assets/plotly/{get_plotlyjs_version()}.js"
_made = Shelf(600)


@cache
def _component() -> Any:
    html, css, js = ((HERE / f"plot.{kind}").read_text("utf-8") for kind in ("html", "css", "js"))
    return st.components.v2.component("jangteo_plot", html=html, css=css, js=js, isolate_styles=False)


def show(exhibit: Exhibit, t: Translator, scheme: Scheme, key: str) -> None:
    """Draw an exhibit as its chart."""
    told_by = exhibit.origin or _told_by(exhibit)
    _component()(key=key, data=_made.take((told_by, t.lang, scheme), lambda: _written(exhibit, t, scheme)))


def _told_by(exhibit: Exhibit) -> Hashable:
    """What an exhibit without origin follows from: maker and question, words, rows drawn, choice, store, viewer."""
    words = (exhibit.key, exhibit.question, exhibit.title, exhibit.finding, exhibit.is_example)
    return (*words, _fingerprint(exhibit), exhibit.choice, exhibit.store_version, store_url(), viewing.viewer().rights)


def _fingerprint(exhibit: Exhibit) -> str:
    """Tells apart what one maker drew of one question: other options, rows that were narrowed on the page."""
    drawing = exhibit.drawing
    drawn = [one for one in dict.fromkeys(astuple(drawing)) if isinstance(one, str) and one in exhibit.rows]
    hashes = pd.util.hash_pandas_object(exhibit.rows[drawn], index=False).to_numpy()
    return hashlib.blake2b(hashes.tobytes() + repr(drawing).encode(), digest_size=8).hexdigest()


def _written(exhibit: Exhibit, t: Translator, scheme: Scheme) -> bytes:
    """Everything the browser needs, as JSON."""
    alt, config = exhibit.finding or exhibit.title, plot_config(t.lang)
    told = {"alt": alt, "whole": t("plot.whole"), "source": SOURCE, "config": config}
    drawn = canvas(exhibit, scheme, t.lang).json()
    return f'{json.dumps(told, ensure_ascii=False)[:-1]}, "figure": {drawn}}}'.encode()
