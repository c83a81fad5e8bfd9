"""Component clauses.v1: English text, cut into clauses that each hold alone."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span

from claims.models.drafts import ClaimDraft, SegmentDraft
from claims.split import sentences
from claims.split.clauses import Clause, clauses_of, headline_of
from claims.split.drafts import Progress, clause_draft, spoken
from claims.split.syntax import Said, quoted
from claims.vocab import SegmentKind

LABEL = "clauses.v1"
#: The end of Latin Extended-B.
_LAST_LATIN = "\u024f"
_QUOTES = '“«"'


def split_clauses(text: str, segments: Sequence[SegmentDraft], progress: Progress) -> list[ClaimDraft]:
    """Give one draft for each clause that holds alone, with who says it and how surely.

    English only; a sentence in another script gives none.
    """
    found: list[ClaimDraft] = []
    spans = spoken(text, segments)
    progress(0, len(spans))
    kinds = [kind for kind, _ in spans]
    parsed = sentences.parse(text, (bounds for _, bounds in spans))
    made_by = (LABEL, sentences.model_label())
    for done, (kind, ((start, _), doc)) in enumerate(zip(kinds, parsed, strict=True), 1):
        title = kind is SegmentKind.TITLE
        for sentence, clause in _clauses(doc, title=title):
            draft = clause_draft(text, clause, sentence, start, title=title, made_by=made_by)
            found += [draft] if draft else []
        progress(done, len(spans))
    return found


def _clauses(doc: Doc, *, title: bool) -> Iterator[tuple[Span, Clause]]:
    """The clauses of a paragraph; who was said to say one also says the quotations after it."""
    said: tuple[Said, ...] = ()
    for sentence in filter(_is_latin, sentences.sentences(doc)):
        clauses = list(_of_sentence(sentence, title=title))
        told = next((clause.said for clause in reversed(clauses) if _is_told(clause)), None)
        if told is None and _is_quotation(sentence):
            clauses = [replace(clause, said=said) for clause in clauses]
        said = told or said
        yield from ((sentence, clause) for clause in clauses)


def _of_sentence(sentence: Span, *, title: bool) -> list[Clause]:
    if not title:
        return clauses_of(sentence)
    headline = headline_of(sentence)
    return [headline] if headline else []


def _is_quotation(sentence: Span) -> bool:
    """Say whether a sentence stands wholly inside quotation marks, alone or with others."""
    start, end = sentence.start_char, sentence.end_char
    pairs = [q for q in quoted(sentence.doc) if sentence.doc.text[q[0]] in _QUOTES]
    return any(opening <= start and end <= closing + 2 for opening, closing in pairs)


def _is_told(clause: Clause) -> bool:
    """Say whether somebody is named who says a clause."""
    return any(said.speaker for said in clause.said)


def _is_latin(sentence: Span) -> bool:
    letters = [char for char in sentence.text if char.isalpha()]
    return 2 * sum(char <= _LAST_LATIN for char in letters) > len(letters)
