"""The tables of the store, one file per subject. Importing this package makes all of them known to ``metadata``."""

from data.models.base import metadata
from data.models.digital import ChannelUse, ChannelUsePast, StoreItem, StoreItemPast
from data.models.figures import Figure, FigureMonth, FigurePast
from data.models.imports import Coverage, Import, Refusal, StoreState
from data.models.markets import IdentityQuestion, Market, MarketFacility, MarketRecord
from data.models.payments import ForeignPayment, ForeignPaymentPast, Payment, PaymentPast
from data.models.programmes import Asset, Claim, Event, Participation, Programme, PromotionRule, Reading, Request
from data.models.regions import Boundary, Region, RegionRecord
from data.models.stores import Store, StorePast, StoreSummary
from data.models.summaries import (
    ChannelCount,
    ForeignMonth,
    ForeignRegionMonth,
    MarketDay,
    MarketMonth,
    MarketPlace,
    PaymentMonth,
    ReadinessItemCount,
    ReadinessScore,
    RegionMarketMonth,
    RegionMonth,
)

__all__ = [
    "Asset",
    "Boundary",
    "ChannelCount",
    "ChannelUse",
    "ChannelUsePast",
    "Claim",
    "Coverage",
    "Event",
    "Figure",
    "FigureMonth",
    "FigurePast",
    "ForeignMonth",
    "ForeignPayment",
    "ForeignPaymentPast",
    "ForeignRegionMonth",
    "IdentityQuestion",
    "Import",
    "Market",
    "MarketDay",
    "MarketFacility",
    "MarketMonth",
    "MarketPlace",
    "MarketRecord",
    "Participation",
    "Payment",
    "PaymentMonth",
    "PaymentPast",
    "Programme",
    "PromotionRule",
    "ReadinessItemCount",
    "ReadinessScore",
    "Reading",
    "Refusal",
    "Region",
    "RegionMarketMonth",
    "RegionMonth",
    "RegionRecord",
    "Request",
    "Store",
    "StoreItem",
    "StoreItemPast",
    "StorePast",
    "StoreState",
    "StoreSummary",
    "metadata",
]
