"""The day that is counted to: of example data their own last one, else today in Korea."""

import shutil
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import text

from components.ui import load as loading
from components.ui.clock import today
from data.store import writing


@pytest.fixture
def example(monkeypatch: pytest.MonkeyPatch, demo_store_url: str, tmp_path: Path) -> str:
    shutil.copy(demo_store_url.removeprefix("sqlite:///"), tmp_path / "x.sqlite")
    monkeypatch.setenv("JANGTEO_STORE_URL", f"sqlite:///{tmp_path / 'x.sqlite'}")
    loading.forget()
    return f"sqlite:///{tmp_path / 'x.sqlite'}"


def test_example_data_are_counted_to_their_last_day_whatever_is_typed_beside_them(example: str) -> None:
    assert today() == pd.Timestamp("2024-12-31")
    with writing(example) as connection:
        connection.execute(text("create temp table typed as select * from import where import_id = 1"))
        connection.execute(text("update typed set import_id = 9999, sha256 = 'x', edition = '2026-11-30'"))
        connection.execute(text("insert into import select * from typed"))
    loading.forget()
    assert today() == pd.Timestamp("2024-12-31")


def test_without_example_data_it_is_today_in_korea(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JANGTEO_STORE_URL", f"sqlite:///{tmp_path / 'none.sqlite'}")
    loading.forget()
    assert today() == pd.Timestamp.now("Asia/Seoul").tz_localize(None).normalize()
