"""Each type of column: what it takes, what it refuses and why."""

import numpy as np
import pandas as pd
import pytest

from data.importing.coercion import coerce
from data.importing.duplicates import Seen, mixed
from data.importing.spellings import code_list, code_names
from data.importing.tables import TEXT
from data.sources import Column


def coerced(texts, **told):
    outcome = coerce(Column("c", (), **told), pd.Series(texts, dtype=TEXT))
    values = [None if value is pd.NA or value != value else value for value in outcome.values.tolist()]
    return values, {at: why.reason for at, why in outcome.wrong.items()}


def test_coordinates_swapped_or_outside_korea_are_refused_with_that_reason():
    assert coerced(["33.5", "126.5", "0", "", "48.1", "-"], type="lat") == (
        [33.5, None, None, None, None, None],
        {1: "swapped_coordinates", 2: "outside_korea", 4: "outside_korea"},
    )
    assert coerced(["126.5", "33.5", "139.7"], type="lon") == (
        [126.5, None, None],
        {1: "swapped_coordinates", 2: "outside_korea"},
    )


def test_yes_and_no_in_every_spelling():
    texts = ["Y", "n", "1", "2", "보유", "미보유", "O", "X", "있음", "없음", "", "글쎄", "○"]
    assert coerced(texts, type="yes_no") == ([1, 0, 1, 0, 1, 0, 1, 0, 1, 0, None, None, 1], {11: "not_yes_or_no"})


def test_spellings_of_not_known_become_blank():
    assert coerced(["0", "-", "7", " ", "N/A"], type="count", blank=("0",)) == ([None, None, 7, None, None], {})
    assert coerced(["0", "길 1", "-"], type="text", blank=("0",)) == (["", "길 1", ""], {})


def test_money_in_thousands_is_money_in_won():
    assert coerced(["2.20579456E8", "0.5", "1,000"], type="krw", scale=1000) == ([220579456000, 500, 1000000], {})


def test_text_is_composed_and_trimmed_and_keeps_its_zeros():
    import unicodedata

    assert coerced([" 0000000001 ", unicodedata.normalize("NFD", "가나")], type="text") == (["0000000001", "가나"], {})


@pytest.mark.parametrize("name", ["payment_method", "wallet", "country", "market_kind"])
def test_no_spelling_means_two_things(name):
    import tomllib
    from pathlib import Path

    import data.importing.spellings as spellings

    told = tomllib.loads((Path(spellings.__file__).parent / "spellings.toml").read_text(encoding="utf-8"))[name]
    seen = {}
    for code, spelled in told.items():
        for word in {spellings.plain(each) for each in (code, *spelled)}:
            assert seen.setdefault(word, code) == code
    assert code_list(name)[spellings.plain(code_names(name)[code])] == code


def test_codes_are_those_of_the_closed_lists():
    from data.codes import MarketKind, PaymentMethod, Wallet

    assert list(code_names("payment_method")) == [str(method) for method in PaymentMethod]
    assert list(code_names("wallet")) == [str(wallet) for wallet in Wallet]
    assert set(code_names("market_kind")) <= {str(kind) for kind in MarketKind}
    assert all(len(code) == 2 and code.isupper() for code in code_names("country"))


@pytest.mark.parametrize("seed", range(5))
def test_repeats_are_those_a_slow_look_finds(seed):
    dice = np.random.default_rng(seed)
    keys, values = dice.integers(0, 300, 1000), dice.integers(0, 2, 1000)
    slow, first = [], {}
    for row, (key, value) in enumerate(zip(keys, values, strict=True)):
        if key in first:
            slow.append((row, first[key], bool(values[first[key]] == value)))
        else:
            first[key] = row
    seen, fast = Seen(), []
    for begin in range(0, 1000, 170):
        part = slice(begin, begin + 170)
        found = seen.repeats(keys[part], np.arange(1000)[part], mixed([values[part]]))
        fast += zip((found.at + begin).tolist(), found.first.tolist(), found.same.tolist(), strict=True)
    assert sorted(fast) == slow
