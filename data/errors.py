"""What can go wrong with data, as a small tree of types.

Each class carries the fields its sentence needs; the sentence itself stands in ``messages.toml`` under
``error.<ClassName>`` in every language, so that the command line and the screen say the same words.
"""


class JangteoError(Exception):
    """Something a file, a person or the machine can cause. ``fields`` fill the placeholders of its sentence."""

    def __init__(self, **fields: object) -> None:
        super().__init__(f"{type(self).__name__}({', '.join(f'{k}={v!r}' for k, v in fields.items())})")
        self.fields = fields


class FileProblem(JangteoError):
    """A file that cannot be imported. Always carries ``file``."""


class NotAFile(FileProblem):
    """The path is a directory, a device, or nothing at all."""


class EmptyFile(FileProblem):
    """No byte, or a header without a single row."""


class FileTooLarge(FileProblem):
    """Larger than is read: fields ``size_mb``, ``limit_mb``."""


class ArchiveTooDense(FileProblem):
    """A zip (xlsx) that unpacks to far more than it weighs: a bomb or a broken file."""


class UnreadableFile(FileProblem):
    """Not text, not a workbook, not JSON as its name promises; or cut off in the middle. Field ``detail``."""


class UnknownLayout(FileProblem):
    """No known source has such a header row. Fields ``header``, ``nearest``."""


class AmbiguousLayout(FileProblem):
    """Several sources fit and nothing decides. Field ``candidates``."""


class MissingColumns(FileProblem):
    """The source is known but columns it needs are not there. Fields ``source``, ``columns``."""


class NoGoodRows(FileProblem):
    """Every row was refused, so nothing was kept. Fields ``rows_read``, ``first_reason``."""


class NotUsable(FileProblem):
    """A file that is understood but holds nothing this store keeps. Fields ``source``, ``why``."""


class NotForEngine(FileProblem):
    """Of a source that a cluster does not read. Fields ``source``."""


class EngineFailed(JangteoError):
    """The cluster gave up, or cannot be reached; nothing was kept. Field ``detail``."""


class RulesWrong(JangteoError):
    """A setting of the rules of disclosure that cannot be read, or is looser than ours. Fields ``said``, ``like``."""


class StoreProblem(JangteoError):
    """The store cannot do what is asked. Carries ``store``."""


class StoreMissing(StoreProblem):
    """No store there yet."""


class StoreBusy(StoreProblem):
    """Another process is writing and did not finish in time."""


class StoreHeld(StoreBusy):
    """The same where it is known who. Field ``by``."""


class StoreReadOnly(StoreProblem):
    """The store may be read, not written."""


class StoreNoRights(StoreReadOnly):
    """The same on a server: the account may not, or it is a copy that only follows another."""


class StoreFull(StoreProblem):
    """The disk is full."""


class StoreBroken(StoreProblem):
    """Not a store, or a damaged one. Field ``detail``: what is wrong with it, in words."""


class StoreUnreachable(StoreProblem):
    """The server that holds the store does not answer."""


class StoreDenied(StoreUnreachable):
    """The server that holds the store does not let this account in: its name, its password, or where from."""


class StoreNewer(StoreProblem):
    """Written by a newer version of this program. Fields ``found``, ``known``."""


class StoreHalfMoved(StoreProblem):
    """Another store is being moved there, or that was broken off."""


class MarketsChanged(StoreProblem):
    """The markets are others than when the rows were given theirs."""


class HoldsExampleData(StoreProblem):
    """Real rows were offered to a store of example data without saying that those may be removed."""


class HoldsRealData(StoreProblem):
    """Example data was asked for in a store that holds real rows."""


class AskedProblem(JangteoError):
    """A request that cannot be answered as put."""


class StoreAddressWrong(StoreProblem, AskedProblem):
    """The address names no store that could be opened: misspelt, no file, a database or driver that is not known.
    Field ``why``.
    """


class EngineMissing(AskedProblem):
    """What a cluster needs is not installed. Field ``detail``."""


class BackupRefused(AskedProblem):
    """A backup cannot go there. Fields ``file``, ``why``."""


class RestoreRefused(AskedProblem):
    """A backup cannot be put there, or is no file. Fields ``file``, ``why``."""


class MoveRefused(AskedProblem):
    """A store cannot be moved there. Fields ``store``, ``why``."""


class MoveDiffers(JangteoError):
    """What came is not what was there. Fields ``store``, ``first``: what differs."""


class BackupUnfit(JangteoError):
    """A backup that opens but does not add up. Fields ``file``, ``count``, ``first``: what differs."""


class UnknownBriefing(AskedProblem):
    """No briefing of that code, or it was withdrawn. Field ``briefing``."""


class UnknownImport(AskedProblem):
    """No such import, or it was undone already. Field ``import_id``."""


class EntryExists(AskedProblem):
    """A new row has the key of one that is there. Fields ``code``, ``by``, ``at``."""


class EntryChanged(AskedProblem):
    """The row was changed or taken out by somebody else since the form was filled from it. Fields ``code``, ``by``."""


class UnknownQuestion(AskedProblem):
    """No such question of identity. Field ``question_id``."""


class UnknownSource(AskedProblem):
    """No source of that name. Fields ``source``, ``known``."""


class UnknownQuery(AskedProblem):
    """No query of that name. Fields ``query``, ``known``."""


class UnknownChoice(AskedProblem):
    """A filter value that is not allowed. Fields ``name``, ``value``, ``allowed``."""


class NotAllowed(AskedProblem):
    """This viewer may not see or do that. Field ``what``."""


class UnknownAccount(AskedProblem):
    """No account of that name. Field ``subject``."""


class AccountUnfit(AskedProblem):
    """Rights that do not fit together, or nobody's name. Fields ``subject``, ``why``."""


class ExportProblem(JangteoError):
    """A file that cannot be made."""


class FontMissing(ExportProblem):
    """The Korean font is not installed: said before a picture is drawn, never empty boxes. Field ``font``."""


class BothHavePayments(AskedProblem):
    """Two markets cannot be made one: both have payments of the same days. Fields ``market``, ``other``."""
