"""Summaries of payments: recomputed for the touched markets and months inside the import's own transaction.

A market's month is the publisher's monthly figure where there is one, else the sum of its days: never both.

Like with like: markets and methods begin and stop reporting, so two plain totals a year apart do not compare. ``payment_month``
keeps beside each amount the amount of the same market and method twelve months before; every ``matched_*`` column is a sum over
the rows that have both, so ``matched_amount_krw / matched_previous_amount_krw`` is growth and never a new reporter.
"""

from sqlmodel import Field, SQLModel

from data.models.base import KEYED


class PaymentMonth(SQLModel, table=True):
    """Market x month x method. day_count: days with a row, None when the figure was given for the month."""

    __tablename__ = "payment_month"
    __table_args__ = KEYED
    market_id: int = Field(primary_key=True)
    month: int = Field(primary_key=True, description="yyyymm01")
    method: int = Field(primary_key=True)
    amount_krw: int | None = None
    transaction_count: int | None = None
    payer_count: int | None = None
    day_count: int | None = None
    previous_amount_krw: int | None = Field(
        default=None,
        description="same market and method twelve months before; None unless both are known and, where both count "
        "days, the fewer are at least four fifths of the more (a month in progress is no month)",
    )
    is_provisional: int = 0
    import_id: int = Field(description="newest import behind the figure")


class ForeignMonth(SQLModel, table=True):
    """Market x month x wallet x country."""

    __tablename__ = "foreign_month"
    __table_args__ = KEYED
    market_id: int = Field(primary_key=True)
    month: int = Field(primary_key=True)
    wallet: int = Field(primary_key=True)
    country: str = Field(primary_key=True)
    amount_krw: int | None = None
    transaction_count: int | None = None
    payer_count: int | None = None
    is_provisional: int = 0
    import_id: int


class MarketMonth(SQLModel, table=True):
    """Market x month, all methods: what maps and market lists read.

    Market first: measured on 1,400 markets x 60 months, a province's year takes 0.5 ms this way and 1.9 ms month first.
    """

    __tablename__ = "market_month"
    __table_args__ = KEYED
    market_id: int = Field(primary_key=True)
    month: int = Field(primary_key=True)
    amount_krw: int | None = None
    digital_amount_krw: int | None = None
    transaction_count: int | None = None
    foreign_amount_krw: int | None = None
    foreign_transaction_count: int | None = None
    matched_amount_krw: int | None = Field(default=None, description="sum where the year before is known as well")
    matched_previous_amount_krw: int | None = Field(default=None, description="sum of the same rows' year before")
    matched_foreign_amount_krw: int | None = Field(default=None, description="markets with foreign amounts in both months")
    matched_previous_foreign_amount_krw: int | None = None
    is_provisional: int = 0


class RegionMonth(SQLModel, table=True):
    """Nation, sido or sigungu x market kind x month x method: sums over the markets that lie there now."""

    __tablename__ = "region_month"
    __table_args__ = KEYED
    level: str = Field(primary_key=True)
    region_code: str = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    month: int = Field(primary_key=True)
    method: int = Field(primary_key=True)
    amount_krw: int | None = None
    transaction_count: int | None = None
    market_count: int = Field(description="markets with a row for this method")
    matched_amount_krw: int | None = Field(default=None, description="sum where the year before is known as well")
    matched_previous_amount_krw: int | None = Field(default=None, description="sum of the same rows' year before")
    is_provisional: int = 0


class RegionMarketMonth(SQLModel, table=True):
    """Nation, sido or sigungu x kind x month, all methods: reporting markets and the stores in them."""

    __tablename__ = "region_market_month"
    __table_args__ = KEYED
    level: str = Field(primary_key=True)
    region_code: str = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    month: int = Field(primary_key=True)
    market_count: int
    store_count: int | None = Field(description="stores of the reporting markets whose number is known")
    amount_krw: int | None = None
    counted_amount_krw: int | None = Field(description="amount of those markets whose number of stores is known")
    digital_amount_krw: int | None = None
    transaction_count: int | None = None
    foreign_amount_krw: int | None = None
    foreign_transaction_count: int | None = None
    matched_amount_krw: int | None = Field(default=None, description="sum where the year before is known as well")
    matched_previous_amount_krw: int | None = Field(default=None, description="sum of the same rows' year before")
    matched_foreign_amount_krw: int | None = Field(default=None, description="markets with foreign amounts in both months")
    matched_previous_foreign_amount_krw: int | None = None
    is_provisional: int = 0


class ForeignRegionMonth(SQLModel, table=True):
    """Nation, sido or sigungu x kind x month x wallet x country."""

    __tablename__ = "foreign_region_month"
    __table_args__ = KEYED
    level: str = Field(primary_key=True)
    region_code: str = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    month: int = Field(primary_key=True)
    wallet: int = Field(primary_key=True)
    country: str = Field(primary_key=True)
    amount_krw: int | None = None
    transaction_count: int | None = None
    market_count: int
    is_provisional: int = 0
