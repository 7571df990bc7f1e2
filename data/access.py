"""Accounts: who has which role, which regions an officer works for, which markets an association speaks for."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, delete, insert, or_, select

from data import audit, journal
from data.codes import Action, Role
from data.disclosure import Viewer
from data.errors import AccountUnfit, StoreMissing, UnknownAccount, UnknownChoice
from data.geo.regions import seed_regions
from data.messages import both
from data.models import metadata
from data.store import reading, writing

_ACCOUNT = metadata.tables["account"]
_REGIONS = metadata.tables["account_region"]
_MARKETS = metadata.tables["account_market"]
_MARKET = metadata.tables["market"]
_REGION = metadata.tables["region"]
LONGEST = 254


@dataclass(frozen=True)
class Account:
    """One person's rights. region_codes: an officer's, () = the whole country. market_ids: an association's own."""

    subject: str
    person_name: str
    role: str
    region_codes: tuple[str, ...]
    market_ids: tuple[int, ...]
    granted_at: str
    granted_by: str

    def as_json(self) -> dict[str, object]:
        """Plain values, as ``--json`` prints them."""
        return {**asdict(self), "region_codes": list(self.region_codes), "market_ids": list(self.market_ids)}


def named(subject: str) -> str:
    """The subject as it is kept: small letters, nothing round it. Raises: AccountUnfit."""
    told = subject.strip().casefold()
    if not told or len(told) > LONGEST or not told.isprintable() or " " in told:
        raise AccountUnfit(subject=subject, why=both("detail.no_subject"))
    return told


def accounts(url: str | None = None) -> list[Account]:
    """Everybody with an account, by subject. Raises: StoreProblem."""
    try:
        with reading(url) as connection:
            return _accounts(connection)
    except StoreMissing:
        return []


def account(subject: str, url: str | None = None) -> Account | None:
    """The account of that subject, None = the public. Raises: StoreProblem."""
    told = subject.strip().casefold()
    try:
        with reading(url) as connection:
            return next(iter(_accounts(connection, _ACCOUNT.c.subject == told)), None)
    except StoreMissing:
        return None


def grant(
    subject: str,
    role: str,
    *,
    by: str,
    name: str = "",
    regions: Collection[str] = (),
    markets: Collection[int] = (),
    url: str | None = None,
) -> Account:
    """Give a person a role, in place of the one before. by: who does it.

    Raises: AccountUnfit, UnknownChoice (role, region, market that is not known), StoreProblem.
    """
    told, given = named(subject), _role(role)
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    with writing(url, is_fact=False) as connection:
        seed_regions(connection)
        before = next(iter(_accounts(connection, _ACCOUNT.c.subject == told)), None)
        name = name.strip() or (before.person_name if before else "")
        fresh = Account(told, name, given, tuple(sorted(set(regions))), tuple(sorted(set(markets))), now, by)
        _fits(connection, fresh)
        _leaves_an_administrator(connection, told, given)
        _remove(connection, told)
        row = {"subject": told, "person_name": name, "role": given, "granted_at": now, "granted_by": by}
        connection.execute(insert(_ACCOUNT).values(**row))
        for code in fresh.region_codes:
            connection.execute(insert(_REGIONS).values(subject=told, region_code=code))
        for number in fresh.market_ids:
            connection.execute(insert(_MARKETS).values(subject=told, market_id=number))
        was = {"before": _told(before)} if before else {}
        audit.write(connection, Action.GRANT, by, told, {**_told(fresh), **was})
    journal.note(str(Action.GRANT), url=url, who=by, target=told, role=str(given))
    return fresh


def revoke(subject: str, *, by: str, url: str | None = None) -> None:
    """Take every right away: who signs in under that name is the public. Raises: UnknownAccount, AccountUnfit."""
    told = subject.strip().casefold()
    with writing(url, is_fact=False) as connection:
        before = next(iter(_accounts(connection, _ACCOUNT.c.subject == told)), None)
        if before is None:
            raise UnknownAccount(subject=subject)
        _leaves_an_administrator(connection, told, Role.PUBLIC)
        _remove(connection, told)
        audit.write(connection, Action.REVOKE, by, told, _told(before))
    journal.note(str(Action.REVOKE), url=url, who=by, target=told)


def set_markets(subject: str, markets: Collection[int], *, by: str, url: str | None = None) -> Account:
    """The markets of an association, in place of those before. Raises: as ``grant``, UnknownAccount."""
    known = account(subject, url)
    if known is None:
        raise UnknownAccount(subject=subject)
    return grant(known.subject, known.role, by=by, regions=known.region_codes, markets=markets, url=url)


def viewer_of(known: Account, url: str | None = None) -> Viewer:
    """Who looks with this account. An officer with regions has the markets that lie there now. Raises: StoreProblem."""
    role = Role(known.role)
    if role is Role.ASSOCIATION:
        return Viewer(role, frozenset(known.market_ids), known.subject)
    if role is Role.OFFICER and known.region_codes:
        regions = frozenset(known.region_codes)
        return Viewer(role, markets_of(known.region_codes, url), known.subject, regions)
    return Viewer(role, name=known.subject)


def markets_of(regions: Sequence[str], url: str | None = None) -> frozenset[int]:
    """Numbers of the markets of these regions. Raises: StoreProblem."""
    with reading(url) as connection:
        asked = select(_MARKET.c.market_id).where(or_(*map(_lies_in, regions)))
        return frozenset(connection.execute(asked).scalars())


def _lies_in(code: str) -> ColumnElement[bool]:
    """In a province; in a city; a city with districts (41110) has markets under those (41111, 41113)."""
    if len(code) == 2:
        return _MARKET.c.sido_code == code
    below = _MARKET.c.sigungu_code.startswith(code[:4], autoescape=True)
    return below if code.endswith("0") else _MARKET.c.sigungu_code == code


def _accounts(connection: Connection, *which: ColumnElement[bool]) -> list[Account]:
    asked = select(_ACCOUNT).where(*which).order_by(_ACCOUNT.c.subject)
    return [
        Account(
            row.subject, row.person_name, row.role, tuple(_of(connection, _REGIONS.c.region_code, row.subject)),
            tuple(_of(connection, _MARKETS.c.market_id, row.subject)), row.granted_at, row.granted_by,
        )
        for row in connection.execute(asked).all()
    ]  # fmt: skip


def _of(connection: Connection, column: "Column[Any]", subject: str) -> Sequence[Any]:
    asked = select(column).where(column.table.c.subject == subject).order_by(column)
    return connection.execute(asked).scalars().all()


def _role(role: str) -> Role:
    if role not in set(Role):
        raise UnknownChoice(name="role", value=role, allowed=", ".join(Role))
    return Role(role)


def _fits(connection: Connection, fresh: Account) -> None:
    """Regions are an officer's, markets an association's, which has at least one; and all of them are known."""
    role = Role(fresh.role)
    if fresh.region_codes and role is not Role.OFFICER:
        raise AccountUnfit(subject=fresh.subject, why=both("detail.regions_for_officers"))
    if bool(fresh.market_ids) != (role is Role.ASSOCIATION):
        words = "detail.markets_for_associations" if fresh.market_ids else "detail.association_without_market"
        raise AccountUnfit(subject=fresh.subject, why=both(words))
    for column, told in ((_REGION.c.region_code, fresh.region_codes), (_MARKET.c.market_id, fresh.market_ids)):
        known = set(connection.execute(select(column).where(column.in_(told))).scalars())
        if missing := [str(one) for one in told if one not in known]:
            raise UnknownChoice(name=column.name, value=", ".join(missing), allowed=both(f"detail.known_{column.name}"))


def _leaves_an_administrator(connection: Connection, subject: str, role: Role) -> None:
    there = set(connection.execute(select(_ACCOUNT.c.subject).where(_ACCOUNT.c.role == Role.ADMINISTRATOR)).scalars())
    if there == {subject} and role is not Role.ADMINISTRATOR:
        raise AccountUnfit(subject=subject, why=both("detail.last_administrator"))


def _remove(connection: Connection, subject: str) -> None:
    for table in (_REGIONS, _MARKETS, _ACCOUNT):
        connection.execute(delete(table).where(table.c.subject == subject))


def _told(one: Account | None) -> dict[str, object]:
    if one is None:
        return {}
    return {"role": one.role, "name": one.person_name, "regions": one.region_codes, "markets": one.market_ids}
