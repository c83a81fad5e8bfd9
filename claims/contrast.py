"""How well words can be told from the ground behind them, as WCAG counts it."""

#: The least contrast of words (WCAG 2.2, 1.4.3).
TEXT = 4.5


def luminance(colour: str) -> float:
    """The relative luminance of a colour written as `#rrggbb`, 0 (black) to 1 (white).

    Source:
        WCAG 2.2, relative luminance.
    """
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours written as `#rrggbb`, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)
