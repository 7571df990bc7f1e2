"""Signs, cameras and car parks of markets, and their readings."""

from sqlmodel import Field, SQLModel

from data.models.base import KEYED
from data.models.programmes import Evidence


class AssetValues(Evidence):
    """One thing that was put up. capacity: bays of a car park; covered_store_count: shops a camera watches."""

    kind: str = Field(description="sign, fire_camera, car_park, other")
    programme_code: str = ""
    lat: float | None = None
    lon: float | None = None
    installed_day: int | None = None
    removed_day: int | None = None
    capacity: int | None = None
    covered_store_count: int | None = None


class Asset(AssetValues, table=True):
    """The things that stand."""

    __tablename__ = "asset"
    __table_args__ = KEYED
    market_id: int = Field(primary_key=True, foreign_key="market.market_id")
    asset_name: str = Field(primary_key=True)
    import_id: int = Field(foreign_key="import.import_id", index=True)


class AssetPast(AssetValues, table=True):
    """What another edition said."""

    __tablename__ = "asset_past"
    __table_args__ = KEYED
    market_id: int = Field(primary_key=True)
    asset_name: str = Field(primary_key=True)
    import_id: int = Field(primary_key=True, foreign_key="import.import_id")
    replaced_by: int = Field(foreign_key="import.import_id", index=True)


class AssetReadingValues(SQLModel):
    """The reading; None = it was taken and told nothing."""

    value: float | None = None


class AssetReading(AssetReadingValues, table=True):
    """One heartbeat or reading. read_at: yyyymmddHHMM, local time."""

    __tablename__ = "asset_reading"
    __table_args__ = KEYED
    market_id: int = Field(primary_key=True, foreign_key="market.market_id")
    asset_name: str = Field(primary_key=True)
    measure: str = Field(
        primary_key=True,
        description="heartbeat, content_changed, occupied_count, car_count, alarm (1 true, 0 false), response_minutes",
    )
    read_at: int = Field(primary_key=True)
    import_id: int = Field(foreign_key="import.import_id", index=True)


class AssetReadingPast(AssetReadingValues, table=True):
    """What another edition said."""

    __tablename__ = "asset_reading_past"
    __table_args__ = KEYED
    market_id: int = Field(primary_key=True)
    asset_name: str = Field(primary_key=True)
    measure: str = Field(primary_key=True)
    read_at: int = Field(primary_key=True)
    import_id: int = Field(primary_key=True, foreign_key="import.import_id")
    replaced_by: int = Field(foreign_key="import.import_id", index=True)
