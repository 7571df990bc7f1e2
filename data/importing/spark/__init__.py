"""Payments from files that do not fit one machine: the same checks, run side by side on a cluster of Apache Spark.

    places.py      where the files are: paths, folders, object stores; opened through Arrow on any machine
    surveying.py   one look at each file: what it is, its SHA-256, and where it may be cut
    units.py       one piece of a file: the blocks, checks and market names of one machine
    merging.py     all rows of some keys: which repeat others, and sums
    tasks.py       what each machine is asked, and how it answers
    session.py     starting Spark, and what it complains of
    gathering.py   the three stages one after another, and what comes back
    engine.py      what the importer asks for in place of its own reading

Nothing is checked or added up here: ``data/importing`` does that (fact_rows, checking, duplicates), one block at a
time. Spark only decides which machine does which piece, and does it again where a machine was lost. Nothing is written
from there either: the store sees one transaction, at the end, by the keeper that every import goes through.
"""
