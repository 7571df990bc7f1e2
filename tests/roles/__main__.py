"""``python -m tests.roles [--pages] [--questions] [STORE_URL]``: what each role got of each page and question."""

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.roles import walking


def main() -> None:
    """Two tables in Markdown: rows shown, of them hidden, or refused."""
    asked = set(sys.argv[1:])
    only = asked & {"--pages", "--questions"} or {"--pages", "--questions"}
    url = next(iter(asked - {"--pages", "--questions"}), "") or _example()
    who = walking.roles(url)
    head = f"| | {' | '.join(who)} |\n|---|{'---|' * len(who)}"
    if "--pages" in only:
        print(f"Rows in the figures of each page\n\n{head}")
        for slug, address in walking.addresses():
            told = " ".join(f"{name}={value}" for name, value in address.items())
            got = [walking.page(slug, address, viewer, url).words() for viewer in who.values()]
            print(f"| {slug} {told} | {' | '.join(got)} |", flush=True)
    if "--questions" in only:
        print(f"\nRows of each question\n\n{head}")
        for name in walking.every_question():
            for where, choice in walking.choices(url).items():
                got = [walking.question(name, choice, viewer, url).words() for viewer in who.values()]
                print(f"| {name} ({where}) | {' | '.join(got)} |", flush=True)


def _example() -> str:
    url = f"sqlite:///{Path(tempfile.mkdtemp(prefix='jangteo-roles-')) / 'markets.sqlite'}"
    subprocess.run([sys.executable, "-m", "data", "demo", "--store", url], check=True, stdout=subprocess.DEVNULL)
    return url


if __name__ == "__main__":
    main()
