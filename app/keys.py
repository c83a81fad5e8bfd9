"""The keys of the desk: one table for the buttons that show them, the script that hears them, the help.

A key is named as browsers name its place on the keyboard (`KeyJ`), so that a Korean layout works; two
in a row stand with a space between. A key presses the button or link with that name in `data-act`.
"""

from dataclasses import dataclass
from functools import cache

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from app.auth import me_or_nobody
from claims.desk import settings_of


@dataclass(frozen=True, slots=True)
class Action:
    """Something a key does: its own name, the key unless a person chose another, and what it does."""

    name: str
    code: str
    text: LazyString


ACTIONS = (
    Action("help", "Shift+Slash", _l("show these keys")),
    Action("search", "Slash", _l("go to the search")),
    Action("go-articles", "KeyG KeyA", _l("go to the articles")),
    Action("go-queue", "KeyG KeyQ", _l("go to the queue")),
    Action("go-sources", "KeyG KeyS", _l("go to the sources")),
    Action("go-sets", "KeyG KeyE", _l("go to the sets")),
    Action("go-home", "KeyG KeyD", _l("go to the start")),
    Action("go-new", "KeyG KeyN", _l("bring in an article")),
    Action("next-line", "KeyJ", _l("next line or row")),
    Action("prev-line", "KeyK", _l("line or row before")),
    Action("next-claim", "Shift+KeyJ", _l("next claim")),
    Action("prev-claim", "Shift+KeyK", _l("claim before")),
    Action("open", "KeyO", _l("open the row")),
    Action("mode", "KeyL", _l("check line by line, or read")),
    Action("strike", "Space", _l("nothing to check in this line")),
    Action("mark", "KeyC", _l("make a claim of the selection or the line")),
    Action("workbench", "KeyW", _l("evidence and verdict")),
    Action("evidence", "KeyE", _l("add evidence")),
    Action("stance-left", "BracketLeft", _l("move evidence to the stance before")),
    Action("stance-right", "BracketRight", _l("move evidence to the next stance")),
    Action("accept", "KeyA", _l("accept the claim")),
    Action("dismiss", "KeyD", _l("dismiss it, saying why")),
    Action("skip", "KeyS", _l("leave it for later")),
    Action("not-checkable", "KeyN", _l("not checkable")),
    Action("assign-me", "KeyM", _l("take it on myself")),
    Action("duplicate", "KeyU", _l("duplicate of …")),
    Action("select", "KeyX", _l("select the row")),
    Action("filter", "KeyF", _l("filter")),
    *(Action(f"rate-{nth}", f"Digit{nth}", _l("pick rating %(number)s", number=nth)) for nth in range(1, 10)),
    Action("undo", "KeyZ", _l("undo what was done last")),
    Action("marks", "KeyH", _l("hide or show the marks")),
    Action("retry", "KeyR", _l("try again, show what is new")),
)
NAMES = frozenset(action.name for action in ACTIONS)
#: The keys a person may choose; the list is closed, so that a page never carries what somebody typed.
CODES = (
    *(f"Key{letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    *(f"Digit{digit}" for digit in range(10)),
    *"Space Slash BracketLeft BracketRight Comma Period Semicolon Quote Minus Equal Backslash".split(),
)
_SIGNS = {
    "Slash": "/",
    "BracketLeft": "[",
    "BracketRight": "]",
    "Comma": ",",
    "Period": ".",
    "Semicolon": ";",
    "Quote": "'",
    "Minus": "-",
    "Equal": "=",
    "Backslash": "\\",
}


@cache
def choices() -> dict[str, str]:
    """Every key a person may choose, by how it is shown; those with Shift behind those without."""
    every = [*CODES, *(f"Shift+{code}" for code in CODES), *(f"KeyG {code}" for code in CODES[:26])]
    return {shown(code): code for code in every}


def shown(code: str) -> str:
    """A key as it is shown: `Shift+KeyJ` as "Shift+J", `KeyG KeyA` as "G A"."""
    return " ".join("+".join(_sign(part) for part in key.split("+")) for key in code.split())


def _sign(part: str) -> str:
    return _SIGNS.get(part, part.removeprefix("Key").removeprefix("Digit"))


def keys() -> dict[str, str]:
    """Each action's key for the person who is signed in; none if they switched keys off."""
    user = me_or_nobody()
    chosen = settings_of(user) if user else None
    if chosen is None or not chosen.keys_on:
        return {}
    # A key that somebody chose is theirs, also where an action that came later begins with it.
    taken = set(chosen.keys.values())
    free = {action.name: action.code for action in ACTIONS if action.code not in taken}
    return free | {name: code for name, code in chosen.keys.items() if name in NAMES}


def key(name: str) -> dict[str, str]:
    """The attributes of a button that a key presses: which it is, for people and for machines."""
    code = keys().get(name)
    if not code:
        return {}
    spoken = {"aria-keyshortcuts": shown(code)} if " " not in code else {}
    return {"data-key": shown(code), **spoken}


@dataclass(frozen=True, slots=True)
class Entry:
    """An action as the palette lists it; `key` as it is shown, "" if none presses it."""

    name: str
    text: str
    key: str


def palette() -> list[Entry]:
    """Every action; a page's script shows those that the page has a button for."""
    own = keys()
    return [Entry(action.name, str(action.text), shown(own.get(action.name, ""))) for action in ACTIONS]


def actions_by_key() -> dict[str, str]:
    """What the script hears: the actions by their keys."""
    return {code: name for name, code in keys().items()}
