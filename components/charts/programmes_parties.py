"""Who took part in a programme and what became of them: teams, those still going, channels, market managers."""

import pandas as pd

from components.charts.programmes_words import along, made, spans
from components.charts.sayings import nothing
from components.exhibit import Drawing, Exhibit, exhibit
from components.formatting import is_known, share, whole
from components.text import Translator
from components.text.josa import Word
from data.answer import Answer
from data.metrics.programmes_parties import begun_on, channels, managers, still_going, teams, told_until
from data.metrics.rows import hides

NO_FIGURES = pd.DataFrame(
    columns=["programme_code", "participant", "figure", "value_text", "low", "high", "unit", "as_of_on", "role"]
)
NO_SALES = pd.DataFrame(
    columns=["platform", "month", "sales_krw", "order_count", "settlement_days", "discount_krw", "public_sales_krw"]
)


@exhibit("team_returns")
def team_returns(answer: Answer, t: Translator, *, figures: Answer | None = None) -> Exhibit:
    """Teams with ROAS and ROI side by side, of ``programmes.participants`` and published figures."""
    found = teams(answer.rows, figures.rows if figures is not None else NO_FIGURES)
    rows = found.assign(
        team=found["participant_name"],
        roas_span=spans(found, "low_share", "high_share", "share", t),
        roi_span=spans(found, "roi_low_share", "roi_high_share", "share", t),
        told_as=[t(f"told_as.{basis}") if basis else "" for basis in found["basis"]],
    )
    known = rows[rows["low_share"].notna()]
    finding = t("programme_finding.teams_untold", teams=whole(len(rows)))
    if hides(answer.rows):
        finding = t("programme_finding.hidden")
    elif len(known):
        some = known.iloc[0]
        times = spans(known, "low_share", "high_share", "ratio", t)[0]
        finding = t(
            "programme_finding.team_returns",
            teams=whole(len(rows)), known=whole(len(known)), team=str(some["team"]), roas=some["roas_span"],
            times=times, roi=Word(str(some["roi_span"])),
        )  # fmt: skip
    notes = [t("programme_note.roas_not_profit")]
    if bool((rows["growth_text"] != "").any()):
        notes.append(t("programme_note.growth_two_readings"))
    drawing = Drawing(
        "horizontal_bar",
        x="team",
        y="low_share",
        beside="roi_low_share",
        beside_label=t("programme_column.roi_span"),
        unit="share",
    )
    if rows["low_share"].isna().all():
        drawing = Drawing("table", y="team")
    return made(
        "team_returns", along(answer, figures), t, rows,
        ("team", "ad_spend_krw", "ad_sales_krw", "roas_span", "roi_span", "low_share", "roi_low_share", "growth_text",
         "told_as"),
        drawing, finding, tuple(notes),
    )  # fmt: skip


@exhibit("still_going")
def still_going_after(
    answer: Answer, t: Translator, *, ends_on: pd.Timestamp | None = None, since: str = "end"
) -> Exhibit:
    """Who was still going 3, 6, 12 and 24 months after the support ended (or after their own beginning)."""
    parties = answer.rows[answer.rows["participant_kind"] != "manager"] if len(answer.rows) else answer.rows
    own = since != "end" or ends_on is None or not is_known(ends_on)
    start = begun_on(parties) if own else ends_on
    found = still_going(parties, start, told_until(answer.rows)) if len(parties) else []
    rows = pd.DataFrame(
        [
            (
                t("programme_chart.after_months", months=one.months),
                t(
                    "chart.stage_of",
                    stage=t("programme_chart.after_months", months=one.months),
                    count=one.going,
                    of=one.due,
                ),
                one.going,
                one.due,
                one.share,
            )
            for one in found
            if one.due
        ],
        columns=["after", "after_of", "going_on_count", "due_count", "going_share"],
    ).astype(dict.fromkeys(["going_on_count", "due_count", "going_share"], "float64"))
    finding = t("programme_finding.hidden") if hides(parties) else nothing(t)
    due = [one for one in found if one.due]
    if due:
        last = due[-1]
        said = {"months": last.months, "due": whole(last.due), "going": whole(last.going), "part": share(last.share)}
        finding = t("programme_finding.still_going", **said)
    untold = (
        len(parties) - int((parties["last_active_on"].notna() | parties["left_on"].notna()).sum())
        if len(parties)
        else 0
    )
    notes = [t("programme_note.going_own" if own else "programme_note.going_end"), t("note.survival_dormant")]
    if untold:
        notes.append(t("programme_note.going_untold", number=whole(untold)))
    return made(
        "still_going", answer, t, rows, ("after", "going_on_count", "due_count", "going_share"),
        Drawing("horizontal_bar", x="after", y="going_share", label="after_of", unit="share"), finding, tuple(notes),
    )  # fmt: skip


@exhibit("programme_participants")
def programme_participants(answer: Answer, t: Translator) -> Exhibit:
    """Everybody who took part, with last activity and whether they are still there after 12 and 24 months."""
    rows = answer.rows
    as_of = told_until(rows)
    made_rows = rows.assign(
        participant_kind=[t.either(f"participant_kind.{kind}", str(kind)) for kind in rows["participant_kind"]],
        state=[t.either(f"participant_state.{state}", str(state)) for state in rows["state"]],
        alive_12=_alive(rows, 12, as_of, t),
        alive_24=_alive(rows, 24, as_of, t),
    )
    names = {"name": _name(rows), "market_name": rows.get("market_name", pd.Series("", rows.index))}
    made_rows = made_rows.assign(**names)
    return made(
        "programme_participants", answer, t, made_rows,
        ("name", "participant_kind", "market_name", "state", "joined_on", "completed_on", "first_use_on",
         "last_active_on", "left_on", "alive_12", "alive_24"),
        Drawing("table", y="name"),
        t("programme_finding.programme_participants", number=whole(len(rows))), (t("note.names_not_rank"),),
    )  # fmt: skip


def _name(rows: pd.DataFrame) -> pd.Series:
    """The participant's name; of shops only where the viewer may see it."""
    plain = rows["participant_name"].astype(str)
    return plain.where(plain != "", rows["store_name"].astype(str)) if "store_name" in rows else plain


def _alive(rows: pd.DataFrame, months: int, as_of: pd.Timestamp, t: Translator) -> list[str]:
    start = begun_on(rows)
    said = []
    for at in rows.index:
        (one,) = still_going(rows.loc[[at]], start.loc[[at]], as_of, (months,))
        told = is_known(rows["last_active_on"][at]) or is_known(rows["left_on"][at])
        word = t("chart.still_there" if one.going else "chart.gone") if one.due else ""
        said.append(word or (t("chart.too_young") if told and is_known(start[at]) else ""))
    return said


@exhibit("programme_channels")
def programme_channels(
    answer: Answer, t: Translator, *, sales: Answer | None = None, as_of: pd.Timestamp | None = None
) -> Exhibit:
    """Platforms with state, days, public buyers and what is left after discounts, of ``programmes.participants``."""
    day = as_of if as_of is not None else pd.Timestamp.today().normalize()
    found = channels(answer.rows, sales.rows if sales is not None else NO_SALES, day)
    counts = found["state"].value_counts()
    rows = found.assign(
        state_key=found["state"], state=[t.either(f"channel_state.{state}", str(state)) for state in found["state"]]
    )
    finding = t(
        "programme_finding.programme_channels",
        channels=whole(len(found)),
        active=whole(counts.get("active", 0)),
        reduced=whole(counts.get("reduced", 0)),
        closed=Word(whole(counts.get("closed", 0))),
    )
    return made(
        "programme_channels", along(answer, sales), t, rows,
        ("platform", "state", "joined_on", "left_on", "alive_months", "sales_krw", "order_count", "public_share",
         "discount_share", "kept_share", "settlement_days"),
        Drawing("table", y="platform"), finding, (t("programme_note.kept_after_discount"),),
    )  # fmt: skip


@exhibit("market_managers")
def market_managers(answer: Answer, t: Translator, *, as_of: pd.Timestamp | None = None) -> Exhibit:
    """Markets with and without a manager, of ``programmes.managers``; those longest without one first."""
    found = managers(answer.rows, as_of if as_of is not None else pd.Timestamp.today().normalize())
    counts = found["state"].value_counts()
    rows = found.assign(
        state=[t(f"manager_state.{state}") for state in found["state"]],
        worked_months=found["worked_years"] * 12,
        grants_text=[f"{one:.1f}" if is_known(one) else "" for one in found["grants_per_year"]],
    )
    finding = t(
        "programme_finding.market_managers",
        markets=whole(len(found)),
        filled=whole(counts.get("filled", 0)),
        vacant=whole(counts.get("vacant", 0)),
        never=Word(whole(counts.get("never", 0))),
    )
    years, grants = found["worked_years"].sum(), found["grant_count"].sum(min_count=1)
    if years > 0 and is_known(grants):
        finding += " " + t(
            "programme_finding.manager_grants", grants=whole(grants), per_year=Word(f"{grants / years:.1f}")
        )
    return made(
        "market_managers", answer, t, rows,
        ("market_name", "state", "manager_name", "joined_on", "vacant_months", "grant_count", "worked_months",
         "grants_text"),
        Drawing("table", y="market_name"), finding,
        (t("programme_note.never_is_not_vacant"), t("programme_note.managers_order")),
    )  # fmt: skip
