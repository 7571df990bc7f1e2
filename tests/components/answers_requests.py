"""Hand-made requests for the exhibits: overdue, answered on the day, closed, and one of which nothing is known."""

from collections.abc import Callable

import pandas as pd

DAYS = ("raised_on", "replied_on", "due_on", "closed_on", "published_on")


def requests() -> pd.DataFrame:
    rows = [
        ("r1", "가람시장", "주차장을 늘려 달라", "교통과", "같은 날 답함", 8.5e7, "", "total_amount",
         ("2024-07-03", "2024-07-03", "2024-10-31", None, "2024-07-04")),
        ("r2", "", "=하수관()", "", "", None, "", "", ("2024-07-03", None, None, None, None)),
        ("r3", "<b>다온</b>시장", "<b>간판</b>을 바꿔 달라", "교통과", "", 0, "done", "아무 지표",
         ("2024-03-02", "2024-04-02", "2024-06-30", "2024-06-01", None)),
    ]  # fmt: skip
    names = ["request_code", "market_name", "text", "department", "reply", "budget_krw", "state", "metric", "days"]
    made = pd.DataFrame(rows, columns=names).astype({"budget_krw": "Int64"})
    days = pd.DataFrame(made.pop("days").tolist(), columns=list(DAYS)).apply(pd.to_datetime)
    plain = {"meeting": "간담회", "requester": "상인회", "programme_code": "", "programme_name": "", "source": "보도"}
    return made.join(days).assign(
        **plain, qualifier="", market_id=pd.array([1, None, 4], dtype="Int64"), sido_code="50",
        sido_name_ko="제주특별자치도", sido_name_en="Jeju", sigungu_name_ko="제주시", sigungu_name_en="Jeju-si",
    )  # fmt: skip


def of(months: Callable[[], pd.DataFrame]) -> dict[str, Callable[[], pd.DataFrame]]:
    """Exhibit -> rows of its query. months: those of ``payments.monthly_total``."""
    return {"request_list": requests, "request_departments": requests, "request_metric": months}
