"""What a summary table is: one SELECT that fills, refreshes and checks it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Stale:
    """Some stale rows. gaps: what narrows the SELECT to them. rows: the condition that clears them."""

    gaps: dict[str, str]
    rows: str


@dataclass(frozen=True)
class Summary:
    """One summary table, filled by a SELECT with gaps.

    columns: separated by blanks. whole: fills the gaps when everything counts. keys: rows of touched months.
    places: rows of places whose markets are others than before, for tables that have places.
    """

    table: str
    columns: str
    select: str
    whole: dict[str, str]
    keys: Stale
    places: Stale | None = None

    @property
    def names(self) -> list[str]:
        """Columns, in the order of the SELECT."""
        return self.columns.split()

    def due(self) -> str:
        """The rows that should stand in the table: the SELECT over all facts."""
        return f"SELECT * FROM ({self.select.format_map(self.whole)}) due"

    def rebuilding(self) -> tuple[str, ...]:
        """Statements that fill the table anew."""
        return f"DELETE FROM {self.table}", self._insert(self.whole)

    def refreshing(self) -> tuple[str, ...]:
        """Statements that recompute the rows of stale keys."""
        return self._anew(self.keys)

    def moving(self) -> tuple[str, ...]:
        """Statements that recompute the rows of stale places."""
        return self._anew(self.places) if self.places else ()

    def _anew(self, stale: Stale) -> tuple[str, ...]:
        return f"DELETE FROM {self.table} WHERE {stale.rows}", self._insert(stale.gaps)

    def _insert(self, gaps: dict[str, str]) -> str:
        return f"INSERT INTO {self.table} ({', '.join(self.names)}) {self.select.format_map(gaps)}"


@dataclass(frozen=True)
class YearBefore:
    """Columns of a summary table that come from its own row of twelve months before (month - 10000).

    key: separated by blanks. values: column -> SELECT of one value; p is the row itself, q the one a year before.
    """

    table: str
    key: str
    values: dict[str, str]

    @property
    def names(self) -> list[str]:
        """Key and the columns that are filled."""
        return [*self.key.split(), *self.values]

    def due(self) -> str:
        """The values that should stand there."""
        key = ", ".join(f"p.{name}" for name in self.key.split())
        return f"SELECT {key}, {', '.join(f'({value})' for value in self.values.values())} FROM {self.table} p"

    def rebuilding(self) -> tuple[str, ...]:
        """Statements that fill the columns anew."""
        sets = ", ".join(f"{name} = ({value})" for name, value in self.values.items())
        return (f"UPDATE {self.table} AS p SET {sets}",)

    def refreshing(self) -> tuple[str, ...]:
        """Statements that recompute the stale rows."""
        (whole,) = self.rebuilding()
        return (f"{whole} WHERE (p.market_id, p.month) IN (SELECT market_id, month FROM stale_market_month)",)

    def moving(self) -> tuple[str, ...]:
        """Nothing: another place is no other year."""
        return ()
