"""The choices every twin test goes through: each filter alone and together, and such that answer with nothing."""

from data.choice import Choice
from data.codes import MarketKind, PaymentMethod

YEAR = {"start": 20230901, "end": 20240801}
CHOICES = {
    "everything": Choice(),
    "one year": Choice(**YEAR),
    "one month": Choice(start=20240301, end=20240301),
    "a province": Choice(sido="50", **YEAR),
    "another province, to an end": Choice(sido="29", end=20240201),
    "a city": Choice(sido="50", sigungu="50130", **YEAR),
    "a kind": Choice(kind=MarketKind.PERIODIC, **YEAR),
    "a kind in a province": Choice(sido="29", kind=MarketKind.PERMANENT),
    "one method": Choice(methods=(PaymentMethod.CARD,), **YEAR),
    "two methods in a province": Choice(sido="50", methods=(PaymentMethod.ZEROPAY, PaymentMethod.ONNURI_PAPER)),
    "one market": Choice(market_id=3, **YEAR),
    "one market, one method": Choice(market_id=6, methods=(PaymentMethod.LOCAL_VOUCHER,)),
    "a market without payments": Choice(market_id=13),
    "a wallet": Choice(wallet="alipay_plus"),
    "a country in a province": Choice(sido="29", country="JP", **YEAR),
    "a province that is not there": Choice(sido="99"),
    "months before the store": Choice(start=20100101, end=20101201),
    "no such market": Choice(market_id=99),
}
