"""Stores and merchants."""

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from data.models.base import KEYED, NUMBERED


class StoreValues(SQLModel):
    """What a publisher says about a store."""

    market_id: int | None = Field(default=None, foreign_key="market.market_id")
    store_name: str
    sector: str = ""
    zone: str = ""
    address: str = ""
    sido_code: str = ""
    sigungu_code: str = ""
    lat: float | None = None
    lon: float | None = None
    status: str = Field(default="unknown", description="open, closed, unknown")
    accepts: str = Field(default="", description="payment methods, separated by commas")


class Store(StoreValues, table=True):
    """One place of trade or one merchant that accepts a payment method. market_id None: not tied to a market."""

    __tablename__ = "store"
    __table_args__ = (
        Index("ix_store_market_id", "market_id"),
        # catchments look for the stores of a square
        Index("ix_store_lat_lon", "lat", "lon"),
        # and source lines for one store of an import in a province or city
        Index("ix_store_import_place", "import_id", "sido_code", "sigungu_code"),
        NUMBERED,
    )
    store_id: int | None = Field(default=None, primary_key=True)
    store_key: str = Field(unique=True, description="publisher's number, else a hash of source, name, sector, address")
    import_id: int = Field(foreign_key="import.import_id")
    first_seen: str = Field(default="", description="oldest edition that has the store")
    last_seen: str = Field(default="", description="newest edition that has the store")


class StorePast(StoreValues, table=True):
    """What another edition said about a store."""

    __tablename__ = "store_past"
    __table_args__ = KEYED
    store_key: str = Field(primary_key=True)
    import_id: int = Field(primary_key=True, foreign_key="import.import_id")
    replaced_by: int = Field(foreign_key="import.import_id", index=True)


class StoreSummary(SQLModel, table=True):
    """Summary: stores not known to be closed, by place and accepted method ('' = every store, whatever it accepts).

    level: nation, sido, sigungu, market. A store's region is its own, else its market's. open_count: known to be open.
    """

    __tablename__ = "store_summary"
    __table_args__ = KEYED
    level: str = Field(primary_key=True)
    place_code: str = Field(primary_key=True, description="region code, or market id as text")
    method: str = Field(primary_key=True)
    store_count: int
    open_count: int
