"""A small OpenID Connect provider on this machine: asks for an e-mail and believes it. For trials of sign-in alone."""

import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from typing import Any
from urllib.parse import urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

CLIENT, SECRET = "jangteo", "secret-of-the-client"


class Provider:
    """verified: what it says of the e-mail."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.verified: bool = True
        self._key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})
        self._codes: dict[str, dict[str, Any]] = {}

    def app(self) -> Starlette:
        """Its addresses."""
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self._about),
                Route("/keys", self._keys),
                Route("/authorize", self._ask),
                Route("/signed", self._signed, methods=["POST"]),
                Route("/token", self._token, methods=["POST"]),
                Route("/end", self._end),
            ]
        )

    async def _about(self, _request: Request) -> Response:
        return JSONResponse({
            "issuer": self.url, "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token", "jwks_uri": f"{self.url}/keys",
            "end_session_endpoint": f"{self.url}/end", "response_types_supported": ["code"],
            "subject_types_supported": ["public"], "id_token_signing_alg_values_supported": ["RS256"],
        })  # fmt: skip

    async def _keys(self, _request: Request) -> Response:
        return JSONResponse({"keys": [self._key.as_dict(private=False)]})

    async def _ask(self, request: Request) -> Response:
        kept = "".join(
            f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
            for name, value in request.query_params.items()
        )
        asked = '<input name="email" aria-label="email"><button>ok</button>'
        return HTMLResponse(f'<form method="post" action="/signed">{kept}{asked}</form>')

    async def _signed(self, request: Request) -> Response:
        form = {name: str(value) for name, value in (await _form(request)).items()}
        code = secrets.token_urlsafe(16)
        self._codes[code] = form
        return RedirectResponse(f"{form['redirect_uri']}?{urlencode({'code': code, 'state': form['state']})}", 303)

    async def _token(self, request: Request) -> Response:
        asked = self._codes.pop((await _form(request))["code"])
        now = int(time.time())
        claims = {
            "iss": self.url, "aud": CLIENT, "sub": asked["email"], "iat": now, "exp": now + 600,
            "nonce": asked.get("nonce", ""), "email": asked["email"], "email_verified": self.verified,
        }  # fmt: skip
        token = jwt.encode({"alg": "RS256", "kid": "one"}, claims, self._key)
        return JSONResponse({"access_token": "x", "token_type": "Bearer", "expires_in": 600, "id_token": token})

    async def _end(self, request: Request) -> Response:
        return RedirectResponse(request.query_params["post_logout_redirect_uri"], 303)


async def _form(request: Request) -> dict[str, str]:
    """Fields of a posted form, without the package that Starlette wants for it."""
    from urllib.parse import parse_qsl

    return dict(parse_qsl((await request.body()).decode()))


@contextmanager
def provided(port: int) -> Iterator[Provider]:
    """A provider on that port of this machine, until the block ends."""
    made = Provider(port)
    server = uvicorn.Server(uvicorn.Config(made.app(), host="127.0.0.1", port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    try:
        yield made
    finally:
        server.should_exit = True
        thread.join(10)


def secrets_of(provider: Provider, dashboard: str, more: str = "") -> str:
    """What stands in .streamlit/secrets.toml of a dashboard that signs in there."""
    return f"""{more}
[auth]
redirect_uri = "{dashboard}/oauth2callback"
cookie_secret = "{secrets.token_urlsafe(32)}"
client_id = "{CLIENT}"
client_secret = "{SECRET}"
server_metadata_url = "{provider.url}/.well-known/openid-configuration"
"""
