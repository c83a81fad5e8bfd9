"""What kind of claim some words make, by simple rules on the words alone."""

import re

from claims.vocab import ClaimType

_NUMBER_WORDS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|"
    "seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|trillions?|dozens?|half|"
    "double[ds]?|tripled?|percent|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
)
_YEAR = r"(?:1[5-9]|20)\d\d(?![\d.,]*\d|%)"
#: A number that counts or ranks; a year ("in 2011") and a name ("Covid-19") do not.
_NUMBER = re.compile(
    rf"(?<![\w\-–.,])(?!{_YEAR}\b)[$€£₩]?\d[\d.,]*(?:st|nd|rd|th|%)?|\b(?:{_NUMBER_WORDS})\b", re.IGNORECASE
)
_QUOTE = re.compile(r"[“”«»\"]")
_CAUSE = re.compile(
    r"\b(?:because|due to|led to|leads? to|caus(?:e|es|ed|ing)|contribut(?:e|es|ed|ing) to|as a "
    r"result|result(?:s|ed|ing)? (?:in|from)|thanks to|blam(?:e|es|ed)|triggered|sparked)\b",
    re.IGNORECASE,
)
_POSITION = re.compile(
    r"\b(?:should|ought to|supports|supported|oppos(?:e|es|ed)|vow(?:s|ed)?|urg(?:e|es|ed)|"
    r"call(?:s|ed) (?:for|on)|pledg(?:e|es|ed)|reject(?:s|ed)?|demanded|favou?r(?:s|ed)?)\b",
    re.IGNORECASE,
)


def kinds_of(words: str, *, said: bool) -> tuple[ClaimType, ...]:
    """Say which of AVeriTeC's kinds a claim is, several where several fit.

    Args:
        words: the claim.
        said: whether the article names somebody who says it.
    """
    tests = {
        ClaimType.NUMERICAL: _NUMBER.search(words),
        ClaimType.QUOTE: said or _QUOTE.search(words),
        ClaimType.CAUSAL: _CAUSE.search(words),
        ClaimType.POSITION: _POSITION.search(words),
    }
    found = tuple(kind for kind, hit in tests.items() if hit)
    return found or (ClaimType.EVENT_PROPERTY,)
