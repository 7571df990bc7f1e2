"""Whether this program may answer at the address it was given: not to others without sign-in, unless told so."""

import sys

from streamlit import config

from components.text import LANGUAGES, translator
from components.ui.signing.door import is_loopback
from components.ui.signing.settings import Settings, settings

WRONG_USE = 2


def refusals(address: str, told: Settings) -> list[str]:
    """Keys of ``refuse.`` that say why not, [] = all is well. address: what the server listens on, '' = everything."""
    if told.wrong:
        return list(told.wrong)
    if is_loopback(address) or told.has_sign_in or told.is_open:
        return []
    return ["address"]


def address() -> str:
    """What the server listens on; '' = every address of this machine."""
    return str(config.get_option("server.address") or "")


def sentences(keys: list[str], at: str) -> list[str]:
    """Why not and what to do, in every language."""
    return [translator(lang)(f"refuse.{key}", address=at or "0.0.0.0") for key in keys for lang in LANGUAGES]


def begin() -> None:
    """End the program with exit status 2 and a sentence where it may not start."""
    found = refusals(address(), settings())
    if found:
        print("\n".join(sentences(found, address())), file=sys.stderr, flush=True)
        raise SystemExit(WRONG_USE)
