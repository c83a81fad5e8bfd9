"""Fourth room: how much a claim is worth checking, by rules that can be read and told."""

import re

import regex

from claims.models.drafts import ClaimDraft, Reason
from claims.vocab import Hedge

#: Which rules and weights gave a score; a change of either is a new version.
SCORER = "rules.v1"

#: What any claim starts with.
START = 0.3
#: How much each thing seen in a claim adds, or takes away.
WEIGHTS: dict[str, float] = {
    "number": 0.2,
    "ranking": 0.15,
    "cause": 0.15,
    "named actor": 0.1,
    "quote": 0.1,
    "hedge": 0.1,
    "date": 0.05,
    "prediction": -0.2,
    "opinion": -0.35,
}

_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
)
_YEAR = r"(?:1[5-9]|20)\d\d"
_NOT_SUPERLATIVE = (
    "honest|forest|harvest|interest|protest|request|arrest|invest|suggest|contest|guest|priest|west"
    "|midwest|northwest|southwest|modest|earnest|tempest|digest|conquest|manifest|unrest|quest|test"
    "|nest|rest|pest|vest|chest|crest|behest|budapest|bucharest|everest"
)
_RULES: dict[str, re.Pattern[str]] = {
    # A year is a date; "Covid-19" is a name.
    "number": re.compile(
        rf"(?<![\w\-–.,])(?!{_YEAR}\b(?![.,]?\d|%))(?:No\. )?[$€£₩]?\d[\d.,]*%?(?!\d|st|nd|rd|th)"
        r"|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty"
        r"|(?:hundred|thousand|million|billion|trillion|dozen)s?|half|doubled|tripled)\b",
        re.IGNORECASE,
    ),
    "ranking": re.compile(
        r"\b(?:most|least|best|worst|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
        r"|last|only|record|ever|never|unprecedented|No\. ?\d+|\d+(?:st|nd|rd|th)"
        rf"|(?!(?:{_NOT_SUPERLATIVE})\b)[a-z]{{2,}}est)\b",
        re.IGNORECASE,
    ),
    "cause": re.compile(
        r"\b(?:because|due to|led to|leads? to|caus(?:e|es|ed|ing)|contribut(?:e|es|ed|ing) to"
        r"|as a result|result(?:s|ed|ing)? (?:in|from)|thanks to|blam(?:e|es|ed))\b",
        re.IGNORECASE,
    ),
    # Capitals, but not those at the start of a sentence or a quotation.
    "named actor": regex.compile(
        rf"(?<=[^.!?:“\"‘(] )(?!(?:{_MONTHS}|No|I)\b)\p{{Lu}}[\w’'-]*"
        rf"(?: (?!(?:{_MONTHS})\b)\p{{Lu}}[\w’'-]*)*"
    ),
    "date": re.compile(rf"\b(?:{_MONTHS}|{_YEAR}|yesterday|today|this (?:year|month|week))\b"),
    "prediction": re.compile(
        r"\b(?:will|would|shall|going to|expected to|(?:is|are) likely to|forecasts?|predicts?)\b"
        r"|(?:할|될) 것",
        re.IGNORECASE,
    ),
    "opinion": re.compile(
        r"\b(?:should|must|ought to|I think|I believe|I feel|wonderful|brilliant|great|terrible|awful"
        r"|beautiful|ugly|amazing|shameful|disgraceful|lovely|nice|delicious|boring|deserves?"
        r"|crucial|glorious|magnificent|unfortunately|hopefully)\b",
        re.IGNORECASE,
    ),
}


def check_worthiness(draft: ClaimDraft) -> tuple[float, tuple[Reason, ...]]:
    """Score a draft from 0 (opinion, small talk) to 1 (check this first).

    Returns:
        The score, and its reasons in a fixed order, each with the words that gave it. The score is
        the sum of their weights, held within 0 and 1 and rounded to two places.
    """
    reasons = (Reason("any claim", START), *_seen(draft))
    total = sum(reason.weight for reason in reasons)
    return round(min(1.0, max(0.0, total)), 2), reasons


def _seen(draft: ClaimDraft) -> list[Reason]:
    words = {name: _found(name, draft.text) for name in _RULES}
    words["quote"] = draft.claimant or _marked(draft.text)
    words["hedge"] = "" if draft.hedge is Hedge.NONE else draft.cue or draft.hedge.value
    return [Reason(name, weight, words[name]) for name, weight in WEIGHTS.items() if words[name]]


def _found(name: str, text: str) -> str:
    hits = (hit[0].strip(" .,") for hit in _RULES[name].finditer(text))
    return ", ".join(dict.fromkeys(hit for hit in hits if hit))


def _marked(text: str) -> str:
    quote = re.search(r"“[^”]+”|\"[^\"]+\"|«[^»]+»", text)
    return quote[0] if quote else ""
