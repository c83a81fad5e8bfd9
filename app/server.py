"""Open the desk on this machine: web server and worker, until Ctrl-C."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from types import FrameType

from waitress.server import create_server

from app import config, create_app
from app.db import Engine
from claims import desk, store
from claims.jobs import work
from claims.models import ArticleMeta
from claims.store.engine import migrate, open_engine, writing

#: Stands for the desk's own article, so that it is loaded once and never again.
DEMO_MARK = "demo.loaded"


def prepare(data_dir: Path, *, demo: bool) -> dict[str, str]:
    """Make what a desk needs in a folder: key, tables, and once the demo article.

    Returns:
        The settings to open the desk with.
    """
    settings = config.of_folder(data_dir)
    engine = open_engine(config.settings(settings)["DATABASE_URL"])
    migrate(engine)
    if demo:
        _load_demo(engine, data_dir)
    with writing(engine) as session:
        store.jobs.release_leases(session)
        store.operations.forget_old(session)
    engine.dispose()
    return settings


def _load_demo(engine: Engine, data_dir: Path) -> None:
    mark = data_dir / DEMO_MARK
    if mark.exists():
        return
    text = (Path(__file__).parent / "demo.txt").read_text(encoding="utf-8")
    with writing(engine) as session:
        desk.take_in(session, desk.read_paste(text), ArticleMeta(), None)
    mark.touch()


def sign_in_link(engine: Engine, address: str) -> str:
    """A fresh one-time link for the desk's first person; it lands on the first page."""
    with writing(engine) as session:
        return f"{address}/sign-in/{desk.make_sign_in_link(session)}"


#: The desk serves the machine that it runs on; whoever wants more puts a proxy before it.
HOST = "127.0.0.1"


def serve(data_dir: Path, port: int, *, demo: bool) -> None:
    """Open the desk: print the sign-in link, answer requests, keep a worker beside, stop cleanly.

    At port 0 it takes one that is free; the link says which.
    """
    app = create_app(**prepare(data_dir, demo=demo), LISTENS_ON=HOST)
    server = create_server(app, host=HOST, port=port, threads=8, ident="")
    worker = _Worker(data_dir)
    address = f"http://{HOST}:{server.effective_port}"
    print(f"Open the desk: {sign_in_link(app.extensions['engine'], address)}", flush=True)
    for number in (signal.SIGINT, signal.SIGTERM):  # a shell's background job begins with SIGINT ignored
        signal.signal(number, _interrupt)
    try:
        server.run()
    except KeyboardInterrupt:
        pass
    finally:
        server.close()
        worker.stop()
        app.extensions["engine"].dispose()
        print("The desk is closed.", flush=True)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


class _Worker:
    """A worker in a process of its own: splitting must not slow the answers down, nor stop halfway
    with Ctrl-C. One that dies is followed by another.
    """

    def __init__(self, data_dir: Path) -> None:
        self._command = [sys.executable, "-m", "app", "work", "--data", str(data_dir)]
        self._closing = threading.Event()
        self._process = self._start()
        self._keeper = threading.Thread(target=self._keep, daemon=True)
        self._keeper.start()

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603  our own interpreter and our own words
            self._command, start_new_session=os.name != "nt", stdin=subprocess.PIPE
        )

    def _keep(self) -> None:
        while True:
            self._process.wait()
            if self._closing.wait(timeout=1):
                return
            self._process = self._start()

    def stop(self) -> None:
        """End the worker; a job broken off is taken again at the next start."""
        self._closing.set()
        self._process.terminate()
        self._keeper.join(timeout=10)
        self._process.kill()


def run_worker(data_dir: Path, *, with_parent: bool) -> None:
    """Do jobs until told to stop; a job broken off is taken again at the next start.

    Args:
        data_dir: the desk's folder.
        with_parent: it belongs to a desk that `serve` opened, and stops as well when that is gone.
    """
    settings = config.settings(config.of_folder(data_dir))
    allowed = config.may_fetch(settings, HOST if with_parent else "")
    rules = desk.FetchRules(allowed=allowed, hosts=config.fetch_hosts(settings))
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    signal.signal(signal.SIGINT, lambda *_: stop.set())
    if with_parent:
        threading.Thread(target=_watch_parent, args=(stop,), daemon=True).start()
    packages = config.packages(settings)
    work(open_engine(settings["DATABASE_URL"]), stop, fetch=desk.fetcher(rules), packages=packages)


def _watch_parent(stop: threading.Event) -> None:
    # The other end of this pipe closes when the desk ends, however it ends.
    while os.read(sys.stdin.fileno(), 1):
        pass
    stop.set()
