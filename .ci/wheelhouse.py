"""One archive that carries the product into a closed network: python .ci/wheelhouse.py [linux|windows|macos]

It holds the project's own files and, in wheels/, every locked dependency as a wheel whose hash stands in
requirements.lock, and the driver for PostgreSQL (requirements-postgresql.lock) for who wants it. `make run` (or the
README's steps for Windows) in the unpacked folder then installs from there and asks no index.
"""

import platform
import re
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
PYTHON = "3.11"
LOCKS = ("requirements.lock", "requirements-postgresql.lock")


@dataclass(frozen=True)
class Target:
    """A kind of machine: the wheel tags it takes, best first, and what dependency markers see there."""

    name: str
    tags: tuple[str, ...]
    sys_platform: str
    platform_system: str
    os_name: str
    platform_machine: str

    def markers(self) -> dict[str, str]:
        """The environment that markers such as ``sys_platform == 'win32'`` are judged in."""
        return {
            "sys_platform": self.sys_platform,
            "platform_system": self.platform_system,
            "os_name": self.os_name,
            "platform_machine": self.platform_machine,
            "python_version": PYTHON,
            "python_full_version": f"{PYTHON}.0",
            "platform_python_implementation": "CPython",
            "implementation_name": "cpython",
        }


TARGETS = {
    # glibc 2.28 is Debian 10, Ubuntu 20.04, RHEL 8 and whatever came later.
    "linux": Target(
        "linux-x86_64",
        ("manylinux_2_28_x86_64", "manylinux_2_27_x86_64", "manylinux_2_26_x86_64", "manylinux_2_24_x86_64",
         "manylinux_2_17_x86_64", "manylinux2014_x86_64", "manylinux_2_12_x86_64", "manylinux2010_x86_64",
         "manylinux_2_5_x86_64", "manylinux1_x86_64", "linux_x86_64"),
        "linux", "Linux", "posix", "x86_64",
    ),
    "windows": Target("windows-x86_64", ("win_amd64",), "win32", "Windows", "nt", "AMD64"),
    "macos": Target(
        "macos-arm64",
        ("macosx_14_0_arm64", "macosx_13_0_arm64", "macosx_12_0_arm64", "macosx_11_0_arm64",
         "macosx_11_0_universal2", "macosx_10_13_universal2", "macosx_10_9_universal2"),
        "darwin", "Darwin", "posix", "arm64",
    ),
}  # fmt: skip


def locked(target: Target) -> list[str]:
    """The blocks of requirements.lock (a pin and its hashes) that this kind of machine needs, without their markers."""
    text = "".join((ROOT / name).read_text("utf-8") for name in LOCKS)
    # the locks agree on the version of what stands in both
    blocks = dict.fromkeys(re.findall(r"^\S.*(?:\n[ \t]+.*)*", text, re.MULTILINE))
    wanted: list[str] = []
    names: set[str] = set()
    for block in blocks:
        first, _, hashes = block.partition("\\\n")
        requirement = Requirement(first.strip())
        is_meant = requirement.marker is None or requirement.marker.evaluate(target.markers())
        if is_meant and requirement.name not in names:
            names.add(requirement.name)
            wanted.append(f"{requirement.name}{requirement.specifier} \\\n{hashes}\n")
    return wanted


def download(target: Target, folder: Path) -> int:
    """Put the wheels into the folder, each checked against its hash, and say how many.

    pip would judge markers by the machine it runs on, not by the target: hence `locked`.
    """
    wanted = locked(target)
    listed = folder.parent / "wanted.lock"
    listed.write_text("".join(wanted), "utf-8")
    platforms = [part for tag in target.tags for part in ("--platform", tag)]
    interpreter = f"--python-version {PYTHON} --implementation cp --abi cp311 --abi abi3 --abi none".split()
    strictly = ["--no-deps", "--require-hashes", "--only-binary", ":all:", "--disable-pip-version-check", "--quiet"]
    command = [sys.executable, "-m", "pip", "download", *strictly, *interpreter, *platforms]
    subprocess.run([*command, "--dest", str(folder), "-r", str(listed)], check=True)
    wheels = list(folder.glob("*.whl"))
    if len(wheels) != len(wanted):
        raise SystemExit(f"{len(wanted)} wheels were asked for and {len(wheels)} came")
    return len(wheels)


def own_files() -> list[Path]:
    """What git tracks, as it lies in the work tree."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


def main() -> None:
    """Write dist/jangteo-VERSION-TARGET.zip and say what is in it."""
    here = {"Linux": "linux", "Windows": "windows", "Darwin": "macos"}[platform.system()]
    asked = sys.argv[1] if len(sys.argv) > 1 else here
    if asked not in TARGETS:
        raise SystemExit(f"TARGET is one of {', '.join(TARGETS)}, not {asked}")
    target = TARGETS[asked]
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    name = f"jangteo-{version}"
    made = ROOT / "dist" / f"{name}-{target.name}.zip"
    made.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        wheels = Path(scratch) / "wheels"
        wheels.mkdir()
        count = download(target, wheels)
        unfinished = made.with_suffix(".part")
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in own_files():
                archive.write(path, f"{name}/{path.relative_to(ROOT).as_posix()}")
            for path in sorted(wheels.iterdir()):
                archive.write(path, f"{name}/wheels/{path.name}", zipfile.ZIP_STORED)
        unfinished.replace(made)
    megabytes = made.stat().st_size / 1e6
    print(f"{made.relative_to(ROOT)}: {count} wheels for {target.name}, Python {PYTHON}, {megabytes:.0f} MB")


if __name__ == "__main__":
    main()
