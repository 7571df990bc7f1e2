"""Imported once by the server from which killed writers are forked, so that each begins to write at once."""

import importlib

import data.importing.templates
from data.importing.spellings import code_names
from data.sources import sources

for subject in ("payment", "market"):
    importlib.import_module(f"data.importing.keepers.{subject}")
sources()
code_names("payment_method")
data.importing.templates.words()
