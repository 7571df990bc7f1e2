"""Numbers under names, as one cell holds them: "before=17 million; after=about 250 million", or "700 -> 8,000"."""

import re

#: A comma before three digits belongs to a number.
_PARTS = re.compile(r"[;\n\uff1b]|,(?!\d{3}(?!\d))\s*(?=[^=:;,\n]*[^\W\d][^=:;,\n]*[=:])")
_NAME = re.compile(r"\s*([^=:\uff1a]+?)\s*[=:\uff1a]\s*([^=]*)")
_ARROW = re.compile(r"\s*(?:->|\u2192|\u21d2|=>)\s*")
#: Names of the two ends of an arrow.
ENDS = ("before", "after")


def named_numbers(text: str) -> list[tuple[str, str]]:
    """Name and written number of each part, in their order; a part without a name has the name ''.

    Parts end with a semicolon, a line, or a comma before another name. An arrow has a before and an after.
    """
    found: list[tuple[str, str]] = []
    for part in filter(None, (piece.strip() for piece in _PARTS.split(text))):
        ends = _ARROW.split(part)
        if len(ends) == 2 and not _NAME.fullmatch(_ARROW.sub(" ", part)):
            found.extend(zip(ENDS, ends, strict=True))
        elif named := _NAME.fullmatch(part):
            found.append((named.group(1), named.group(2).strip()))
        else:
            found.append(("", part))
    return found
