"""What can go wrong with a server is told in sentences: down, put up anew, a wrong password, others' tables."""

import multiprocessing
import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, suppress
from pathlib import Path

import pytest
from sqlalchemy import Connection, select, text

from components.ui import shapes
from data import store
from data.backing_up import back_up
from data.errors import (
    BackupRefused,
    JangteoError,
    RestoreRefused,
    StoreAddressWrong,
    StoreBroken,
    StoreDenied,
    StoreHeld,
    StoreMissing,
    StoreNewer,
    StoreNoRights,
    StoreReadOnly,
    StoreUnreachable,
)  # fmt: skip
from data.health import health
from data.messages import say_error
from data.migrations import HEAD, bring_up_to_date
from data.models import metadata
from data.restoring import restore
from data.store import forget_connections, pages_url, reading, store_version, writing
from tests import postgresql, stores
from tests.benchmarks.session import Reader
from tests.browser.serving import served
from tests.data import facts
from tests.postgresql import Server

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(not stores.SERVER, reason="needs the server of make test-postgres")


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """One of our own, that can be stopped."""
    with postgresql.serving() as made:
        yield made
        forget_connections()


@pytest.fixture
def url(server: Server, request: pytest.FixtureRequest) -> Iterator[str]:
    """A store with one import."""
    name = f"s{abs(hash(request.node.name)) % 10**12}"
    server.run(f"CREATE DATABASE {name}")
    add(server.url(name), 1)
    yield server.url(name)
    forget_connections()
    server.run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def add(url: str, import_id: int) -> None:
    with writing(url, wait_s=1) as connection:
        facts.put(connection, "import", [facts.import_row(import_id)])


def held(url: str) -> list[int]:
    with reading(url) as connection:
        return list(connection.execute(select(metadata.tables["import"].c.import_id).order_by("import_id")).scalars())


def test_an_empty_database_is_a_store_that_is_not_there_yet(server: Server) -> None:
    server.run("CREATE DATABASE empty")
    with pytest.raises(StoreMissing), reading(server.url("empty")):
        pass
    assert store_version(server.url("empty")) == -1


def test_a_server_that_is_put_up_anew_is_asked_again_and_readers_notice_nothing(server: Server, url: str) -> None:
    assert held(url) == [1]
    server.stop()
    server.start()
    assert held(url) == [1], "connections of the pool were all broken"
    add(url, 2)
    assert held(url) == [1, 2]


def test_a_server_that_is_down_is_a_sentence_and_comes_back(server: Server, url: str) -> None:
    assert held(url) == [1]
    server.stop()
    try:
        for attempt in (held, lambda url: add(url, 2), store_version):
            with pytest.raises(StoreUnreachable) as wrong:
                attempt(url)
            assert server.password not in say_error(wrong.value)
    finally:
        server.start()
    assert held(url) == [1]


def test_a_question_that_is_broken_off_is_a_sentence(server: Server, url: str) -> None:
    with pytest.raises(StoreUnreachable), reading(url) as connection:
        connection.execute(select(metadata.tables["import"]))
        server.stop()
        server.start()
        connection.execute(select(metadata.tables["import"]))
    assert held(url) == [1]


def test_an_import_that_is_broken_off_by_the_server_leaves_nothing(server: Server, url: str) -> None:
    with pytest.raises(StoreUnreachable), writing(url) as connection:
        facts.put(connection, "import", [facts.import_row(2)])
        server.stop()
        server.start()
        facts.put(connection, "import", [facts.import_row(3)])
    assert held(url) == [1]


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"password": "wrong"}, StoreDenied),
        ({"username": "nobody"}, StoreDenied),
        ({"database": "nothing_there"}, StoreAddressWrong),
        ({"port": 1}, StoreUnreachable),
        ({"drivername": "mysql+pymysql"}, StoreAddressWrong),
        ({"drivername": "postgresql+psycopg2"}, StoreAddressWrong),
    ],
)
def test_an_address_that_is_wrong_says_in_what(
    url: str, server: Server, change: dict[str, object], error: type[JangteoError]
) -> None:
    wrong_url = store.make_url(url).set(**change).render_as_string(hide_password=False)  # type: ignore[arg-type]
    for opened in (reading, writing):
        with pytest.raises(error) as wrong, opened(wrong_url):
            pass
        for lang in ("ko", "en"):
            told = say_error(wrong.value, lang)
            assert server.password not in told and "wrong@" not in told and told != ""


def test_the_command_line_says_it_without_a_trace(url: str, server: Server) -> None:
    wrong = url.replace(server.password, "not-the-password")
    done = subprocess.run(
        [sys.executable, "-m", "data", "check", "--store", wrong], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert "비밀번호" in done.stderr and "not-the-password" not in done.stderr


def test_a_store_of_a_newer_program_and_a_database_of_others_are_left_alone(server: Server, url: str) -> None:
    server.run("CREATE DATABASE theirs")
    server.run("CREATE TABLE theirs (a int)", "theirs")
    for opened in (reading, writing):
        with pytest.raises(StoreBroken), opened(server.url("theirs")):
            pass
    name = url.rpartition("/")[2]
    server.run("UPDATE alembic_version SET version_num = '9999'", name)
    for opened in (reading, writing):
        with pytest.raises(StoreNewer), opened(url):
            pass
    server.run(f"UPDATE alembic_version SET version_num = '{HEAD}'", name)


def test_readers_cannot_write_and_an_account_without_rights_is_told_so(server: Server, url: str) -> None:
    with pytest.raises(StoreReadOnly), reading(url) as connection:
        connection.execute(text("DELETE FROM import"))
    name = url.rpartition("/")[2]
    server.run("DROP ROLE IF EXISTS looker")
    server.run("CREATE ROLE looker LOGIN PASSWORD 'looks'")
    server.run("GRANT SELECT ON ALL TABLES IN SCHEMA public TO looker", name)
    looker = store.make_url(url).set(username="looker", password="looks").render_as_string(hide_password=False)
    assert held(looker) == [1]
    with pytest.raises(StoreNoRights) as wrong:
        add(looker, 2)
    assert "계정" in say_error(wrong.value)
    server.run("DROP OWNED BY looker", name)


def _write_slowly(url: str, ready: str) -> None:
    with writing(url) as connection:
        facts.put(connection, "import", [facts.import_row(2)])
        Path(ready).touch()
        time.sleep(60)


def test_a_second_writer_waits_and_is_told_who_writes_and_readers_go_on(url: str, tmp_path: Path) -> None:
    ready = tmp_path / "ready"
    first = multiprocessing.get_context("spawn").Process(target=_write_slowly, args=(url, str(ready)))
    first.start()
    try:
        while not ready.exists():
            assert first.is_alive()
            time.sleep(0.05)
        began = time.monotonic()
        with pytest.raises(StoreHeld) as wrong:
            add(url, 3)
        assert time.monotonic() - began >= 1
        assert f"pid {first.pid}" in say_error(wrong.value)
        assert held(url) == [1]
    finally:
        first.kill()
        first.join()
    add(url, 3)
    assert held(url) == [1, 3], "what the killed writer had written is gone, and its lock"


def test_numbers_go_on_behind_the_largest_whatever_was_rolled_back_or_brought_its_own(url: str) -> None:
    table = metadata.tables["import"]
    told = {name: value for name, value in facts.import_row(0).items() if name != "import_id"}
    with pytest.raises(ZeroDivisionError), writing(url) as connection:
        connection.execute(table.insert().values(told))
        raise ZeroDivisionError
    add(url, 40)
    with writing(url) as connection:
        made = connection.execute(table.insert().values(told)).inserted_primary_key
    assert made is not None and made[0] == 41


def test_pages_read_the_copy_while_it_answers(server: Server, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    server.run("CREATE DATABASE copy")
    copy = server.url("copy")
    monkeypatch.setenv("JANGTEO_STORE_URL", url)
    assert pages_url() == url
    monkeypatch.setenv("JANGTEO_READ_URL", copy)
    monkeypatch.setattr(store, "_copy_asked", (-1e9, False))
    assert pages_url() == url, "a copy that holds nothing yet"
    bring_up_to_date(copy)
    assert pages_url() == url, "asked again only after a while"
    monkeypatch.setattr(store, "_copy_asked", (-1e9, False))
    assert pages_url() == copy
    assert pages_url(copy.replace("copy", "other")) != copy, "another store has no copy"
    monkeypatch.setenv("JANGTEO_READ_URL", copy.replace(server.password, "wrong"))
    monkeypatch.setattr(store, "_copy_asked", (-1e9, False))
    assert pages_url() == url


def test_pages_say_that_the_server_is_down_offer_to_ask_again_and_go_on(
    server: Server, url: str, tmp_path: Path
) -> None:
    with served(url, tmp_path / "log") as address, Reader(address, "payments", "lang=en") as reader:
        reader.open()
        assert reader.errors == []
        server.stop()
        try:
            reader.open()
            said = " ".join(reader.errors)
            assert "does not answer" in said and "Traceback" not in said and server.password not in said
        finally:
            server.start()
        reader.errors.clear()
        reader.open()
        assert reader.errors == [], "the server is there again, and nobody had to start anything"
    assert "Traceback" not in (tmp_path / "log").read_text()


def test_shapes_of_maps_are_read_from_the_copy_too(server: Server, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def noted(address: str) -> AbstractContextManager[Connection]:
        asked.append(address)
        return reading(address)

    server.run("CREATE DATABASE follows")
    bring_up_to_date(server.url("follows"))
    monkeypatch.setenv("JANGTEO_STORE_URL", url)
    monkeypatch.setenv("JANGTEO_READ_URL", server.url("follows"))
    monkeypatch.setattr(store, "_copy_asked", (-1e9, False))
    monkeypatch.setattr(shapes, "reading", noted)
    shapes._kept.cache_clear()
    assert shapes.geojson("20250101", "sido") is None
    assert asked == [server.url("follows")]


def test_the_command_that_is_told_in_place_of_a_backup_makes_one_and_puts_it_back(
    server: Server, url: str, tmp_path: Path
) -> None:
    file = tmp_path / "a copy.dump"
    with pytest.raises(BackupRefused) as wrong:
        back_up(file, url)
    told = say_error(wrong.value, "en")
    assert server.password not in told
    saved, _, rest = told.partition("to put it back: ")
    commands = [shlex.split("pg_" + part.partition(end)[0]) for part, end in (
        (saved.partition("pg_")[2], "  "), (rest.partition("pg_")[2], "  "))]  # fmt: skip
    assert [command[0] for command in commands] == ["pg_dump", "pg_restore"]
    with pytest.raises(RestoreRefused) as refused:
        restore(file, url, replace=True)
    assert " ".join(commands[1][:3]) in say_error(refused.value, "en")
    assert "pg_dump" in health(url).notes[0][1]
    _run_by_server(server, commands[0])
    add(url, 2)
    forget_connections()
    _run_by_server(server, commands[1])
    assert held(url) == [1]


def _run_by_server(server: Server, command: list[str]) -> None:
    own = [str(server.binaries / command[0]), *command[1:]]
    done = subprocess.run(own, env={**os.environ, "PGPASSWORD": server.password}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_a_run_that_is_told_to_end_leaves_no_server_and_no_folder() -> None:
    command = [sys.executable, "-m", "tests.postgresql", sys.executable, "-c", "print(1, flush=True); input()"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as running:
        assert running.stdout is not None and running.stdout.readline() == b"1\n"
        (folder,) = _folders_below(running.pid)
        running.terminate()
        assert running.wait(60) == 128 + signal.SIGTERM
    assert not folder.exists()


def _folders_below(parent: int) -> set[Path]:
    """Folders in which children of that process work, but for our own."""
    found = set()
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if int((process / "stat").read_text().rpartition(")")[2].split()[1]) == parent:
                found.add((process / "cwd").readlink())
    return {place.parent for place in found if place != ROOT}


def test_the_server_is_gone_afterwards(tmp_path: Path) -> None:
    with postgresql.serving() as other:
        folder, port = other.folder, other.port
        assert (folder / "data").stat().st_uid != 0
    assert not folder.exists()
    with pytest.raises(StoreUnreachable), reading(f"postgresql+psycopg://x@127.0.0.1:{port}/x"):
        pass
