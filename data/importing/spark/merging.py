"""All rows of some keys, on any machine: the first of each stands, transactions are added up."""

from dataclasses import dataclass

import numpy as np

from data.importing.duplicates import Seen
from data.importing.fact_rows import VALUES, Facts, Part, key_columns, summed


@dataclass(frozen=True)
class Merged:
    """Facts, none of a key twice; how many rows repeated another; and which contradict another.

    conflicts: ``at`` of the row, ``first`` of the row that was there before, ``fact``, in the order in which one
    machine would tell them within a unit.
    """

    facts: Facts
    repeated: int
    conflicts: Facts


def merged(columns: Facts, parts: tuple[Part, ...], *, are_transactions: bool) -> Merged:
    """columns: as of ``units.UnitRead``, of all rows with these values of ``fact``, with ``at`` (unit and row as one
    number, in the order of the files) in place of ``row``."""
    order = np.argsort(columns["at"], kind="stable")
    columns = {name: column[order] for name, column in columns.items()}
    again = Seen().repeats(columns["same"], columns["at"], columns["said"].view(np.uint64))
    stands = np.ones(len(order), dtype=bool)
    stands[again.at] = False
    facts = key_columns(columns["fact"][stands], parts)
    facts |= {name: columns[name][stands] for name in (*VALUES, "is_provisional")}
    if are_transactions:
        facts = summed(facts | {"row_count": np.ones(len(facts["day"]), dtype=np.int64)}, parts)
    other = again.at[~again.same]
    conflicts = {"at": columns["at"][other], "first": again.first[~again.same], "same": columns["same"][other]}
    return Merged(facts, int(again.same.sum()), conflicts)
