"""Markets: what the registers say, edition by edition, and who is the same market."""

from sqlmodel import Field, SQLModel

from data.models.base import KEYED, NUMBERED


class Market(SQLModel, table=True):
    """One real market or shopping district as now known: follows from its records and can always be derived again."""

    __tablename__ = "market"
    __table_args__ = NUMBERED
    market_id: int | None = Field(default=None, primary_key=True)
    market_name: str
    former_names: str = Field(default="", description="separated by |")
    kind: str = "unknown"
    sido_code: str = Field(default="", index=True)
    sigungu_code: str = Field(default="", index=True)
    region_basis: str = Field(default="", description="code, address, point or place: how the region was found")
    lat: float | None = None
    lon: float | None = None
    road_address: str = ""
    lot_address: str = ""
    cycle: str = Field(default="", description="opening cycle as the register writes it")
    market_days: str = Field(default="", description="last digits of the days of trade, '2,7'; empty = every day")
    opened_year: int | None = None
    store_count: int | None = Field(default=None, description="None = not known; the register's 0 means that too")
    goods: str = Field(default="", description="separated by +")
    vouchers: str = ""
    homepage: str = ""
    phone: str = ""
    has_toilet: int | None = None
    has_parking: int | None = None
    as_of: str = Field(default="", description="edition the values come from")
    first_edition: str = ""
    last_edition: str = ""
    is_listed: int = Field(default=1, description="stands in the newest full register; the market count counts these")
    import_id: int | None = Field(default=None, foreign_key="import.import_id")


class MarketRecord(SQLModel, table=True):
    """One row of one register edition, as it stood, and the market it was judged to be."""

    __tablename__ = "market_record"
    __table_args__ = KEYED
    import_id: int = Field(primary_key=True, foreign_key="import.import_id")
    row: int = Field(primary_key=True)
    market_id: int = Field(foreign_key="market.market_id", index=True)
    source: str
    edition: str
    market_name: str
    values: str = Field(description="JSON of the coerced columns")
    raw: str = Field(default="{}", description="JSON of the row as it stood")
    decision: str = Field(default="new", description="new, same, confirmed, split")
    reason: str = Field(default="", description="key of messages.toml and its fields, JSON")
    score: float = 1.0


class MarketFacility(SQLModel, table=True):
    """One facility or service of one market: value 1 yes, 0 no. Newest edition stands; records keep the rest."""

    __tablename__ = "market_facility"
    __table_args__ = KEYED
    market_id: int = Field(primary_key=True, foreign_key="market.market_id")
    facility: str = Field(primary_key=True, description="identifier of glossary.csv: arcade, sprinkler ...")
    is_present: int
    edition: str
    import_id: int = Field(foreign_key="import.import_id")


class IdentityQuestion(SQLModel, table=True):
    """A row of a register that may or may not be a known market: shown to a person, the answer remembered."""

    __tablename__ = "identity_question"
    __table_args__ = NUMBERED
    question_id: int | None = Field(default=None, primary_key=True)
    import_id: int = Field(foreign_key="import.import_id", index=True)
    row: int
    record_name: str
    record_place: str = ""
    candidate_market_id: int
    reason: str = Field(default="", description="key of messages.toml and its fields, JSON")
    score: float = 0.0
    distance_m: float | None = None
    signature: str = Field(
        index=True, description="normalised name and place of both sides: recognises the pair in the next edition"
    )
    state: str = Field(default="open", description="open, same, different")
    decided_by: str = ""
    decided_at: str = ""
