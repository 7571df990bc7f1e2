"""The list of licences guesses nothing; the audit takes no silence for an all-clear; layers are drawn as they are."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]


def module(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / ".ci" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def test_every_locked_package_is_listed_with_what_its_metadata_says() -> None:
    found = subprocess.run([sys.executable, ".ci/licences.py", "--json"], cwd=ROOT, capture_output=True, text=True)
    rows = {row["package"]: row for row in json.loads(found.stdout)}
    assert found.returncode == 0 and len(rows) > 60
    assert rows["streamlit"]["licence"] and rows["streamlit"]["verdict"] == "ok"
    for name in ("streamlit-folium", "xstatic-leaflet"):
        assert rows[name]["verdict"] == "to be confirmed by a person"
    assert not [row for row in rows.values() if row["verdict"] == "left out"]


@pytest.mark.parametrize(
    ("licence", "verdict"),
    [
        ("MIT", "ok"), ("Apache-2.0 OR BSD-2-Clause", "ok"), ("", "to be confirmed by a person"),
        ("(same as Leaflet)", "to be confirmed by a person"), ("GPL-3.0-only", "left out"),
        ("GNU Lesser General Public License v3 (LGPLv3)", "left out"), ("AGPL-3.0", "left out"),
        ("MIT OR GPL-2.0", "ok"),
        ("see LICENSE", "to be confirmed by a person"),
    ],
)  # fmt: skip
def test_a_licence_is_judged_by_its_name_alone(licence: str, verdict: str) -> None:
    assert module("licences").judged(licence) == verdict


KNOWN = {"name": "jinja2", "version": "2.10", "vulns": [{"id": "PYSEC-2019-217"}]}
CLEAN = {"name": "numpy", "version": "2.0", "vulns": []}
SKIPPED = {"name": "numpy", "skip_reason": "not found on the index"}


@pytest.mark.parametrize(
    ("canary", "lock", "status"),
    [
        ([KNOWN], [CLEAN], 0),
        ([KNOWN], [CLEAN, KNOWN], 1),
        ([KNOWN], [CLEAN, SKIPPED], 3),
        ([SKIPPED], [CLEAN], 3),
        ([{**KNOWN, "vulns": []}], [CLEAN], 3),
        (None, None, 3),
    ],
)
def test_only_a_true_answer_counts_as_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    canary: list[object] | None, lock: list[object] | None, status: int,
) -> None:  # fmt: skip
    """A mirror that knows no advisories answers "none" for everything: that is no all-clear."""
    audit = module("audit")
    answers = {"canary": canary, "lock": lock}
    stand_in = tmp_path / "pip_audit.py"
    stand_in.write_text(
        f"import json, sys\nfound = {answers!r}['canary' if 'canary' in ' '.join(sys.argv) else 'lock']\n"
        "sys.exit('no network') if found is None else print(json.dumps({'dependencies': found}))\n"
    )
    monkeypatch.setattr(audit, "command", lambda: [sys.executable, str(stand_in)])
    assert audit.main() == status
    assert ("NOT AUDITED" in capsys.readouterr().err) == (status == 3)


def test_without_the_tool_it_says_that_it_could_not(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    audit = module("audit")
    monkeypatch.setattr(audit, "command", lambda: None)
    assert audit.main() == 3 and "no all-clear" in capsys.readouterr().err


def test_the_picture_of_the_layers_is_made_from_this_code() -> None:
    """Made anew by ``python .ci/architecture.py``."""
    told = module("architecture")
    assert told.MADE.read_text("utf-8") == told.drawn()
    assert ("pages", "components.ui") in told.lines() and ("data.metrics", "data.store") not in told.lines()
