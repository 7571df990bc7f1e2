"""The figures of addresses, made again from the store as it is now: the pages themselves are run, without a browser.

In a process of its own, because the trial runner of pages takes the place of the server's runtime. Text in, text out:
``python -m components.ui.briefing.remaking`` reads a JSON list of recipes and writes a list of frozen figures.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from components.ui import viewing
from components.ui.briefing.recipes import Recipe
from components.ui.signing.who import look_as
from data.codes import Role
from data.disclosure import Viewer
from data.store import store_url

ROOT = Path(__file__).resolve().parents[3]
SHELL = ROOT / "components" / "ui" / "shell.py"
#: A page that has not answered by then is given up.
PAGE_S, ALL_S = 60, 600
Progress = Callable[[int, int], None]


def remade(recipes: Sequence[Recipe], lang: str, progress: Progress | None = None) -> list[dict[str, str]]:
    """For each recipe the figure of now as frozen text and the sentence its page begins with; '' where there is none.

    Keys: ``exhibit``, ``sentence``. Raises: subprocess.SubprocessError when the pages cannot be run at all.
    """
    if not recipes:
        return []
    looks = _told(viewing.viewer())
    asked = json.dumps({"lang": lang, "looks": looks, "recipes": [one.text() for one in recipes]}, ensure_ascii=False)
    environment = {**os.environ, "JANGTEO_STORE_URL": store_url(), "PYTHONUTF8": "1"}
    with subprocess.Popen(
        [sys.executable, "-m", __name__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env=environment,
        text=True,
        encoding="utf-8",
    ) as running:
        assert running.stdin is not None and running.stdout is not None
        running.stdin.write(asked)
        running.stdin.close()
        made: list[dict[str, str]] = []
        for line in running.stdout:
            made.append(json.loads(line))
            if progress:
                progress(len(made), len(recipes))
    if running.returncode or len(made) != len(recipes):
        raise subprocess.SubprocessError(f"exit {running.returncode}, {len(made)} of {len(recipes)} figures")
    return made


def _told(viewer: Viewer) -> dict[str, Any]:
    """Who looks, as text: the pages are run with the rights of whoever asks."""
    scope = {"market_ids": sorted(viewer.market_ids), "region_codes": sorted(viewer.region_codes)}
    return {"role": str(viewer.role), "name": viewer.name, **scope}


def _looks(told: dict[str, Any]) -> Viewer:
    return Viewer(Role(told["role"]), frozenset(told["market_ids"]), told["name"], frozenset(told["region_codes"]))


def _main() -> None:
    """One line for each recipe, in its order; a page at an address is run once. Nothing else gets into the output."""
    asked = json.loads(sys.stdin.read())
    answers, sys.stdout = sys.stdout, sys.stderr
    look_as(_looks(asked["looks"]))
    trial = Trial(asked["lang"])
    for text in asked["recipes"]:
        print(json.dumps(trial.made(Recipe.from_text(text)), ensure_ascii=False), file=answers, flush=True)


class Trial:
    """Pages run without a browser, and what they showed."""

    def __init__(self, lang: str) -> None:
        from streamlit.testing.v1 import AppTest

        self._lang = lang
        self._app = AppTest.from_file(str(SHELL), default_timeout=PAGE_S)
        self._seen: dict[tuple[str, Any], tuple[dict[str, str], str]] = {}
        self._app.run()

    def made(self, recipe: Recipe | None) -> dict[str, str]:
        """Figure and sentence of a recipe."""
        if recipe is None:
            return {"exhibit": "", "sentence": ""}
        place = (recipe.page, recipe.choices)
        if place not in self._seen:
            self._seen[place] = self._run(recipe)
        figures, sentence = self._seen[place]
        return {"exhibit": _named(figures, recipe.panel), "sentence": sentence}

    def _run(self, recipe: Recipe) -> tuple[dict[str, str], str]:
        """Every figure of a page by the name of its panel, and the sentence it begins with."""
        from components.exports.frozen import frozen
        from components.ui import contents, shown, twin

        figures: dict[str, str] = {}
        said: list[str] = []

        def note(kind: str, one: Any, words: str) -> None:
            if kind == "exhibit":
                figures.setdefault(twin.name(one), frozen(one))
            else:
                said.append(words)

        shown.only(note)
        self._app.query_params.clear()
        for name, value in (*recipe.choices, ("lang", self._lang)):
            self._app.query_params[name] = value
        self._app.switch_page(str(contents.entry(recipe.page).path))
        self._app.run()
        return figures, said[0] if said else ""


def _named(figures: dict[str, str], panel: str) -> str:
    """The figure of that panel. A template names kinds of figures, the first that is there (``tiles|points``), or the
    place of a figure on its page (``#2``)."""
    if panel.startswith("#"):
        return next(iter(list(figures.values())[int(panel[1:]) - 1 : int(panel[1:])]), "")
    for name in panel.split("|"):
        found = figures.get(name) or next((one for key, one in figures.items() if key.partition("-")[0] == name), "")
        if found:
            return found
    return ""


if __name__ == "__main__":
    _main()
