"""Hand-made claims for the exhibits of published numbers: each state, awkward texts, versions of one event."""

import pandas as pd

from data.metrics import claims_tables as tables
from data.metrics.claims_register import FIELDS, Judged, judged

TOLD = [
    {"claim_code": "a", "text": "<b>매출</b>이 늘었다", "value_text": "+12.5%", "claim_kind": "growth",
     "givens": "이전=8,000만원; 이후=9,000만원", "base_text": "작년",
     "scope": "=두 시장", "topic": "행사", "source": "보도"},
    {"claim_code": "b", "text": "130% 성장", "value_text": "130%", "claim_kind": "growth", "topic": "행사",
     "scope": "둘레"},
    {"claim_code": "c", "text": "3배", "value_text": "3배", "claim_kind": "times", "topic": "행사",
     "givens": "증가율=300%", "base_text": "작년"},
    {"claim_code": "d", "text": "쿠폰", "value_text": "", "claim_kind": "product_bound",
     "givens": "쿠폰=2,000장; 한도=최대 1,000원"},
]  # fmt: skip


def found() -> list[Judged]:
    register = pd.DataFrame([{**dict.fromkeys(FIELDS, ""), **one} for one in TOLD])
    return judged(register, pd.DataFrame({"claim_code": []}))


def one(code: str) -> Judged:
    return next(each for each in found() if each.claim_code == code)


CLAIMS = {
    "claim_states": lambda: tables.listed(found()),
    "claim_list": lambda: tables.listed(found()),
    "claim_parts": lambda: tables.parts(one("a")),
    "claim_arithmetic": lambda: tables.lines(one("a")),
    "claim_versions": lambda: tables.versions(one("a"), found()),
}
