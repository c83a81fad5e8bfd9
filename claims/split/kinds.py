"""What kind of claim some words make: by the words, their numbers and dates, and the head's tense."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from claims.models.analysis import DateDraft, QuantityDraft
from claims.vocab import AttributionForm, ClaimKind, ClaimType, DatePrecision, QuantityKind

if TYPE_CHECKING:
    from claims.split.parsed import Token

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
    r"\b(?:because|due to(?! (?:be|become|fly|start|begin|open|take|meet|visit|arrive|appear|end|close|"
    r"return|go|speak|hold|travel|leave|play|face|retire|stand|give|receive|vote|run)\b)|led to|"
    r"leads? to|caus(?:e|es|ed|ing)|contribut(?:e|es|ed|ing) to|as a "
    r"result|result(?:s|ed|ing)? (?:in|from)|thanks to|blam(?:e|es|ed)|triggered|sparked)\b",
    re.IGNORECASE,
)
_POSITION = re.compile(
    r"\b(?:should|ought to|supports|supported|oppos(?:e|es|ed)|vow(?:s|ed)?|urg(?:e|es|ed)|"
    r"call(?:s|ed) (?:for|on)|pledg(?:e|es|ed)|reject(?:s|ed)?|demanded|favou?r(?:s|ed)?)\b",
    re.IGNORECASE,
)
_WORD_TESTS = {
    ClaimType.NUMERICAL: _NUMBER,
    ClaimType.QUOTE: _QUOTE,
    ClaimType.CAUSAL: _CAUSE,
    ClaimType.POSITION: _POSITION,
}

#: What AVeriTeC calls our finer kinds; what cannot be checked it does not call anything.
_TYPES = {
    ClaimKind.NUMERICAL: ClaimType.NUMERICAL,
    ClaimKind.ORDINAL: ClaimType.NUMERICAL,
    ClaimKind.COMPARISON: ClaimType.NUMERICAL,
    ClaimKind.QUOTE: ClaimType.QUOTE,
    ClaimKind.CAUSE: ClaimType.CAUSAL,
    ClaimKind.POSITION: ClaimType.POSITION,
    ClaimKind.ROLE: ClaimType.EVENT_PROPERTY,
    ClaimKind.DEFINITION: ClaimType.EVENT_PROPERTY,
}
_UNCHECKABLE = frozenset({ClaimKind.OPINION, ClaimKind.PREDICTION, ClaimKind.QUESTION, ClaimKind.WISH})
#: They tell what something is; words of another kind need not tell what happened.
_STATES = frozenset({ClaimKind.ROLE, ClaimKind.DEFINITION, ClaimKind.QUESTION, ClaimKind.WISH})
_RANKS = frozenset({QuantityKind.ORDINAL, QuantityKind.RANK})


def _pattern(*branches: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(branches) + r")", re.IGNORECASE)


_BE = r"(?:is|are|was|were|be|been|being)"
_ORDINAL = _pattern(
    r"(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth)\b",
    r"\d+(?:st|nd|rd|th)\b",
    r"no\. ?\d",
    r"first\b",
)
#: Ordinals that rank nothing.
_NO_RANK = re.compile(
    r"\b(?:first (?:lady|name|aid|minister|of all)|(?:second|third) (?:party|world))\b", re.IGNORECASE
)
_GRADED = (
    "larg bigg high low long short old young great small fast slow strong weak rich poor deep wid heavi "
    "light earli dead deadli hott cold warm cheap hard clos near tall thick thin dark tough busi dens "
    "costli wealthi wett dri few tini clean saf steep rar loud quick happi healthi lucki easi broad lat "
    "simpl strict hars fresh grav"
).replace(" ", "|")
_NUMERAL = rf"(?:about|some|an?|one|\$|€|£|₩|\d|{_NUMBER_WORDS})"
_COMPARISON = _pattern(
    # The ending is looked for first: few words have it, and the list of stems is long.
    rf"(?=\w*est\b)(?:{_GRADED})est\b(?!-level)",
    r"(?:best|worst|farthest|furthest)\b(?! known as)",
    r"(?:the|its|his|her|their|our|[\w]+['’]s) (?:\w+-)?(?:most|least) \w+",
    rf"(?=\w*er )(?:{_GRADED})er (?:[\w'-]+ ){{0,4}}than\b",
    rf"(?:more|less|fewer|greater|better|worse|farther|further) (?:[\w'-]+ ){{0,5}}?than\b(?! {_NUMERAL})",
    r"as (?:many|much|large|big|high|low|long|old|strong|good|bad) (?:[\w'-]+ ){0,3}as\b",
    r"compared (?:with|to)\b",
    r"(?:up|down) from\b",
    r"(?:twice|(?:three|four|five|\w+) times) (?:what|as|the)\b",
    r"(?:outnumber|exceed|surpass|outpac|outperform|overt[ao]k|outsell|outsold)\w*",
)
_POST = (
    r"(?:co-|vice[- ]|deputy |ex-)?(?:members?|secretar(?:y|ies)|leaders?|presidents?|ministers?|"
    r"chair(?:man|woman|person|men)?|chiefs?|heads?|directors?|managers?|governors?|mayors?|ambassadors?|"
    r"spokes(?:man|woman|person)|chancellors?|premiers?|king|queen|commanders?|generals?|senators?|"
    r"deput(?:y|ies)|captains?|coach|ceo|cfo|editors?|professors?|judges?|founders?|owners?|candidates?|"
    r"representatives?|commissioners?|treasurers?|clerks?|envoys?|officials?|officers?|advis[eo]rs?|heir|"
    r"successor|delegates?|pope|bishop|mp|lawmakers?|congress(?:man|woman)|councill?ors?|attorney|"
    r"prosecutor|principal|dean|executive)"
)
_NOT_IN_POST = r"(?:by|to|with|for|at|on|in|from|met|of|said|told|not|that)\b"
_ROLE = _pattern(
    rf"(?:{_BE}|became|becomes?|remain(?:s|ed)?|serv(?:e|es|ed|ing) as|work(?:s|ed)? as|named|elected|"
    rf"re-elected|appointed|promoted|chosen as|sworn in as) (?:as |to )?"
    rf"(?:(?!{_NOT_IN_POST})[\w.'’-]+,? ){{0,5}}?{_POST}\b"
    r"(?!['’]s| (?:said|office|election|meeting|residence|residences)\b)",
    r"(?:sits?|sat|served?|serves) on (?:the |a |its |[\w'’-]+['’]s )?(?:[\w'’-]+ ){0,4}?"
    r"(?:board|bench|committee|commission|council|presidium|panel|cabinet|bureau|court|jury)\b",
    r"(?:holds?|held|took|takes?|assum(?:es|ed)|given) (?:the |a |her |his )?(?:[\w.-]+ ){0,4}?"
    r"(?:post|rank|title|office) (?:of|as)\b",
)
_DEFINITION = _pattern(
    rf"{_BE} (?:\w+ )?(?:defined as|comprised of|composed of|made up of|known as|called"
    r"(?! (?:in|off|on|up|out|back|for|to|upon)\b))\b",
    r"(?:consist(?:s|ed)? of|compris(?:es|ed?)|stands? for|refers? to|means?)\b(?! (?:a lot|it|business)\b)",
    r"(?:is|are) (?:the|an?) (?:[\w-]+ ){0,3}?(?:unit|term|name|word|form|type|kind|branch|subset|"
    r"abbreviation|acronym|synonym) (?:of|for|in|used|that|which)\b",
    r"define[sd]? (?:[\w'-]+ ){1,6}?as\b",
    r"(?:is|are) the (?:[\w-]+-level|lowest|highest|smallest|basic) (?:[\w-]+ ){0,2}?"
    r"(?:unit|body|organ|tier|level)\b",
)
_MORE_POSITION = _pattern(
    r"(?:support|back(?=s\b|ed\b|ing\b)|favou?r|endors|advocat|condemn|criticiz|criticis|denounc|approv|welcom)(?:e[ds]?|s|ed|ing)?\b"
    r"(?! (?:by|up|to|down|off|in|out|from|and)\b)",
    r"(?:vow|pledg|urg|refus|threaten|promis|oppos|reject|demand)(?:e[ds]?|s|ed|ing)\b",
    r"call(?:s|ed|ing)? (?:for|on|upon)\b",
    r"(?:is|are|was|were|came out) (?:in favou?r of|opposed to|against)\b",
    r"must\b(?! have)",
)
_FIRST_PERSON = _pattern(
    r"(?:I|we) (?:\w+ly |do |still )?(?:think|believe|feel|guess|suppose|reckon|find|consider|doubt)\b",
    r"in (?:my|our) (?:\w+ )?(?:opinion|view|mind|eyes)\b",
    r"(?:arguably|to my mind|if you ask me)\b",
)
EVALUATION = (
    "brilliant|great|terrible|awful|horrible|wonderful|amazing|fantastic|disgusting|shameful|disgraceful|pathetic|"
    "ridiculous|absurd|outrageous|beautiful|ugly|excellent|superb|dreadful|appalling|stupid|silly|delightful|"
    "marvelous|marvellous|lovely|hideous|magnificent|splendid|awesome|atrocious|deplorable|despicable|fascinating|"
    "boring|charming|inspiring|laughable|unbelievable|unfair|heartbreaking|nonsense|masterpiece|disgrace|shame|joke"
)
_EVALUATES = _pattern(
    rf"{_BE} (?:(?:a|an|so|very|really|simply|just|truly|such|quite|utterly|the) ){{0,3}}(?:{EVALUATION})\b"
)
_FORECAST = _pattern(
    r"(?<!the )(?<!his )(?<!her )(?<!their )(?<!a )(?<!political )(?:will|shall|won['’]t|['’]ll)\b(?!,)",
    r"(?:am|is|are) (?:not )?(?:going|expected|likely|unlikely|set|due|bound|poised|scheduled|slated|"
    r"forecast|projected|predicted|about|sure|certain) to\b",
)
_PAST = _pattern(
    r"(?:was|were|had|did|went|came|took|made|said|told|became|began|fell|rose|met|held|won|lost|left|found|gave|"
    r"got|saw|sent|led|kept|paid|ran|built|broke|brought|bought|sold|died|grew|wrote|spoke)\b",
    r"(?<!be )(?<!been )(?<!being )(?<!get )(?<!the )(?<!a )(?<!of )(?<!and )[a-z]{3,}ed\b(?! to\b)",
)
_WISH = _pattern(
    r"(?:I|we) (?:\w+ly |all |really |do )?(?:hope|wish|pray)\b",
    r"let(?:['’]s| us)\b(?! know)",
    r"if only\b",
    r"god bless\b",
    r"long live\b",
)
_MAY_IT = re.compile(
    r"^[“\"'‘]?\s*May (?:it|he|she|they|the|you|we|god|his|her|their|this|all)\b(?! \d)", re.IGNORECASE
)
_QUESTION = re.compile(r"[?？؟][\s\"'”’)\]»]*$")
#: Verbs of a state: what they tell is a property, not an event.
_STATIVE = frozenset(
    "be have own contain include exist belong cost weigh measure lie stand seem appear remain mean know like "
    "love want need consist comprise".split()
)


def kinds_of(words: str, *, said: bool) -> tuple[ClaimType, ...]:
    """Say which of AVeriTeC's kinds a claim is, several where several fit.

    Args:
        words: the claim.
        said: whether the article names somebody who says it.
    """
    hits = {kind: test.search(words) is not None for kind, test in _WORD_TESTS.items()}
    hits[ClaimType.QUOTE] |= said
    found = tuple(kind for kind, hit in hits.items() if hit)
    return found or (ClaimType.EVENT_PROPERTY,)


def kinds_of_claim(
    words: str,
    *,
    quantities: Sequence[QuantityDraft] = (),
    dates: Sequence[DateDraft] = (),
    said: bool = False,
    form: AttributionForm | None = None,
    head: Token | None = None,
) -> tuple[tuple[ClaimType, ...], tuple[ClaimKind, ...]]:
    """Say which kinds a claim is: AVeriTeC's five, and the finer ones under them.

    Args:
        words: the claim, in English.
        quantities: its numbers; a number in figures that none of them tells does not count.
        dates: what in it names a time.
        said: whether the article names somebody who says it.
        form: how it is quoted, None where it is not.
        head: its verb in the parsed article; without it tense is told by the words.

    Returns:
        Both in the order of their lists in `vocab`, each kind once. A claim that cannot be checked
        and is nothing else besides has no kind of AVeriTeC's; every other has one at least.
    """
    quoted = said or form is not None or _QUOTE.search(words) is not None
    found = set(_by_words(words)) | set(_by_numbers(words, quantities, dates))
    found |= {ClaimKind.QUOTE} if quoted else set()
    found |= set(_not_checkable(words, head, said=quoted))
    if _is_event(words, found, head):
        found.add(ClaimKind.EVENT)
    kinds = tuple(kind for kind in _IN_ORDER if kind in found)
    return _types(kinds), kinds


def _types(kinds: tuple[ClaimKind, ...]) -> tuple[ClaimType, ...]:
    types = {_TYPES[kind] for kind in kinds if kind in _TYPES}
    if not types and not (_UNCHECKABLE & set(kinds)):
        types = {ClaimType.EVENT_PROPERTY}
    ordered = (*_WORD_TESTS, ClaimType.EVENT_PROPERTY)
    return tuple(kind for kind in ordered if kind in types)


_IN_ORDER = tuple(ClaimKind)
_TESTS = (
    (ClaimKind.ROLE, _ROLE),
    (ClaimKind.CAUSE, _CAUSE),
    (ClaimKind.DEFINITION, _DEFINITION),
)


def _by_words(words: str) -> list[ClaimKind]:
    found, low = [kind for kind, test in _TESTS if test.search(words)], words.casefold()
    if _may_compare(low) and _COMPARISON.search(words):
        found.append(ClaimKind.COMPARISON)
    if any(sign in low for sign in _TAKING_SIDES) and (
        _POSITION.search(words) or _MORE_POSITION.search(words)
    ):
        found.append(ClaimKind.POSITION)
    return found


def _may_compare(low: str) -> bool:
    """Say whether one of the signs is there without which nothing is compared; the full search is slow."""
    return any(sign in low for sign in _COMPARING) or _AS.search(low) is not None


#: Each branch of the pattern holds one; none has an "i", of which a letter without a dot is a form.
_COMPARING = tuple("est worst most least than compared from tw mes out exceed surpass overt".split())
_AS = re.compile(r"\bas ")
#: The same for the two patterns of taking a side.
_TAKING_SIDES = tuple(
    """should ought support back favo endors advocat condemn cr denounc approv welcom vow pledg urg refus
    threaten prom oppos reject demand call aga must""".split()
)


def _by_numbers(
    words: str, quantities: Sequence[QuantityDraft], dates: Sequence[DateDraft]
) -> Iterator[ClaimKind]:
    ranking = _NO_RANK.sub(" ", words)
    told = [one for one in quantities if one.words in words]
    if any(one.kind in _RANKS and one.words in ranking for one in told) or _ORDINAL.search(ranking):
        yield ClaimKind.ORDINAL
    if any(one.kind not in _RANKS for one in told):
        yield ClaimKind.NUMERICAL
    if any(one.precision is not DatePrecision.DURATION for one in dates):
        yield ClaimKind.DATE


def _not_checkable(words: str, head: Token | None, *, said: bool) -> Iterator[ClaimKind]:
    """The kinds that cannot be checked; what somebody is quoted with is no opinion of the article's."""
    if _FIRST_PERSON.search(words) or (_EVALUATES.search(words) and not said):
        yield ClaimKind.OPINION
    if _is_forecast(words, head):
        yield ClaimKind.PREDICTION
    if _QUESTION.search(words):
        yield ClaimKind.QUESTION
    if _WISH.search(words) or _MAY_IT.search(words):
        yield ClaimKind.WISH


def _is_forecast(words: str, head: Token | None) -> bool:
    """Say whether a claim tells of the future and of nothing that has been."""
    if head is not None and any(child.tag_ == "VBD" for child in (head, *head.children)):
        return False
    rest, forecasts = _FORECAST.subn(" ", words)
    return forecasts > 0 and not _PAST.search(rest)


def _is_event(words: str, found: set[ClaimKind], head: Token | None) -> bool:
    """Say whether something happened; a claim that is nothing else is counted as one too."""
    if not found - {ClaimKind.DATE, ClaimKind.QUOTE}:
        return True
    if found & (_STATES | {ClaimKind.OPINION, ClaimKind.PREDICTION, ClaimKind.POSITION}):
        return False
    if head is not None:
        return head.pos_ in {"VERB", "AUX"} and head.lemma_.lower() not in _STATIVE
    return _PAST.search(words) is not None and not re.search(r"\b(?:was|were|had)\b", words)
