"""Commands for rights: ``python -m data access list | grant | revoke | markets | log``. The first administrator is made
here, by whoever holds the machine.
"""

from typing import TYPE_CHECKING, Annotated

import typer

from data.codes import Role
from data.command_options import AsJson, Lang, StoreUrl, printed, stop, user
from data.command_words import help_of
from data.errors import JangteoError
from data.messages import say

if TYPE_CHECKING:
    from data.access import Account

Subject = Annotated[str, typer.Argument(metavar="SUBJECT", help=help_of("subject"))]
Markets = Annotated[list[int], typer.Argument(metavar="MARKET_ID...", help=help_of("own_markets"))]


def register(app: typer.Typer) -> None:
    """Declare the commands."""
    group = typer.Typer(no_args_is_help=True, context_settings={"help_option_names": ["--help", "-h"]})
    group.command("list", help=help_of("access_list"))(list_accounts)
    group.command(help=help_of("access_grant"))(grant)
    group.command(help=help_of("access_revoke"))(revoke)
    group.command(help=help_of("access_markets"))(markets)
    group.command(help=help_of("access_log"))(log)
    app.add_typer(group, name="access", help=help_of("access"))


def list_accounts(store: StoreUrl = None, as_json: AsJson = False, lang: Lang = "") -> None:
    """Everybody with an account, one on each line."""
    from data import access

    try:
        found = access.accounts(store)
    except JangteoError as error:
        stop(error, lang)
    for one in found:
        printed(one.as_json(), _in_words(one, lang), as_json)
    if not found and not as_json:
        typer.echo(say("cli.no_accounts", lang))


def grant(
    subject: Subject,
    role: Annotated[str, typer.Argument(metavar="ROLE", help=help_of("role"))],
    name: Annotated[str, typer.Option(help=help_of("person_name"))] = "",
    region: Annotated[list[str], typer.Option("--region", metavar="CODE", help=help_of("regions"))] = [],  # noqa: B006
    market: Annotated[list[int], typer.Option("--market", metavar="MARKET_ID", help=help_of("own_markets"))] = [],  # noqa: B006
    store: StoreUrl = None,
    as_json: AsJson = False,
    lang: Lang = "",
) -> None:
    """Give a person a role, in place of the one before."""
    from data import access

    try:
        made = access.grant(subject, role, by=_by(), name=name, regions=region, markets=market, url=store)
    except JangteoError as error:
        stop(error, lang)
    printed(made.as_json(), _in_words(made, lang), as_json)


def revoke(subject: Subject, store: StoreUrl = None, as_json: AsJson = False, lang: Lang = "") -> None:
    """Take every right away."""
    from data import access

    try:
        access.revoke(subject, by=_by(), url=store)
    except JangteoError as error:
        stop(error, lang)
    printed({"subject": subject, "role": str(Role.PUBLIC)}, say("cli.revoked", lang, subject=subject), as_json)


def markets(
    subject: Subject, market_ids: Markets, store: StoreUrl = None, as_json: AsJson = False, lang: Lang = ""
) -> None:
    """Set the markets of an association."""
    from data import access

    try:
        made = access.set_markets(subject, market_ids, by=_by(), url=store)
    except JangteoError as error:
        stop(error, lang)
    printed(made.as_json(), _in_words(made, lang), as_json)


def log(
    who: Annotated[str, typer.Option("--who", metavar="SUBJECT", help=help_of("log_who"))] = "",
    action: Annotated[str, typer.Option("--action", metavar="ACTION", help=help_of("log_action"))] = "",
    since: Annotated[str, typer.Option(metavar="YYYY-MM-DD", help=help_of("log_since"))] = "",
    most: Annotated[int, typer.Option("--most", min=1, help=help_of("log_most"))] = 100,
    store: StoreUrl = None,
    as_json: AsJson = False,
    lang: Lang = "",
) -> None:
    """What was done, the newest first."""
    from dataclasses import asdict

    from data import audit

    try:
        found = audit.entries(store, subject=who, action=action, since=since, most=most)
    except JangteoError as error:
        stop(error, lang)
    for one in found:
        words = f"{one.happened_at}  {one.subject or '-'} ({one.role or '-'})  {one.action}  {one.target}  {one.detail}"
        printed(asdict(one), words, as_json)


def _by() -> str:
    """Who does it: no account, but a person at the machine."""
    return f"command:{user()}"


def _in_words(one: "Account", lang: str) -> str:
    reach = ", ".join([*one.region_codes, *map(str, one.market_ids)]) or "-"
    return say("cli.account", lang, subject=one.subject, role=one.role, name=one.person_name or "-", reach=reach)
