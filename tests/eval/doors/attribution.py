"""Who says what: PolNeAR's news and GUM's mixed genres, each read with the profile made for it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from claims.split.sentences import paragraphs, read
from claims.split.speech import GUM, NEWS, Profile, find_attributions
from claims.vocab import SegmentKind

#: PolNeAR marks the word "who" for the source, where a reviewer wants the name it stands for, and
#: hardly ever an attribution inside a direct quotation, where a reviewer wants the whole chain.
_POLNEAR = replace(NEWS, antecedents=False, inside_quotes=False)


def _predict(row: dict[str, Any], profile: Profile) -> dict[str, Any]:
    text = row["text"]
    spans = [(SegmentKind.BODY, bounds) for bounds in paragraphs(text, 0, len(text))]
    found = find_attributions(list(read(text, spans)), profile)
    return {
        "attributions": [
            {"content": draft.content, "source": draft.source, "cue": draft.cue} for draft in found
        ]
    }


SETS = {
    "attribution_polnear": lambda row: _predict(row, _POLNEAR),
    "attribution_gum": lambda row: _predict(row, GUM),
}
