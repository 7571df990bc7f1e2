"""What stores do digitally: the channels they sell through, and the things they use."""

from sqlmodel import Field, SQLModel

from data.models.base import KEYED


class ChannelUseValues(SQLModel):
    """What became of a store on a channel. Days are yyyymmdd; None = not told, or it did not happen."""

    sector: str = ""
    age_band: str = Field(default="", description="of the owner: 20s, 30s ...")
    trained_day: int | None = None
    opened_day: int | None = None
    first_order_day: int | None = None
    last_order_day: int | None = None
    closed_day: int | None = None
    order_count: int | None = None
    sales_krw: int | None = Field(default=None, description="since the opening")
    recent_sales_krw: int | None = Field(
        default=None, description="of the last twelve whole months up to as_of_day (data.metrics.recent.window)"
    )
    buyer_count: int | None = Field(default=None, description="different buyers since the opening")
    repeat_buyer_count: int | None = Field(default=None, description="of these, those who bought more than once")
    as_of_day: int = Field(description="day the file speaks of")


class ChannelUse(ChannelUseValues, table=True):
    """One store of one market on one sales channel."""

    __tablename__ = "channel_use"
    __table_args__ = KEYED
    market_id: int = Field(primary_key=True, foreign_key="market.market_id")
    store_name: str = Field(primary_key=True, description="'' = the market as a whole")
    channel: str = Field(primary_key=True)
    import_id: int = Field(foreign_key="import.import_id", index=True)


class ChannelUsePast(ChannelUseValues, table=True):
    """What another edition said about a store on a channel."""

    __tablename__ = "channel_use_past"
    __table_args__ = KEYED
    market_id: int = Field(primary_key=True)
    store_name: str = Field(primary_key=True)
    channel: str = Field(primary_key=True)
    import_id: int = Field(primary_key=True, foreign_key="import.import_id")
    replaced_by: int = Field(foreign_key="import.import_id", index=True)


class StoreItemValues(SQLModel):
    """Whether a store has one of the twelve things, and when it last used it."""

    is_present: int | None = Field(default=None, description="1, 0; None = not asked or not told")
    last_used_day: int | None = None
    as_of_day: int = Field(description="day the file speaks of")


class StoreItem(StoreItemValues, table=True):
    """One store of one market x one thing of a digitally working store."""

    __tablename__ = "store_item"
    __table_args__ = KEYED
    market_id: int = Field(primary_key=True, foreign_key="market.market_id")
    store_name: str = Field(primary_key=True)
    item: str = Field(primary_key=True, description="identifier of data.codes.ReadinessItem")
    import_id: int = Field(foreign_key="import.import_id", index=True)


class StoreItemPast(StoreItemValues, table=True):
    """What another edition said about it."""

    __tablename__ = "store_item_past"
    __table_args__ = KEYED
    market_id: int = Field(primary_key=True)
    store_name: str = Field(primary_key=True)
    item: str = Field(primary_key=True)
    import_id: int = Field(primary_key=True, foreign_key="import.import_id")
    replaced_by: int = Field(foreign_key="import.import_id", index=True)
