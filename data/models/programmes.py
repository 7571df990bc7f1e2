"""Programmes and what belongs to them, as files told it. A file speaks of a programme by its ``programme_code``.

Every table has a twin ``*_past`` for what other editions said (``data/importing/editions.py``): so every change is kept
with who made it and when, in ``import``. Days are yyyymmdd, months yyyymm01; None = not told, '' = no such part.
"""

from sqlmodel import Field, SQLModel

from data.models.base import KEYED


class Evidence(SQLModel):
    """Where a row's figures stand: the paper or page, its day, and how exact it says they are (as written)."""

    source: str = ""
    published_day: int | None = None
    qualifier: str = ""


class ProgrammeValues(Evidence):
    """One public programme for markets."""

    programme_name: str
    kind: str = Field(description="name of a description in data/programmes/kinds.toml")
    host: str = ""
    partners: str = ""
    department: str = ""
    sido_code: str = ""
    sigungu_code: str = ""
    starts_day: int | None = None
    ends_day: int | None = None
    state: str = Field(default="", description="planned, running, ended, stopped, withdrawn; '' = by its days")
    note: str = ""


class Programme(ProgrammeValues, table=True):
    """The programmes that stand."""

    __tablename__ = "programme"
    __table_args__ = KEYED
    programme_code: str = Field(primary_key=True)
    import_id: int = Field(foreign_key="import.import_id", index=True)


class ProgrammePast(ProgrammeValues, table=True):
    """What another edition said."""

    __tablename__ = "programme_past"
    __table_args__ = KEYED
    programme_code: str = Field(primary_key=True)
    import_id: int = Field(primary_key=True, foreign_key="import.import_id")
    replaced_by: int = Field(foreign_key="import.import_id", index=True)


class BudgetValues(Evidence):
    """Money of one funder in one year."""

    planned_krw: int | None = None
    spent_krw: int | None = None


class ProgrammeBudget(BudgetValues, table=True):
    """Who pays how much, by year."""

    __tablename__ = "programme_budget"
    __table_args__ = KEYED
    programme_code: str = Field(primary_key=True)
    funder: str = Field(primary_key=True, description="as written: the state, the province, the city, merchants ...")
    year: int = Field(primary_key=True, description="0 = all years together")
    import_id: int = Field(foreign_key="import.import_id", index=True)


class ProgrammeBudgetPast(BudgetValues, table=True):
    """What another edition said."""

    __tablename__ = "programme_budget_past"
    __table_args__ = KEYED
    programme_code: str = Field(primary_key=True)
    funder: str = Field(primary_key=True)
    year: int = Field(primary_key=True)
    import_id: int = Field(primary_key=True, foreign_key="import.import_id")
    replaced_by: int = Field(foreign_key="import.import_id", index=True)


class FigureValues(Evidence):
    """A number as it was written ("30-odd"), and the interval it stands for; None where only one bound was told."""

    value_text: str
    low: float | None = None
    high: float | None = None
    unit: str = Field(default="", description="krw, persons, stores, markets, teams, times, share ...")


class ProgrammeFigure(FigureValues, table=True):
    """A target, an output, an outcome, or a number a report gives beside them."""

    __tablename__ = "programme_figure"
    __table_args__ = KEYED
    programme_code: str = Field(primary_key=True)
    participant: str = Field(primary_key=True, description="'' = the programme as a whole")
    role: str = Field(primary_key=True, description="target, output, outcome, given")
    figure: str = Field(primary_key=True, description="what is counted; a target and its outputs share the words")
    as_of_day: int = Field(primary_key=True, description="0 = not told")
    import_id: int = Field(foreign_key="import.import_id", index=True)


class ProgrammeFigurePast(FigureValues, table=True):
    """What another edition said."""

    __tablename__ = "programme_figure_past"
    __table_args__ = KEYED
    programme_code: str = Field(primary_key=True)
    participant: str = Field(primary_key=True)
    role: str = Field(primary_key=True)
    figure: str = Field(primary_key=True)
    as_of_day: int = Field(primary_key=True)
    import_id: int = Field(primary_key=True, foreign_key="import.import_id")
    replaced_by: int = Field(foreign_key="import.import_id", index=True)


class ParticipationValues(Evidence):
    """What became of one that took part: learner, team, platform, market manager."""

    market_id: int | None = Field(default=None, foreign_key="market.market_id", index=True)
    joined_day: int | None = None
    left_day: int | None = None
    state: str = Field(default="", description="active, reduced, closed, completed ...")
    trained_day: int | None = None
    completed_day: int | None = None
    first_use_day: int | None = Field(default=None, description="first day a new channel was really used")
    last_active_day: int | None = None
    ad_spend_krw: int | None = None
    ad_sales_krw: int | None = None
    grant_count: int | None = Field(default=None, description="grants won by a market manager")


class Participation(ParticipationValues, table=True):
    """Who took part: a market, a store, a team, a merchant, a platform, a market manager."""

    __tablename__ = "participation"
    __table_args__ = KEYED
    programme_code: str = Field(primary_key=True)
    participant_kind: str = Field(primary_key=True, description="market, store, team, merchant, platform, manager")
    participant_name: str = Field(primary_key=True)
    import_id: int = Field(foreign_key="import.import_id", index=True)


class ParticipationPast(ParticipationValues, table=True):
    """What another edition said."""

    __tablename__ = "participation_past"
    __table_args__ = KEYED
    programme_code: str = Field(primary_key=True)
    participant_kind: str = Field(primary_key=True)
    participant_name: str = Field(primary_key=True)
    import_id: int = Field(primary_key=True, foreign_key="import.import_id")
    replaced_by: int = Field(foreign_key="import.import_id", index=True)


class MilestoneValues(Evidence):
    """What was promised, until when, and what became of it."""

    part: str = ""
    promised: str = ""
    promised_by: str = ""
    due_day: int | None = None
    done_day: int | None = None
    state: str = Field(default="", description="open, done, partly, dropped; '' = by its days")
    budget_krw: int | None = None
    spent_krw: int | None = None


class Milestone(MilestoneValues, table=True):
    """One item of an agreement or a plan."""

    __tablename__ = "milestone"
    __table_args__ = KEYED
    programme_code: str = Field(primary_key=True)
    item: str = Field(primary_key=True)
    import_id: int = Field(foreign_key="import.import_id", index=True)


class MilestonePast(MilestoneValues, table=True):
    """What another edition said."""

    __tablename__ = "milestone_past"
    __table_args__ = KEYED
    programme_code: str = Field(primary_key=True)
    item: str = Field(primary_key=True)
    import_id: int = Field(primary_key=True, foreign_key="import.import_id")
    replaced_by: int = Field(foreign_key="import.import_id", index=True)


class PlatformSalesValues(Evidence):
    """Sales through one platform in one month, and how long it took to pay them out."""

    sales_krw: int | None = None
    order_count: int | None = None
    settlement_days: int | None = None
    discount_krw: int | None = None
    public_sales_krw: int | None = Field(default=None, description="of sales_krw: to public bodies")


class PlatformSales(PlatformSalesValues, table=True):
    """What a programme's sellers sold through whom."""

    __tablename__ = "platform_sales"
    __table_args__ = KEYED
    programme_code: str = Field(primary_key=True)
    platform: str = Field(primary_key=True)
    month: int = Field(primary_key=True)
    import_id: int = Field(foreign_key="import.import_id", index=True)


class PlatformSalesPast(PlatformSalesValues, table=True):
    """What another edition said."""

    __tablename__ = "platform_sales_past"
    __table_args__ = KEYED
    programme_code: str = Field(primary_key=True)
    platform: str = Field(primary_key=True)
    month: int = Field(primary_key=True)
    import_id: int = Field(primary_key=True, foreign_key="import.import_id")
    replaced_by: int = Field(foreign_key="import.import_id", index=True)
