"""Colours can be read, and told apart by people who see fewer of them."""

from itertools import combinations, pairwise

import numpy as np
import pytest

from components.theme import DARK, LIGHT, Scheme, dash, marker, scheme

# Machado, Oliveira and Fernandes (2009), full severity, on linear RGB.
VISION = {
    "normal": np.eye(3),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
}
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
WHITE = np.array([0.95047, 1.0, 1.08883])
FIRST_SIX_APART, ALL_APART = 21.0, 17.0


def linear(colour: str) -> np.ndarray:
    channels = np.array([int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)])
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def luminance(colour: str) -> float:
    return float(linear(colour) @ np.array([0.2126, 0.7152, 0.0722]))


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def lab(colour: str, vision: str) -> np.ndarray:
    scaled = TO_XYZ @ np.clip(VISION[vision] @ linear(colour), 0, 1) / WHITE
    f = np.where(scaled > 0.008856, np.cbrt(scaled), 7.787 * scaled + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def apart(one: str, other: str, vision: str) -> float:
    return float(np.linalg.norm(lab(one, vision) - lab(other, vision)))


def test_contrast_is_computed_as_wcag_does() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=lambda colours: colours.name)
@pytest.mark.parametrize("role", ["ink", "quiet_ink", "warning", "accent", "rise", "fall"])
def test_every_colour_that_text_is_set_in_reads_on_paper(colours: Scheme, role: str) -> None:
    assert contrast(getattr(colours, role), colours.paper) >= 4.5


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=lambda colours: colours.name)
def test_names_set_in_the_colour_of_their_series_read_on_paper(colours: Scheme) -> None:
    assert [colour for colour in colours.categorical if contrast(colour, colours.paper) < 4.5] == []


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=lambda colours: colours.name)
def test_marks_stand_out_from_paper(colours: Scheme) -> None:
    assert contrast(colours.mark, colours.paper) >= 3
    assert contrast(colours.mark, colours.accent) >= 1.5


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=lambda colours: colours.name)
def test_series_stay_apart_in_colour_blind_eyes(colours: Scheme, vision: str) -> None:
    assert min(apart(a, b, vision) for a, b in combinations(colours.categorical[:6], 2)) >= FIRST_SIX_APART
    assert min(apart(a, b, vision) for a, b in combinations(colours.categorical, 2)) >= ALL_APART


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=lambda colours: colours.name)
def test_rise_and_fall_stay_apart_in_colour_blind_eyes(colours: Scheme, vision: str) -> None:
    assert apart(colours.rise, colours.fall, vision) >= 40


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=lambda colours: colours.name)
def test_classes_go_one_way_and_stay_apart(colours: Scheme, vision: str) -> None:
    lightness = [lab(colour, vision)[0] for colour in colours.sequential]
    steps = [b - a for a, b in pairwise(lightness)]
    assert all(step < -8 for step in steps) or all(step > 8 for step in steps)


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=lambda colours: colours.name)
def test_falls_and_rises_of_a_map_stay_apart(colours: Scheme, vision: str) -> None:
    assert min(apart(a, b, vision) for a, b in combinations(colours.diverging, 2)) >= 15


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=lambda colours: colours.name)
def test_not_known_is_not_a_class(colours: Scheme) -> None:
    for colour in (*colours.sequential, *colours.diverging):
        assert apart(colours.missing, colour, "normal") >= 5


def test_no_two_of_six_lines_share_dash_and_marker() -> None:
    looks = [(dash(place), marker(place)) for place in range(6)]
    assert len({look[0] for look in looks}) == len({look[1] for look in looks}) == 6


def test_an_unknown_scheme_is_the_light_one() -> None:
    assert scheme(None) is LIGHT and scheme("sepia") is LIGHT and scheme("dark") is DARK
