"""The example units of docs/running and README.md are what systemd takes, and their commands are ours."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
UNITS = sorted([*(ROOT / "docs" / "running").glob("*.service"), *(ROOT / "docs" / "running").glob("*.timer")])
ANALYZE = shutil.which("systemd-analyze")
PYTHON = "/srv/jangteo/.venv/bin/python"


def of_readme() -> dict[str, str]:
    """Units that stand in README.md, by their name."""
    text = (ROOT / "README.md").read_text("utf-8")
    return {
        name: body.strip() + "\n"
        for name, body in re.findall(r"# /etc/systemd/system/(\S+)\n(.*?)(?=\n# /etc/systemd|\n```)", text, re.DOTALL)
    }


def all_units() -> dict[str, str]:
    return {**{path.name: path.read_text("utf-8") for path in UNITS}, **of_readme()}


def test_there_are_units_to_try() -> None:
    assert len(UNITS) >= 3 and {"jangteo-briefings.service", "jangteo-briefings.timer"} <= set(of_readme())


@pytest.mark.skipif(not ANALYZE, reason="no systemd on this machine to ask")
@pytest.mark.parametrize("name", sorted(all_units()))
def test_systemd_takes_the_unit_without_a_word(name: str, tmp_path: Path) -> None:
    for other, text in all_units().items():
        (tmp_path / other).write_text(text.replace(PYTHON, sys.executable), "utf-8")
    told = subprocess.run(
        [str(ANALYZE), "verify", "--man=no", str(tmp_path / name)],
        capture_output=True, text=True, env={"SYSTEMD_UNIT_PATH": f"{tmp_path}:", "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    said = [line for line in told.stderr.splitlines() if name.split(".")[0] in line]
    assert told.returncode == 0 and said == []


def test_commands_of_units_are_modules_of_ours_and_nothing_runs_as_root() -> None:
    for name, text in all_units().items():
        if not name.endswith(".service"):
            continue
        assert re.search(r"^User=jangteo$", text, re.MULTILINE), name
        modules = re.findall(r"-m (\S+)", " ".join(re.findall(r"^ExecStart=(.*)$", text, re.MULTILINE)))
        assert modules, name
        for module in set(modules) - {"streamlit"}:
            path = ROOT / module.replace(".", "/")
            assert path.with_suffix(".py").is_file() or (path / "__main__.py").is_file(), (name, module)
