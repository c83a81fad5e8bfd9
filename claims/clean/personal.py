"""Ways to reach a person that stand in a text: addresses and telephone numbers."""

import re

from claims.models.drafts import PersonalData

# The look-behind lets a search begin only where a word does, so a long word costs no more than
# its length.
_MAIL = re.compile(r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+")
# Only shapes that nothing else has: 2021-04-07 and 1592-1598 are no telephone numbers. What is
# around one is asked in ASCII, because Korean writes its particles right behind: 010-1234-5678로.
_PHONE = re.compile(
    r"(?<![A-Za-z0-9_.+-])(?:"
    r"\+\d{1,3}(?:[ .-]?\(0\))?(?:[ .-]\d{1,4}){2,4}"
    r"|0\d{1,2}[-. )]{1,2}\d{3,4}[-. ]\d{4}"
    r"|\(0?\d{2,3}\) ?\d{3,4}[-. ]\d{4}"
    r"|\d{3}-\d{3}-\d{4}"
    r")(?![A-Za-z0-9_-])"
)


def personal_data(text: str, start: int, end: int) -> tuple[PersonalData, ...]:
    """Find e-mail addresses ("email") and telephone numbers ("phone") in `text[start:end]`.

    Returns:
        Their places in the whole text, in code points, in order.
    """
    found = [
        PersonalData(match.start(), match.end(), kind)
        for kind, pattern in (("email", _MAIL), ("phone", _PHONE))
        for match in pattern.finditer(text, start, end)
    ]
    return tuple(sorted(found, key=lambda data: data.start))
