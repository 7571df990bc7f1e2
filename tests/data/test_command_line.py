"""The command line others script against: names, keys, exit codes, and never a traceback."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from data import importing
from data.__main__ import app
from data.codes import ImportStatus
from data.errors import StoreBusy, UnknownImport, UnknownSource
from data.importing.report import ImportReport, RefusedCell, UnreadColumn
from data.messages import messages
from data.store import writing
from tests.data import facts
from tests.stores import new_store

ROOT = Path(__file__).parents[2]
Run = Callable[..., Result]
Files = dict[str, ImportReport | Exception]
KEYS = {
    "file", "source", "edition", "import_id", "status", "rows_read", "rows_new", "rows_changed", "rows_unchanged",
    "rows_repeated", "rows_refused", "refusals", "blanked", "error", "effects", "unread",
}  # fmt: skip


@pytest.fixture
def url(tmp_path: Path) -> str:
    return new_store(tmp_path / "markets.sqlite")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)

    def command(*words: str) -> Result:
        found = CliRunner().invoke(app, list(words))
        assert found.exception is None or isinstance(found.exception, SystemExit), found.exception
        return found

    return command


def kept(file: str, **changes: object) -> ImportReport:
    told = {
        "file": file, "source": "s", "edition": "2024-11-04", "import_id": 3, "status": ImportStatus.KEPT,
        "rows_read": 6, "rows_new": 1, "rows_changed": 1, "rows_unchanged": 1, "rows_repeated": 1, "rows_refused": 2,
        "refusals": (RefusedCell(4, "amount", "x", "not_a_number"), RefusedCell(9, "day", "31", "not_a_date")),
    }  # fmt: skip
    return ImportReport(**{**told, **changes})  # type: ignore[arg-type]


def refused(file: str) -> ImportReport:
    return ImportReport(file, "", "", None, ImportStatus.REFUSED, error="empty")


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> Files:
    """What import_file makes of each file name."""
    known: Files = {}

    def import_file(path: str, **_: object) -> ImportReport:
        told = known[path]
        if isinstance(told, Exception):
            raise told
        return told

    monkeypatch.setattr(importing, "import_file", import_file)
    return known


def test_import_prints_one_object_per_file_and_line_with_the_agreed_keys(run: Run, files: Files) -> None:
    files.update(a=kept("a"), b=kept("b", status=ImportStatus.REPEATED))
    found = run("import", "a", "b", "--json")
    assert found.exit_code == 0
    lines = [json.loads(line) for line in found.stdout.splitlines()]
    assert [line["file"] for line in lines] == ["a", "b"]
    assert [line["status"] for line in lines] == ["kept", "repeated"]
    for line in lines:
        assert set(line) == KEYS
        parts = ("rows_new", "rows_changed", "rows_unchanged", "rows_repeated", "rows_refused")
        assert line["rows_read"] == sum(line[part] for part in parts)
        assert set(line["refusals"][0]) == {"row", "column", "value", "reason"}


def test_one_refused_file_does_not_stop_the_others_and_the_exit_code_tells(run: Run, files: Files) -> None:
    files.update(a=refused("a"), b=kept("b"), c=StoreBusy(store="s"))
    found = run("import", "a", "b", "c", "--json")
    assert found.exit_code == 1
    told = [json.loads(line) for line in found.stdout.splitlines()]
    assert [line["status"] for line in told] == ["refused", "kept", "refused"]
    assert "잠시 뒤" in told[2]["error"]


def test_an_unknown_source_is_wrong_use(run: Run, files: Files) -> None:
    files["a"] = UnknownSource(source="x", known="y")
    found = run("import", "a", "--source", "x")
    assert found.exit_code == 2 and "'x'" in found.stderr and found.stdout == ""


def test_sentences_are_korean_or_english(run: Run, files: Files) -> None:
    files["a"] = kept("a")
    korean, english = run("import", "a"), run("import", "a", "--lang", "en")
    assert "넣었습니다" in korean.stdout and "4행 amount 'x': 숫자가 아닙니다" in korean.stdout
    assert "a: kept. Source s, import 3, 6 rows" in english.stdout and "row 4, amount 'x'" in english.stdout


def test_columns_that_were_not_read_are_named(run: Run, files: Files) -> None:
    files["a"] = kept("a", unread=(UnreadColumn(2, "amoumt", "amount"), UnreadColumn(5, "remark")))
    korean, english = run("import", "a").stdout, run("import", "a", "--lang", "en").stdout
    assert "'amoumt' 열은 읽지 않았습니다. 'amount' 열과 거의 같은 이름" in korean and "1개: remark" in korean
    assert "Column 'amoumt' was not read" in english and "(1): remark" in english
    told = json.loads(run("import", "a", "--json").stdout)["unread"]
    assert told == [{"column": "amoumt", "near": "amount"}, {"column": "remark", "near": ""}]


def test_a_file_of_which_most_rows_were_refused_says_so_and_how_to_take_it_back(run: Run, files: Files) -> None:
    cells = (RefusedCell(4, "market", "x", "unknown_market"),) * 2
    files.update(a=kept("a", rows_read=7, rows_refused=6, rows_changed=0, rows_unchanged=0, rows_repeated=0,
                        refusals=cells), b=kept("b"))  # fmt: skip
    assert "주의: 7행 가운데 6행을 넣지 못하고 1행만 남습니다." in run("import", "a").stdout
    english = run("import", "a", "--lang", "en").stdout
    assert "Beware: 6 of 7 rows" in english and "python -m data undo 3" in english
    assert "주의" not in run("import", "b").stdout


def test_a_bug_is_not_hidden(files: Files) -> None:
    files["a"] = ZeroDivisionError()
    assert isinstance(CliRunner().invoke(app, ["import", "a"]).exception, ZeroDivisionError)


@pytest.mark.parametrize(
    "words",
    [
        ("import",),
        ("nothing",),
        ("undo", "seven"),
        ("undo", "77"),
        ("demo", "--no-such-option"),
        ("export", "no.such_query"),
        ("export", "payments.monthly_total", "--kind", "palace"),
        ("export", "payments.monthly_total", "--start", "2024-13"),
        ("export", "payments.monthly_total", "--methods", "card,shells"),
        ("export", "payments.monthly_total", "--csv", "--json"),
        ("check", "--lang", "fr"),
    ],
)
def test_wrong_use_gives_two_and_says_why(run: Run, url: str, words: tuple[str, ...]) -> None:
    with writing(url):
        pass
    store = () if len(words) == 1 else ("--store", url)
    found = run(*words, *store)
    assert found.exit_code == 2
    assert found.stderr.strip() and "Traceback" not in found.output


def test_undo_says_what_it_did(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "undo", lambda number, url, undone_by: None)
    assert json.loads(run("undo", "5", "--json").stdout) == {"import_id": 5, "status": "undone"}

    def unknown(number: int, url: str | None, undone_by: str) -> None:
        raise UnknownImport(import_id=number)

    monkeypatch.setattr(importing, "undo", unknown)
    found = run("undo", "5")
    assert found.exit_code == 2 and "5번" in found.stderr


def test_check_exits_with_one_and_says_what_differs(run: Run, url: str) -> None:
    with writing(url) as connection:
        facts.put(connection, "import", [facts.import_row(1)])
    assert run("check", "--store", url).exit_code == 0
    with writing(url) as connection:
        facts.put(connection, "import", [facts.import_row(2, rows_read=4)])
    found = run("check", "--store", url, "--json")
    assert found.exit_code == 1
    assert len(json.loads(found.stdout)["differences"]) == 1


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("nonsense", "주소의 꼴이 아님"),
        ("sqlite://", "파일 이름이 없음"),
        ("orakel://a/b", "'orakel'"),
        ("mysql+mysqldb://user:hunter2@h/b", "'mysql+mysqldb'"),
        ("postgresql+psycopg2://user:hunter2@h/b", "드라이버 psycopg2"),
    ],
)
@pytest.mark.parametrize("words", [("check",), ("import", "x.csv"), ("backup", "/tmp/never"), ("demo",), ("undo", "1")])
def test_a_wrong_address_is_wrong_use_and_never_called_damage(
    run: Run, words: tuple[str, ...], address: str, why: str
) -> None:
    found = run(*words, "--store", address)
    assert found.exit_code == 2 and found.stdout == ""
    assert why in found.stderr and "손상" not in found.stderr and "hunter2" not in found.stderr


def test_a_damaged_store_is_told_in_the_language_asked_for(run: Run, url: str, tmp_path: Path) -> None:
    (tmp_path / "markets.sqlite").write_bytes(b"no database at all" * 600)
    korean, english = run("check", "--store", url), run("check", "--store", url, "--lang", "en")
    assert korean.exit_code == english.exit_code == 1
    assert korean.stderr.endswith("데이터베이스 파일이 아님). 백업에서 되살려 주세요.\n")
    assert not re.search("[가-힣]", english.stderr) and "no database file" in english.stderr
    assert not re.search("[A-Za-z]{3,}", korean.stderr.replace(str(tmp_path / "markets.sqlite"), ""))


def test_a_backup_goes_over_a_file_only_when_told_to(run: Run, url: str, tmp_path: Path) -> None:
    with writing(url):
        pass
    target = tmp_path / "old.sqlite"
    target.write_text("precious")
    found = run("backup", str(target), "--store", url)
    assert found.exit_code == 2 and "--replace" in found.stderr and target.read_text() == "precious"
    assert run("backup", str(target), "--store", url, "--replace").exit_code == 0
    assert target.read_bytes().startswith(b"SQLite format 3")


@pytest.mark.parametrize(
    ("terminal", "asked", "korean"),
    [("C.UTF-8", (), True), ("ko_KR.UTF-8", (), True), ("en_US.UTF-8", (), False),
     ("ko_KR.UTF-8", ("--lang", "en"), False), ("en_US.UTF-8", ("--lang=ko",), True)],
)  # fmt: skip
def test_the_help_is_in_the_language_of_whoever_asks(terminal: str, asked: tuple[str, ...], korean: bool) -> None:
    environment = {**os.environ, "LANG": terminal, "COLUMNS": "100", "PYTHONIOENCODING": "utf-8"}
    for name in ("LC_ALL", "LC_MESSAGES"):
        environment.pop(name, None)
    command = [sys.executable, "-m", "data", "import", *asked, "--help"]
    said = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True).stdout.decode("utf-8")
    assert ("이 도움말을 보여 줍니다." in said, "Show this help." in said) == (korean, not korean)
    assert ("파일마다 통째로" in said, "each whole or not at all" in said) == (korean, not korean)


def test_every_command_and_option_says_what_it_does() -> None:
    main = typer.main.get_command(app)
    for name, command in main.commands.items():  # type: ignore[attr-defined]
        assert command.help, name
        for parameter in command.params:
            assert getattr(parameter, "help", ""), f"{name} {parameter.name}"


def test_a_missing_store_is_a_sentence_and_one(run: Run, url: str) -> None:
    for words in (("check",), ("export", "payments.monthly_total"), ("backup", "/tmp/never")):
        found = run(*words, "--store", url)
        assert found.exit_code == 1 and "저장소가 아직 없습니다" in found.stderr


def test_sources_lists_every_source(run: Run) -> None:
    from data.sources import sources

    found = [json.loads(line) for line in run("sources", "--json").stdout.splitlines()]
    assert [line["source"] for line in found] == list(sources())
    assert all(line["title"] for line in found)


def test_export_writes_the_rows_as_csv_with_a_label_for_example_data(run: Run, demo_store_url: str) -> None:
    words = ("export", "payments.monthly_by_method", "--sido", "50", "--start", "2024-04", "--end", "2024-05")
    found = run(*words, "--methods", "card,zeropay", "--csv", "--store", demo_store_url)
    assert found.exit_code == 0
    assert found.stdout_bytes.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(found.stdout_bytes.decode("utf-8-sig"))))
    assert {(row["month"], row["method"]) for row in rows} == {
        (month, method) for month in ("2024-04-01", "2024-05-01") for method in ("card", "zeropay")
    }
    assert all(row["sources"].startswith("예시 자료") for row in rows)
    assert all(int(row["amount_krw"]) > 0 for row in rows)


def test_export_writes_json_with_its_sources(run: Run, demo_store_url: str, tmp_path: Path) -> None:
    target = tmp_path / "rows.json"
    words = ("export", "payments.monthly_total", "--end", "2022-02", "--json", "-o", str(target))
    assert run(*words, "--store", demo_store_url).exit_code == 0
    told = json.loads(target.read_text("utf-8"))
    assert told["question"] == "payments.monthly_total" and told["is_example"] is True
    assert [row["month"] for row in told["rows"]] == ["2022-01-01", "2022-02-01"]
    assert told["sources"] and all(note["edition"] for note in told["sources"])


def test_every_query_can_be_exported(run: Run, demo_store_url: str) -> None:
    from data.queries import queries

    for name in queries():
        found = run("export", name, "--store", demo_store_url, "--market-id", "1", "--base", "2024-03")
        assert found.exit_code == 0, f"{name}: {found.stderr}"


def test_it_runs_as_a_program_of_its_own(url: str) -> None:
    environment = {**os.environ, "JANGTEO_STORE_URL": url, "LANG": "C.UTF-8"}
    environment.pop("LC_ALL", None)

    def program(*words: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run([sys.executable, "-m", "data", *words], cwd=ROOT, env=environment, capture_output=True)

    absent = program("import", "no_such_file.csv", "--json")
    assert absent.returncode == 1
    told = json.loads(absent.stdout)
    assert told["status"] == "refused" and "no_such_file.csv" in told["error"]
    wrong = program("undo", "1")
    assert wrong.returncode == 2 and b"Traceback" not in wrong.stderr


def test_every_effect_an_import_can_have_has_its_words() -> None:
    noted = re.compile(r"\.note\(\s*\"([a-z_]+)\"")
    named = {effect for path in (ROOT / "data").rglob("*.py") for effect in noted.findall(path.read_text("utf-8"))}
    assert "stores_tied_to_market" in named
    assert [effect for effect in sorted(named) if f"effect.{effect}" not in messages()] == []


def test_rights_are_given_listed_and_taken(run: Run, url: str) -> None:
    made = run("access", "grant", "Boss@jeju.kr", "administrator", "--name", "김", "--store", url, "--json")
    assert made.exit_code == 0, made.output
    told = json.loads(made.stdout)
    assert (told["subject"], told["role"], told["region_codes"], told["market_ids"]) == (
        "boss@jeju.kr", "administrator", [], [],
    )  # fmt: skip
    assert run("access", "grant", "kim", "officer", "--region", "50", "--region", "41", "--store", url).exit_code == 0
    listed = run("access", "list", "--store", url, "--json").stdout.splitlines()
    assert [json.loads(line)["region_codes"] for line in listed] == [[], ["41", "50"]]
    refused = run("access", "grant", "union", "association", "--store", url)
    assert refused.exit_code == 2 and "상인회" in refused.stderr
    assert run("access", "revoke", "boss@jeju.kr", "--store", url).exit_code == 2, "the last administrator"
    assert run("access", "revoke", "kim", "--store", url).exit_code == 0
    assert run("access", "revoke", "kim", "--store", url).exit_code == 2
    log = [json.loads(line) for line in run("access", "log", "--store", url, "--json").stdout.splitlines()]
    assert [(one["action"], one["target"]) for one in log] == [
        ("revoke", "kim"), ("grant", "kim"), ("grant", "boss@jeju.kr"),
    ]  # fmt: skip
    assert all(one["subject"].startswith("command:") for one in log)


def test_an_export_stands_in_the_log_and_may_be_what_everybody_sees(run: Run, url: str) -> None:
    with writing(url) as connection:
        facts.fill(connection, 5)
    assert run("export", "imports.history", "--json", "--store", url).exit_code == 0
    public = json.loads(run("export", "imports.history", "--json", "--public", "--store", url).stdout)
    assert public["rows"] == []
    log = [json.loads(line) for line in run("access", "log", "--store", url, "--json").stdout.splitlines()]
    assert [(one["action"], one["role"]) for one in log] == [("export", "public"), ("export", "officer")]
