"""Wrong use of the command line is told in the reader's language; what typer says anew is noticed here."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from data.command_usage import SAID, in_words
from data.messages import messages

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("import", "'FILE...' 자리에 적을 것이 빠졌습니다"),
        ("frob", "'frob'라는 명령은 없습니다"),
        ("undo xx", "'IMPORT_ID' 자리에는 정수를 적습니다"),
        ("undo 1 2", "남는 것이 있습니다: 2"),
        ("import --frob x", "'--frob'라는 옵션은 없습니다"),
        ("undo 1 --store", "옵션 '--store' 뒤에 값이 빠졌습니다"),
    ],
)
def test_wrong_use_is_told_in_korean(words: str, told: str) -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "data", *words.split()],
        cwd=ROOT, capture_output=True, text=True, env={**os.environ, "LANG": "ko_KR.UTF-8", "LC_ALL": ""},
    )  # fmt: skip
    assert shown.returncode == 2 and told in shown.stderr
    assert "잘못된 사용법" in shown.stderr and "Usage" not in shown.stderr


def test_every_way_of_wrong_use_has_a_sentence_and_an_unknown_one_stays() -> None:
    assert {f"usage.{key}" for key in SAID} == {key for key in messages() if key.startswith("usage.")}
    assert in_words("Something new.", "ko") == "Something new."


def test_help_comes_without_loading_what_only_some_commands_need() -> None:
    code = "import runpy, sys; sys.argv = ['data', '--help']\n"
    code += "try: runpy.run_module('data', run_name='__main__')\n"
    code += "except SystemExit: print(sorted({'pandas', 'sqlalchemy', 'numpy'} & set(sys.modules)))"
    shown = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert shown.stdout.rstrip().endswith("[]")
