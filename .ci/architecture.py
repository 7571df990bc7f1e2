"""The picture of the layers, made from the imports in the code: python .ci/architecture.py [--check]

Writes docs/architecture.svg: a box for every part, a line from who imports to what is imported. With --check nothing is
written; exit status 1 when the picture there is another one.
"""

import ast
import sys
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MADE = ROOT / "docs" / "architecture.svg"
#: Rows of the picture, top first; a part is a package or a module, named as it is imported.
ROWS = (
    ("pages",),
    ("components.ui",),
    ("components.exports",),
    ("components.charts", "components.maps"),
    ("components.exhibit", "components.formatting", "components.text", "components.theme"),
    ("data.queries", "data.metrics", "data.importing", "data.demo"),
    ("data.sources", "data.summaries", "data.identity", "data.geo", "data.disclosure"),
    ("data.store", "data.models", "data.codes", "data.errors"),
)
PARTS = tuple(part for row in ROWS for part in row)
WIDTH, ROW, HIGH, SIDE = 1000, 104, 44, 20
INK, LINE, PAPER, SCREEN, KNOWN = "#1B1F24", "#57606A", "#FFFFFF", "#DCE9F5", "#F2F5F9"


def part_of(module: str) -> str | None:
    """The part that a module belongs to."""
    return next((part for part in PARTS if module == part or module.startswith(f"{part}.")), None)


def imports(path: Path) -> list[str]:
    """Modules that a file names in its imports."""
    found: list[str] = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found += [one.name for one in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found += [f"{node.module}.{one.name}" for one in node.names]
    return found


def lines() -> set[tuple[str, str]]:
    """(part, part it imports)."""
    found = set()
    for top in ("pages", "components", "data"):
        for path in sorted((ROOT / top).rglob("*.py")):
            own = part_of(".".join(path.relative_to(ROOT).with_suffix("").parts))
            for module in imports(path):
                other = part_of(module)
                if own and other and own != other:
                    found.add((own, other))
    return found


def places() -> dict[str, tuple[float, float]]:
    """Middle of every box."""
    return {
        part: (WIDTH * (at + 0.5) / len(row), SIDE + HIGH / 2 + ROW * down)
        for down, row in enumerate(ROWS)
        for at, part in enumerate(row)
    }


def drawn() -> str:
    """The picture."""
    middle, wide = places(), 190
    high = SIDE * 2 + HIGH + ROW * (len(ROWS) - 1)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {high}" font-family="sans-serif" role="img">',
        "<title>Who imports whom: pages, components, data</title>",
        f'<path d="M0 0h{WIDTH}v{high}H0z" fill="{PAPER}"/>',
    ]
    for own, other in sorted(lines()):
        (x, y), (to_x, to_y) = middle[own], middle[other]
        down = HIGH / 2 if to_y > y else -HIGH / 2 if to_y < y else 0
        bend = (to_y - y) / 2 if to_y != y else 40
        parts.append(
            f'<path d="M{x:.0f} {y + down:.0f}C{x:.0f} {y + bend:.0f} {to_x:.0f} {to_y - bend:.0f} {to_x:.0f} '
            f'{to_y - down:.0f}" fill="none" stroke="{LINE}" stroke-opacity="0.5">'
            f"<title>{own} imports {other}</title></path>"
        )
    for part, (x, y) in middle.items():
        fill = KNOWN if part.startswith("data") else SCREEN
        parts.append(
            f'<path d="M{x - wide / 2:.0f} {y - HIGH / 2:.0f}h{wide}v{HIGH}h-{wide}z" fill="{fill}" stroke="{INK}"/>'
            f'<text x="{x:.0f}" y="{y + 5:.0f}" font-size="15" text-anchor="middle" fill="{INK}">{escape(part)}</text>'
        )
    return "\n".join([*parts, "</svg>", ""])


def main() -> int:
    """Write or compare. Returns: the exit status."""
    if "--check" in sys.argv:
        return int(not MADE.exists() or MADE.read_text("utf-8") != drawn())
    MADE.write_text(drawn(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
