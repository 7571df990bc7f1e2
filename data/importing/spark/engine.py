"""What the importer asks a cluster for in place of its own reading: the file, what it is, and its facts."""

import contextlib
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from data.errors import EmptyFile, FileProblem, NotForEngine
from data.identity.resolve import KnownMarkets
from data.importing.block import Tally
from data.importing.files import Offered, folder_of
from data.importing.importer import Made
from data.importing.reading import Opened, recognised
from data.importing.spark.gathering import gathered, surveyed
from data.importing.spark.places import Found, find, name_of
from data.importing.spark.session import started
from data.importing.spark.surveying import Surveyed, Unit
from data.importing.spark.units import Plan, parts_of
from data.messages import Words


class SparkEngine:
    """One Spark session for several deliveries, one after another; started when the first is found."""

    def __init__(self, *, shows_progress: bool = False, session: Any = None) -> None:
        """shows_progress: Spark's own bar on the error stream. session: one that runs already, and goes on running."""
        self._stack = contextlib.ExitStack()
        self._shows_progress = shows_progress
        self._session = session
        self._files: list[Surveyed] = []

    def __enter__(self) -> "SparkEngine":
        """Nothing is started yet."""
        return self

    def __exit__(self, *_wrong: object) -> None:
        """Stop Spark, remove what was spooled."""
        self._stack.close()

    def name(self, path: str) -> str:
        """What the file or folder is called."""
        return name_of(path)

    def offered(self, path: str) -> Offered:
        """Look at every file. Raises: FileProblem, EngineMissing, EngineFailed."""
        found = find(path)
        if self._session is None:
            self._session = self._stack.enter_context(started(shows_progress=self._shows_progress))
        with _named_in(found):
            self._files = surveyed(self._session, found.inner)
        if not found.is_folder:
            return self._files[0].file
        return folder_of(found.name, [each.file for each in self._files], Path(found.name))

    def opened(self, file: Offered, source: str | None) -> Opened:
        """What the files are. Raises: FileProblem, UnknownSource."""
        opened = recognised(file, [each.table for each in self._files], source)
        told = opened.source
        if not parts_of(told) or told.tidy or told.key or told.edition_column:
            raise NotForEngine(file=file.name, source=Words(told.title_ko, told.title_en), source_name=told.name)
        return opened

    def made(self, opened: Opened, markets: KnownMarkets) -> Made:
        """Its facts; counts and refusals of the reader go to ``opened``. Raises: FileProblem, EngineFailed."""
        plan = Plan(
            uuid.uuid4().hex, opened.source.name, self._files, list(_units(self._files)), markets, opened.is_of_several
        )
        folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory(prefix="jangteo-")))
        found = gathered(self._session, plan, folder)
        if found.rows_read == 0:
            raise EmptyFile(file=opened.file.name)
        opened.rows_read, opened.refusals, opened.blanked = found.rows_read, found.refused, found.blanked
        return Made(found.facts(), Tally(repeated=found.repeated, refusals=found.kept_out), markets)


@contextlib.contextmanager
def _named_in(found: Found) -> Iterator[None]:
    """What is wrong with a file of a folder is told with the folder's name."""
    try:
        yield
    except FileProblem as wrong:
        if found.is_folder:
            wrong.fields["file"] = f"{found.name}/{wrong.fields['file']}"
        raise


def _units(files: list[Surveyed]) -> Iterator[Unit]:
    for table, file in enumerate(files):
        for at, (start, end) in enumerate(file.cuts):
            yield Unit(table, start, end, at == 0)
