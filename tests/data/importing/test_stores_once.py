"""A store that a file names twice is kept once, wherever in the file; first and later files leave the same rows."""

import numpy as np
import pandas as pd
from sqlalchemy import inspect, select

from data.importing import import_file
from data.importing.keepers import store as keeper
from data.models import metadata
from data.store import reading, writing

HEADER = ("상가업소번호", "상호명", "상권업종소분류명", "도로명주소", "시도명")


def row(number: int) -> tuple[str, ...]:
    return (f"MA{number}", f"가게{number}", "식당", "제주특별자치도 제주시 관덕로 1", "제주특별자치도")


def test_keys_of_earlier_blocks_are_known_in_every_later_one() -> None:
    seen, luck, before = keeper._Seen(), np.random.default_rng(1), set[str]()
    for _ in range(40):
        keys = pd.Series([f"k{n}" for n in luck.integers(0, 3000, 90)])
        assert seen.before(keys).tolist() == [key in before for key in keys]
        before |= set(keys)
    assert not seen.before(pd.Series([], dtype=object)).size


def test_a_store_named_again_in_a_later_block_is_a_repeat(url, write, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr("data.importing.decoding.PIECE_BYTES", 2_000)
    path = write([row(n) for n in [*range(200), 3, 199]], "상가(상권)정보_202501.csv", HEADER)
    report = import_file(path, url=url)
    assert (report.rows_new, report.rows_repeated) == (200, 2)


def test_indexes_are_there_again_after_the_first_file_kept_or_only_tried(url, write) -> None:  # type: ignore[no-untyped-def]
    def indexes() -> dict[str, list[str]]:
        with reading(url) as connection:
            return {
                str(each["name"]): list(map(str, each["column_names"]))
                for each in inspect(connection).get_indexes("store")
            }

    with writing(url):
        before = indexes()
    path = write([row(n) for n in range(5)], "상가(상권)정보_202501.csv", HEADER)
    import_file(path, url=url, keep=False)
    assert indexes() == before and len(before) == 3
    import_file(path, url=url)
    assert indexes() == before


def test_the_first_file_and_a_later_one_leave_the_same_rows(url, write) -> None:  # type: ignore[no-untyped-def]
    first = import_file(write([row(n) for n in range(5)], "상가(상권)정보_202501.csv", HEADER), url=url)
    second = import_file(write([row(n) for n in range(3, 8)], "상가(상권)정보_202506.csv", HEADER), url=url)
    assert (first.rows_new, second.rows_new, second.rows_unchanged) == (5, 3, 2)
    stores = metadata.tables["store"]
    with reading(url) as connection:
        asked = select(stores.c.store_key, stores.c.first_seen, stores.c.last_seen).order_by(stores.c.store_key)
        seen = [(key.rpartition("MA")[2], old[:7], new[:7]) for key, old, new in connection.execute(asked)]
    assert seen[2:4] == [("2", "2025-01", "2025-01"), ("3", "2025-01", "2025-06")]
    assert seen[7] == ("7", "2025-06", "2025-06")
