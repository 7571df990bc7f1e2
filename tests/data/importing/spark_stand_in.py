"""As much of a Spark session as the importer asks for, in this process: for machines without PySpark and Java.

Unkind on purpose: nothing that is persisted is remembered, so every question computes everything anew, as Spark does
where a machine was lost; partitions come in another order each time; what is sent is pickled.
"""

import pickle
import random
import re
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pyarrow as pa

Partition = list[pa.RecordBatch]


class StandIn:
    """A session."""

    def __init__(self, cores: int = 3, seed: int = 0) -> None:
        self.sparkContext = SimpleNamespace(defaultParallelism=cores, broadcast=_sent)
        self.chance = random.Random(seed)
        self.computed = 0

    def range(self, start: int, end: int, step: int, parts: int) -> "Frame":
        numbers = list(range(start, end, step))
        size = -(-len(numbers) // parts)
        cuts = [numbers[at : at + size] for at in range(0, len(numbers), size)]
        return Frame(self, lambda: [[pa.record_batch({"id": pa.array(cut, pa.int64())})] for cut in cuts])


class Frame:
    """Partitions of record batches, computed whenever they are asked for."""

    def __init__(self, session: StandIn, made: Callable[[], list[Partition]]) -> None:
        self._session, self._made = session, made

    def __getattr__(self, name: str) -> Any:
        return SimpleNamespace(
            isin=lambda values: lambda batch: [each in values for each in batch.column(name).to_pylist()]
        )

    def mapInArrow(self, task: Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]], ddl: str) -> "Frame":
        names = [column.split()[0] for column in ddl.split(", ")]

        def made() -> list[Partition]:
            self._session.computed += 1
            parts = list(self._made())
            self._session.chance.shuffle(parts)
            out = [list(task(iter(part))) for part in parts]
            assert all(batch.schema.names == names for part in out for batch in part)
            return out

        return Frame(self._session, made)

    def where(self, condition: Any) -> "Frame":
        if isinstance(condition, str):
            allowed = [int(number) for number in re.findall(r"\d+", condition)]
            assert re.fullmatch(r"kind (= \d+|IN \([\d, ]+\))", condition)
            condition = lambda batch: [each in allowed for each in batch.column("kind").to_pylist()]  # noqa: E731
        return Frame(
            self._session,
            lambda: [[b.filter(pa.array(condition(b), pa.bool_())) for b in part] for part in self._made()],
        )

    def select(self, *names: str) -> "Frame":
        return Frame(self._session, lambda: [[batch.select(list(names)) for batch in part] for part in self._made()])

    def repartition(self, parts: int, column: str) -> "Frame":
        def made() -> list[Partition]:
            batches = [batch for part in self._made() for batch in part]
            self._session.chance.shuffle(batches)
            out: list[Partition] = [[] for _ in range(parts)]
            for batch in batches:
                places = [value % parts for value in batch.column(column).to_pylist()]
                for at in range(parts):
                    out[at].append(batch.filter(pa.array([place == at for place in places], pa.bool_())))
            return out

        return Frame(self._session, made)

    def persist(self) -> "Frame":
        return self

    def collect(self) -> list[SimpleNamespace]:
        return [SimpleNamespace(**row) for part in self._made() for batch in part for row in batch.to_pylist()]

    def count(self) -> int:
        return len(self.collect())

    def toLocalIterator(self) -> Iterator[SimpleNamespace]:
        return iter(self.collect())


def _sent(value: object) -> SimpleNamespace:
    return SimpleNamespace(value=pickle.loads(pickle.dumps(value)))
