"""Passwords in addresses, struck out before a message or a line of the log says them."""

import re

STRUCK = "***"
#: User and password of an address, also of one that is misspelt (``postgresql:user:word@host``).
_IN_ADDRESS = re.compile(r"(?<=//)\S*@|\S*:\S*@")


def without_password(text: str) -> str:
    """The text with user and password of every address in it struck out."""
    return _IN_ADDRESS.sub(f"{STRUCK}@", text)
