"""Every kind of file a report leaves the product as, by its name; each is imported only when one is asked for."""

from collections.abc import Callable

from components.exports.report import Report
from components.text import Translator

#: Kind, which is also the ending of the file -> media type.
MIME = {
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "pdf": "application/pdf",
    "slides.pdf": "application/pdf",
    "hwpx": "application/hwp+zip",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
#: Kinds of files that hold one figure each.
OF_A_FIGURE = {"csv": "text/csv", "png": "image/png", "svg": "image/svg+xml"}
Progress = Callable[[int, int], None]


def made(kind: str, report: Report, t: Translator, progress: Progress | None = None) -> bytes:
    """The bytes of a report as that kind of file (a key of ``MIME``). Raises: FontMissing, KeyError."""
    if kind == "pptx":
        from components.exports import pptx

        return pptx.written(report, t, progress=progress)
    if kind in ("pdf", "slides.pdf"):
        from components.exports import pdf

        return pdf.written(report, t, paper="a4" if kind == "pdf" else "16:9", progress=progress)
    if kind == "hwpx":
        from components.exports import hwpx

        return hwpx.written(report, t, progress=progress)
    if kind == "xlsx":
        from components.exports import xlsx

        return xlsx.book(report, t, progress=progress)
    raise KeyError(kind)


def made_of_figures(kind: str, report: Report, t: Translator) -> list[bytes]:
    """The bytes of every figure of a report, in its order, as that kind of file (a key of ``OF_A_FIGURE``). A table has
    no picture of its own but its rows. Raises: FontMissing, KeyError."""
    from components.exports import csv, png, svg

    how: dict[str, Callable[..., bytes]] = {"csv": csv.written, "png": png.written, "svg": svg.written}
    write = how[kind]
    return [write(one, t, made_at=report.made_at, snapshot_id=report.snapshot_id) for one in report.exhibits]


def file_name(title: str, kind: str, snapshot_id: str = "") -> str:
    """Name of the file: what it is called, and the number on its pages where it is frozen."""
    name = "".join(sign if sign.isalnum() else "-" for sign in title).strip("-")
    return "-".join(part for part in (name, snapshot_id) if part) + f".{kind}"
