"""Known weaknesses in what the product runs on, by pip-audit: python .ci/audit.py

Exit status: 0 none known, 1 some are known, 3 could not ask (no network, no pip-audit, a mirror without advisories):
that is no all-clear, and it is said so. pip-audit is not among the dependencies: it is asked for the moment, on a
machine with internet, and only reads the locks.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
KNOWN, NOT_ASKED = 1, 3
LOCKS = ("requirements.lock", "requirements-spark.lock", "requirements-dev.lock")
PATIENCE_S = 300
#: CVE-2019-10906 and others.
CANARY = "jinja2==2.10"


def command() -> list[str] | None:
    """How pip-audit is started; None where it is not installed."""
    beside = Path(sys.executable).with_name("pip-audit")
    found = str(beside) if beside.exists() else shutil.which("pip-audit")
    return [found] if found else None


def not_asked(why: str) -> int:
    """Say that nothing was audited."""
    print(f"NOT AUDITED: {why}", file=sys.stderr)
    print("This is no all-clear. On a machine with internet: pip install pip-audit && make audit", file=sys.stderr)
    return NOT_ASKED


def asked(lock: Path, start: list[str]) -> list[dict[str, Any]] | str:
    """What is known of every package of a lock; or why nothing is."""
    arguments = [
        "--requirement",
        str(lock),
        "--no-deps",
        "--disable-pip",
        "--progress-spinner",
        "off",
        "--format",
        "json",
    ]
    try:
        done = subprocess.run([*start, *arguments], capture_output=True, text=True, timeout=PATIENCE_S)
        found: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (OSError, subprocess.TimeoutExpired) as wrong:
        return type(wrong).__name__
    except (ValueError, KeyError, TypeError):
        return (done.stderr.strip().splitlines() or ["no answer"])[-1][:300]
    skipped = [one["name"] for one in found if "skip_reason" in one]
    if skipped:
        return f"{len(skipped)} of {len(found)} packages are not known to the service: {', '.join(skipped[:5])} ..."
    return found


def audit(lock: Path, start: list[str]) -> int:
    """One lock. Returns: the exit status."""
    found = asked(lock, start)
    if isinstance(found, str):
        return not_asked(f"{lock.name}: {found}")
    weak = [(one["name"], one["version"], each["id"]) for one in found for each in one.get("vulns", [])]
    for name, version, weakness in weak:
        print(f"{lock.name}: {name} {version}: {weakness}")
    if not weak:
        print(f"{lock.name}: {len(found)} packages, no known weakness")
    return KNOWN if weak else 0


def answers_truly(start: list[str]) -> bool:
    """Whether the service knows a weakness that everybody knows. A mirror may answer everything with "none"."""
    with tempfile.TemporaryDirectory() as folder:
        canary = Path(folder) / "canary.txt"
        canary.write_text(f"{CANARY}\n")
        found = asked(canary, start)
    return not isinstance(found, str) and any(one.get("vulns") for one in found)


def main() -> int:
    """Both locks. A known weakness weighs more than one that could not be asked about."""
    start = command()
    if start is None:
        return not_asked("pip-audit is not installed")
    if not answers_truly(start):
        return not_asked(f"the service does not know the weaknesses of {CANARY}, so it would not know others")
    found = [audit(ROOT / lock, start) for lock in LOCKS]
    return KNOWN if KNOWN in found else max(found)


if __name__ == "__main__":
    sys.exit(main())
