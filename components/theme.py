"""The only file with a colour or a font in it; palettes survive colour blindness."""

from dataclasses import dataclass

FONT_STACK = "Pretendard, 'Malgun Gothic', 'Apple SD Gothic Neo', 'Noto Sans KR', 'NanumGothic', sans-serif"

#: Eight colours found by search: at least 4.5:1 on paper (names stand in them), and apart by at least 21 (the first
#: six) and 17 (all) in CIELAB for normal, deuteranope and protanope eyes (Machado 2009). Measured by test_theme.py.
CATEGORICAL = ("#054D80", "#8F1E22", "#008765", "#CD26BA", "#412436", "#B94D00", "#1761E4", "#52118F")
CATEGORICAL_DARK = ("#7684E3", "#ED611F", "#3FD98A", "#CF7C93", "#F5F5EE", "#F2E04A", "#5FCFFF", "#9656FF")
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot", "solid", "dash")
MARKERS = ("circle", "square", "diamond", "triangle-up", "x", "cross", "star", "hexagon")

#: Five classes, light to dark (dark to light on a dark page).
SEQUENTIAL = ("#DCE9F5", "#A6C8E4", "#5FA0CE", "#2171B5", "#08306B")
SEQUENTIAL_DARK = ("#1D3A57", "#2B5F8F", "#3F88C5", "#7DB6E3", "#CFE6F9")
#: Fall to rise: orange to blue, neutral in the middle.
DIVERGING = ("#B35806", "#F1A340", "#E5E5E5", "#92C5DE", "#2166AC")
DIVERGING_DARK = ("#F1A340", "#B35806", "#4A4A4A", "#2F7FB8", "#92C5DE")


@dataclass(frozen=True)
class Scheme:
    """Colours of one scheme, light or dark.

    accent: a single series. rise, fall: the two directions of a change. mark: a second value beside the first.
    warning: what must not be overlooked (example data, refusals).
    """

    name: str
    paper: str
    ink: str
    quiet_ink: str
    grid: str
    missing: str
    accent: str
    rise: str
    fall: str
    mark: str
    warning: str
    categorical: tuple[str, ...]
    sequential: tuple[str, ...]
    diverging: tuple[str, ...]

    def series(self, place: int) -> str:
        """Colour of the series with that number."""
        return self.categorical[place % len(self.categorical)]

    def scale(self, *, diverging: bool = False) -> list[tuple[float, str]]:
        """A continuous scale for plotly, through the classes in their order."""
        steps = self.diverging if diverging else self.sequential
        return [(at / (len(steps) - 1), colour) for at, colour in enumerate(steps)]


LIGHT = Scheme(
    name="light",
    paper="#FFFFFF",
    ink="#1B1F24",
    quiet_ink="#57606A",
    grid="#E3E6EA",
    missing="#C9CDD2",
    accent="#0B5CAD",
    rise="#2166AC",
    fall="#B35806",
    mark="#3D3D3D",
    warning="#B42318",
    categorical=CATEGORICAL,
    sequential=SEQUENTIAL,
    diverging=DIVERGING,
)
DARK = Scheme(
    name="dark",
    paper="#0E1117",
    ink="#F2F4F7",
    quiet_ink="#A9B3BF",
    grid="#2B313A",
    missing="#4B535E",
    accent="#7DB6E3",
    rise="#92C5DE",
    fall="#F1A340",
    mark="#F2F4F7",
    warning="#FF9A8F",
    categorical=CATEGORICAL_DARK,
    sequential=SEQUENTIAL_DARK,
    diverging=DIVERGING_DARK,
)


def scheme(name: str | None) -> Scheme:
    """The scheme of that name; light for one that is not known."""
    return DARK if name == "dark" else LIGHT


def dash(place: int) -> str:
    """Dash of the series with that number."""
    return DASHES[place % len(DASHES)]


def marker(place: int) -> str:
    """Marker of the series with that number."""
    return MARKERS[place % len(MARKERS)]


#: Font by name for files that others open: Excel and PowerPoint on Korean Windows have it, others fall back on
#: theirs.
SHEET_FONT = "\ub9d1\uc740 \uace0\ub515"
