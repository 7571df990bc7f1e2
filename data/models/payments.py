"""Payments in markets, and those of foreign visitors: facts, the rows they replaced, and the summaries pages read."""

from sqlmodel import Field, SQLModel

from data.models.base import KEYED


class PaymentValues(SQLModel):
    """What a payment row says. None = not reported."""

    amount_krw: int | None = None
    transaction_count: int | None = None
    payer_count: int | None = None
    is_provisional: int = 0
    import_id: int = Field(foreign_key="import.import_id")


class Payment(PaymentValues, table=True):
    """Fact: market x grain x period x method. day is the first day of the period, yyyymmdd."""

    __tablename__ = "payment"
    __table_args__ = KEYED
    market_id: int = Field(primary_key=True, foreign_key="market.market_id")
    grain: int = Field(primary_key=True)
    day: int = Field(primary_key=True)
    method: int = Field(primary_key=True)


class PaymentPast(PaymentValues, table=True):
    """A payment row that a newer edition replaced; comes back when that import is undone."""

    __tablename__ = "payment_past"
    __table_args__ = KEYED
    market_id: int = Field(primary_key=True)
    grain: int = Field(primary_key=True)
    day: int = Field(primary_key=True)
    method: int = Field(primary_key=True)
    import_id: int = Field(primary_key=True, foreign_key="import.import_id")
    replaced_by: int = Field(foreign_key="import.import_id", index=True)


class ForeignPayment(PaymentValues, table=True):
    """Fact: market x grain x period x wallet x country of issue ('' = not told)."""

    __tablename__ = "foreign_payment"
    __table_args__ = KEYED
    market_id: int = Field(primary_key=True, foreign_key="market.market_id")
    grain: int = Field(primary_key=True)
    day: int = Field(primary_key=True)
    wallet: int = Field(primary_key=True)
    country: str = Field(primary_key=True, description="ISO 3166 alpha-2 of the issuer; '' = not told")


class ForeignPaymentPast(PaymentValues, table=True):
    """A foreign payment row that a newer edition replaced."""

    __tablename__ = "foreign_payment_past"
    __table_args__ = KEYED
    market_id: int = Field(primary_key=True)
    grain: int = Field(primary_key=True)
    day: int = Field(primary_key=True)
    wallet: int = Field(primary_key=True)
    country: str = Field(primary_key=True)
    import_id: int = Field(primary_key=True, foreign_key="import.import_id")
    replaced_by: int = Field(foreign_key="import.import_id", index=True)
