"""``python -m components.exports``, run as a script or a timer runs it."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from components.ui.briefing import due
from components.ui.briefing.command import _put
from components.ui.briefing.recipes import Recipe
from components.ui.briefing.remaking import remade
from data import briefings
from data.briefings import Slide

ROOT = Path(__file__).resolve().parents[4]
ENDINGS = {b"PK\x03\x04": ("pptx", "hwpx", "xlsx"), b"%PDF": ("pdf",)}


@pytest.fixture
def store(demo_store_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    shutil.copy(demo_store_url.removeprefix("sqlite:///"), tmp_path / "markets.sqlite")
    url = f"sqlite:///{tmp_path / 'markets.sqlite'}"
    monkeypatch.setenv("JANGTEO_STORE_URL", url)
    return url


@pytest.fixture
def code(store: str) -> str:
    recipe = Recipe.of("payments", {"sido": "50"}, "digital_share_trend")
    slide = Slide("디지털 결제", ("문장.",), "", recipe.text(), "", remade([recipe], "ko")[0]["exhibit"])
    return briefings.create("제주 보고", "free", "ko", "kim", slides=[slide], url=store)


def run(store: str, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "components.exports", *words, "--store", store], cwd=ROOT, text=True,
        capture_output=True, env={**os.environ, "PYTHONUTF8": "1"},
    )  # fmt: skip


def test_a_briefing_is_written_as_every_kind(store: str, code: str, tmp_path: Path) -> None:
    done = run(store, code, "-o", str(tmp_path / "out"), "--json")
    assert done.returncode == 0, done.stderr
    (told,) = json.loads(done.stdout)["written"]
    assert (told["briefing"], told["version"]) == (code, 0)
    assert [Path(one).suffix for one in told["files"]] == [".pptx", ".pdf", ".hwpx", ".xlsx"]
    for one in map(Path, told["files"]):
        assert one.suffix[1:] in ENDINGS[one.read_bytes()[:4]]


@pytest.mark.parametrize(
    "words", [["nosuch"], ["{code}", "--as", "doc"], ["{code}", "--version", "9"], ["{code}", "--due"], ["--nosuch"]]
)
def test_wrong_use_ends_with_2_and_a_sentence(store: str, code: str, words: list[str], tmp_path: Path) -> None:
    done = run(store, *(word.format(code=code) for word in words), "-o", str(tmp_path))
    assert done.returncode == 2 and done.stderr.strip() and "Traceback" not in done.stderr


def test_a_folder_that_cannot_be_written_ends_with_1(store: str, code: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    done = run(store, code, "--as", "xlsx", "-o", str(tmp_path / "file"))
    assert done.returncode == 1 and "file" in done.stderr and "Traceback" not in done.stderr


def test_what_is_due_is_written_once_with_its_number(store: str, code: str, tmp_path: Path) -> None:
    assert run(store, "--due", "-o", str(tmp_path / "due")).stdout.strip() == "쓸 때가 된 보고 자료가 없습니다."
    briefings.change(code, store, schedule="monthly")
    first = json.loads(run(store, "--due", "--as", "pdf,xlsx", "-o", str(tmp_path / "due"), "--json").stdout)["written"]
    assert [(one["briefing"], one["version"], len(one["files"])) for one in first] == [(code, 1, 2)]
    assert all(first[0]["snapshot"] in one and Path(one).is_file() for one in first[0]["files"])
    assert json.loads(run(store, "--due", "-o", str(tmp_path / "due"), "--json").stdout) == {"written": []}
    assert len(briefings.versions(code, store)) == 1


def test_what_could_not_be_written_is_still_due(store: str, code: str, tmp_path: Path) -> None:
    briefings.change(code, store, schedule="monthly")
    (tmp_path / "file").write_text("x")
    assert run(store, "--due", "--as", "xlsx", "-o", str(tmp_path / "file")).returncode == 1
    assert briefings.versions(code, store) == []
    assert len(json.loads(run(store, "--due", "--as", "xlsx", "-o", str(tmp_path), "--json").stdout)["written"]) == 1


def test_single_figures_are_written_by_their_place_with_the_number_of_the_version(
    store: str, code: str, tmp_path: Path
) -> None:
    slides = briefings.slides(code, url=store)
    kept = {"title": "제목", "role": "officer", "frozen_by": "kim", "store_version": 1}
    briefings.freeze(code, [*slides, *slides], snapshot_id="ab12cd34", url=store, **kept)
    done = run(store, code, "--version", "1", "--as", "csv,svg", "-o", str(tmp_path), "--json")
    names = [Path(one).name for one in json.loads(done.stdout)["written"][0]["files"]]
    assert names == [f"제주-보고-ab12cd34.{number}.{kind}" for kind in ("csv", "svg") for number in ("01", "02")]
    assert "ab12cd34" in (tmp_path / names[0]).read_text("utf-8-sig")


def test_a_version_says_up_to_which_month_it_is_complete_and_a_newer_one_makes_it_due(store: str, code: str) -> None:
    briefings.change(code, store, schedule="monthly")
    month = due.complete_month(briefings.slides(code, url=store))
    kept = {"snapshot_id": "ab12cd34", "title": "제목", "role": "officer", "frozen_by": "kim", "store_version": 1}
    briefings.freeze(code, [], choice_in_words="결제 자료는 2024-01까지 갖추어졌습니다", url=store, **kept)
    assert due.told_month(due.in_words(briefings.slides(code, url=store), "ko")) == month > "2024-01"
    assert due.is_due(briefings.briefing(code, store))
    briefings.freeze(code, [], choice_in_words=due.in_words(briefings.slides(code, url=store), "en"), url=store, **kept)
    assert not due.is_due(briefings.briefing(code, store))


@pytest.mark.skipif(os.name == "nt", reason="a terminal of this kind is Unix's")
def test_on_a_terminal_it_tells_how_far_it_is_and_leaves_no_trace(store: str, code: str, tmp_path: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "components.exports", code, "--as", "pdf", "-o", str(tmp_path), "--store", store]
    slides = [briefings.slides(code, url=store)[0]] * 3
    briefings.lay(code, slides, url=store)
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=theirs, text=True)
    os.close(theirs)
    said = os.read(ours, 100_000).decode()
    os.close(ours)
    assert done.returncode == 0 and done.stdout.strip().endswith(".pdf")
    assert "제주 보고 pdf: 1 / 3" in said and "2 / 3" in said and said.endswith("\r\x1b[K")


def test_a_file_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    _put(tmp_path / "a.pdf", b"whole")
    (tmp_path / "b.pdf").mkdir()
    with pytest.raises(OSError):
        _put(tmp_path / "b.pdf", b"half")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.pdf", "b.pdf"]
    assert (tmp_path / "a.pdf").read_bytes() == b"whole"
