"""What holds for any files: the same twice is once, taken out is never put in, and order does not matter."""

import csv
import io
import itertools
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from data.checking import check
from data.codes import ImportStatus
from data.importing import import_file, undo
from data.models import metadata
from data.sources import sources
from data.store import forget_connections, reading
from tests.data.importing.conftest import HEADER, store_in
from tests.endurance.loads import payments, register
from tests.endurance.loads import store_in as store_with_markets
from tests.stores import new_store

#: Numbers of imports, moments and the log differ by their nature; keys of markets are compared through their names.
APART = {"import", "refusal", "store_state", "audit"}
FEW = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))


def held(url: str, *, without_imports: bool = False) -> dict[str, list[str]]:
    """Every row of every table but those apart; without the number of the import it came from if so asked."""
    with reading(url) as connection:
        found = {}
        for table in metadata.sorted_tables:
            if table.name in APART:
                continue
            columns = [c for c in table.c if not (without_imports and c.name.endswith(("import_id", "replaced_by")))]
            found[table.name] = sorted(map(repr, map(tuple, connection.execute(select(*columns)))))
        return found


amounts = st.integers(0, 10**9)
rows = st.lists(
    st.tuples(
        st.sampled_from(["동문재래시장", "서귀포매일올레시장", "남광주시장", "없는시장"]),
        st.sampled_from(["2024-01", "2024-02", "2024-03", "2024-13"]),
        st.sampled_from(["카드", "제로페이", "온누리(지류)", "모르는것"]),
        amounts | st.none(),
    ),
    min_size=1,
    max_size=12,
)


def written(path: Path, told: list[tuple[str, str, str, int | None]]) -> Path:
    out = io.StringIO()
    cells = [(m, "", "", month, how, "" if won is None else str(won), "1", "1", "N") for m, month, how, won in told]
    csv.writer(out, lineterminator="\r\n").writerows([HEADER, *cells])
    path.write_bytes(out.getvalue().encode())
    return path


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("prepared")
    store_in(folder)
    forget_connections()
    return folder


def fresh(prepared: Path, folder: str) -> str:
    for each in prepared.iterdir():
        shutil.copy(each, folder)
    return new_store(Path(folder) / "store.sqlite")


@FEW
@given(first=rows, second=rows)
def test_twice_is_once_and_undone_is_never_for_any_payments(prepared: Path, first: list, second: list) -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = fresh(prepared, folder)
        paths = [written(Path(folder) / name, told) for name, told in (("a.csv", first), ("b.csv", second))]
        import_file(paths[0], url=url)
        before = held(url)
        report = import_file(paths[1], url=url)
        after = held(url)
        again = import_file(paths[1], url=url)
        assert held(url) == after
        if report.status is ImportStatus.KEPT:
            assert again.status is ImportStatus.REPEATED and again.import_id == report.import_id
            undo(report.import_id or 0, url=url)
        assert held(url) == before and check(url) == []
        forget_connections()


@pytest.mark.parametrize("order", list(itertools.permutations(range(3)))[1:], ids=str)
def test_the_order_of_files_that_do_not_overlap_does_not_matter(tmp_path: Path, order: tuple[int, ...]) -> None:
    """Payments of other days, and an edition of the register: the same rows and sums whichever came first."""
    found = []
    for name, turn in (("usual", (0, 1, 2)), ("other", order)):
        folder = tmp_path / name
        folder.mkdir()
        url = store_with_markets(folder)
        files = [payments(folder, 1), payments(folder, 2), register(folder, 3)]
        for at in turn:
            assert import_file(files[at], url=url).status is ImportStatus.KEPT
        assert check(url) == []
        found.append(held(url, without_imports=True))
    different = [name for name in found[0] if found[0][name] != found[1][name]]
    assert different == []


WORDS = ["0", "-1", "1e9", "2024-02-30", "20240101", "합계", "Y", "N", "12억 3천만", "동문재래시장", "nan", ","]
cell = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12) | st.sampled_from(
    [
        "0",
        "-1",
        "1e9",
        "2024-02-30",
        "20240101",
        "합계",
        "Y",
        "N",
        "12억 3천만",
        "제주특별자치도",
        "동문재래시장",
        "nan",
        ",",
    ]
)
TABLES = sorted(name for name, source in sources().items() if source.columns and not source.hook("fits"))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_table_under_the_headers_of_any_source_ends_in_a_report(prepared: Path, data: st.DataObject) -> None:
    source = sources()[data.draw(st.sampled_from(TABLES))]
    header = [data.draw(st.sampled_from(column.headers or (column.name,))) for column in source.columns.values()]
    body = data.draw(st.lists(st.lists(cell, min_size=len(header), max_size=len(header)), min_size=1, max_size=4))
    with tempfile.TemporaryDirectory() as folder:
        url = fresh(prepared, folder)
        path = Path(folder) / "table.csv"
        out = io.StringIO()
        csv.writer(out).writerows([header, *body])
        path.write_bytes(out.getvalue().encode("utf-8", errors="replace"))
        report = import_file(path, url=url, source=source.name)
        assert report.status in ImportStatus and (report.error_words("en") or report.status is not ImportStatus.REFUSED)
        if report.status is ImportStatus.KEPT:
            assert check(url) == []
            undo(report.import_id or 0, url=url)
            assert check(url) == []
        forget_connections()
