"""Text that may come from a file, made safe for places that read Markdown."""

import re

_SIGNS = re.compile(r"([\\`*_\[\]<>#|$~:!])")


def plain(text: str) -> str:
    """The same letters, none of them read as Markdown: no link, picture or formula comes out of a name."""
    return _SIGNS.sub(r"\\\1", text)
