"""Starting Spark, and saying in a sentence what it complains of.

Master: ``JANGTEO_SPARK_MASTER`` (environment or secrets.toml), e.g. ``spark://host:7077``; else what Spark's own
``spark-defaults.conf`` says; else all cores of this machine. Everything else (memory, cores, ways to sign in) is set in
Spark's own files. Every machine has the product, with its Python, in the same folder.
"""

import contextlib
import os
import shutil
import socket
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from data.errors import EngineFailed, EngineMissing
from data.messages import both
from data.store import setting

ROOT = Path(__file__).parents[3]
MASTER = "JANGTEO_SPARK_MASTER"
#: Rows that go to Python at once.
ROWS_AT_ONCE = 200_000
MASTER_ANSWERS_S = 10


@contextmanager
def started(*, shows_progress: bool = False) -> Iterator[Any]:
    """A Spark session, stopped at the end. Raises: EngineMissing, EngineFailed."""
    with warnings.catch_warnings():
        # Spark 4.3 warns of pandas 3; no pandas crosses between Spark and us, only Arrow
        warnings.simplefilter("ignore", FutureWarning)
        builder = _builder()
        with complaints():
            session = builder.config("spark.ui.showConsoleProgress", str(shows_progress).lower()).getOrCreate()
        try:
            yield session
        finally:
            session.stop()


@contextmanager
def complaints() -> Iterator[None]:
    """Turns what Spark, or the way to it, complains of into EngineFailed."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except (Py4JError, PySparkException, ConnectionError) as wrong:
        raise EngineFailed(detail=_first_words(str(wrong))) from wrong


def check_master(master: str) -> None:
    """Spark itself tries for minutes and then tells a stack trace. Raises: EngineFailed when no master answers."""
    if not master.startswith("spark://"):
        return
    for place in master.removeprefix("spark://").split(","):
        host, _, port = place.rpartition(":")
        with contextlib.suppress(OSError, ValueError), socket.create_connection((host, int(port)), MASTER_ANSWERS_S):
            return
    raise EngineFailed(detail=both("detail.no_master", master=master))


def _first_words(said: str) -> str:
    """The line that tells most: what ended the job, else the first that is not only where Python called Java."""
    lines = [line.strip().removeprefix(": ") for line in said.splitlines() if line.strip()]
    lines = [line for line in lines if not line.startswith("An error occurred while calling")]
    telling = [line for line in lines if "Job aborted" in line or line.startswith(("Caused by", "pyspark.errors"))]
    return (telling or lines or [""])[0][:300]


def _builder() -> Any:
    try:
        from pyspark.sql import SparkSession
    except ImportError as wrong:
        raise EngineMissing(detail=both("detail.no_pyspark")) from wrong
    home = os.environ.get("JAVA_HOME")
    if shutil.which("java", path=f"{home}/bin" if home else None) is None:
        raise EngineMissing(detail=both("detail.no_java"))
    # the processes that Spark starts read this program's own code with this program's own Python
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    os.environ["PYTHONPATH"] = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    builder: Any = SparkSession.builder.appName("jangteo")
    master = setting(MASTER)
    check_master(master)
    if not master or master.startswith("local"):
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
        builder = builder.config("spark.ui.enabled", "false")
    if master:
        builder = builder.master(master)
    settings = {
        "spark.executorEnv.PYTHONPATH": str(ROOT),
        "spark.sql.execution.arrow.maxRecordsPerBatch": str(ROWS_AT_ONCE),
        # the same partitions each time a lost one is made again
        "spark.sql.adaptive.enabled": "false",
    }
    for name, value in settings.items():
        builder = builder.config(name, value)
    return builder
