"""The rules of the house that a machine can hold, and the proof that each import contract can fail."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("pages", "components", "data")
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
LONGEST_PAGE_LINES = 80
LARGEST_FILE_BYTES = 1024 * 1024

# Contract, the module an offender is planted in, and the import that must not be there.
OFFENCES = [
    ("data-knows-no-screen", "data/queries/planted.py", "import streamlit"),
    ("data-knows-no-screen", "data/planted.py", "import plotly.graph_objects"),
    ("data-knows-no-screen", "data/metrics/planted.py", "from components import theme"),
    ("who-speaks-streamlit", "components/planted.py", "import streamlit as st"),
    ("who-speaks-streamlit", "components/exports/planted.py", "from streamlit_folium import st_folium"),
    ("metrics-are-pure", "data/metrics/planted.py", "from data import store"),
    ("metrics-are-pure", "data/metrics/planted.py", "from sqlalchemy import select"),
    ("drawing-is-given-its-rows", "components/charts/planted.py", "import data.store"),
    ("drawing-is-given-its-rows", "components/maps/planted.py", "import streamlit"),
    ("drawing-is-given-its-rows", "components/exports/planted.py", "from data import queries"),
    ("pages-reach-the-store-through-load", "pages/planted.py", "from data.store import anything"),
    ("pages-reach-the-store-through-load", "pages/planted.py", "import sqlalchemy"),
    ("pages-reach-the-store-through-load", "pages/planted.py", "from data import importing"),
    ("data-siblings-never-meet", "data/metrics/planted.py", "import data.queries"),
    ("data-siblings-never-meet", "data/queries/planted.py", "import data.importing"),
    ("data-siblings-never-meet", "data/importing/planted.py", "import data.metrics"),
    ("only-the-cluster-speaks-spark", "data/importing/planted.py", "from pyspark.sql import SparkSession"),
    ("only-the-cluster-speaks-spark", "data/store.py", "import py4j"),
    ("data-layers", "data/codes.py", "import data.models"),
    ("data-layers", "data/store.py", "import data.queries"),
    ("screen-layers", "components/charts/planted.py", "import components.ui"),
    ("screen-layers", "components/charts/planted.py", "import components.maps"),
    ("screen-layers", "components/theme.py", "import components.exhibit"),
    ("every-component-has-its-layer", "components/planted.py", "import json"),
]


def lint_imports(tree: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """What import-linter says of the packages in a folder."""
    program = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"
    return subprocess.run(
        [sys.executable, "-c", program, "--no-logo", "--no-cache", *options], cwd=tree, capture_output=True, text=True
    )


def tracked(*patterns: str) -> list[Path]:
    """The project's files: what git knows or would take; all of them where there is no git (an unpacked archive)."""
    if (ROOT / ".git").exists():
        command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *patterns]
        names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
        return sorted({path for name in names if name and (path := ROOT / name).is_file()})
    return sorted(
        path for pattern in patterns for path in ROOT.rglob(pattern) if ".venv" not in path.parts and path.is_file()
    )


def where(offences: list[str]) -> str:
    return "\n" + "\n".join(offences)


def test_every_import_contract_holds() -> None:
    said = lint_imports(ROOT)
    assert said.returncode == 0, said.stdout + said.stderr


@pytest.mark.parametrize(("contract", "module", "offence"), OFFENCES)
def test_an_import_contract_fails_when_broken(tmp_path: Path, contract: str, module: str, offence: str) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for package in PACKAGES:
        shutil.copytree(
            ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("store", "__pycache__", "*.sqlite*")
        )
    assert lint_imports(tmp_path, "--contract", contract).returncode == 0
    planted = tmp_path / module
    planted.write_text((planted.read_text("utf-8") if planted.exists() else "") + f"\n{offence}\n", "utf-8")
    said = lint_imports(tmp_path, "--contract", contract)
    assert said.returncode == 1, said.stdout + said.stderr
    assert "0 kept, 1 broken" in said.stdout, said.stdout


def test_every_import_contract_has_been_broken_once() -> None:
    assert {contract["id"] for contract in CONTRACTS} == {contract for contract, _, _ in OFFENCES}


def test_the_entry_point_imports_only_the_screen() -> None:
    """app.py stands in no package, so import-linter does not see it."""
    allowed = {
        "components.ui",
        "streamlit",
        "starlette",
        "xstatic",
        "pathlib",
        "collections",
        "contextlib",
        "typing",
        "__future__",
    }
    tree = ast.parse((ROOT / "app.py").read_text("utf-8"))
    named = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    named += [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    offences = [name for name in named if not any(name == root or name.startswith(root + ".") for root in allowed)]
    assert not offences, where(offences)


def test_no_korean_stands_in_code() -> None:
    """It stands once, in words.toml, glossary.csv, sources/*.toml and samples."""
    hangul = re.compile("[\u1100-\u11ff\u3131-\u318c\uac00-\ud7a3]")
    offences = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in tracked("*.py")
        if "tests" not in path.relative_to(ROOT).parts
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if hangul.search(line)
    ]
    assert not offences, where(offences)


def test_no_outside_host_is_named_in_code() -> None:
    """Addresses of publishers stand in sources and glossary as text to read; code names no host but this machine's."""
    address = re.compile(r"https?://(?!127\.0\.0\.1|localhost|www\.w3\.org/)[\w{]")
    delivery = re.compile(
        r"unpkg|jsdelivr|cdnjs|cloudflare|gstatic|googleapis|cartocdn|tile\.openstreetmap|data\.streamlit\.io"
    )
    texts_to_read = {"glossary.csv", "words.toml"}
    offences = []
    for path in tracked("app.py", "pages/*", "components/*", "data/*", ".streamlit/*"):
        place = path.relative_to(ROOT)
        if path.suffix not in {".py", ".toml", ".csv", ".json", ".js", ".css", ".html", ".mako", ".ini", ".svg"}:
            continue
        to_read = path.name in texts_to_read or place.parts[:2] == ("data", "sources")
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if delivery.search(line) or (address.search(line) and not to_read):
                offences.append(f"{place}:{number}: {line.strip()[:100]}")
    assert not offences, where(offences)


@pytest.mark.parametrize("page", sorted((ROOT / "pages").glob("*.py")), ids=lambda page: page.stem)
def test_a_page_is_an_outline(page: Path) -> None:
    lines = page.read_text("utf-8").splitlines()
    assert len(lines) < LONGEST_PAGE_LINES
    tree = ast.parse("\n".join(lines))
    defined = [node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    assert not defined, f"a page defines nothing: {defined}"
    assert not any(isinstance(node, ast.Try) for node in ast.walk(tree)), "a page catches nothing: the frame does"


def test_no_file_is_larger_than_a_megabyte() -> None:
    offences = [
        f"{path.relative_to(ROOT)}: {size}"
        for path in tracked("*")
        if (size := path.stat().st_size) > LARGEST_FILE_BYTES
    ]
    assert not offences, where(offences)


@pytest.mark.parametrize(
    "name", ["data/store/markets.sqlite", "data/store/markets.sqlite-wal", ".streamlit/secrets.toml"]
)
def test_the_store_and_the_secrets_are_never_committed(name: str) -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("no git here: nothing can be committed")
    assert subprocess.run(["git", "check-ignore", "--quiet", name], cwd=ROOT).returncode == 0
    assert not subprocess.run(["git", "ls-files", name], cwd=ROOT, capture_output=True, text=True).stdout


def imported() -> dict[str, set[str]]:
    """Packages from outside that the product imports, each with the files that do."""
    found: dict[str, set[str]] = {}
    for path in tracked("app.py", *(f"{package}/*.py" for package in PACKAGES)):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.level == 0:
                names = [node.module or ""]
            for name in names:
                found.setdefault(name.split(".")[0], set()).add(str(path.relative_to(ROOT)))
    return {name: where for name, where in found.items() if name not in {*sys.stdlib_module_names, *PACKAGES}}


def test_every_package_the_product_imports_is_pinned() -> None:
    """What only came along with another package may go with its next version."""
    pinned = {name for name, _ in pins("requirements.txt") | pins("requirements-spark.txt")}
    sold_as = packages_distributions()
    offences = [
        f"{module}: {sorted(files)}"
        for module, files in imported().items()
        if not {re.sub("[._-]+", "-", package).lower() for package in sold_as.get(module, [module])} & pinned
    ]
    assert not offences, where(offences)


def pins(name: str) -> set[tuple[str, str]]:
    """Package and version of every line of a requirements or lock file."""
    found = re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", (ROOT / name).read_text("utf-8"), re.MULTILINE)
    return {(re.sub("[._-]+", "-", package).lower(), version) for package, version in found}


@pytest.mark.parametrize(
    ("asked", "lock"),
    [
        ("requirements.txt", "requirements.lock"),
        ("requirements-dev.txt", "requirements-dev.lock"),
        ("requirements-spark.txt", "requirements-spark.lock"),
        ("requirements.lock", "requirements-dev.lock"),
    ],
)
def test_every_requirement_stands_in_its_lock(asked: str, lock: str) -> None:
    missing = pins(asked) - pins(lock)
    assert not missing, f"run make lock: {missing}"
