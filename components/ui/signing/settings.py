"""What is set about sign-in, in ``[auth]`` and ``[access]`` of ``.streamlit/secrets.toml`` and in the environment."""

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

from data.codes import Role

#: Of the environment: visitors of another address than this machine's may look without sign-in, as the public.
OPEN = "JANGTEO_OPEN_TO_PUBLIC"
YES = ("1", "true", "yes")
#: Streamlit's name for the provider that is set in [auth] itself.
ONLY = "default"
NEEDED = ("client_id", "client_secret", "server_metadata_url")
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True)
class Settings:
    """providers: OIDC providers (``st.login``). claim: what of their token names the person. header: of a reverse
    proxy; proxies: addresses it comes from; secret_header, secret: what it alone knows. is_open: other addresses may
    look as the public. without_account: role of who signs in and has none. wrong: keys of ``refuse.`` in words.toml.
    """

    providers: tuple[str, ...] = ()
    claim: str = "email"
    header: str = ""
    proxies: tuple[Network, ...] = ()
    secret_header: str = "x-jangteo-proxy"
    secret: str = ""
    is_open: bool = False
    without_account: Role = Role.PUBLIC
    wrong: tuple[str, ...] = ()

    @property
    def has_sign_in(self) -> bool:
        """Whether visitors can say who they are."""
        return bool(self.providers or self.header)


def settings() -> Settings:
    """What is set now."""
    told = _table("access")
    wrong = []
    try:
        proxies = tuple(ipaddress.ip_network(str(one), strict=False) for one in told.get("proxies", ()))
    except ValueError:
        proxies, wrong = (), ["proxies"]
    header, secret = str(told.get("header", "")).lower(), str(told.get("secret", ""))
    if header and not (proxies or secret):
        # whoever reaches the port could write the header
        wrong.append("header")
    if secret and len(secret) < 16:
        wrong.append("secret")
    role = str(told.get("without_account", Role.PUBLIC))
    if role not in (Role.PUBLIC, Role.OFFICER):
        wrong.append("without_account")
    auth = _table("auth")
    if auth and not _providers(auth):
        wrong.append("auth")
    return Settings(
        providers=_providers(auth),
        claim=str(told.get("claim", "email")),
        header=header,
        proxies=proxies,
        secret_header=str(told.get("secret_header", Settings.secret_header)).lower(),
        secret=secret,
        is_open=bool(told.get("open_to_public", False)) or os.environ.get(OPEN, "").lower() in YES,
        without_account=Role.OFFICER if role == Role.OFFICER else Role.PUBLIC,
        wrong=tuple(wrong),
    )


def _table(name: str) -> Mapping[str, Any]:
    try:
        found = st.secrets.get(name, {})
    except StreamlitSecretNotFoundError:
        return {}
    return found if isinstance(found, Mapping) else {}


def _providers(auth: Mapping[str, Any]) -> tuple[str, ...]:
    """Providers that are told in full: the one of [auth] itself, and each [auth.name]."""
    if not {"redirect_uri", "cookie_secret"} <= set(auth):
        return ()
    sections = {ONLY: auth, **{name: part for name, part in auth.items() if isinstance(part, Mapping)}}
    return tuple(name for name, part in sections.items() if set(NEEDED) <= set(part))
