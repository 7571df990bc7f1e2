"""A national briefing of twenty slides as every kind of file: CPU seconds and peak memory of a process of its own.

Each kind is written by a process of its own, figures thawed as they are kept; the imports it needs are counted too.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SLIDES = 20
KINDS = ("pptx", "pdf", "hwpx", "xlsx")
#: Pages and panels, the nation's: as many different figures as there are, then again for single provinces.
PLACES: tuple[tuple[str, dict[str, str]], ...] = (
    ("overview", {}),
    ("payments", {}),
    ("tourists", {}),
    ("changes", {}),
    ("adoption", {}),
    ("overview", {"sido": "11"}),
    ("payments", {"sido": "26"}),
    ("tourists", {"sido": "50"}),
    ("payments", {"sido": "41"}),
    ("overview", {"sido": "47"}),
    ("tourists", {"sido": "11"}),
)
OFFICER = {"role": "officer", "name": "local", "market_ids": [], "region_codes": []}
WRITE = """
import json, resource, sys, time
from pathlib import Path

def peak_mb():
    # what the kernel keeps of this program alone: ru_maxrss begins with the parent's that it was forked from
    try:
        told = Path("/proc/self/status").read_text().split("VmHWM:")[1]
        return int(told.split()[0]) / 1024
    except (OSError, IndexError):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024 ** 2)

began = time.process_time(); clock = time.perf_counter()
from components.exports.files import made
from components.exports.frozen import thawed
from components.exports.report import report_of
from components.text import translator
kind, file, out = sys.argv[1:]
report = report_of([thawed(one) for one in json.loads(Path(file).read_text("utf-8"))], "report", "ko")
data = made(kind, report, translator("ko"))
Path(out).write_bytes(data)
print(json.dumps({"cpu_s": round(time.process_time() - began, 2), "clock_s": round(time.perf_counter() - clock, 2),
                  "peak_mb": round(peak_mb()), "kb": len(data) // 1024}))
"""


def measure(store: Path, folder: Path) -> dict[str, Any]:
    """Seconds, MB and size of every kind, and how long the figures themselves took."""
    environment = {**os.environ, "JANGTEO_STORE_URL": f"sqlite:///{store}", "PYTHONUTF8": "1"}
    figures = folder / "figures.json"
    began = time.perf_counter()
    figures.write_text(json.dumps(_figures(environment), ensure_ascii=False), encoding="utf-8")
    out: dict[str, Any] = {"slides": SLIDES, "figures_s": round(time.perf_counter() - began, 1)}
    for kind in KINDS:
        words = [sys.executable, "-c", WRITE, kind, str(figures), str(folder / f"report.{kind}")]
        out[kind] = json.loads(subprocess.run(words, cwd=ROOT, env=environment, check=True, capture_output=True).stdout)
    return out


def _figures(environment: dict[str, str]) -> list[str]:
    """Frozen figures of the pages, as many as a long briefing has."""
    recipes = [
        {"page": page, "choices": sorted(choices.items()), "panel": f"#{place}"}
        for page, choices in PLACES for place in (1, 2, 3)
    ]  # fmt: skip
    asked = json.dumps({"lang": "ko", "looks": OFFICER, "recipes": [json.dumps(one) for one in recipes]})
    words = [sys.executable, "-m", "components.ui.briefing.remaking"]
    made = subprocess.run(words, cwd=ROOT, env=environment, input=asked, text=True, check=True, capture_output=True)
    found = [json.loads(line)["exhibit"] for line in made.stdout.splitlines()]
    return [one for one in found if one][:SLIDES]
