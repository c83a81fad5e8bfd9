"""The contexts of pages that need no shaping of their own."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.contexts.labels import FIELD_NAMES, label
from claims import desk
from claims.errors import ConflictError
from claims.models import Article, Bounds, ClaimSet, Job, OneTimeLink, User
from claims.vocab import DISMISSALS, REVIEWS, Adjudicated, Role, TriageStep, WorthReason

#: Fields that hold a word of the vocabulary, which is sent again as it is.
_CHOICES = frozenset({"decision", "directness", "kind", "language", "outcome", "reason", "result", "stance"})
#: Fields of which a form has more than most people fill in.
_ROWS = ("remark-", "words-")
#: What a field held when its form was read; the name of the field comes behind.
_BEFORE = "was-"
#: What one person signs as a whole: words of theirs are never put beside a rating of yours.
_SIGNED = frozenset({"rationale", "conclusion"})
#: What a button of triage asks for, by its word in the address.
_STEPS = {
    "accept": TriageStep.ACCEPT,
    "skip": TriageStep.SKIP,
    "reopen": TriageStep.REOPEN,
    "take": TriageStep.ASSIGN,
}
#: Fields of a form that are no content.
_NO_CONTENT = frozenset({"csrf_token", "op_id", "rev", "password", "old_password"})


@dataclass(frozen=True, slots=True)
class ErrorContext:
    """error.html; `resend` holds what was typed, to be sent again; `instead` is where to go on."""

    status: int
    message: str
    resend: "Resend | None" = None
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Resend:
    """A form that was not taken, as a form again: what was typed to be seen, the rest hidden."""

    action: str
    rev: str
    seen: tuple[tuple[str, str], ...]
    hidden: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, typed: Mapping[str, str], action: str, known: Iterable[str] = ()) -> "Resend":
        """Sort what was sent into words a person typed and what only a form knows.

        Fields named in `known` are told elsewhere on the page and stay hidden.
        """
        content = [(name, value) for name, value in typed.items() if name not in _NO_CONTENT]
        unused = {name for name, value in content if name.startswith(_ROWS) and not value}
        seen = FIELD_NAMES.keys() - _CHOICES - set(known) - unused
        return cls(
            action,
            typed.get("rev", ""),
            tuple((name, value) for name, value in content if name in seen),
            tuple((name, value) for name, value in content if name not in seen),
        )


@dataclass(frozen=True, slots=True)
class ConflictField:
    """One field that somebody saved in between.

    `yours` is None where you left it alone, so that theirs stays; `base` is what you both began from,
    None where the form did not say.
    """

    name: str
    theirs: str
    yours: str | None
    base: str | None = None


@dataclass(frozen=True, slots=True)
class ConflictContext:
    """conflict.html: what is saved now beside what was typed. `rev` is 0 if the form has none.

    `changes` tells what the decision rests on that is not as it was (`claims.desk.Since`), if it does;
    `asked` is what was asked for where that is a step and not a text. `final` is whether it could never be
    saved, so that sending it again is not offered.
    """

    message: str
    action: str
    rev: int
    differing: tuple[ConflictField, ...]
    others: Resend
    changes: object = None
    asked: str = ""
    final: bool = False

    @classmethod
    def of(
        cls, error: ConflictError, typed: Mapping[str, str], action: str, asked: str = ""
    ) -> "ConflictContext":
        """Sort the fields of a refused form into those that differ and the others."""
        sent = {name: value for name, value in typed.items() if name not in _NO_CONTENT}
        fields = [_both(name, theirs, sent) for name, theirs in error.theirs.items()]
        differing = [field for field in fields if field.theirs != field.yours]
        # Who sends it again began from what is saved now, and has changed what is theirs no more.
        saved = {_BEFORE + name: value for name, value in error.theirs.items() if _BEFORE + name in sent}
        saved |= {one.name: one.theirs for one in differing if one.yours is None and one.name in sent}
        mine = {one.name for one in differing if one.yours is not None}
        others = {name: value for name, value in (sent | error.renewed | saved).items() if name not in mine}
        return cls(
            str(error),
            action,
            error.rev or int(typed.get("rev", "") or 0),
            tuple(differing),
            Resend.of(others, action, error.theirs),
            error.changes,
            asked,
            error.final,
        )


def _both(name: str, theirs: str, sent: Mapping[str, str]) -> ConflictField:
    yours, base = sent.get(name), sent.get(_BEFORE + name)
    yours = yours if yours is None else yours.replace("\r\n", "\n")
    base = base if base is None else base.replace("\r\n", "\n")
    alone = yours == base and yours != theirs and name not in _SIGNED
    return ConflictField(name, theirs, None if alone else yours, base)


def asked_for(endpoint: str | None, step: str, typed: Mapping[str, str]) -> str:
    """The step that a refused form asked for, in the words of the desk; "" for one that only holds text."""
    if endpoint == "triage.step":
        return label(_STEPS[step])
    if endpoint == "triage.dismiss":
        reasons = [label(word) for word in DISMISSALS if word.value == typed.get("reason")]
        return ": ".join([label(TriageStep.DISMISS), *reasons])
    words = [("decision", word) for word in REVIEWS] + [("outcome", word) for word in Adjudicated]
    return next((label(word) for name, word in words if word.value == typed.get(name)), "")


@dataclass(frozen=True, slots=True)
class SignInContext:
    """people/sign_in.html"""

    next: str
    message: str = ""
    login: str = ""


@dataclass(frozen=True, slots=True)
class JoinContext:
    """people/join.html"""

    token: str
    role: str


@dataclass(frozen=True, slots=True)
class PeopleContext:
    """people/index.html; `link` is an invitation just made, shown this once."""

    people: Sequence[User]
    invitations: Sequence[OneTimeLink]
    roles: Sequence[Role]
    link: str = ""


@dataclass(frozen=True, slots=True)
class ProfileContext:
    """people/profile.html"""

    user: User
    languages: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class KeyRow:
    """An action, what it does, and its key as it is shown."""

    name: str
    text: str
    key: str


@dataclass(frozen=True, slots=True)
class SettingsContext:
    """settings/edit.html; `offered` are the keys one may choose, as they are shown.

    `weighed` are the reasons that can be weighed, `counts` how much one can count, as sent and in words.
    """

    user: User
    settings: desk.Settings
    choices: Mapping[str, Sequence[str]]
    keys: Sequence[KeyRow]
    offered: Sequence[str]
    weighed: Sequence[WorthReason]
    counts: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ArticleList:
    """articles/index.html: the newest articles, each with its number of claims."""

    articles: Sequence[tuple[Article, int]]


@dataclass(frozen=True, slots=True)
class NewArticle:
    """articles/new.html"""

    max_characters: int


@dataclass(frozen=True, slots=True)
class NewEdition:
    """editions/new.html"""

    article: Article
    max_characters: int


@dataclass(frozen=True, slots=True)
class ChangesContext:
    """editions/changes.html; `job` splits the new text."""

    changes: desk.Changes
    job: Job | None

    def words(self, at: Bounds) -> str:
        """The words at a place of the new text."""
        return self.changes.text[at[0] : at[1]]

    def utf16(self, at: int) -> int:
        """A place of the new text as browsers count."""
        return len(self.changes.text[:at].encode("utf-16-le", "surrogatepass")) // 2


@dataclass(frozen=True, slots=True)
class ArticleEdit:
    """articles/edit.html"""

    article: Article
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SetList:
    """exports/index.html: the newest sets, each with its number of claims."""

    sets: Sequence[tuple[ClaimSet, int]]


@dataclass(frozen=True, slots=True)
class SetEdit:
    """exports/edit.html"""

    set: ClaimSet
