"""How much of a programme's sales hangs on one platform, and on how many of them it stands."""

import pandas as pd

from components.charts.programmes_words import made
from components.charts.sayings import nothing
from components.exhibit import Drawing, Exhibit, exhibit
from components.formatting import is_known, month, share, whole, won
from components.text import Translator
from components.text.josa import Word
from data.answer import Answer
from data.metrics.programmes_platforms import MOST_DAYS, MOST_SHARE, course, exposure, mix, platform_concentration


@exhibit("platform_exposure")
def platform_exposure(answer: Answer, t: Translator) -> Exhibit:
    """Platforms by their part of the sales, with what each holds back, of ``programmes.platform_sales``."""
    found = exposure(answer.rows) if len(answer.rows) else _none()
    rows = found.assign(alert_words=[t(f"platform_alert.{key}") if key else "" for key in found["alert"]])
    concentration = platform_concentration(answer.rows).value
    finding = nothing(t)
    if len(rows) and is_known(rows["sales_share"].iloc[0]) and concentration is not None:
        first = rows.iloc[0]
        said = {"part": Word(share(first["sales_share"])), "index": Word(whole(concentration))}
        finding = t("programme_finding.platform_exposure", platforms=whole(len(rows)), **said)
        late = rows[rows["alert"] != ""]
        ended = int(rows["has_ended"].sum())
        if len(late):
            going = late[~late["has_ended"].astype(bool)]
            worst = float(going["exposure_krw"].max()) if going["exposure_krw"].notna().any() else None
            finding += " " + t("programme_finding.platform_alert", number=whole(len(late)))
            if worst is not None:
                finding += " " + t("programme_finding.platform_stop", amount=Word(won(worst, t.lang)))
        if ended:
            finding += " " + t("programme_finding.platform_ended", number=whole(ended))
    notes = (
        t("programme_note.platform_alert", share=share(MOST_SHARE, 0), days=MOST_DAYS),
        t("programme_note.platform_exposure"),
    )
    return made(
        "platform_exposure", answer, t, rows,
        ("platform", "sales_krw", "sales_share", "settlement_days", "exposure_share", "exposure_krw", "alert_words"),
        Drawing(
            "horizontal_bar", x="platform", y="sales_share", beside="exposure_share",
            beside_label=t("programme_column.exposure_share"), unit="share",
        ),
        finding, notes,
    )  # fmt: skip


def _none() -> pd.DataFrame:
    names = ["platform", "sales_krw", "sales_share", "settlement_days", "exposure_krw", "exposure_share", "alert"]
    return pd.DataFrame(columns=names).astype(dict.fromkeys(names[1:6], "float64")).assign(has_ended=False)


@exhibit("exposure_course")
def exposure_course(answer: Answer, t: Translator) -> Exhibit:
    """Part of the sales on each platform by month, of ``programmes.platform_sales``."""
    rows = course(answer.rows)
    known = rows.dropna(subset=["month_share"])
    sums = known.groupby("platform")["sales_krw"].sum()
    labels = tuple((name, name) for name in sums.sort_values(ascending=False).index)
    finding = nothing(t)
    if len(known):
        most = known.loc[known["month_share"].idxmax()]
        said = {"month": month(most["month"], t.lang), "part": share(most["month_share"])}
        over = known[(known["month_share"] > MOST_SHARE) & (known["platform"] == most["platform"])]
        finding = t("programme_finding.exposure_even", **said)
        if len(over):
            finding = t(
                "programme_finding.exposure_course", platform=most["platform"], months=over["month"].nunique(), **said
            )
    return made(
        "exposure_course", answer, t, rows, ("month", "platform", "sales_krw", "month_share"),
        Drawing(
            "line", x="month", y="month_share", series="platform", series_labels=labels, unit="share",
            reference=(MOST_SHARE, t("programme_note.platform_alert_half")),
        ),
        finding,
    )  # fmt: skip


@exhibit("platform_mix")
def platform_mix(answer: Answer, t: Translator) -> Exhibit:
    """Sales by month and platform, of ``programmes.platform_sales``."""
    rows = mix(answer.rows)
    sums = rows.groupby("platform")["sales_krw"].sum(min_count=1).dropna()
    labels = tuple((name, name) for name in sums.sort_values(ascending=False).index)
    finding = nothing(t)
    if len(sums) and sums.sum() > 0:
        finding = t("programme_finding.platform_mix", platforms=whole(len(sums)), sales=Word(won(sums.sum(), t.lang)))
    return made(
        "platform_mix", answer, t, rows, ("month", "platform", "sales_krw"),
        Drawing("stacked_bar", x="month", y="sales_krw", series="platform", series_labels=labels, unit="krw"), finding,
    )  # fmt: skip
