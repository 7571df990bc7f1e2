"""Everything known about one market."""

from components.charts import markets as of_markets
from components.charts import payments as of_payments
from components.charts import tourists as of_tourists
from components.charts.calendar import like_for_like_trend
from components.ui import around, cards, comparing, facts, filters, frame, panels, sentences, spanning, trading
from components.ui.load import load
from data.metrics.payments import amount_per_store, digital_share, total_amount
from data.metrics.tourists import foreign_share
from data.queries import markets, payments, tourists

page = frame.open_page("market")
t = page.t
choice = filters.region_and_period(t, with_kind=False)
market_id = filters.market(t, choice)
frame.stop_unless(market_id is not None, t, "market")

one = choice.but(market_id=market_id, sido=None, sigungu=None)
known = load(markets.one, one)
frame.stop_if_empty(known, t, "markets")
facts.heading(known, t)
comparing.link(int(known.rows["market_id"].iloc[0]), t)

monthly, before = load(payments.monthly_total, one), load(payments.monthly_total, one.year_earlier())
foreign, foreign_before = load(tourists.monthly_total, one), load(tourists.monthly_total, one.year_earlier())
paid_in_all, digital, visitors = (
    total_amount(monthly),
    digital_share(monthly, before),
    foreign_share(foreign, foreign_before),
)
sentences.of_market(paid_in_all, digital, visitors, str(known.rows["market_name"].iloc[0]), t)
cards.show(
    [paid_in_all, digital, visitors, amount_per_store(monthly)],
    t,
    monthly,
    foreign,
)
known_first, paid = ("register", "around", "history"), ("paid",)
# before any payment is in, the register is what there is to see
without = monthly.is_empty and foreign.is_empty
show = filters.one_of("show", t, (*known_first, *paid) if without else (*paid, *known_first), "show_market")
if show == "paid":
    whole = load(payments.monthly_total, one.but(start=None))
    trade = trading.trade_of(known)
    daily = trading.daily(one)
    basis = trading.basis(trade, t, daily)
    running = spanning.switch(one, t)
    wallets = load(tourists.monthly_by_wallet, one)
    made = (
        like_for_like_trend(whole, t, basis=basis, trade=trade, daily=daily),
        of_payments.payment_by_method(load(payments.monthly_by_method, one), t),
        of_tourists.foreign_trend(foreign, t, wallets=wallets),
        of_tourists.foreign_by_wallet(wallets, t),
    )
    panels.grid([spanning.over(each, running, t) for each in made], t)
elif show == "register":
    facts.show(known, t)
    panels.show(of_markets.market_facilities(load(markets.facilities, one), t), t)
    panels.show(of_markets.store_methods(load(markets.stores_by_method, one), t), t)
elif show == "around":
    around.show(one, known, t)
else:
    panels.show(of_markets.market_editions(load(markets.editions, one), t), t)
    facts.doubts(load(markets.doubtful, one), t)
