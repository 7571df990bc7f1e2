"""The example's programmes: files of ``programmes/`` in the layout of our own templates, put in by their own keepers.

Published figures stand there with their source; everything else says that it is invented. A file of any source that
is laid into the folder is put in too.
"""

from pathlib import Path

from sqlalchemy import Connection

from data.importing.files import offered
from data.importing.importer import put_in
from data.importing.reading import open_file

FOLDER = Path(__file__).parent / "programmes"
#: Others speak of them, so they go in first.
FIRST = ("programme", "participation", "asset")


def put_programmes(connection: Connection, edition: str) -> dict[str, int]:
    """Every file of the folder, in the caller's transaction. Returns: rows by source.

    Raises: FileProblem, AssertionError where a row is refused (a bug of the example).
    """
    opened = [open_file(offered(path)) for path in sorted(FOLDER.glob("*.csv"))]
    place = {name: at for at, name in enumerate(FIRST)}
    counts = {}
    for file in sorted(opened, key=lambda each: place.get(each.source.subject, len(FIRST))):
        report = put_in(connection, file, is_example=True, edition=edition)
        if report.refusals or report.rows_repeated:
            cells = [(cell.row, cell.column, cell.value, cell.reason) for cell in report.refusals[:5]]
            raise AssertionError(f"{report.file}: {report.rows_refused} rows refused: {cells}")
        counts[report.source] = report.rows_read
    return counts
