"""One official file into the store, whole or not at all.

    import_file(path, source=None, url=None, imported_by="", file_name=None, keep=True, replace_example=False,
                progress=None) -> ImportReport
    undo(import_id, url=None, undone_by="") -> None
    template(source_name, lang="ko") -> bytes; template_names(); refused_rows(report or import_id, lang="ko") -> bytes

A file that cannot be imported comes back as a report with status ``refused`` (and stands in the history); what the
store or the asker did wrong (StoreProblem, AskedProblem) is raised and changes nothing.
"""

from data.importing.importer import import_file, undo
from data.importing.mending import refused_rows
from data.importing.templates import template, template_names

__all__ = ["import_file", "refused_rows", "template", "template_names", "undo"]
