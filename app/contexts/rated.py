"""What a verdict looks like: sign, word, line and colours, as the scale it was given on has them."""

from collections.abc import Iterable

from app import db
from claims import desk
from claims.desk import Words
from claims.models import Verdict
from claims.scale import RatingCode, Scale, presets, standard


def rated(verdict: Verdict) -> RatingCode:
    """The rating of a verdict, on the version of the scale it was given on."""
    return scale_of(verdict).code(verdict.code)


def scale_of(verdict: Verdict) -> Scale:
    """The scale that a verdict was given on. One that the desk comes with is looked up nowhere."""
    preset = presets().get(verdict.scale)
    if preset and preset.version == verdict.scale_version:
        return preset
    return desk.scale_of(db.session(), verdict.scale, verdict.scale_version)


def look_of(scale: Scale, code: str) -> str:
    """The class that a rating's colours go by; "" for the standard scale, which the page's sheet has."""
    return "" if scale == standard() else f"k-{scale.name}-{scale.version}-{code}"


def verdict_look(verdict: Verdict) -> str:
    """The same of a verdict."""
    return look_of(scale_of(verdict), verdict.code)


def marked(verdict: Verdict) -> str:
    """The classes of words that a verdict marks in an article."""
    look = verdict_look(verdict)
    line = f" {look} p-{rated(verdict).pattern.value}" if look else ""
    return f"m m-{verdict.means.value}{line}"


def sheets(scales: Iterable[Scale]) -> list[Scale]:
    """The scales whose colours a page has to load, each once."""
    every = {(scale.name, scale.version): scale for scale in scales if scale != standard()}
    return list(every.values())


def sheet_of(scale: Scale) -> str:
    """A scale's colours as a stylesheet; all of it was checked when the scale was made."""
    return "".join(_rules(f".k-{scale.name}-{scale.version}-{one.code}", one) for one in scale.codes)


def _rules(at: str, one: RatingCode) -> str:
    colours = one.colours
    text = f"light-dark({colours.light}, {colours.dark})"
    tint = f"light-dark({colours.light_tint}, {colours.dark_tint})"
    return (
        f".badge{at}, .choice{at}, .ref{at} {{ color: {text}; }}\n"
        f".badge{at}, mark{at} {{ background: {tint}; }}\n"
        f"mark{at} {{ text-decoration-color: {text}; }}\n"
    )


def rationale_of(verdict: Verdict, board: Iterable[str]) -> list[tuple[Words, str]]:
    """A rationale cut at what it cites, each with the public id of that evidence if it is on the board."""
    there = set(board)
    cited = {number: public_id for number, public_id in verdict.citations.items() if public_id in there}
    return [(words, cited.get(str(words.cites), "")) for words in desk.words_of(verdict.rationale)]
