"""The contexts of where sources have it from."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlmodel import Session

from claims import desk

#: Letters of a line in a box of the picture, and its lines.
_LETTERS, _LINES = 24, 2


@dataclass(frozen=True, slots=True)
class SourceOrigins:
    """origins/source.html and origins/_source.html"""

    origins: desk.OriginsPage


@dataclass(frozen=True, slots=True)
class DrawnBox:
    """A box of the picture with its words, in as many lines as fit."""

    kind: str
    x: int
    y: int
    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class Provenance:
    """origins/claim.html and origins/_provenance.html"""

    provenance: desk.ProvenancePage
    boxes: Sequence[DrawnBox]

    @classmethod
    def of(cls, session: Session, claim_id: str) -> "Provenance":
        """The picture of a claim's evidence, its words cut to fit."""
        page = desk.open_provenance(session, claim_id)
        return cls(page, [_drawn(box) for box in page.picture.boxes])


def _drawn(box: desk.PictureBox) -> DrawnBox:
    count = len(box.members)
    words = box.label or (
        ngettext("%(num)s more", "%(num)s more", count) if count else _("one origin, as a person said")
    )
    lines = wrap(words, _LETTERS, max_lines=_LINES, placeholder=" …") or [words[:_LETTERS]]
    return DrawnBox(box.kind, box.x, box.y, lines)
