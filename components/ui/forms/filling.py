"""A form being filled in: what was typed stands in the session and, at every change, in the store as a draft."""

import uuid
from dataclasses import dataclass, field

import streamlit as st

from components.ui import address
from components.ui.viewing import viewer
from data import drafts
from data.errors import StoreProblem
from data.importing import entered

#: Fields of a draft that are no column: which filling-in it is, and the import of the row that is being changed.
MARK, BASE = "_mark", "_base"
#: Before the names of columns that an address fills in.
PREFILL = "set_"
_SESSION = "fillings"


@dataclass
class Filling:
    """One form being filled in.

    edit: key of the row that is changed, '' for a new one; base: import of that row. texts: as typed. saved_at: of the
    draft, '' while nothing was typed. is_asked: somebody tried to keep it, so that empty fields are complained about.
    unsaved: why the draft could not be saved, None when it was.
    """

    source: str
    edit: str = ""
    base: int | None = None
    mark: str = field(default_factory=lambda: uuid.uuid4().hex[:12])
    texts: dict[str, str] = field(default_factory=dict)
    began_with: dict[str, str] = field(default_factory=dict)
    saved_at: str = ""
    is_asked: bool = False
    unsaved: StoreProblem | None = None

    @property
    def form(self) -> str:
        """Name of the draft."""
        return f"{self.source}:{self.edit}" if self.edit else self.source

    @property
    def is_new(self) -> bool:
        """No row is meant to stand under its key: one that is not there yet, or not any more."""
        return self.base is None

    @property
    def is_touched(self) -> bool:
        """Something differs from what it began with."""
        return {name: text for name, text in self.texts.items() if text} != self.began_with

    def type_in(self, **texts: str) -> None:
        """Take what was typed and save the draft; a store that is busy keeps nobody from typing on."""
        self.texts.update(texts)
        told = {**self.texts, MARK: self.mark, BASE: "" if self.base is None else str(self.base)}
        try:
            self.saved_at = drafts.save(viewer().name, self.form, told).saved_at
            self.unsaved = None
        except StoreProblem as problem:
            self.unsaved = problem

    def forget(self) -> None:
        """Throw the draft away, in the session and in the store."""
        _fillings().pop(self.form, None)
        drafts.throw_away(viewer().name, self.form)


def current(source: str, edit: str = "") -> Filling | None:
    """The filling of that form: of this session, else the draft, else a new one. None: no such row to change.

    Raises: StoreProblem.
    """
    made = Filling(source, edit)
    if made.form in _fillings():
        return _fillings()[made.form]
    began, kept = _beginning(source, edit), drafts.draft(viewer().name, made.form)
    if began is None and kept is None:
        return None
    made.began_with, made.base = began or ({}, None)
    made.texts = dict(made.began_with)
    if kept is not None:
        made.texts = {name: text for name, text in kept.fields.items() if name not in (MARK, BASE)}
        made.mark = kept.fields.get(MARK) or made.mark
        made.base = int(kept.fields[BASE]) if kept.fields.get(BASE) else None
        made.saved_at = kept.saved_at
    _fillings()[made.form] = made
    return made


def _beginning(source: str, edit: str) -> tuple[dict[str, str], int | None] | None:
    """What the fields hold before anybody types: the row that is changed, else what the address fills in."""
    if edit:
        found = entered.texts_of(source, edit)
        return None if found is None else ({name: text for name, text in found[0].items() if text}, found[1])
    return prefilled(), None


def prefilled() -> dict[str, str]:
    """Columns that the address fills in."""
    return {
        name.removeprefix(PREFILL): address.word(name)
        for name in st.query_params
        if name.startswith(PREFILL) and address.word(name)
    }


def _fillings() -> dict[str, Filling]:
    fillings: dict[str, Filling] = st.session_state.setdefault(_SESSION, {})
    return fillings
