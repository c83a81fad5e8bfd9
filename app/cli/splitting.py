"""Many texts split one after the other, or several at a time, each in a process of its own."""

import json
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from typing import IO, Any

import claims
from app.cli.listing import listed
from claims import desk
from claims.errors import ClaimsError, InputError
from claims.models import ClaimDraft, Intake

#: Texts that wait, done or to be done, for each process: enough that none is idle.
_AHEAD = 2


@dataclass(frozen=True, slots=True)
class Task:
    """One text to be split: a file by its path, or a text as it was given.

    `name` says in messages which it is, `told` goes before the fields of each of its claims. A task
    that could not be made has an `error`.
    """

    name: str
    told: dict[str, Any] = field(default_factory=dict)
    path: Path | None = None
    text: str = ""
    published: date | None = None
    listing: bool = False
    error: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a task: the lines to print, a note for the person, or what was wrong with it."""

    name: str
    lines: tuple[str, ...] = ()
    note: str = ""
    error: str = ""


def tasks_of(files: Sequence[str], lines: IO[bytes], published: date | None) -> Iterator[Task]:
    """The texts of a command line, one after the other.

    Args:
        files: paths; "-" stands for `lines`.
        lines: JSON objects, one a line, with "text", and "id" and "published" if they are known.
        published: the day of publication where the text itself or its line says none.
    """
    for name in files:
        if name == "-":
            yield from _given(lines, published)
        else:
            told = {"file": name} if len(files) > 1 else {}
            yield Task(name, told, path=Path(name), published=published)


def _given(lines: Iterable[bytes], published: date | None) -> Iterator[Task]:
    for number, line in enumerate(lines, start=1):
        if line.strip():
            name = f"standard input, line {number}"
            try:
                yield _task_of(line, Task(name, {"id": number}, published=published))
            except (ValueError, RecursionError):
                yield Task(name, error="this line is not JSON")
            except InputError as error:
                yield Task(name, error=str(error))


def _task_of(line: bytes, task: Task) -> Task:
    given = json.loads(line)
    if not isinstance(given, dict) or not isinstance(given.get("text"), str):
        raise InputError('a line is {"id": …, "text": "…", "published": "2021-04-07"}')
    told = {"id": given["id"]} if "id" in given else task.told
    day = desk.day(str(given.get("published") or ""), "published")
    return replace(task, told=told, text=given["text"], published=day or task.published)


def results(tasks: Iterable[Task], jobs: int) -> Iterator[Done]:
    """Split each text and give what came of it, in the order of the tasks.

    With more than one job, each in a process that loads the language model once. Only a few texts
    are held at a time, however many there are.
    """
    if jobs == 1:
        yield from map(split_one, tasks)
        return
    # Not forked: a copied process would inherit the locks of threads that are not there.
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        waiting = deque[Future[Done]]()
        try:
            for task in tasks:
                waiting.append(pool.submit(split_one, task))
                while waiting and (waiting[0].done() or len(waiting) >= _AHEAD * jobs):
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)


def split_one(task: Task) -> Done:
    """Split one text; whatever is wrong with it is told, and stops no other."""
    try:
        return Done(task.name, error=task.error) if task.error else _split(task)
    except ClaimsError as error:
        return Done(task.name, error=str(error))
    except OSError as error:
        return Done(task.name, error=error.strerror or str(error))
    except Exception as error:  # noqa: BLE001  one odd text must not end a run over ten thousand
        return Done(task.name, error=f"unexpected: {type(error).__name__}: {error}")


def _split(task: Task) -> Done:
    intake = _intake(task)
    segments = claims.find_segments(intake.text)
    meta = claims.find_meta(intake.text, segments, intake.meta)
    day = task.published or meta.published_on
    drafts = claims.read_article(intake.text, segments, meta.language, day).drafts
    lines = _listing(task, drafts, intake.text) if task.listing else _json(task, drafts)
    return Done(task.name, tuple(lines), _note(meta.language))


def _intake(task: Task) -> Intake:
    if task.path is None:
        return claims.read_paste(task.text)
    return claims.read_upload(task.path.read_bytes(), task.path.name)


def _note(language: str) -> str:
    if claims.is_english(language):
        return ""
    return f"not yet: {language or 'a language that is not known'}; each sentence is given as a claim"


def _json(task: Task, drafts: Sequence[ClaimDraft]) -> Iterator[str]:
    for draft in drafts:
        yield json.dumps({**task.told, **asdict(draft)}, ensure_ascii=False)


def _listing(task: Task, drafts: Sequence[ClaimDraft], text: str) -> Iterator[str]:
    for title in task.told.values():
        yield f"== {title}"
    for number, draft in enumerate(drafts, start=1):
        yield from listed(draft, number, text)
