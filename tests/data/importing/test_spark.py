"""Whoever reads the files, one machine or many: the store, the report and what is refused are the same, row by row.

The stages run in a stand-in for Spark's session (spark_stand_in.py), so that this is known on every machine; the last
tests ask Spark itself, where PySpark and Java are (``make test-spark``).
"""

import contextlib
import os
import shutil
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from data.checking import check
from data.codes import ImportStatus
from data.errors import EngineFailed, HoldsExampleData, MarketsChanged, UnknownSource, UnreadableFile
from data.geo.regions import shipped
from data.identity.resolve import KnownMarkets
from data.importing import import_file, undo
from data.importing.importer import Made
from data.importing.report import ImportReport
from data.importing.spark import engine as engines
from data.importing.spark import gathering, places
from data.importing.spark.engine import SparkEngine
from data.importing.spark.session import check_master
from data.models import Import, Market, metadata
from data.store import reading, writing
from tests.data.importing.conftest import GOOD, HEADER, changed, store_in
from tests.data.importing.settlements import as_csv, transactions, write_folder, write_parquet
from tests.data.importing.spark_stand_in import StandIn

ROOT = Path(__file__).parents[3]
DAYS = tuple("기준일" if name == "기준월" else name for name in HEADER)
FOREIGN = ("시장명", "시도", "시군구", "기준일", "간편결제", "국가", "결제금액(원)", "결제건수", "이용자수", "잠정여부")

WALLETS = [("알리페이플러스", "중국"), ("위챗페이", "일본"), ("알리페이플러스", ""), ("위챗페이", "화성")]


@pytest.fixture(autouse=True)
def small_pieces_and_no_spark(monkeypatch):
    """A file of some kilobytes is cut into many units; what Spark itself would complain of cannot happen."""
    monkeypatch.setattr("data.importing.decoding.PIECE_BYTES", 5_000)
    monkeypatch.setattr("data.importing.parquet_tables.ROWS_PER_PIECE", 50)
    monkeypatch.setattr(gathering, "complaints", contextlib.nullcontext)


def cluster() -> SparkEngine:
    return SparkEngine(session=StandIn())


def two_stores(folder: Path) -> tuple[str, str]:
    for name in ("one", "many"):
        (folder / name).mkdir()
    return store_in(folder / "one"), store_in(folder / "many")


def rows_of(url: str) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables but times and the log."""
    out = {}
    with reading(url) as connection:
        for table in metadata.sorted_tables:
            if table.name not in ("store_state", "audit"):
                columns = [column for column in table.columns if column.name not in ("started_at", "finished_at")]
                out[table.name] = sorted((tuple(row) for row in connection.execute(select(*columns))), key=repr)
    return out


def same(one: ImportReport, many: ImportReport) -> None:
    assert {f.name: getattr(one, f.name) for f in fields(one) if f.name != "problem"} == {
        f.name: getattr(many, f.name) for f in fields(many) if f.name != "problem"
    }
    assert type(one.problem) is type(many.problem)


def both_ways(path: Path, one: str, many: str, session: object = None) -> ImportReport:
    """Put it in by one machine and by many; the report, once everything is seen to be the same."""
    told = import_file(path, url=one)
    with SparkEngine(session=session or StandIn()) as engine:
        same(told, import_file(str(path), url=many, engine=engine))
    mine, theirs = rows_of(one), rows_of(many)
    assert [name for name in mine if mine[name] != theirs[name]] == []
    assert check(many) == []
    return told


def broken_text() -> bytes:
    """A daily file of our form with most of what goes wrong in a text file."""
    rows = [
        changed(기준월=f"2024-04-{1 + at % 28:02d}", 결제금액=f"{at}000", 결제수단=("카드", "제로페이")[at // 28 % 2])
        for at in range(120)
    ]
    rows[7] = changed(시장명="중앙시장", 시도="", 시군구="", 기준월="2024-04-01")
    rows[11] = changed(시장명="합계", 기준월="2024-04-01")
    rows[13] = changed(기준월="2024-04-01", 결제금액="", 결제건수="", 이용자수="")
    rows[17] = rows[16]
    rows[19] = (*rows[18][:5], "5", *rows[18][6:])
    rows[100] = (*rows[3][:5], "6", *rows[3][6:])
    rows[101] = rows[4]
    lines = as_csv(rows, DAYS, "cp949").split(b"\r\n")
    lines[30] = lines[30].replace("동문".encode("cp949"), b"\xff\xfe")
    lines[40] = b'"' + lines[40]
    lines[50] = lines[50] + b",more,cells"
    lines[60] = lines[60][:20]
    lines[70] = lines[70].replace(b"1234", b"12\x0034")
    lines[80] = b""
    return b"\r\n".join(lines)


def write_all(folder: Path) -> dict[str, Path]:
    """Files and folders of every kind that a cluster reads."""
    dirty = transactions(240, wrong_share=0.2)
    made = {
        "settlement": as_csv(dirty),
        "cp949": as_csv(dirty, encoding="cp949"),
        "utf-16": as_csv(dirty, encoding="utf-16"),
        "byte order mark": as_csv(dirty, encoding="utf-8-sig"),
        "months": as_csv([GOOD, changed(결제수단="카드"), changed(결제수단="외상"), GOOD], HEADER),
        "days": broken_text(),
        "foreign": as_csv(
            [
                (
                    "동문재래시장",
                    "제주",
                    "제주시",
                    f"2024-05-{1 + at % 30:02d}",
                    *WALLETS[at % 4],
                    f"{at}00",
                    "3",
                    "",
                    "",
                )
                for at in range(150)
            ],
            FOREIGN,
        ),
    }
    paths = {}
    for name, content in made.items():
        paths[name] = folder / f"{name}.csv"
        paths[name].write_bytes(content)
    paths["parquet"] = write_parquet(folder / "정산.parquet", dirty, group=130)
    paths["folder"] = write_folder(folder / "정산 폴더", dirty, 7)
    return paths


KINDS = ["settlement", "cp949", "utf-16", "byte order mark", "months", "days", "foreign", "parquet", "folder"]


@pytest.mark.parametrize("kind", KINDS)
def test_many_machines_say_the_same_as_one(tmp_path, kind):
    told = both_ways(write_all(tmp_path)[kind], *two_stores(tmp_path))
    assert told.status is ImportStatus.KEPT and told.rows_refused and told.rows_new
    if kind != "foreign":
        assert told.rows_repeated


@pytest.mark.parametrize("seed", range(3))
def test_any_dirty_delivery_says_the_same(tmp_path, seed):
    rows = transactions(150, seed=seed, wrong_share=0.5, days=5)
    both_ways(write_folder(tmp_path / "정산", rows, 1 + 2 * seed), *two_stores(tmp_path), StandIn(1 + seed, seed))


def test_more_is_refused_than_is_told_and_the_same_is_told(tmp_path, monkeypatch):
    for place in ("block", "spark.tasks", "spark.gathering"):
        monkeypatch.setattr(f"data.importing.{place}.REFUSALS_TOLD", 25)
    told = both_ways(write_all(tmp_path)["settlement"], *two_stores(tmp_path))
    assert len(told.refusals) == 25 < told.rows_refused and dict(told.effects)["refusals_not_listed"] > 5
    (tmp_path / "again").mkdir()
    few = [row for row in transactions(120, seed=3) if row[2] != "없는시장"]
    path = tmp_path / "되풀이.csv"
    path.write_bytes(as_csv([*few, *((*row[:6], "777", row[7]) for row in few)]))
    told = both_ways(path, *two_stores(tmp_path / "again"))
    assert {cell.reason for cell in told.refusals} == {"conflicting_duplicate"} and len(told.refusals) == 25


def test_a_second_delivery_meets_the_first_the_same_way_and_undone_is_gone(tmp_path):
    one, many = two_stores(tmp_path)
    both_ways(write_all(tmp_path)["settlement"], one, many)
    path = tmp_path / "고친 정산.csv"
    path.write_bytes(as_csv(transactions(200, seed=1, days=40) + transactions(60, seed=9, days=3)))
    told = both_ways(path, one, many)
    assert told.rows_changed > 20 and told.import_id == 2
    for url in (one, many):
        undo(2, url=url)
        assert check(url) == []
    assert rows_of(one)["payment"] == rows_of(many)["payment"]


def test_the_same_delivery_again_is_read_by_nobody(tmp_path, monkeypatch):
    url, folder = store_in(tmp_path), write_all(tmp_path)["folder"]
    import_file(folder, url=url)
    monkeypatch.setattr(engines, "gathered", None)
    with cluster() as engine:
        assert import_file(str(folder), url=url, engine=engine).status is ImportStatus.REPEATED


def refused(path: Path | str, url: str) -> ImportReport:
    """Refused by many, in the same words as by one machine where it is a path; nothing is kept."""
    before = rows_of(url)
    with cluster() as engine:
        report = import_file(str(path), url=url, engine=engine)
    assert report.status is ImportStatus.REFUSED and report.error
    assert {name: rows for name, rows in rows_of(url).items() if name not in ("import", "refusal")} == {
        name: rows for name, rows in before.items() if name not in ("import", "refusal")
    }
    return report


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("part-9.csv", b"a,b\n1,2\n"),
        ("part-9.csv", b""),
        ("part-9.parquet", b"PAR1 cut off"),
        ("notes.pdf", b"%PDF-1.7"),
    ],
)
def test_one_bad_file_among_a_hundred_is_named_and_nothing_is_kept(tmp_path, name, content):
    folder = write_folder(tmp_path / "정산", transactions(200), 100)
    (folder / name).write_bytes(content)
    one, many = two_stores(tmp_path)
    told = refused(folder, many)
    assert f"정산/{name}" in told.error and told.error == import_file(folder, url=one).error


def test_a_file_with_no_good_row_says_so_with_its_first_reason(tmp_path):
    path = tmp_path / "정산.csv"
    path.write_bytes(as_csv([(*row[:2], "없는시장", *row[3:]) for row in transactions(90)]))
    one, many = two_stores(tmp_path)
    told = refused(path, many)
    assert told.rows_refused == 90 and len(told.refusals) == 90
    same(import_file(path, url=one), told)


def test_nothing_there_an_empty_file_and_a_folder_without_data(tmp_path):
    url = store_in(tmp_path)
    assert "정산" in refused(tmp_path / "정산", url).error
    assert "gone" in refused("s3ish://nowhere/gone?with=options", url).error
    (tmp_path / "머리.csv").write_bytes(as_csv([]))
    assert "비어" in refused(tmp_path / "머리.csv", url).error
    (tmp_path / "빈 폴더").mkdir()
    assert "빈 폴더" in refused(tmp_path / "빈 폴더", url).error


def test_what_a_cluster_does_not_read_is_said(tmp_path):
    url = store_in(tmp_path)
    market = tmp_path / "전국전통시장표준데이터.csv"
    market.write_bytes((ROOT / "tests/samples/market_standard/전국전통시장표준데이터_20241104.csv").read_bytes())
    assert "--engine" in refused(market, url).error
    (tmp_path / "결제.json").write_text('[{"시장명": "동문재래시장"}]')
    assert "csv" in refused(tmp_path / "결제.json", url).error
    with cluster() as engine, pytest.raises(UnknownSource):
        import_file(str(market), url=url, engine=engine, source="no_such")


@pytest.mark.parametrize("how", ["gone", "shorter", "other"])
def test_a_file_that_changes_while_it_is_read_ends_it(tmp_path, how):
    url = store_in(tmp_path)
    folder = write_folder(tmp_path / "정산", transactions(300), 9)
    with cluster() as engine:
        file = engine.offered(str(folder))
        opened = engine.opened(file, None)
        path = folder / "part-00004.csv"
        before = path.read_bytes()
        path.unlink() if how == "gone" else path.write_bytes(
            before[:-50] if how == "shorter" else before.replace(b"00,", b"11,")
        )
        os.utime(path, ns=(1, 1)) if how == "other" else None
        with pytest.raises(UnreadableFile) as found:
            engine.made(opened, KnownMarkets((), shipped().spans))
    assert "part-00004.csv" in found.value.fields["file"]
    assert rows_of(url)["payment"] == []


def test_markets_that_change_meanwhile_end_it(tmp_path, monkeypatch):
    url, path = store_in(tmp_path), write_all(tmp_path)["settlement"]
    made = SparkEngine.made

    def meanwhile(self: SparkEngine, *args: object) -> Made:
        with writing(url) as connection:
            connection.execute(
                insert(Market.__table__).values(market_name="새시장", sido_code="50", sigungu_code="50110")
            )
        return made(self, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(SparkEngine, "made", meanwhile)
    with cluster() as engine, pytest.raises(MarketsChanged):
        import_file(str(path), url=url, engine=engine)
    assert rows_of(url)["payment"] == [] == rows_of(url)["import"]


def test_example_data_is_not_mixed_with_it(tmp_path):
    url, path = store_in(tmp_path), write_all(tmp_path)["settlement"]
    with writing(url) as connection:
        example = {
            "file_name": "e",
            "sha256": "",
            "byte_count": 0,
            "source": "example_payments",
            "subject": "",
            "edition": "2024-01-01",
        }
        connection.execute(insert(Import.__table__).values(**example, status="kept", started_at="2024", is_example=1))
    with cluster() as engine, pytest.raises(HoldsExampleData):
        import_file(str(path), url=url, engine=engine)


def test_an_address_is_told_from_a_path_and_never_shows_what_signs_in():
    assert all(places.is_address(each) for each in ("s3://b/x", "hdfs://n:8020/x"))
    assert not any(places.is_address(each) for each in ("C:/x", "/x", "x.csv"))
    assert places.name_of("s3://key:secret@bucket/folder/정산?endpoint_override=h:9000&scheme=http") == "정산"
    assert places.name_of("s3://key:secret@bucket?scheme=http") == "bucket"


def test_a_master_that_does_not_answer_is_named_at_once():
    with pytest.raises(EngineFailed) as found:
        check_master("spark://127.0.0.1:1")
    assert "spark://127.0.0.1:1" in found.value.fields["detail"]
    check_master("local[2]")


def test_the_log_of_work_never_tells_who_signs_in(tmp_path, monkeypatch):
    monkeypatch.setenv("JANGTEO_LOG", str(tmp_path / "log"))
    url = store_in(tmp_path)
    monkeypatch.setattr(SparkEngine, "offered", lambda *_: (_ for _ in ()).throw(EngineFailed(detail="no master")))
    with cluster() as engine, pytest.raises(EngineFailed):
        import_file("s3://key:secret@bucket/정산", url=url, engine=engine)
    said = (tmp_path / "log").read_text("utf-8")
    assert "EngineFailed" in said and "정산" in said and "secret" not in said


def test_an_address_with_korean_and_blanks_in_it_is_found_like_a_path(tmp_path):
    folder = write_all(tmp_path)["folder"]
    by_path, by_address = places.find(str(folder)), places.find(f"file://{folder}")
    assert " " in folder.name and by_address.name == by_path.name == folder.name
    assert list(by_address.inner) == list(by_path.inner) and "month=03/part-00000.csv" in by_path.inner
    for name, file in by_address.inner.items():
        assert file.open("rb").read() == (folder / name).read_bytes() and file.is_as_found()


def command(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    told = {**os.environ, "PYTHONUTF8": "1", **environment}
    return subprocess.run(
        [sys.executable, "-m", "data", "import", *words], cwd=ROOT, env=told, capture_output=True, text=True
    )


def test_what_is_not_installed_is_said_in_a_sentence_with_status_2(tmp_path):
    path = write_all(tmp_path)["months"]
    done = command(
        "--engine",
        "spark",
        str(path),
        "--store",
        f"sqlite:///{tmp_path}/x.sqlite",
        "--lang",
        "en",
        JAVA_HOME=str(tmp_path),
    )
    assert (
        done.returncode == 2
        and "Nothing is there to compute on a cluster with" in done.stderr
        and "Traceback" not in done.stderr
    )
    assert command("--engine", "abacus", str(path)).returncode == 2


#: Of each call of its own functions; only Arrow crosses between Spark and us.
pandas_3 = pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning")


@pytest.fixture(scope="module")
def spark():
    pytest.importorskip("pyspark", reason="PySpark is an extra: make test-spark")
    if not shutil.which("java"):
        pytest.skip("Spark needs Java")
    from data.importing.spark.session import started

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JANGTEO_SPARK_MASTER", "local[2]")
        with started() as session:
            yield session


@pandas_3
@pytest.mark.parametrize("kind", ["folder", "days"])
def test_spark_itself_says_the_same_as_one_machine(tmp_path, spark, kind, monkeypatch):
    # processes of Spark's own cut as the product does
    monkeypatch.undo()
    told = both_ways(write_all(tmp_path)[kind], *two_stores(tmp_path), spark)
    assert told.status is ImportStatus.KEPT and told.rows_refused


@pandas_3
def test_what_ends_spark_is_a_sentence(spark):
    from data.importing.spark.session import complaints

    def wrong(_batches):
        raise RuntimeError("a bug")

    with pytest.raises(EngineFailed) as found, complaints():
        spark.range(1).mapInArrow(wrong, "a long").collect()
    assert found.value.fields["detail"]
