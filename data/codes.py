"""Closed lists of the field. The number of a member is what the store keeps: it never changes, new members go last."""

from enum import IntEnum, StrEnum
from functools import cached_property


class NumberedCode(StrEnum):
    """A code with a stable small number, 1 for the first member."""

    @cached_property
    def number(self) -> int:
        """Position in the list, from 1: the integer that stands in the fact tables."""
        return list(type(self)).index(self) + 1

    @classmethod
    def of(cls, number: int) -> "NumberedCode":
        """Member with that number. Raises: IndexError when there is none."""
        if number < 1:
            raise IndexError(number)
        return list(cls)[number - 1]


class PaymentMethod(NumberedCode):
    """How a customer paid."""

    CARD = "card"
    ZEROPAY = "zeropay"
    ONNURI_PAPER = "onnuri_paper"
    ONNURI_MOBILE = "onnuri_mobile"
    ONNURI_CARD = "onnuri_card"
    LOCAL_VOUCHER = "local_voucher"
    CASH_RECEIPT = "cash_receipt"


#: Methods that need no paper and no cash; ``digital_share`` is their part of the amount.
DIGITAL_METHODS = (
    PaymentMethod.CARD,
    PaymentMethod.ZEROPAY,
    PaymentMethod.ONNURI_MOBILE,
    PaymentMethod.ONNURI_CARD,
    PaymentMethod.LOCAL_VOUCHER,
)


class Wallet(NumberedCode):
    """What a foreign visitor paid with: a wallet app or a card issued abroad."""

    ALIPAY_PLUS = "alipay_plus"
    WECHAT_PAY = "wechat_pay"
    UNIONPAY = "unionpay"
    FOREIGN_CARD = "foreign_card"
    OTHER = "other"


class SalesChannel(NumberedCode):
    """Where a store sells beside its counter."""

    SMARTSTORE = "smartstore"
    NEIGHBOURHOOD_MARKET = "neighbourhood_market"
    LIVE_COMMERCE = "live_commerce"
    DELIVERY_APP = "delivery_app"
    OPEN_MARKET = "open_market"
    PUBLIC_MALL = "public_mall"
    OWN_MALL = "own_mall"


class ReadinessItem(NumberedCode):
    """The twelve things of a digitally working store; an item counts only if it is used."""

    CASHLESS_PAYMENT = "cashless_payment"
    MOBILE_VOUCHER = "mobile_voucher"
    FOREIGN_WALLET = "foreign_wallet"
    MAP_LISTING = "map_listing"
    SOCIAL_MEDIA = "social_media"
    OWN_ONLINE_STORE = "own_online_store"
    ONLINE_MARKETPLACE = "online_marketplace"
    DELIVERY_APP = "delivery_app"
    LIVE_COMMERCE = "live_commerce"
    POS_SALES_RECORD = "pos_sales_record"
    CUSTOMER_MESSAGING = "customer_messaging"
    DIGITAL_ORDERING = "digital_ordering"


#: Classes of a store's score (items it uses): name, from, to. Source: Eurostat, Digital Intensity Index, isoc_e_dii.
SCORE_CLASSES = (("very_low", 0, 3), ("low", 4, 6), ("high", 7, 9), ("very_high", 10, 12))


class MarketKind(StrEnum):
    """What sort of market: by its days of trade, or a district of shops."""

    PERMANENT = "permanent"
    PERIODIC = "periodic"
    MIXED = "mixed"
    SHOPPING_DISTRICT = "shopping_district"
    UNDERGROUND = "underground"
    UNKNOWN = "unknown"


class Level(StrEnum):
    """Of what a figure speaks. Figures of different levels are never added up."""

    NATION = "nation"
    SIDO = "sido"
    SIGUNGU = "sigungu"
    AREA = "area"
    MARKET = "market"


class Grain(IntEnum):
    """Length of the period a figure speaks of. Figures of different grains are never added up."""

    DAY = 1
    MONTH = 2
    QUARTER = 3
    YEAR = 4


class ImportStatus(StrEnum):
    """What became of a file."""

    KEPT = "kept"
    REPEATED = "repeated"
    REFUSED = "refused"
    UNDONE = "undone"


class Role(StrEnum):
    """Who looks; decides which cells pass the gate."""

    PUBLIC = "public"
    ASSOCIATION = "association"
    OFFICER = "officer"
    ADMINISTRATOR = "administrator"


#: Roles that work with the store's files.
OFFICE = frozenset({Role.OFFICER, Role.ADMINISTRATOR})


class Action(StrEnum):
    """What the log of what was done knows. Words of each: ``audit.<value>`` in words.toml."""

    SIGN_IN = "sign_in"
    IMPORT = "import"
    UNDO = "undo"
    EXPORT = "export"
    GRANT = "grant"
    REVOKE = "revoke"
    BACKUP = "backup"
    RESTORE = "restore"
