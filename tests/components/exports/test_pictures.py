"""Pictures of exhibits: in a Korean font or not at all, and drawing what the rows say."""

import io
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from components.exhibit import exhibits
from components.exports import fonts, png
from components.text import translator
from components.theme import LIGHT
from data.errors import FontMissing
from data.messages import say_error
from tests.components.answers import answer

ROOT = Path(__file__).resolve().parents[3]
KO = translator("ko")


def picture(key: str, *, is_example: bool = True) -> np.ndarray:
    made = exhibits()[key](answer(key, is_example=is_example), KO)
    return np.asarray(Image.open(io.BytesIO(png.written(made, KO))).convert("RGB")).astype(int)


def has_colour(pixels: np.ndarray, colour: str) -> bool:
    wanted = np.array([int(colour[start : start + 2], 16) for start in (1, 3, 5)])
    return bool((np.abs(pixels - wanted).max(axis=2) <= 2).sum() > 30)


def test_a_missing_font_is_said_before_anything_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "find_spec", lambda name: None)
    fonts.font_file.cache_clear()
    made = exhibits()["payment_trend"](answer("payment_trend"), KO)
    try:
        with pytest.raises(FontMissing) as raised:
            png.written(made, KO)
    finally:
        fonts.font_file.cache_clear()
    assert "NanumGothic" in say_error(raised.value, "ko") and "koreanize-matplotlib" in say_error(raised.value, "en")


def test_the_font_package_is_not_imported_for_its_font() -> None:
    """Importing it would change matplotlib for everyone in the process."""
    code = "import sys; from components.exports import png, fonts; fonts.font_file(); "
    code += "print('koreanize_matplotlib' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "False"


def test_pyplot_is_never_used() -> None:
    code = "from components.exports import png; import sys; print('matplotlib.pyplot' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "False"


def test_csv_and_workbook_do_not_pay_for_matplotlib() -> None:
    code = "from components.exports import csv, xlsx; import sys; print('matplotlib' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "False"


def test_every_method_has_its_colour_in_the_picture() -> None:
    pixels = picture("payment_by_method")
    missing = [colour for colour in LIGHT.categorical[:7] if not has_colour(pixels, colour)]
    assert missing == []


def test_example_data_is_marked_in_its_own_colour_and_real_data_is_not() -> None:
    assert has_colour(picture("payment_trend"), LIGHT.warning)
    assert not has_colour(picture("payment_trend", is_example=False), LIGHT.warning)


def test_rises_and_falls_are_two_colours() -> None:
    pixels = picture("biggest_changes")
    assert has_colour(pixels, LIGHT.rise) and has_colour(pixels, LIGHT.fall)


def test_a_title_with_dollars_and_backslashes_is_text() -> None:
    from dataclasses import replace

    made = replace(exhibits()["payment_trend"](answer("payment_trend"), KO), title=r"$\frac{1$ 시장 \alpha")
    assert png.written(made, KO).startswith(b"\x89PNG")


def test_two_threads_draw_at_once() -> None:
    wrong: list[BaseException] = []

    def draw(key: str) -> None:
        try:
            picture(key)
        except BaseException as problem:
            wrong.append(problem)

    threads = [threading.Thread(target=draw, args=(key,)) for key in ("payment_trend", "payment_by_method") * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert wrong == []


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_no_glyph_is_missing(lang: str, recwarn: pytest.WarningsRecorder) -> None:
    """matplotlib warns of a glyph that the font does not have; warnings are errors in tests."""
    for key in ("payment_by_method", "payment_by_region", "foreign_by_wallet", "visitor_arrivals_by_country"):
        png.written(exhibits()[key](answer(key), translator(lang)), translator(lang))
    assert not [warning for warning in recwarn if "Glyph" in str(warning.message)]


def test_districts_of_one_city_are_one_tile_weighted_by_what_a_ratio_is_of() -> None:
    from dataclasses import replace

    from components.exports.plots_map import _tile_values
    from components.maps.layout import tiles

    city = next(tile for tile in tiles("sigungu") if len(tile.member_codes) > 1)
    rows = (
        answer("region_tiles")
        .rows.iloc[[0, 2]]
        .assign(region_code=list(city.member_codes[:2]), amount_krw=[300, 100], digital_amount_krw=[150, 100])
    )
    asked = replace(answer("region_tiles"), rows=rows)
    shares = exhibits()["region_tiles"](asked, KO, measure="digital_share")
    amounts = exhibits()["region_tiles"](asked, KO)
    assert _tile_values(shares, "sigungu") == {city.code: pytest.approx(250 / 400)}
    assert _tile_values(amounts, "sigungu") == {city.code: 400}
