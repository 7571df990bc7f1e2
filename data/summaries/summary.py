"""What a summary table is: one SELECT that fills, refreshes and checks it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Summary:
    """One summary table, filled by a SELECT.

    columns: separated by blanks. narrowed: fills the gaps of the SELECT when only stale keys count; they are empty when
    everything does. stale: the condition for the rows those keys clear.
    """

    table: str
    columns: str
    select: str
    narrowed: dict[str, str]
    stale: str

    @property
    def names(self) -> list[str]:
        """Columns, in the order of the SELECT."""
        return self.columns.split()

    def due(self) -> str:
        """The rows that should stand in the table: the SELECT over all facts."""
        return f"SELECT * FROM ({self._whole()}) due"

    def rebuilding(self) -> tuple[str, ...]:
        """Statements that fill the table anew."""
        return f"DELETE FROM {self.table}", f"{self._insert()} {self._whole()}"

    def refreshing(self) -> tuple[str, ...]:
        """Statements that recompute the stale rows."""
        return (
            f"DELETE FROM {self.table} WHERE {self.stale}",
            f"{self._insert()} {self.select.format_map(self.narrowed)}",
        )

    def _whole(self) -> str:
        return self.select.format_map(dict.fromkeys(self.narrowed, ""))

    def _insert(self) -> str:
        return f"INSERT INTO {self.table} ({', '.join(self.names)})"


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
