"""The cleaner portal_lines.v1: decides line by line, by the tables in `rules`."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from claims.clean.personal import personal_data
from claims.clean.rules import LIST_OPENING, LONE_CREDIT, RULES
from claims.clean.scripts import letters, main_script, share
from claims.models.drafts import SegmentDraft
from claims.vocab import SegmentKind

_LABEL = "portal_lines.v1"
_BODY = (SegmentKind.BODY, "prose", "")

# A line with words on it. Only LF ends a line; str.splitlines knows eight more ends.
_WORDS = re.compile(r"^[^\n]*\S[^\n]*$", re.MULTILINE)

# A language has to have this share of an article before lines in another script are folded.
_MAIN_SHARE = 0.7
# And a line this little of the article's script: a quote inside a sentence leaves more.
_OTHER_SHARE = 0.3

_TITLE_LENGTH = 200
_SENTENCE_END = re.compile(r"[.!?。…][”’\"')\]]*\Z|[”’\"]\Z")
# A period ends a sentence but not "in the U.S.", so a title may end so.
_TITLE_STOP = regex.compile(r"(?<!\b\p{Lu}\.?\p{Lu})[.。:;,]\Z")
_QUOTED = re.compile(r"\A[“\"‘'「『«].*|.*[”\"’'」』»]\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    words: str
    kind: SegmentKind = SegmentKind.BODY
    rule: str = "prose"
    reason: str = ""

    @property
    def is_body(self) -> bool:
        return self.kind is SegmentKind.BODY


def portal_lines(text: str) -> list[SegmentDraft]:
    """Tell title, byline, captions and furniture from the article, line by line.

    A line keeps the blank lines after it; the first has those before it too. Lines of prose that a
    hard line end cuts inside a sentence are one segment. A line in another script than the article
    is furniture, unless it is a quotation. What no rule knows is body.

    Args:
        text: any text with LF line ends.

    Returns:
        Segments in order that tile the text, none empty. Offsets are code points.
    """
    lines = [_by_rules(line) for line in _lines(text)]
    for step in (_without_story_credits, _with_related_lists, _with_other_scripts, _with_title):
        lines = step(lines)
    segments = [_segment(text, line) for line in _joined(lines, text)]
    return segments or _only_blank(text)


def _only_blank(text: str) -> list[SegmentDraft]:
    by = f"{_LABEL}: blank"
    return [SegmentDraft(0, len(text), SegmentKind.BOILERPLATE, by, "no words")] if text else []


def _lines(text: str) -> list[_Line]:
    """Cut a text into lines that hold words, so that nothing lies between them."""
    starts = [match.start() for match in _WORDS.finditer(text)]
    if starts:
        starts[0] = 0
    ends = [*starts[1:], len(text)]
    return [_Line(at, end, text[at:end].strip()) for at, end in zip(starts, ends, strict=False)]


def _by_rules(line: _Line) -> _Line:
    rule = next((rule for rule in RULES if rule.hits(line.words)), None)
    return replace(line, kind=rule.kind, rule=rule.name, reason=rule.reason) if rule else line


def _without_story_credits(lines: list[_Line]) -> list[_Line]:
    """Leave the last paragraph of a story in the body though it ends in "(Yonhap)"."""
    last = max((at for at, line in enumerate(lines) if line.is_body), default=-1)
    return [
        _Line(line.start, line.end, line.words) if line.rule == LONE_CREDIT and at > last else line
        for at, line in enumerate(lines)
    ]


def _with_related_lists(lines: list[_Line]) -> list[_Line]:
    """Fold the headlines under "Related articles", up to the first line that reads like prose."""
    out: list[_Line] = []
    inside = False
    for line in lines:
        inside = line.rule == LIST_OPENING.name or (inside and not _reads_like_prose(line))
        out.append(_folded(line, LIST_OPENING.name, LIST_OPENING.reason) if inside else line)
    return out


def _reads_like_prose(line: _Line) -> bool:
    return line.is_body and (len(line.words) > 120 or bool(_SENTENCE_END.search(line.words)))


def _folded(line: _Line, rule: str, reason: str) -> _Line:
    """Fold a line that no other rule knows."""
    if not line.is_body:
        return line
    return replace(line, kind=SegmentKind.BOILERPLATE, rule=rule, reason=reason)


def _with_other_scripts(lines: list[_Line]) -> list[_Line]:
    script = main_script((line.words for line in lines if line.is_body), _MAIN_SHARE)
    if not script:
        return lines
    return [
        _folded(line, "other script", "portal line: not in the article's script")
        if line.is_body and _is_foreign(line.words, script)
        else line
        for line in lines
    ]


def _is_foreign(words: str, script: str) -> bool:
    """Say whether a line is in another script and not a quotation or, in Latin, whole prose.

    No portal writes Latin sentences under a Korean story, but the story may quote them.
    """
    if share(words, script) >= _OTHER_SHARE or _QUOTED.match(words):
        return False
    latin_prose = share(words, "Latin") > 0.5 and _SENTENCE_END.search(words)
    return letters(words).total() > 1 and not (latin_prose and len(words.split()) > 5)


def _with_title(lines: list[_Line]) -> list[_Line]:
    """Call the first line that no rule knows the title, if it looks like one and a text follows."""
    bodies = [at for at, line in enumerate(lines) if line.is_body]
    if len(bodies) < 2 or not _is_title(lines, bodies[0]):
        return lines
    title = replace(lines[bodies[0]], kind=SegmentKind.TITLE, rule="first line", reason="the title")
    return [*lines[: bodies[0]], title, *lines[bodies[0] + 1 :]]


def _is_title(lines: Sequence[_Line], at: int) -> bool:
    words = lines[at].words
    # A byline above means that the text was pasted without its title; a capital cut off by a hard
    # line end goes on in small letters.
    after_byline = any(line.kind is SegmentKind.BYLINE for line in lines[:at])
    cut = lines[at + 1].words[:1].islower()
    short = len(words) <= _TITLE_LENGTH and not _TITLE_STOP.search(words)
    return short and not after_byline and not cut


def _joined(lines: Iterable[_Line], text: str) -> Iterator[_Line]:
    """Join lines of prose that were cut inside a sentence, with no blank line between."""
    held: _Line | None = None
    for line in lines:
        if held and held.is_body and line.is_body and _is_cut(held, text):
            held = replace(held, end=line.end, words=line.words)
            continue
        if held:
            yield held
        held = line
    if held:
        yield held


def _is_cut(line: _Line, text: str) -> bool:
    space = text[line.start : line.end]
    blank = space[len(space.rstrip()) :].count("\n") > 1
    return not blank and not _SENTENCE_END.search(line.words)


def _segment(text: str, line: _Line) -> SegmentDraft:
    personal = personal_data(text, line.start, line.end)
    by = f"{_LABEL}: {line.rule}"
    return SegmentDraft(line.start, line.end, line.kind, by, line.reason, personal)
