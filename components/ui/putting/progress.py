"""A bar that says how many rows are done."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st

from components.text import Translator


@contextmanager
def moving(
    what: str, t: Translator, key: str, stopped: Callable[[], None]
) -> Iterator[Callable[[int, int | None], None]]:
    """A bar while the block runs, and a way to stop it; the callable takes rows done and rows in all (None: not known).

    stopped: called once the button is pressed, in the run that follows. Streamlit ends this one where the bar is moved
    next, by what is no Exception, so a transaction that is open there is rolled back.
    """
    bar = st.progress(0.0, text=what)
    button = st.empty()
    button.button(t("imports.stop"), key=key, on_click=stopped, icon=":material/stop_circle:")

    def tell(done: int, total: int | None) -> None:
        text = f"{what} · {t('imports.rows_done', done=f'{done:,}')}"
        if total:
            bar.progress(
                min(done / total, 1.0), text=f"{what} · {t('imports.rows_of', done=f'{done:,}', total=f'{total:,}')}"
            )
        else:
            bar.progress(0.0, text=text)

    try:
        yield tell
    finally:
        bar.empty()
        button.empty()
