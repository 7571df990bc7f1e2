"""What a reader chose to look at: the filters every query takes and every address carries."""

from dataclasses import asdict, dataclass, field, replace

from data.codes import MarketKind, PaymentMethod
from data.errors import UnknownChoice

NATION = "KR"
#: Filters whose words are taken as they are.
AS_WRITTEN = ("sido", "sigungu", "country", "wallet", "area", "programme", "channel", "sector", "age_band")


def month_number(text: str) -> int:
    """``"2024-05"`` as 20240501, the way the store writes a month. Raises: UnknownChoice for anything else."""
    year, _, month = text.partition("-")
    if not (len(year) == 4 and year.isdigit() and month.isdigit() and 1 <= int(month) <= 12):
        raise UnknownChoice(name="month", value=text, allowed="YYYY-MM")
    return int(year) * 10000 + int(month) * 100 + 1


def month_text(number: int) -> str:
    """20240501 as ``"2024-05"``."""
    return f"{number // 10000:04d}-{number // 100 % 100:02d}"


def months_earlier(number: int, months: int) -> int:
    """The month so many months before: ``months_earlier(20240301, 12) == 20230301``."""
    index = (number // 10000) * 12 + number // 100 % 100 - 1 - months
    return (index // 12) * 10000 + (index % 12 + 1) * 100 + 1


@dataclass(frozen=True)
class Choice:
    """Filters of one question. Hashable: part of every cache key. None and () mean "all".

    start, end: first and last month, both included, as yyyymm01 integers; None = as far as the store reaches.
    radius_m: metres round the market chosen. area: corners of a polygon in its place (``data.geo.catchments.corners``).
    channel, sector, age_band: of stores on sales channels, where single stores are listed.
    programme: code of one programme. among: markets looked at together.
    """

    sido: str | None = None
    sigungu: str | None = None
    kind: MarketKind | None = None
    start: int | None = None
    end: int | None = None
    methods: tuple[PaymentMethod, ...] = field(default=())
    market_id: int | None = None
    base: int | None = None
    country: str | None = None
    wallet: str | None = None
    import_id: int | None = None
    radius_m: int | None = None
    area: str | None = None
    programme: str | None = None
    among: tuple[int, ...] = field(default=())
    channel: str | None = None
    sector: str | None = None
    age_band: str | None = None

    @property
    def region_code(self) -> str:
        """Code of the smallest region chosen: sigungu, else sido, else the nation."""
        return self.sigungu or self.sido or NATION

    def but(self, **changes: object) -> "Choice":
        """The same choice with some filters changed."""
        return replace(self, **changes)  # type: ignore[arg-type]

    def year_earlier(self) -> "Choice":
        """The same choice twelve months before; None stays None."""
        return self.but(
            start=self.start and months_earlier(self.start, 12), end=self.end and months_earlier(self.end, 12)
        )

    def as_text(self) -> dict[str, str]:
        """Non-empty filters as plain strings, as they stand in an address: months as YYYY-MM."""
        out: dict[str, str] = {}
        for name, value in asdict(self).items():
            if value in (None, ()):
                continue
            if name in ("start", "end", "base"):
                out[name] = month_text(value)
            else:
                out[name] = ",".join(map(str, value)) if isinstance(value, tuple) else str(value)
        return out

    @classmethod
    def from_text(cls, **words: str | None) -> "Choice":
        """A choice from address or command-line words. Raises: UnknownChoice naming the filter and what is allowed."""
        made: dict[str, object] = {}
        for name, word in words.items():
            if word in (None, ""):
                continue
            assert word is not None
            try:
                if name in ("start", "end", "base"):
                    made[name] = month_number(word)
                elif name == "methods":
                    made[name] = tuple(PaymentMethod(part) for part in word.split(","))
                elif name == "among":
                    made[name] = tuple(int(part) for part in word.split(","))
                elif name == "kind":
                    made[name] = MarketKind(word)
                elif name in ("market_id", "import_id", "radius_m"):
                    made[name] = int(word)
                elif name in (
                    "sido",
                    "sigungu",
                    "country",
                    "wallet",
                    "area",
                    "programme",
                    "channel",
                    "sector",
                    "age_band",
                ):
                    made[name] = word
                else:
                    raise UnknownChoice(name=name, value=word, allowed=", ".join(cls.__dataclass_fields__))
            except ValueError as wrong:
                raise UnknownChoice(name=name, value=word, allowed=_allowed(name)) from wrong
        return cls(**made)  # type: ignore[arg-type]


def _allowed(name: str) -> str:
    lists = {"methods": PaymentMethod, "kind": MarketKind}
    return ", ".join(lists[name]) if name in lists else "a whole number"
