"""A real cluster on this machine's loopback: a standalone master and some workers of one core, each its own process."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

WAIT_S = 120


@dataclass(frozen=True)
class Cluster:
    """A running one. ui: port on which an application of it answers."""

    master: str
    folder: Path
    workers: list[int]
    ui: int

    def environment(self, executors: int) -> dict[str, str]:
        """What the command line needs to use so many executors of it."""
        conf = self.folder / f"conf-{executors}"
        conf.mkdir(exist_ok=True)
        told = {
            "spark.cores.max": executors,
            "spark.executor.cores": 1,
            "spark.executor.memory": "1g",
            "spark.driver.host": "127.0.0.1",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.ui.port": self.ui,
        }
        (conf / "spark-defaults.conf").write_text("".join(f"{name} {value}\n" for name, value in told.items()))
        own = {"JANGTEO_SPARK_MASTER": self.master, "SPARK_CONF_DIR": str(conf), "SPARK_LOCAL_IP": "127.0.0.1"}
        return {**os.environ, **own, "JANGTEO_LOG": "off"}

    def executors(self) -> list[int]:
        """Process numbers of the executors that run now."""
        return [pid for worker in self.workers for pid in _children(worker) if "CoarseGrainedExecutor" in _command(pid)]

    def stages(self) -> list[dict[str, Any]]:
        """What the application under way says of its stages; [] before it answers."""
        base = f"http://127.0.0.1:{self.ui}/api/v1/applications"
        with contextlib.suppress(OSError, ValueError, IndexError):
            application = _asked(base)[0]["id"]
            found: list[dict[str, Any]] = _asked(f"{base}/{application}/stages")
            return found
        return []


@contextlib.contextmanager
def cluster(folder: Path, port: int = 7077, web: int = 8670, workers: int = 2) -> Iterator[Cluster]:
    """Master on that port, web pages from the other on; stopped at the end. Raises: TimeoutError."""
    from pyspark.find_spark_home import _find_spark_home

    program = Path(_find_spark_home()) / "bin" / "spark-class"
    environment = {**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable}
    environment |= {"SPARK_LOCAL_DIRS": str(folder / "local"), "SPARK_DAEMON_MEMORY": "256m"}
    master, started = f"spark://127.0.0.1:{port}", []

    def start(name: str, *words: str) -> subprocess.Popen[bytes]:
        with (folder / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(
                [str(program), *words], env=environment, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
            )
        started.append(process)
        return process

    try:
        kind = "org.apache.spark.deploy"
        start("master", f"{kind}.master.Master", "--host", "127.0.0.1", "--port", str(port), "--webui-port", str(web))
        _wait_for(folder / "master.log", "I have been elected leader")
        pids = []
        for at in range(1, workers + 1):
            options = (
                "--cores",
                "1",
                "--memory",
                "2g",
                "--work-dir",
                str(folder / "work"),
                "--webui-port",
                str(web + at),
            )
            pids.append(start(f"worker{at}", f"{kind}.worker.Worker", "--host", "127.0.0.1", *options, master).pid)
            _wait_for(folder / f"worker{at}.log", "Successfully registered")
        yield Cluster(master, folder, pids, web + workers + 1)
    finally:
        for process in reversed(started):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            process.wait()


def _wait_for(log: Path, words: str) -> None:
    until = time.monotonic() + WAIT_S
    while words not in log.read_text(errors="replace"):
        if time.monotonic() > until:
            raise TimeoutError(f"{log}: {log.read_text(errors='replace')[-2000:]}")
        time.sleep(0.2)


def _children(pid: int) -> list[int]:
    with contextlib.suppress(OSError):
        found = [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
        # the JVM starts children from threads of its own
        for thread in Path(f"/proc/{pid}/task").iterdir():
            found += [int(each) for each in (thread / "children").read_text().split()]
        return sorted(set(found))
    return []


def _command(pid: int) -> str:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace")
    return ""


def _asked(address: str) -> Any:
    with urllib.request.urlopen(address, timeout=5) as answer:
        return json.load(answer)
