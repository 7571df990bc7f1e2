"""What happened in programmes on a day or over some days, and the rules of dated discounts."""

from sqlmodel import Field

from data.models.base import KEYED
from data.models.programmes import Evidence


class EventValues(Evidence):
    """One event with whatever was counted at it."""

    kind: str = Field(description="broadcast, lesson, draw, exhibition, coupon_issue, campaign, other")
    title: str = ""
    market_id: int | None = Field(default=None, foreign_key="market.market_id", index=True)
    participant_name: str = ""
    platform: str = ""
    starts_day: int
    ends_day: int | None = None
    viewer_count: int | None = None
    order_count: int | None = None
    sales_krw: int | None = None
    production_krw: int | None = None
    discount_krw: int | None = None
    fee_krw: int | None = None
    registered_count: int | None = None
    attendee_count: int | None = None
    completer_count: int | None = None
    acting_count: int | None = Field(default=None, description="who used a new channel within 90 days")
    issued_count: int | None = None
    used_count: int | None = None
    cap_krw: int | None = Field(default=None, description="of one coupon")
    friend_count: int | None = None
    visitor_count: int | None = None
    entry_count: int | None = None
    prize_count: int | None = None


class Event(EventValues, table=True):
    """One broadcast, lesson, draw, exhibition or coupon issue."""

    __tablename__ = "event"
    __table_args__ = KEYED
    programme_code: str = Field(primary_key=True)
    event_code: str = Field(primary_key=True)
    import_id: int = Field(foreign_key="import.import_id", index=True)


class EventPast(EventValues, table=True):
    """What another edition said."""

    __tablename__ = "event_past"
    __table_args__ = KEYED
    programme_code: str = Field(primary_key=True)
    event_code: str = Field(primary_key=True)
    import_id: int = Field(primary_key=True, foreign_key="import.import_id")
    replaced_by: int = Field(foreign_key="import.import_id", index=True)


class PromotionRuleValues(Evidence):
    """Days and terms of a discount. discount_rate: 0 to 1, an upper bound where the qualifier says "up to"."""

    promotion_name: str = ""
    starts_day: int
    ends_day: int | None = None
    discount_rate: float | None = None
    cap_krw: int | None = None
    cap_per: str = Field(default="", description="person, payment, day; '' = not told")
    ticket_krw: int | None = Field(default=None, description="usual amount of one payment, if told")
    budget_krw: int | None = None
    methods: str = Field(default="", description="identifiers of PaymentMethod with commas; '' = all or not told")
    wallets: str = Field(default="", description="identifiers of Wallet with commas; '' = none or not told")
    base_month: int | None = Field(default=None, description="month the gross figure of the press is measured against")


class PromotionRule(PromotionRuleValues, table=True):
    """One dated discount; its markets are the programme's participants of kind ``market``."""

    __tablename__ = "promotion_rule"
    __table_args__ = KEYED
    programme_code: str = Field(primary_key=True)
    rule_code: str = Field(primary_key=True)
    import_id: int = Field(foreign_key="import.import_id", index=True)


class PromotionRulePast(PromotionRuleValues, table=True):
    """What another edition said."""

    __tablename__ = "promotion_rule_past"
    __table_args__ = KEYED
    programme_code: str = Field(primary_key=True)
    rule_code: str = Field(primary_key=True)
    import_id: int = Field(primary_key=True, foreign_key="import.import_id")
    replaced_by: int = Field(foreign_key="import.import_id", index=True)
