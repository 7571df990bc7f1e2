"""Summaries of payments: recomputed for the touched markets and months inside the import's own transaction.

A market's month is the publisher's monthly figure where there is one, else the sum of its days: never both. That is
decided for each market, month and method (foreign: wallet). Unknown stays NULL: a sum of unknown amounts is NULL.

``payment_month`` and ``foreign_month`` are laid out by month: a span of months of all markets is one range, one
market is found through the index on market_id. ``market_month`` is laid out by market, region tables by place. Region
tables hold one row per market kind; all kinds together are their sum. A market whose province is not known counts for
the nation only. market_count and store_count are of one month: a sum of them over months means nothing.

Like with like: markets and methods begin and stop reporting, so two plain totals a year apart do not compare.
``payment_month`` keeps beside each amount the amount of the same market and method twelve months before; every
``matched_*`` column is a sum over the rows that have both, so ``matched_amount_krw / matched_previous_amount_krw`` is
growth and never a new reporter. In the same way every ratio has its own base: ``ticketed_amount_krw`` stands over
``transaction_count``, ``counted_amount_krw`` over ``store_count``, ``foreign_amount_krw`` over
``foreign_base_amount_krw``.
"""

from sqlmodel import Field, SQLModel

from data.models.base import KEYED


class PaymentMonth(SQLModel, table=True):
    """Month x market x method. day_count: days with a row, None when the figure was given for the month.

    payer_count: None for a sum of days, for one person may pay on several of them.
    """

    __tablename__ = "payment_month"
    __table_args__ = KEYED
    month: int = Field(primary_key=True, description="yyyymm01")
    market_id: int = Field(primary_key=True, index=True)
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
    first_import_id: int = Field(description="oldest import behind the figure")
    import_id: int = Field(description="newest import behind the figure")


class ForeignMonth(SQLModel, table=True):
    """Month x market x wallet x country. day_count, payer_count: as in payment_month."""

    __tablename__ = "foreign_month"
    __table_args__ = KEYED
    month: int = Field(primary_key=True)
    market_id: int = Field(primary_key=True, index=True)
    wallet: int = Field(primary_key=True)
    country: str = Field(primary_key=True)
    amount_krw: int | None = None
    transaction_count: int | None = None
    payer_count: int | None = None
    day_count: int | None = None
    is_provisional: int = 0
    first_import_id: int
    import_id: int


class MarketMonth(SQLModel, table=True):
    """Market x month, all methods: what maps and market lists read. Foreign payments alone also make a row.

    Market first: measured on 1,400 markets x 60 months, a province's year takes 0.5 ms this way and 1.9 ms month first.
    """

    __tablename__ = "market_month"
    __table_args__ = KEYED
    market_id: int = Field(primary_key=True)
    month: int = Field(primary_key=True, index=True)
    amount_krw: int | None = None
    digital_amount_krw: int | None = None
    transaction_count: int | None = None
    foreign_amount_krw: int | None = None
    foreign_transaction_count: int | None = None
    ticketed_amount_krw: int | None = Field(default=None, description="sum where the transaction count is known too")
    matched_amount_krw: int | None = Field(default=None, description="sum where the year before is known as well")
    matched_previous_amount_krw: int | None = Field(default=None, description="sum of the same rows' year before")
    matched_foreign_amount_krw: int | None = Field(default=None, description="where both months have foreign amounts")
    matched_previous_foreign_amount_krw: int | None = None
    is_provisional: int = 0
    methods_told: int | None = Field(
        default=None, description="methods with an amount above zero: bit 0 the first one, bit 1 the next; None = none"
    )


class MarketDay(SQLModel, table=True):
    """Market x day, all methods that are told by the day. What is told by the month only is not in it.

    method_count: methods whose amount of the day is known.
    """

    __tablename__ = "market_day"
    __table_args__ = KEYED
    market_id: int = Field(primary_key=True)
    day: int = Field(primary_key=True, description="yyyymmdd")
    amount_krw: int | None = None
    transaction_count: int | None = None
    method_count: int
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
    market_count: int = Field(description="markets whose amount for this method is known")
    ticketed_amount_krw: int | None = Field(default=None, description="sum where the transaction count is known too")
    matched_amount_krw: int | None = Field(default=None, description="sum where the year before is known as well")
    matched_previous_amount_krw: int | None = Field(default=None, description="sum of the same rows' year before")
    is_provisional: int = 0


class RegionMarketMonth(SQLModel, table=True):
    """Nation, sido or sigungu x kind x month, all methods: reporting markets and the stores in them.

    A market reports when its amount of the month is known; market_count and store_count speak of those.
    """

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
    foreign_base_amount_krw: int | None = Field(default=None, description="amount of the markets with a foreign amount")
    foreign_transaction_count: int | None = None
    foreign_market_count: int = Field(default=0, description="markets whose foreign amount is known")
    ticketed_amount_krw: int | None = Field(default=None, description="sum where the transaction count is known too")
    matched_amount_krw: int | None = Field(default=None, description="sum where the year before is known as well")
    matched_previous_amount_krw: int | None = Field(default=None, description="sum of the same rows' year before")
    matched_foreign_amount_krw: int | None = Field(default=None, description="where both months have foreign amounts")
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
    market_count: int = Field(description="markets whose amount for this wallet and country is known")
    is_provisional: int = 0


class MarketPlace(SQLModel, table=True):
    """Where each market lay and how many stores it had when the sums of places were last made."""

    __tablename__ = "market_place"
    __table_args__ = KEYED
    market_id: int = Field(primary_key=True)
    sido_code: str
    sigungu_code: str
    kind: str
    store_count: int | None = None


class ReadinessItemCount(SQLModel, table=True):
    """Market x thing of a digitally working store. A thing is used when it was used within 90 days before the day its
    own row speaks of.
    """

    __tablename__ = "readiness_item"
    __table_args__ = KEYED
    market_id: int = Field(primary_key=True)
    item: str = Field(primary_key=True, description="identifier of data.codes.ReadinessItem")
    store_count: int = Field(description="stores with a row")
    told_count: int = Field(description="of these, those that answered")
    has_count: int
    used_count: int


class ReadinessScore(SQLModel, table=True):
    """Market x score of its stores."""

    __tablename__ = "readiness_score"
    __table_args__ = KEYED
    market_id: int = Field(primary_key=True)
    score: int = Field(primary_key=True, description="things in use, 0 to 12; -1: did not answer all; -2: none")
    store_count: int
    as_of_day: int = Field(description="newest day that rows of these stores speak of")


class ChannelCount(SQLModel, table=True):
    """Market x sales channel: stores told of, and how far they came."""

    __tablename__ = "channel_count"
    __table_args__ = KEYED
    market_id: int = Field(primary_key=True)
    channel: str = Field(primary_key=True)
    store_count: int
    opened_count: int
    ordered_count: int = Field(description="of the opened")
    closed_count: int


class MarketUses(SQLModel, table=True):
    """Market: its rows of channel_use side by side, in the order of store and channel, without the stores' names.

    records: of each row the places of channel, sector and age band among the words, then its days, counts and amounts
    (``data.summaries.packed.USES``).
    """

    __tablename__ = "market_uses"
    __table_args__ = KEYED
    market_id: int = Field(primary_key=True)
    row_count: int
    records: bytes
    words: str = Field(description="JSON: the different words of the rows, in order")


class MonthOfMarkets(SQLModel, table=True):
    """Month: its rows of market_month side by side, in the order of market (``data.summaries.packed.MONTHS``)."""

    __tablename__ = "month_of_markets"
    __table_args__ = KEYED
    month: int = Field(primary_key=True, description="yyyymm01")
    row_count: int
    records: bytes


class AssetState(SQLModel, table=True):
    """Summary: an asset's readings of one measure. day_count: days with any; sums over known values."""

    __tablename__ = "asset_state"
    __table_args__ = KEYED
    market_id: int = Field(primary_key=True)
    asset_name: str = Field(primary_key=True)
    measure: str = Field(primary_key=True)
    first_at: int
    last_at: int
    reading_count: int
    day_count: int
    known_count: int
    value_sum: float | None = None


class AssetHour(SQLModel, table=True):
    """Summary: readings by weekday (0 = Monday) and hour, on market days and others. Sums over known values."""

    __tablename__ = "asset_hour"
    __table_args__ = KEYED
    market_id: int = Field(primary_key=True)
    asset_name: str = Field(primary_key=True)
    measure: str = Field(primary_key=True)
    is_market_day: int = Field(primary_key=True, description="1, 0; -1 = the market's days are not known")
    weekday: int = Field(primary_key=True)
    hour: int = Field(primary_key=True)
    known_count: int
    full_count: int = Field(description="readings at or above the asset's capacity")
    value_sum: float
