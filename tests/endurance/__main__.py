"""Trials that take long: ``python -m tests.endurance [NAME ...]``; without a name all of them. One JSON line each.

Exit status 1 when one of them found something. ``fuzz`` takes files of a folder too: ``--real FOLDER``.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.endurance import breaking, crowding, fuzzing, killing

#: Name -> how often unless said otherwise, and what is tried.
TRIALS: dict[str, tuple[int, Callable[[int, int], dict[str, Any]]]] = {
    "kills": (200, lambda count, seed: killing.kills(count, seed)),
    "power_cuts": (100, lambda count, seed: killing.power_cuts(count, seed)),
    "two_at_once": (10, lambda count, _seed: crowding.two_at_once(count)),
    "readers": (40, lambda count, _seed: crowding.readers(count)),
    "undo_while_reading": (40, lambda count, _seed: crowding.readers(count, takes_out=True)),
    "full_disk": (30, lambda count, seed: breaking.full_disk(count, seed)),
    "read_only": (1, lambda _count, _seed: breaking.read_only()),
    "removed": (10, lambda count, seed: breaking.removed(count, seed)),
    "damaged": (30, lambda count, seed: breaking.damaged(count, seed)),
}


def main() -> int:
    """Returns: the exit status."""
    os.environ.setdefault("JANGTEO_LOG", "off")
    names = [*TRIALS, "fuzz"]
    told = argparse.ArgumentParser(prog="python -m tests.endurance", description=__doc__)
    told.add_argument("trials", nargs="*", metavar="NAME", help=", ".join(names))
    told.add_argument("--count", type=int, help="how often, instead of the usual number")
    told.add_argument("--seed", type=int, default=1, help="another number, other moments; of fuzz: the first file")
    told.add_argument("--real", type=Path, help="a folder of real files to begin from, for fuzz")
    asked = told.parse_args()
    if unknown := sorted(set(asked.trials) - set(names)):
        told.error(f"{', '.join(unknown)}: {', '.join(names)}")
    failed = False
    for name in asked.trials or names:
        began = time.monotonic()
        if name == "fuzz":
            found = fuzzing.fuzz(asked.seed, asked.count or 20_000, asked.real).as_json()
        else:
            usual, trial = TRIALS[name]
            found = trial(asked.count or usual, asked.seed)
        failed = failed or bool(found.get("faults"))
        print(json.dumps({"trial": name, "seconds": round(time.monotonic() - began), **found}, ensure_ascii=False))
        sys.stdout.flush()
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
