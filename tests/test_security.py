"""Promises of SECURITY.md that are about the code and the settings themselves."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
CODE = [path for folder in ("data", "components", "pages") for path in sorted((ROOT / folder).rglob("*.py"))]
#: Calls that hand text to the database.
TO_DATABASE = {"execute", "executemany", "executescript", "exec_driver_sql", "text"}
#: Modules whose statements are made of names of our own tables and columns, never of values; each was looked at. A new
#: one is looked at before it is added here.
OWN_NAMES = {
    "data/migrations/versions/r0004_digital_counts.py",
    "data/checking.py", "data/importing/editions.py", "data/importing/facts.py", "data/store.py",
    "data/migrations/versions/r0006_side_by_side.py", "data/summaries/figures.py", "data/summaries/packed.py",
    "data/summaries/payments.py", "data/summaries/stale.py", "data/summaries/stores.py", "data/summaries/summary.py",
    "data/summaries/touched.py", "data/migrations/frozen.py",
    # numbers of ours (a time to wait, a lock) and names out of the engine's own catalogue or of the log's columns
    "data/engines/postgresql.py", "data/engines/sqlite.py", "data/restoring.py",
}  # fmt: skip
#: Inside those, what is put into a statement: never something read from a file, a page or the command line.
FROM_OUTSIDE = {"row", "cell", "value", "raw", "asked", "typed", "choice", "argument", "argv", "file", "path"}


def built(node: ast.AST) -> ast.AST | None:
    """The part of an argument that is text made at run time: an f-string, ``%``, ``+`` or ``.format``."""
    for part in ast.walk(node):
        if isinstance(part, ast.JoinedStr) and any(isinstance(each, ast.FormattedValue) for each in part.values):
            return part
        if isinstance(part, ast.BinOp) and isinstance(part.op, ast.Mod | ast.Add):
            sides = (part.left, part.right)
            if any(isinstance(side, ast.Constant) and isinstance(side.value, str) for side in sides):
                return part
        if isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute) and part.func.attr == "format":
            return part
    return None


def statements(source: str) -> Iterator[tuple[int, ast.AST]]:
    """Line and part of every statement that is made at run time."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if called in TO_DATABASE and (part := built(node.args[0])) is not None:
            yield node.lineno, part


def speaks_sql(source: str) -> bool:
    return any(word in source for word in ("sqlalchemy", "sqlite3", "alembic"))


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_statements_are_never_made_of_values(path: Path) -> None:
    source = path.read_text("utf-8")
    if not speaks_sql(source):
        return
    found = list(statements(source))
    if str(path.relative_to(ROOT)) not in OWN_NAMES:
        assert not found, f"statements made at run time in lines {[line for line, _ in found]}"
        return
    for line, part in found:
        names = {node.id for node in ast.walk(part) if isinstance(node, ast.Name)}
        assert not names & FROM_OUTSIDE, f"line {line}: {names & FROM_OUTSIDE}"


@pytest.mark.parametrize(
    "line",
    [
        'c.execute(f"SELECT * FROM t WHERE a = {value}")',
        'c.execute("SELECT * FROM t WHERE a = %s" % value)',
        'c.execute("SELECT * FROM t WHERE a = " + value)',
        'c.execute(text("SELECT * FROM t WHERE a = {}".format(value)))',
        'raw.executescript(f"DROP TABLE {value}")',
    ],
)
def test_such_a_statement_is_seen(line: str) -> None:
    assert list(statements(line))
    assert not list(statements('c.execute(text("SELECT * FROM t WHERE a = :a"), {"a": value})'))


#: Between the machines of a cluster, which run our code anyway (SECURITY.md); never what a file or a person brought.
MAY_PICKLE = {"data/importing/spark/gathering.py", "data/importing/spark/tasks.py"}


def test_nothing_that_is_read_becomes_code() -> None:
    """No pickle, no eval, no unsafe YAML, no shell."""
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import | ast.ImportFrom):
                names = {alias.name for alias in node.names} | {getattr(node, "module", None) or ""}
                unsafe = {"marshal", "shelve", "yaml", "dill"}
                unsafe |= set() if str(path.relative_to(ROOT)) in MAY_PICKLE else {"pickle"}
                assert not names & unsafe, path
            if isinstance(node, ast.Call):
                called = getattr(node.func, "id", "")
                assert called not in ("eval", "exec"), path
                shell = [each for each in node.keywords if each.arg == "shell"]
                assert not any(isinstance(each.value, ast.Constant) and each.value.value for each in shell), path


#: Writing PPTX needs lxml (python-pptx brings it); nothing that is put in is read by an XML parser of Python.
MAY_KNOW_XML = ("components/exports/",)


def test_no_xml_of_a_file_is_parsed_by_python() -> None:
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import | ast.ImportFrom):
                names = [alias.name for alias in node.names] + [getattr(node, "module", None) or ""]
                parsers = [name for name in names if name.split(".")[0] in ("lxml", "openpyxl", "xml")]
                inside = str(path.relative_to(ROOT)).startswith(MAY_KNOW_XML)
                assert inside or not parsers, f"{path}: {parsers}"


def test_the_server_protects_forms_tells_nobody_and_shows_no_traceback() -> None:
    told = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    assert told["server"]["enableXsrfProtection"] is True and told["server"]["enableCORS"] is True
    assert told["server"]["address"] == "127.0.0.1" and told["server"]["maxUploadSize"] == 500
    assert told["server"]["maxMessageSize"] <= 50 and told["client"]["disableDataExport"] is True
    assert told["browser"]["gatherUsageStats"] is False
    assert told["client"]["showErrorDetails"] == "none"


def test_the_policy_names_no_outside_host() -> None:
    from components.ui.served import HEADERS, POLICY

    for part in POLICY.split("; "):
        sources = part.split()[1:]
        assert not [one for one in sources if one.startswith("http") or "*" in one], part
    assert {"default-src 'self'", "object-src 'none'", "base-uri 'self'", "frame-ancestors 'self'"} <= set(
        POLICY.split("; ")
    )
    assert HEADERS["x-content-type-options"] == "nosniff"
