"""Licences of everything the product runs on, from the packages' own metadata: python .ci/licences.py [--json] [--dev]

Nothing is guessed: a package that states no licence, or one that names none, is listed as to be confirmed by a person,
with what its metadata says. Exit status 1 when one is of a family that this project leaves out (GPL, LGPL, AGPL, SSPL).
"""

import json
import re
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
TO_CONFIRM = "to be confirmed by a person"
LEFT_OUT = re.compile(
    r"(?<![A-Za-z])(?:A|L)?GPL|GNU (?:Affero |Lesser |Library )?General Public|SSPL|Server Side Public", re.IGNORECASE
)
#: A licence that can be looked up; "same as Leaflet" cannot.
NAMED = re.compile(
    r"MIT|BSD|Apache|MPL|Mozilla|PSF|Python Software|HPND|Historical|ISC|OFL|Unlicense|0BSD|CC0|Zlib|CNRI",
    re.IGNORECASE,
)
LONGEST = 100


def packages(lock: str) -> list[str]:
    """Names in the lock that are meant for this machine."""
    lines = re.findall(r"^([A-Za-z0-9_.\-]+==[^\\\n]+)", (ROOT / lock).read_text("utf-8"), re.MULTILINE)
    wanted = [Requirement(line.strip()) for line in lines]
    return sorted({each.name for each in wanted if each.marker is None or each.marker.evaluate()}, key=str.lower)


def stated(found: Distribution) -> str:
    """What the metadata says: an SPDX expression, else the classifiers, else the first line of the licence field."""
    told = found.metadata
    if expression := told.get("License-Expression"):
        return str(expression)
    kinds = [line.rpartition(" :: ")[2] for line in told.get_all("Classifier", []) if line.startswith("License ::")]
    kinds = [kind for kind in kinds if kind != "OSI Approved"]
    text = next((line.strip() for line in str(told.get("License") or "").splitlines() if line.strip()), "")
    return " / ".join(kinds) or ("" if text.upper() == "UNKNOWN" else text[:LONGEST])


def judged(licence: str) -> str:
    """``ok``, ``left out`` or TO_CONFIRM. Of a choice ("MIT OR GPL") one that is ok is enough."""
    choices = re.split(r"\bOR\b| / (?=.*GPL)", licence)
    if any(LEFT_OUT.search(choice) for choice in choices) and not any(
        NAMED.search(choice) and not LEFT_OUT.search(choice) for choice in choices
    ):
        return "left out"
    return "ok" if NAMED.search(licence) else TO_CONFIRM


def listed(lock: str) -> list[dict[str, str]]:
    """One row per package: package, version, licence as stated, verdict."""
    rows = []
    for name in packages(lock):
        try:
            found = distribution(name)
        except PackageNotFoundError:
            rows.append({"package": name, "version": "", "licence": "", "verdict": "not installed here"})
            continue
        licence = stated(found)
        rows.append({"package": name, "version": found.version, "licence": licence, "verdict": judged(licence)})
    return rows


def main() -> int:
    """Print the table. Returns: the exit status."""
    rows = listed("requirements-dev.lock" if "--dev" in sys.argv else "requirements.lock")
    if "--json" in sys.argv:
        print(json.dumps(rows, ensure_ascii=False))
    else:
        width = max(len(f"{row['package']} {row['version']}") for row in rows)
        for row in rows:
            note = "" if row["verdict"] == "ok" else f"  <- {row['verdict']}"
            print(f"{row['package']} {row['version']}".ljust(width + 2) + (row["licence"] or "(none stated)") + note)
        unsure = [row["package"] for row in rows if row["verdict"] == TO_CONFIRM]
        print(f"\n{len(rows)} packages; {len(unsure)} {TO_CONFIRM}: {', '.join(unsure) or '-'}")
    return int(any(row["verdict"] == "left out" for row in rows))


if __name__ == "__main__":
    sys.exit(main())
