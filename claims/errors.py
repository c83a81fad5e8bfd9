"""What can go wrong, as one small tree. Texts are for a reviewer, not for a log.

ClaimsError
├── InputError            a field holds what it cannot hold
│   ├── AnchorError       the quoted words are nowhere in the text
│   ├── AmbiguousError    the quoted words stand there more than once
│   ├── TooLargeError     more text than the desk takes
│   └── FetchRefusedError this address is not fetched, or not what it gives
├── FetchFailedError      the other side did not give the document
├── NotFoundError         nothing has this id
│   └── NotYetError       it was not there yet at that moment
├── GoneError             what had this id was taken out, or went into another
├── NotAllowedError       this person may not do this
├── MoveError             the workflow has no such step
├── ConflictError         somebody saved in between
├── SignInError           the name and password, or the link, do not hold
├── RetryableError        it may work when tried again
└── WiringError           components were put together wrongly
"""

from collections.abc import Mapping


class ClaimsError(Exception):
    """Anything the house refuses; `str(error)` can be shown to a reviewer."""


class InputError(ClaimsError):
    """A field holds what it cannot hold; `field` names it as the form does, "" if none.

    `place` is what of the page to look at, where that is not the field itself.
    """

    def __init__(self, message: str, field: str = "", place: str = "") -> None:
        super().__init__(message)
        self.field = field
        self.place = place


class AnchorError(InputError):
    """The quoted words are nowhere in the text."""


class AmbiguousError(InputError):
    """The quoted words stand in the text more than once and nothing decides between the places."""


class TooLargeError(InputError):
    """More text than the desk takes."""


class FetchRefusedError(InputError):
    """The desk does not fetch this address, or does not take what it gives."""

    def __init__(self, message: str) -> None:
        super().__init__(message, "url")


class FetchFailedError(ClaimsError):
    """The other side did not give the document.

    `status` is what it answered, 0 if nothing that can be read; `again` says whether a later try may go well.
    """

    def __init__(self, message: str, status: int = 0, *, again: bool = False) -> None:
        super().__init__(message)
        self.status = status
        self.again = again


class NotFoundError(ClaimsError):
    """Nothing has this id."""


class NotYetError(NotFoundError):
    """It was not there yet at the moment that was asked for."""


class GoneError(ClaimsError):
    """What had this id was taken out; `instead` is the address of what it went into, "" if nothing."""

    def __init__(self, message: str, instead: str = "") -> None:
        super().__init__(message)
        self.instead = instead


class NotAllowedError(ClaimsError):
    """This person may not do this."""


class MoveError(ClaimsError):
    """The workflow has no such step."""


class ConflictError(ClaimsError):
    """Somebody saved in between.

    `theirs` holds what is saved now, by the names of the form's fields; `rev` its revision. `renewed`
    holds fields that no person types, as the form would have them now, `changes` what else is not as it
    was when they read it (`claims.desk.changes_since.Since`). With `final` the same form could never be
    saved, however often it is sent.
    """

    def __init__(
        self,
        message: str,
        theirs: Mapping[str, str] | None = None,
        rev: int = 0,
        renewed: Mapping[str, str] | None = None,
        changes: object = None,
        *,
        final: bool = False,
    ) -> None:
        super().__init__(message)
        self.final = final
        self.theirs = dict(theirs or {})
        self.rev = rev
        self.renewed = dict(renewed or {})
        self.changes = changes


class SignInError(ClaimsError):
    """The name and password, or the link, do not hold."""


class RetryableError(ClaimsError):
    """It may work when tried again; the worker does."""


class WiringError(ClaimsError):
    """Components were put together wrongly; found before anything runs."""
