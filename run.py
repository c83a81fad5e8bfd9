#!/usr/bin/env python3
"""Open the desk, or run its tests, on a machine that has only Python (3.11 or newer).

    python3 run.py [--port N] [--data DIR] [--no-demo]    open the desk
    python3 run.py test [pytest arguments]                run every test
    python3 run.py check [name ...]                       run the checks, or those named
    python3 run.py setup                                  only set up

What is missing is set up first, in `.venv` beside this file or where CLAIMDESK_VENV says.
"""

from __future__ import annotations  # an older Python must get as far as the sentence in `main`

import argparse
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections import deque
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).resolve().parent
VENV = Path(os.environ.get("CLAIMDESK_VENV") or ROOT / ".venv").absolute()
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = str(BIN / ("python.exe" if os.name == "nt" else "python"))
RUNTIME = ROOT / "requirements.lock"
TESTS = ROOT / "requirements-test.lock"

# Says what the environment was made from; inside it, so that both come and go together.
STATE = VENV / "claimdesk-state"
UNFINISHED = "unfinished"

CHECKS = {
    "style": [PYTHON, "-m", "ruff", "check", "."],
    "format": [PYTHON, "-m", "ruff", "format", "--check", "."],
    "types": [PYTHON, "-m", "mypy"],
    "imports": [str(BIN / "lint-imports"), "--no-cache"],
    "templates": [PYTHON, "-m", "djlint", "--lint", "--quiet", "--allow-empty-input", "templates"],
}

#: How every test is run: one process for each processor, up to four, each with a database server, a browser
#: and a parser of its own; one that has nothing left to do takes from the others.
SIDE_BY_SIDE = ["-n", "auto", "--maxprocesses", "4", "--dist", "worksteal"]


class SetupError(Exception):
    """Setting up cannot go on; the text says why and what to do."""


def main(argv: Sequence[str]) -> int:
    """Do what the command line says, and return the exit code."""
    if sys.version_info < (3, 11):  # noqa: UP036 an older Python shall say so, not fail somewhere
        print(f"Claimdesk needs Python 3.11 or newer; {sys.executable} is {sys.version.split()[0]}.")
        return 1
    name, rest = (argv[0], argv[1:]) if argv and argv[0] in COMMANDS else ("open", argv)
    try:
        return COMMANDS[name](rest)
    except SetupError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. The same command goes on from here.", file=sys.stderr)
        return 130


# Commands


def open_desk(argv: Sequence[str]) -> int:
    """Set up what is missing and become the desk."""
    arguments = desk_arguments(argv)
    set_up(RUNTIME)
    return become([str(BIN / "claimdesk"), "open", *arguments])


def run_tests(argv: Sequence[str]) -> int:
    """Set up what is missing, browser and database server included, and become pytest."""
    set_up(TESTS)
    get_test_programs()
    os.chdir(ROOT)
    return become([PYTHON, "-m", "pytest", *(argv or SIDE_BY_SIDE)])


def run_checks(argv: Sequence[str]) -> int:
    """Run every check, or those named, to the end; 1 if any found something."""
    if unknown := [name for name in argv if name not in CHECKS]:
        print(f"There is no check {', '.join(unknown)}; there are {', '.join(CHECKS)}.", file=sys.stderr)
        return 2
    set_up(TESTS)
    failed = []
    for name in argv or CHECKS:
        print(f"-- {name}", flush=True)
        if subprocess.call(CHECKS[name], cwd=ROOT):
            failed.append(name)
    print(f"Failed: {', '.join(failed)}." if failed else "Every check passed.", flush=True)
    return 1 if failed else 0


def only_set_up(argv: Sequence[str]) -> int:
    """Set up what the desk needs."""
    argparse.ArgumentParser("run.py setup").parse_args(argv)
    set_up(RUNTIME)
    print("Everything is set up. `python3 run.py` opens the desk.")
    return 0


COMMANDS = {"open": open_desk, "test": run_tests, "check": run_checks, "setup": only_set_up}


def desk_arguments(argv: Sequence[str]) -> list[str]:
    """Read the desk's options; wrong ones end here, with the usage."""
    parser = argparse.ArgumentParser(
        "run.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--port", type=int, default=8765, help="where the desk listens (8765)")
    folder = Path(os.environ.get("CLAIMDESK_DATA_DIR", ROOT / "data"))
    parser.add_argument("--data", type=Path, default=folder, help="where it keeps its data (data)")
    parser.add_argument("--no-demo", action="store_true", help="leave the demo article out")
    options = parser.parse_args(argv)
    demo = ["--no-demo"] if options.no_demo else []
    return ["--port", str(options.port), "--data", str(options.data.absolute()), *demo]


def become(command: Sequence[str]) -> int:
    """Hand this process over to a command; Windows cannot, so it waits there."""
    sys.stdout.flush()
    if os.name != "nt":
        os.execv(command[0], list(command))
    return subprocess.call(command)


# The environment


def set_up(lock: Path) -> None:
    """Make the environment serve a lock file; at once where it already does."""
    if serves(lock):
        return
    with alone():
        if serves(lock):
            return
        clear_what_is_broken()
        uv = shutil.which("uv")
        if uv is None and importlib.util.find_spec("ensurepip") is None:
            raise SetupError(
                "This Python lacks its venv module. On Debian and Ubuntu: apt install python3-venv"
            )
        VENV.mkdir(parents=True, exist_ok=True)
        STATE.write_text(UNFINISHED)
        (VENV / "pip.lock").write_text(entry(lock.read_text(), "pip"))
        steps = plan(lock, uv)
        for number, (about, command) in enumerate(steps, start=1):
            work(f"[{number}/{len(steps)}] {about}", command)
        STATE.write_text(fingerprint(lock))


def serves(lock: Path) -> bool:
    """Whether the environment is whole and made from this lock, or from one that includes it."""
    enough = {fingerprint(lock), fingerprint(TESTS)}
    return state() in enough and Path(PYTHON).exists()


def state() -> str:
    """The fingerprint of the environment; empty if there is none or it is not ours."""
    try:
        return STATE.read_text()
    except OSError:
        return ""


def fingerprint(lock: Path) -> str:
    """What an environment made from this lock is known by; in a moved checkout it is another one."""
    digest = hashlib.sha256(str(ROOT).encode())
    digest.update(lock.read_bytes())
    digest.update((ROOT / "pyproject.toml").read_bytes())
    return digest.hexdigest()


def clear_what_is_broken() -> None:
    """Remove an environment whose making was broken off, or whose Python is gone."""
    if state() == UNFINISHED or (state() and not Path(PYTHON).exists()):
        shutil.rmtree(VENV)
    elif VENV.exists() and any(VENV.iterdir()) and not (VENV / "pyvenv.cfg").exists():
        raise SetupError(f"{VENV} is not a Python environment: remove it, or set CLAIMDESK_VENV.")


@contextmanager
def alone() -> Iterator[None]:
    """Wait until no other run.py is setting up here."""
    try:
        import fcntl  # noqa: PLC0415 Windows has none; two starts at once are left to chance there
    except ImportError:
        yield
        return
    with Path(__file__).open() as this:
        fcntl.flock(this, fcntl.LOCK_EX)
        yield


def plan(lock: Path, uv: str | None) -> list[tuple[str, list[str]]]:
    """The steps that make the environment, with uv where it is there: what they do, and the command."""
    if uv:
        install = [uv, "pip", "install", "--python", PYTHON]
        making = [uv, "venv", "--allow-existing", "--python", sys.executable, str(VENV)]
        first = [("making the environment", making)]
    else:
        install = [PYTHON, "-m", "pip", "install", "--no-input", "--progress-bar=off"]
        making = [sys.executable, "-m", "venv", str(VENV)]
        # Debian 12's pip 23.0 drops extras such as lxml[html_clean]: the locked one comes first.
        pip = [*install, "--require-hashes", "-r", str(VENV / "pip.lock")]
        first = [("making the environment", making), ("bringing pip up to date", pip)]
    locked = [*install, "--require-hashes", "-r", str(lock)]
    # With nothing to build in isolation and no index, nothing can come from outside the lock.
    itself = [*install, "--no-index", "--no-deps", "--no-build-isolation", "-e", str(ROOT)]
    count = len(names(lock.read_text()))
    return [*first, (f"installing about {count} packages", locked), ("installing Claimdesk itself", itself)]


def names(lock: str) -> set[str]:
    """The packages of a lock file."""
    return set(re.findall(r"^([a-z0-9][a-z0-9._-]*)==", lock, re.MULTILINE))


def entry(lock: str, package: str) -> str:
    """The lines of one package in a lock file: its version and its hashes."""
    return "".join(re.findall(rf"^{re.escape(package)}==.*\n(?:    .*\n)*", lock, re.MULTILINE))


# What tests need besides


def get_test_programs() -> None:
    """Get Chromium, PostgreSQL and Hangul letters as far as this machine lets us.

    What stays missing is for the tests to say: a skip, or a failure where CI is set.
    """
    root_on_debian = bool(shutil.which("apt-get")) and os.geteuid() == 0
    if root_on_debian and (missing := missing_packages()):
        try_to("looking what Debian has", "apt-get", "update")
        install = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
        try_to(f"installing {', '.join(missing)}", *install)
    if system_chromium() is None:
        try_to("getting Chromium", PYTHON, "-m", "playwright", "install", "chromium")


def missing_packages() -> list[str]:
    """The Debian packages that the tests still want."""
    there = {
        "chromium": system_chromium(),
        "postgresql": postgres_programs(),
        "fonts-noto-cjk": has_hangul(),
    }
    return [package for package, found in there.items() if not found]


def system_chromium() -> str | None:
    """A Chromium or Chrome of this machine, CHROMIUM_PATH before all; None if it has none."""
    mac = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
    called = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", mac)
    return os.environ.get("CHROMIUM_PATH") or next(filter(None, map(shutil.which, called)), None)


def postgres_programs() -> Path | None:
    """The newest folder with PostgreSQL's server programs; None if there is none."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    elsewhere = shutil.which("initdb")
    return debian[-1].parent if debian else Path(elsewhere).parent if elsewhere else None


def has_hangul() -> bool:
    """Whether a font on this machine has Korean letters."""
    lister = shutil.which("fc-list")
    return bool(lister and subprocess.run([lister, ":lang=ko"], capture_output=True, check=False).stdout)


# Work that takes a while


def try_to(about: str, *command: str) -> None:
    """Do what the rest can do without."""
    try:
        work(about, command)
    except SetupError as error:
        print(error, flush=True)


def work(about: str, command: Sequence[str]) -> None:
    """Run a command behind a line that moves.

    Raises:
        SetupError: with the command's last lines, if it fails.
    """
    last: deque[str] = deque(maxlen=15)
    options: dict[str, Any] = {
        "cwd": ROOT,
        "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
        "stdin": subprocess.DEVNULL,
        "stdout": subprocess.PIPE,
        "stderr": subprocess.STDOUT,
        "text": True,
        "errors": "replace",
    }
    with MovingLine(f"{about} …") as line, subprocess.Popen(command, **options) as process:
        try:
            for said in process.stdout or ():
                last.append(f"    {said.rstrip()}")
                line.hear(said)
        except BaseException:
            process.kill()
            raise
    if process.returncode:
        raise SetupError(
            "\n".join([f"This failed: {about}. Its last lines:", *last])
            + "\nIf nothing could be reached, look at the network or the proxy settings; then try again."
        )


class MovingLine:
    """Shows that something goes on: a line rewritten on a terminal, a new one every 10 s elsewhere."""

    def __init__(self, title: str) -> None:
        self.title, self.words, self.count, self.begun = title, "", 0, time.monotonic()
        self.terminal = sys.stdout.isatty()
        self.over = threading.Event()
        self.ticker = threading.Thread(target=self.tick, daemon=True)

    def hear(self, said: str) -> None:
        """Take in one line of pip's output: how many packages so far, and the one at hand."""
        if found := re.match(r"Collecting ([\w.-]+)", said):
            self.count += 1
            self.words = f"{self.count}: {found[1]},"
        elif said.startswith("Installing collected packages"):
            self.words = "putting them in place,"

    def write(self, text: str, *, stays: bool) -> None:
        """Write the line; on a terminal one that does not stay is written over."""
        width = shutil.get_terminal_size().columns - 1
        end = "\r" if self.terminal and not stays else "\n"
        print(text[:width].ljust(width) if self.terminal else text, end=end, flush=True)

    def tick(self) -> None:
        """Write the line again and again until it is over."""
        while not self.over.wait(0.5 if self.terminal else 10):
            self.write(f"{self.title} {self.words} {time.monotonic() - self.begun:.0f} s", stays=False)

    def __enter__(self) -> MovingLine:
        self.write(self.title, stays=False)
        self.ticker.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.ticker.join()
        self.write(f"{self.title} {time.monotonic() - self.begun:.0f} s", stays=True)


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # a stream of ours is a text one
    sys.exit(main(sys.argv[1:]))
