"""The log only grows, tells who did what, and loses nothing to a busy store."""

import logging
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import create_engine, select, text
from sqlalchemy.exc import DBAPIError

from data import audit, checking
from data.audit import entries, note
from data.codes import Action, Role
from data.disclosure import LOCAL_OFFICER, Viewer
from data.importing import import_file, undo
from data.models import metadata
from data.store import forget_connections, reading, store_version, writing
from tests import stores
from tests.stores import new_store

KIM = Viewer(Role.OFFICER, name="kim@jeju.kr")


@pytest.fixture(autouse=True)
def nothing_waits() -> None:
    audit._waiting.clear()


@pytest.fixture
def url(tmp_path: Path) -> str:
    address = new_store(tmp_path / "store.sqlite")
    with writing(address):
        pass
    return address


def test_a_row_says_when_who_what_on_what(url: str) -> None:
    before = store_version(url)
    assert note(Action.EXPORT, KIM, "payment_trend.csv", {"rows": 12, "name": "시장"}, url)
    (told,) = entries(url)
    assert (told.subject, told.role, told.action, told.target) == (
        "kim@jeju.kr", "officer", "export", "payment_trend.csv",
    )  # fmt: skip
    assert told.detail == '{"rows": 12, "name": "시장"}' and told.happened_at.endswith("+00:00")
    assert store_version(url) == before, "no page asks anew because somebody took a file"


@pytest.mark.file
@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE audit SET subject = 'nobody'",
        "DELETE FROM audit",
        "INSERT OR REPLACE INTO audit SELECT 1, happened_at, 'nobody', role, action, target, detail, seal FROM audit",
    ],
)
def test_rows_can_be_neither_changed_nor_taken_out(url: str, tmp_path: Path, attack: str) -> None:
    note(Action.EXPORT, KIM, "a", url=url)
    forget_connections()
    with sqlite3.connect(tmp_path / "store.sqlite") as raw, pytest.raises(sqlite3.IntegrityError, match="only grows"):
        raw.execute(attack)
    assert [one.subject for one in entries(url)] == ["kim@jeju.kr"]


ON_A_SERVER = [
    "UPDATE audit SET subject = 'nobody'",
    "DELETE FROM audit",
    "TRUNCATE audit",
    "INSERT INTO audit SELECT * FROM audit ON CONFLICT (audit_id) DO UPDATE SET subject = 'nobody'",
    "WITH gone AS (DELETE FROM audit RETURNING audit_id) SELECT * FROM gone",
]


@pytest.mark.skipif(not stores.SERVER, reason="needs the server of make test-postgres")
@pytest.mark.parametrize("attack", ON_A_SERVER)
def test_a_server_changes_and_takes_out_none_either(url: str, attack: str) -> None:
    note(Action.EXPORT, KIM, "a", url=url)
    engine = create_engine(url)
    try:
        with pytest.raises(DBAPIError, match="only grows"), engine.begin() as connection:
            connection.execute(text(attack))
        with engine.begin() as connection:
            assert connection.execute(text("SELECT subject FROM audit")).scalars().all() == ["kim@jeju.kr"]
            # whoever owns the table can take its trigger off, and the seals say so
            connection.execute(text("DROP TRIGGER audit_not_changed ON audit"))
            connection.execute(text("UPDATE audit SET subject = 'nobody'"))
    finally:
        engine.dispose()
    (said,) = checking.check(url, "en")
    assert "row 1" in said


@pytest.mark.file
def test_a_row_changed_behind_the_triggers_is_found_by_check(url: str, tmp_path: Path) -> None:
    for file in "abc":
        note(Action.EXPORT, KIM, file, url=url)
    assert checking.check(url) == []
    forget_connections()
    with sqlite3.connect(tmp_path / "store.sqlite") as raw:
        raw.execute("DROP TRIGGER audit_not_changed")
        raw.execute("UPDATE audit SET target = 'x' WHERE audit_id = 2")
    (said,) = checking.check(url, "en")
    assert "row 2" in said
    with sqlite3.connect(tmp_path / "store.sqlite") as raw:
        raw.execute("UPDATE audit SET target = 'b' WHERE audit_id = 2")
        raw.execute("DROP TRIGGER audit_not_deleted")
        raw.execute("DELETE FROM audit WHERE audit_id = 2")
    (said,) = checking.check(url, "en")
    assert "row 3" in said


def test_a_busy_store_gets_the_row_later_and_the_servers_log_at_once(
    url: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(audit, "WAIT_S", 0)
    with caplog.at_level(logging.ERROR, "jangteo.audit"):
        with writing(url):
            assert not note(Action.EXPORT, KIM, "taken.csv", url=url)
        assert "taken.csv" in caplog.text and ("StoreBusy" in caplog.text or "StoreHeld" in caplog.text)
    assert entries(url) == []
    assert note(Action.EXPORT, KIM, "next.csv", url=url)
    assert [one.target for one in entries(url)] == ["next.csv", "taken.csv"]


def test_no_store_is_made_for_the_log(tmp_path: Path) -> None:
    file = tmp_path / "none.sqlite"
    assert not note(Action.SIGN_IN, KIM, url=f"sqlite:///{file}")
    assert not file.exists() and entries(f"sqlite:///{file}") == []


def test_imports_undo_and_refusals_stand_in_it_with_whoever_did_them(url: str, tmp_path: Path) -> None:
    sample = next((Path(__file__).parents[1] / "samples" / "programme").glob("*.csv"))
    report = import_file(sample, url=url, imported_by="kim@jeju.kr")
    import_file(sample, url=url, imported_by="kim@jeju.kr", keep=False)
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("a,b\n1,2\n")
    import_file(wrong, url=url, imported_by="lee")
    assert report.import_id is not None
    undo(report.import_id, url=url, undone_by="lee")
    assert [(one.action, one.subject, one.target) for one in reversed(entries(url))] == [
        ("import", "kim@jeju.kr", str(report.import_id)),
        ("import", "lee", str(report.import_id + 1)),
        ("undo", "lee", str(report.import_id)),
    ]


def test_what_is_rolled_back_is_not_in_it(url: str) -> None:
    with pytest.raises(ZeroDivisionError), writing(url) as connection:
        audit.write(connection, Action.GRANT, "kim", "lee")
        raise ZeroDivisionError
    assert entries(url) == []


def test_it_is_read_by_who_what_and_when(url: str) -> None:
    note(Action.EXPORT, KIM, "a", url=url)
    note(Action.SIGN_IN, Viewer(Role.PUBLIC, name="lee"), url=url)
    note(Action.EXPORT, LOCAL_OFFICER, "b", url=url)
    today = entries(url)[0].happened_at[:10]
    assert [one.target for one in entries(url, action="export")] == ["b", "a"]
    assert [one.action for one in entries(url, subject="lee")] == ["sign_in"]
    assert len(entries(url, since=today, until=today)) == 3
    assert entries(url, until="2020-01-01") == [] and entries(url, since="2999-01-01") == []
    assert audit.subjects(url) == ["kim@jeju.kr", "lee", "local"]


def test_it_outlives_the_example_data(url: str) -> None:
    from data.importing.history import make_room

    note(Action.EXPORT, KIM, "a", url=url)
    with writing(url) as connection:
        connection.execute(
            metadata.tables["import"].insert().values(
                file_name="x", sha256="", byte_count=0, source="", subject="", edition="", status="kept",
                started_at="", is_example=1,
            )
        )  # fmt: skip
    with writing(url) as connection:
        assert make_room(connection, True) == 1
    with reading(url) as connection:
        assert connection.execute(select(metadata.tables["audit"].c.target)).scalars().all() == ["a"]


def test_a_row_that_waits_goes_to_the_store_it_speaks_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JANGTEO_STORE_URL", new_store(tmp_path / "gone.sqlite", is_bare=True))
    assert not audit.note(Action.EXPORT, LOCAL_OFFICER, "of the store that is gone")
    url = new_store(tmp_path / "there.sqlite")
    with writing(url):
        pass
    monkeypatch.setenv("JANGTEO_STORE_URL", url)
    assert audit.note(Action.EXPORT, LOCAL_OFFICER, "of this one")
    assert [one.target for one in audit.entries(url)] == ["of this one"]
