"""The administrator sees how the store is, what is overdue and what was not kept, and backs it up at a press."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from components.ui import running
from components.ui.signing.who import look_as
from data import audit
from data.codes import Role
from data.disclosure import Viewer
from data.importing import import_file
from tests.data import facts
from tests.endurance.bases import SAMPLES
from tests.pages.conftest import Opener

BOSS = Viewer(Role.ADMINISTRATOR, name="boss@jeju.kr")


@pytest.fixture
def url(tmp_path: Path) -> Iterator[str]:
    from data.store import writing

    address = f"sqlite:///{tmp_path / 'markets.sqlite'}"
    import_file(next((SAMPLES / "market_standard").glob("*.csv")), url=address)
    bad = tmp_path / "<b>bad.csv"
    bad.write_text("a,b\n1,2\n")
    import_file(bad, url=address)
    late = {"source": "payment_month", "edition": "2020-01-31", "finished_at": "2020-02-03T00:00:00+00:00"}
    with writing(address) as connection:
        facts.put(connection, "import", [facts.import_row(50, **late)])
    # a name put in the place of ``viewer`` would stay with whatever module is read for the first time meanwhile
    look_as(BOSS)
    yield address
    look_as(None)


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_size_backup_overdue_and_refused_stand_there(open_page: Opener, url: str, lang: str) -> None:
    at = open_page("admin", url, show_admin="running", lang=lang)
    assert not at.exception
    assert len(at.metric) == 4 and all(metric.value for metric in at.metric)
    said = " ".join(one.value for one in at.warning)
    assert "2020-04-02" in said and ("백업" if lang == "ko" else "backup") in said
    tables = [one.value for one in at.dataframe]
    assert any("2020-01-31" in table.to_string() for table in tables)
    assert any("<b>bad.csv" in table.to_string() for table in tables)


def test_a_press_backs_up_into_the_folder_of_the_server(
    open_page: Opener, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    at = open_page("admin", url, show_admin="running")
    assert "JANGTEO\\_BACKUPS" in " ".join(one.value for one in at.caption)
    monkeypatch.setenv("JANGTEO_BACKUPS", str(folder))
    at = open_page("admin", url, show_admin="running")
    at.button(key="backup-now").click().run()
    assert not at.exception and at.success
    (file,) = folder.iterdir()
    assert file.stat().st_size > 100_000
    assert json.loads(next(one for one in audit.entries(action="backup")).detail)["bytes"] == file.stat().st_size
    monkeypatch.setenv("JANGTEO_BACKUPS", str(tmp_path / "none"))
    at = open_page("admin", url, show_admin="running")
    at.button(key="backup-now").click().run()
    assert not at.exception and at.error


def test_a_download_is_a_whole_store_and_stands_in_the_log(
    open_page: Opener, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from data.restoring import verify

    open_page("admin", url, show_admin="running")
    copy = tmp_path / "taken.sqlite"
    copy.write_bytes(running._copied())
    assert verify(copy, url).imports == 2
    assert [one.target for one in audit.entries(action="backup")] == ["download"]


def test_a_backup_is_tried_and_put_back_from_the_page(
    open_page: Opener, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not before it was tried and agreed to; what was put in after it is gone, and who did it stands in the log."""
    from sqlalchemy import text

    from data.backing_up import back_up_into
    from data.store import reading

    (tmp_path / "backups").mkdir()
    # the row of ``url`` that no file stands behind would be refused as unsound
    clean = f"sqlite:///{tmp_path / 'clean.sqlite'}"
    import_file(next((SAMPLES / "market_standard").glob("*.csv")), url=clean)
    back_up_into(tmp_path / "backups", clean)
    import_file(next((SAMPLES / "programme").glob("*.csv")), url=clean)
    monkeypatch.setenv("JANGTEO_BACKUPS", str(tmp_path / "backups"))
    at = open_page("admin", clean, show_admin="running", lang="en")
    assert at.button(key="restore-now").disabled and at.checkbox(key="restore-agree").disabled
    at.button(key="restore-verify").click().run()
    assert not at.exception and any("can be put back" in one.value for one in at.success)
    assert at.button(key="restore-now").disabled
    at.checkbox(key="restore-agree").check().run()
    at.button(key="restore-now").click().run()
    assert not at.exception and any("Put back from" in one.value for one in at.success)
    with reading(clean) as connection:
        assert connection.execute(text("SELECT source FROM import")).scalars().all() == ["market_standard"]
    done = audit.entries(clean, action="restore")[0]
    assert done.subject == BOSS.name and json.loads(done.detail)["log_rows"] == 1
    assert at.button(key="restore-now").disabled
