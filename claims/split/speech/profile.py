"""What counts as an attribution: the two ways of drawing the line that this product needs."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Profile:
    """Which kinds of saying are reported, each by a named switch.

    Whoever marks attributions by hand has to draw the line somewhere; news and discourse corpora
    draw it differently, and no single setting serves both.
    """

    #: "criticised the plan", "called for a vote": what is said, judged or wanted is a noun phrase.
    objects: bool
    #: "wants to leave", "urged the party to help": what is said or wanted is an infinitive.
    infinitives: bool
    #: "the claim that P", "concerns about P": a noun says that somebody says it.
    nouns: bool
    #: "is presumed to lead", "seems to work": nobody is named and the subject is raised.
    raised: bool
    #: "Kim: party must change", a speaker's label before what is said.
    labels: bool
    #: "I mean P", "which means P": a gloss counts as well.
    glosses: bool
    #: "reportedly", "allegedly": an adverb keeps the distance.
    adverbs: bool
    #: "“P,” X said. “Q.”" is one attribution of P and Q, not one of P alone.
    join_quotes: bool
    #: A quote without a cue of its own goes to whoever spoke last, or is named beside it.
    runs: bool
    #: Look inside quotations too: "“The minister told us that P,” X said" also has the minister say P.
    inside_quotes: bool
    #: "X, who said": the source is X; without it the word "who".
    antecedents: bool
    #: "Caption. Image: Name." gives the caption to whoever is named.
    credits: bool


#: News: everything somebody says, thinks, wants, shows or judges, as a reviewer would ask it.
NEWS = Profile(
    objects=True,
    infinitives=True,
    nouns=True,
    raised=True,
    labels=True,
    glosses=False,
    adverbs=True,
    join_quotes=True,
    runs=True,
    inside_quotes=True,
    antecedents=True,
    credits=False,
)

#: Discourse, as GUM marks it: a clause of saying or thinking and the clause beside it.
GUM = Profile(
    objects=False,
    infinitives=False,
    nouns=False,
    raised=False,
    labels=False,
    glosses=True,
    adverbs=False,
    join_quotes=False,
    runs=False,
    inside_quotes=True,
    antecedents=False,
    credits=True,
)
