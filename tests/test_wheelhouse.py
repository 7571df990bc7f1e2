"""What the archive for a closed network holds, for each kind of machine."""

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def wheelhouse() -> ModuleType:
    spec = importlib.util.spec_from_file_location("wheelhouse", ROOT / ".ci" / "wheelhouse.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["wheelhouse"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("target", "there", "missing"),
    [("linux", "watchdog", "colorama"), ("windows", "colorama", "pytest"), ("macos", "streamlit", "watchdog")],
)
def test_each_kind_of_machine_gets_what_it_needs(wheelhouse: ModuleType, target: str, there: str, missing: str) -> None:
    names = [block.split("==")[0] for block in wheelhouse.locked(wheelhouse.TARGETS[target])]
    assert there in names
    assert "psycopg-binary" in names
    assert missing not in names
    assert len(names) == len(set(names)), "one version of each package"


def test_every_wheel_is_held_to_a_hash(wheelhouse: ModuleType) -> None:
    for block in wheelhouse.locked(wheelhouse.TARGETS["linux"]):
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", block), block
        assert ";" not in block, "markers were judged already"
