"""One Session a request: committed if the answer is good, and with it the answer itself, so that
the same POST sent again is answered and not done again.
"""

import hashlib
from contextlib import AbstractContextManager
from typing import cast

from flask import Flask, Response, current_app, g, request
from sqlalchemy import Engine as Engine  # noqa: PLC0414  others name the type through here
from sqlalchemy.exc import DataError, IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from sqlmodel import Session

from claims import store
from claims.errors import InputError
from claims.models import Operation
from claims.models.base import new_id
from claims.store.engine import commit, is_full, open_engine, reader, writer

#: What the database says when two people write the same at once.
RACES = (IntegrityError, StaleDataError)
#: What it says when it is held by somebody else for too long, or has to break off.
BUSY = OperationalError
#: What it says of characters it cannot hold.
UNFIT = DataError
#: Whether it says that its disk is full.
says_full = is_full
_KEPT_HEADERS = (
    "Location",
    "HX-Retarget",
    "HX-Reswap",
    "HX-Refresh",
    "HX-Redirect",
    "Content-Type",
)


def init_app(app: Flask) -> None:
    """Open the database and close each request's session."""
    app.extensions["engine"] = open_engine(app.config["DATABASE_URL"])
    app.teardown_request(_close)


def engine() -> Engine:
    """The desk's database."""
    return cast(Engine, current_app.extensions["engine"])


class AlreadyDoneError(Exception):
    """This POST was answered before; `answer` is what it was answered."""

    def __init__(self, answer: Response) -> None:
        super().__init__("answered before")
        self.answer = answer


def session() -> Session:
    """The request's session: one that may write for a POST, else one that only reads.

    On SQLite a POST holds the one right to write from the first call on, so whatever takes long
    (reading an upload, checking a password) comes before it.

    Raises:
        AlreadyDoneError: if this POST was answered before.
        InputError: if it has no id, or one that was used for something else.
    """
    if "session" not in g:
        g.request_id = new_id()
        writes = request.method == "POST" and not g.get("refused_to_write")
        g.session = writer(engine(), g.request_id, g.get("sitting")) if writes else reader(engine())
        if writes and g.get("actor"):
            _begin_operation(g.actor)
    return cast(Session, g.session)


def writing() -> AbstractContextManager[Session]:
    """A unit of work apart from the request's own: for what a GET has to write."""
    return store.engine.writing(engine())


def reading(engine_: Engine) -> AbstractContextManager[Session]:
    """A look at the database that outlives the request: for what is sent in portions."""
    return store.engine.reading(engine_)


def roll_back() -> None:
    """Forget what this request changed. A session asked for after that only reads: it is for
    showing what went wrong.
    """
    _close(None)
    g.refused_to_write = True


def _close(_error: BaseException | None) -> None:
    open_session = g.pop("session", None)
    g.pop("operation", None)
    if open_session is not None:
        open_session.close()


def check_op_id() -> str:
    """The id of this POST: for a view that does something long before it asks for the session.

    Raises:
        InputError: if it has none.
    """
    op_id = request.form.get("op_id", "")
    if not 16 <= len(op_id) <= 64:
        raise InputError("this form is incomplete; load the page again", "op_id")
    return op_id


def _begin_operation(actor: str) -> None:
    op_id = check_op_id()
    fingerprint = _fingerprint()
    operation = store.operations.begin(session(), actor, op_id, fingerprint)
    if operation is not None:
        g.operation = operation
        return
    done = store.operations.find(session(), actor, op_id)
    if done is None or done.fingerprint != fingerprint:
        raise InputError("this form was sent before with other content; load the page again", "op_id")
    raise AlreadyDoneError(Response(done.body, done.status, done.headers))


def _fingerprint() -> str:
    """What the request asks for, without its token, which may be renewed in between."""
    hashed = hashlib.sha256(request.path.encode())
    for name, value in sorted(request.form.items(multi=True)):
        if name != "csrf_token":
            hashed.update(f"\0{name}\0{value}".encode("utf-8", "surrogatepass"))
    for name, upload in sorted(request.files.items(multi=True)):
        hashed.update(f"\0{name}\0{upload.filename}\0".encode("utf-8", "surrogatepass"))
        upload.stream.seek(0)  # a view may have read it
        hashed.update(hashlib.sha256(upload.stream.read()).digest())
        upload.stream.seek(0)
    return hashed.hexdigest()


def finish(response: Response) -> None:
    """Commit a good answer to a POST, together with the answer; keep nothing of a bad one."""
    if request.method != "POST" or "session" not in g:
        return
    if response.status_code >= 400:
        roll_back()
        return
    operation: Operation | None = g.get("operation")
    if operation is not None:
        operation.status = response.status_code
        operation.headers = {
            name: response.headers[name] for name in _KEPT_HEADERS if name in response.headers
        }
        operation.body = response.get_data(as_text=True)
    commit(session())
