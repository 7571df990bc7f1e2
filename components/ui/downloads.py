"""Takes figures away: the rows as CSV, the picture as PNG or SVG, one figure or a whole page as a document."""

from collections.abc import Callable, Sequence
from html import escape

import streamlit as st

from components.exhibit import Exhibit
from components.exports.about import made_at_words
from components.text import Translator
from components.ui import viewing
from components.ui.taking_away import logged
from components.ui.twin import name


def buttons(exhibit: Exhibit, t: Translator) -> None:
    """A button each for rows and picture, a menu for the rest, beside each other in the caller's line; nothing is made
    before it is pressed.
    """
    _button(t("panel.csv"), lambda: _csv(exhibit, t), f"{_name(exhibit)}.csv", "text/csv", "download",
            f"csv-{name(exhibit)}", t("panel.csv_help"))  # fmt: skip
    if exhibit.drawing.kind != "table":
        _button(t("panel.png"), lambda: _png(exhibit, t), f"{_name(exhibit)}.png", "image/png", "image",
                f"png-{name(exhibit)}", t("panel.png_help"))  # fmt: skip
    if not exhibit.is_empty:
        _more(exhibit, t)


def whole_page(t: Translator) -> None:
    """Everything that the page showed, as one document; nothing where it showed no figure."""
    shown = [one for one in viewing.shown_here() if not one.is_empty]
    if not shown:
        return
    slug = viewing.page()
    title = t(f"page.{slug}")
    _printed_foot(title, shown, t)
    file = "-".join([slug, *_name(shown[0]).split("-")[1:]])
    menu = st.popover(t("panel.whole_page"), icon=":material/download:", key=f"page-files-{slug}", on_change="rerun")
    if menu.open:
        with menu:
            st.caption(t("panel.whole_page_help", count=len(shown)))
            _documents(shown, title, file, f"page-{slug}", t)


def _printed_foot(title: str, shown: Sequence[Exhibit], t: Translator) -> None:
    """What and when, on paper alone."""
    parts = [t("product.name"), title, shown[0].filters, f"{t('export.made_at')} {made_at_words(None)}"]
    parts += [t("export.example_line")] if any(one.is_example for one in shown) else []
    st.html(f'<p class="jt-print">{escape(" · ".join(part for part in parts if part))}</p>')


def _more(exhibit: Exhibit, t: Translator) -> None:
    menu = st.popover(t("panel.more_files"), type="tertiary", key=f"files-{name(exhibit)}", on_change="rerun",
                      help=t("panel.more_files_help"))  # fmt: skip
    if not menu.open:
        return
    with menu:
        if exhibit.drawing.kind != "table":
            _button(t("panel.svg"), lambda: _svg(exhibit, t), f"{_name(exhibit)}.svg", "image/svg+xml", "image",
                    f"svg-{name(exhibit)}", "")  # fmt: skip
        _documents([exhibit], exhibit.title, _name(exhibit), name(exhibit), t)


def _documents(shown: Sequence[Exhibit], title: str, file: str, key: str, t: Translator) -> None:
    from components.exports.files import MIME

    for kind, mime in MIME.items():
        words = t(f"briefing.as_{kind.replace('.', '_')}")
        _button(words, _maker(kind, shown, title, t), f"{file}.{kind}", mime, "description", f"{kind}-{key}", "")


def _maker(kind: str, shown: Sequence[Exhibit], title: str, t: Translator) -> Callable[[], bytes]:
    def make() -> bytes:
        from components.exports.files import made
        from components.exports.report import report_of

        return made(kind, report_of(shown, title, t.lang), t)

    return make


def _button(label: str, make: Callable[[], bytes], file: str, mime: str, icon: str, key: str, told: str) -> None:
    st.download_button(
        label, logged(make, file), file_name=file, mime=mime, icon=f":material/{icon}:", type="tertiary", key=key,
        on_click="ignore", help=told or None,
    )  # fmt: skip


def _csv(exhibit: Exhibit, t: Translator) -> bytes:
    from components.exports.csv import written

    return written(exhibit, t)


def _png(exhibit: Exhibit, t: Translator) -> bytes:
    # matplotlib takes two seconds to import: only when a picture is asked for
    from components.exports.png import written

    return written(exhibit, t)


def _svg(exhibit: Exhibit, t: Translator) -> bytes:
    from components.exports.svg import written

    return written(exhibit, t)


def _name(exhibit: Exhibit) -> str:
    """File name that says what and where: ``payment_trend-50-2024-01-2024-12``."""
    parts = [
        exhibit.key,
        exhibit.choice.region_code,
        *(exhibit.choice.as_text().get(name, "") for name in ("start", "end")),
    ]
    return "-".join(part for part in parts if part)
