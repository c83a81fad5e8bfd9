"""The words that are signs of a claim worth checking, or of none, each under the reason it counts for.

`_` stands for a space. The lists are the project's own: general words of news and politics.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.triage import seen
from claims.vocab import WorthReason as Why

if TYPE_CHECKING:
    from collections.abc import Iterator

_LISTS: dict[Why, dict[str, str]] = {
    Why.NUMBER: {
        "number word": """
            two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
            seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety half quarter
            dozen dozens hundred hundreds thousand thousands twice double doubled doubling triple tripled
            quadrupled halved""",
        "large number": "million millions billion billions trillion trillions",
        "share": "% percent percentage per_cent one_third two_thirds one_quarter half_of most_of majority",
        "money": "$ € £ ₩ ¥ dollar dollars cents euro euros pounds yen yuan rubles",
        "amount": """
            many more less few several number average total level levels lot fewer plus additional extra
            numbers amount enough largest another other others rest entire""",
    },
    Why.SUPERLATIVE: {
        "superlative": """
            most least best worst highest lowest largest biggest greatest smallest fastest slowest longest
            shortest oldest youngest strongest weakest richest poorest deepest toughest first only ever
            record unprecedented all-time in_history""",
        "comparison": """
            more_than less_than fewer_than greater_than higher_than lower_than better_than worse_than
            larger_than bigger_than smaller_than compared_to compared_with as_much as_many times_as than
            outnumber outnumbered exceed exceeds exceeded surpassed""",
        "rank": """
            second third fourth fifth sixth seventh eighth ninth tenth last_place number_one""",
        "every": """
            every all each none nobody no_one everyone always never not_one not_a_single any single entire""",
    },
    Why.NAMED_ACTOR: {
        "role": """
            president vice_president senator governor secretary congressman congresswoman minister mayor
            general director chairman chairwoman chief ambassador judge justice officials official
            economists scientists experts doctors prosecutor prosecutors spokesman spokeswoman spokesperson
            lawmaker lawmakers chancellor premier commissioner sheriff regulators""",
        "group": """
            administration congress senate house parliament government republicans republican democrats
            democrat party court courts military army navy police union unions company companies bank banks
            schools hospitals workers families women veterans seniors students immigrants refugees farmers
            nurses teachers troops americans countries country states nation ministry agency agencies
            council city cities voters residents patients""",
    },
    Why.DATE: {
        "month": """
            january february april june july august september october november december monday tuesday
            wednesday thursday friday saturday sunday""",
        "when": """
            ago since yesterday last_year last_month last_week this_year years_ago years decade decades
            century months weeks days recently in_fact per_year a_year today""",
    },
    Why.CAUSE: {
        "cause": """
            because due_to led_to leads_to lead_to caused causes causing as_a_result result_of resulted
            results_in thanks_to because_of blamed blame blames contributed reason_why responsible_for
            created_by triggered sparked prompted""",
    },
    Why.CONSEQUENCE: {
        "harm": """
            killed kill killing died die dies dying death deaths dead lost lose losing losses bankrupt
            bankruptcy bankruptcies disease diseases injured injuries wounded war wars attack attacks
            attacked crime crimes criminals murder murders murdered violence violent crisis poverty deficit
            deficits debt unemployment unemployed jobless layoffs uninsured terrorists terrorist terrorism
            disaster damage damaged destroyed victims abuse abused fraud illegal illegally arrested convicted
            jailed closed shut bomb bombs bombing nuclear weapons recession inflation hungry hunger homeless
            virus pandemic epidemic outbreak infected infections hospitalized overdose overdoses addiction
            shooting shootings rape hacked leaked corruption bribes polluted contaminated flood floods fires
            shortage shortages collapse collapsed evicted starving""",
        "change": """
            increase increased increases increasing rise risen rose rising fell fall fallen falling drop
            dropped grew grown growth growing decline declined declining decreased decrease reduce reduced
            reduction cut cuts raised created doubled gained up_by down_by went_up went_down gone_up
            gone_down gone_from went_from soared plunged surged skyrocketed shrank slowed""",
    },
    Why.PUBLIC_MATTER: {
        "public matter": """
            economy economic jobs job tax taxes budget budgets deficit deficits spending wages wage income
            incomes salary salaries price prices cost costs rates rate medicare medicaid pension pensions
            insurance insured drug drugs prescription vaccine vaccines vaccinated masks oil gas coal energy
            fracking climate warming emissions carbon trade tariff tariffs treaty law laws bill bills act
            amendment legislation program programs federal troops weapons missiles missile gun guns
            immigration border borders asylum revenue revenues premiums loans loan funding fund funds benefits
            investment investments exports imports sanctions policy plan proposal relief agreement
            agreements deal commission report study survey poll polls statistics market markets industry
            manufacturing housing mortgage mortgages schools tuition pollution prison prisons population
            hospital hospitals research ballot ballots election elections votes lawsuit trial""",
    },
    Why.QUOTE: {
        "quote": """
            " “ ” « » quote said says told stated announced according_to testified claimed claims wrote
            called promised admitted denied""",
    },
    Why.HEDGE: {
        "hedge": """
            reportedly allegedly alleged apparently presumably supposedly reported_to presumed_to
            believed_to said_to rumored rumoured suspected unconfirmed purportedly is_thought are_thought""",
    },
    Why.DEED: {
        "did": "was were had did been became got held left kept led met heard knew put set stood",
        "past": """
            went gone came come become begun began brought bought built broke caught chose cut dealt drew
            drove fell felt fought found gave given got grew grown had heard held hit kept knew known laid
            led left lent let lost made meant met paid put quit ran read rose said saw seen sold sent set
            shot shut spent split spoke spread stood stole struck swore took taken taught told thought threw
            understood voted was were won wore wrote written withdrew driven shown""",
        "deed": """
            voted vote votes signed passed proposed opposed supported vetoed introduced sponsored spent spend
            spends paid pays pay tax taxes taxed invested invest funded bought sold imported exported built
            negotiated appointed invaded sent supplied endorsed received gave given took taken made makes
            produced produces employed hired fired provides provided banned approved rejected repealed
            sued""",
        "stance": """
            support supports supported oppose opposes opposed favor favors favored favour favours endorse
            endorsed against wants believes proposes proposed refuse refuses refused agreed supporting
            opposing""",
    },
    Why.OPINION: {
        "belief": """
            think believe feel guess suppose opinion in_my_view hope wish frankly honestly sure agree disagree
            doubt i_think i_believe i_feel i_hope i_know i_mean i_want""",
        "judgement": """
            good bad great wonderful terrible horrible awful amazing beautiful ugly important right wrong fair
            unfair strong weak better tough proud honored ridiculous disgrace disgraceful shameful brilliant
            fantastic incredible tremendous nice fine lovely delicious boring magnificent glorious decent
            moral values dream vision hopeful leadership courage serious ready clear simple fundamental
            crucial unfortunately hopefully deserve deserves""",
        "ideal": """
            future freedom opportunity opportunities hope life way people world time experience judgment power
            chance step side view idea ideas spirit heart faith god love family responsibility commitment
            challenge challenges respect trust courage peace difference job work nation values promise""",
        "duty": "should must ought have_to has_to need need_to needs_to got_to shouldn't",
        "perhaps": "perhaps maybe probably seems seem might possibly likely sort_of kind_of",
    },
    Why.PREDICTION: {
        "future": """
            will shall going_to i'll we'll you'll they'll he'll she'll it'll won't gonna tomorrow next_year
            would i'd we'd he'd she'd they'd expected_to forecast forecasts predicts 할_것 할_것이다 될_것
            될_것이다""",
        "plan": """
            plan_to want want_to wants_to intend hope hopes try let's let_us let_me look_forward propose""",
        "possible": "can could may might can't cannot couldn't able",
        "if": "if unless whether suppose",
    },
    Why.SMALL_TALK: {
        "I": "i i'm i've my me mine myself i'd i'll",
        "you": "you your you're you've yours you'd you'll",
        "thanks": """
            thank thanks welcome please hello good_evening good_night god_bless applause laughter ladies
            gentlemen sorry excuse look well okay ok yes no oh you_know""",
        "talk": """
            talk talking talked question questions answer answers ask asked asking tell look see know say
            discuss discussion debate speak speech subject issue issues point listen hear understand remember
            thing things something anything everything""",
        "filler": "well now look okay so and but mr",
    },
    Why.WORDING: {
        "we": "we we're we've our us ours we'll ourselves let's",
        "they": "he she they his her their him them he's she's they're they've it its who",
        "is": "is are has have",
        "not": "not don't didn't doesn't isn't wasn't aren't haven't hasn't hadn't never no nothing",
        "there is": "there_is there_are there_was there_were there's",
        "now": "now already still yet right_now currently today",
        "up or down": "up down out over under above below against",
    },
}

#: What no list holds: shapes of words, and how long the whole is.
_SHAPES: dict[Why, tuple[str, ...]] = {
    Why.NUMBER: ("number",),
    Why.NAMED_ACTOR: ("name", "acronym", "full name", "full names", "many full names"),
    Why.TERM: ("term", "terms"),
    Why.DATE: ("year", "day"),
    Why.DEED: ("-ed",),
    Why.OPINION: ("held to be an opinion",),
    Why.PREDICTION: ("held to be a prediction",),
    Why.QUESTION: ("question", "held to be a question"),
}

#: From how many words on a text has the sign.
LENGTHS = {length: f"longer than {length}" for length in (4, 7, 10, 14, 20, 28, 40)}

#: Whose reason each sign is, of the words and of the parse.
REASONS = {
    **{sign: why for why, lists in _LISTS.items() for sign in lists},
    **{sign: why for why, signs in _SHAPES.items() for sign in signs},
    **dict.fromkeys(LENGTHS.values(), Why.WORDING),
    **seen.REASONS,
}

#: Reasons that can only raise a score, and such that can only lower it.
RAISE = frozenset(
    {
        Why.NUMBER,
        Why.SUPERLATIVE,
        Why.NAMED_ACTOR,
        Why.PLACE,
        Why.DATE,
        Why.CAUSE,
        Why.CONSEQUENCE,
        Why.PUBLIC_MATTER,
        Why.TERM,
        Why.QUOTE,
        Why.HEDGE,
        Why.DEED,
    }
)
SINK = frozenset({Why.OPINION, Why.PREDICTION, Why.QUESTION, Why.SMALL_TALK})

#: Words in -est that are no superlatives.
NOT_SUPERLATIVE = frozenset(
    """
    honest dishonest forest harvest interest protest request arrest invest suggest contest guest priest west
    midwest northwest southwest modest earnest tempest digest conquest manifest unrest quest test nest rest
    pest vest chest crest behest budapest bucharest everest divest attest detest northeast
    """.split()
)

#: Words that every text is made of: none of them begins a term such as "bus lane".
FILLING = frozenset(
    """
    a an the this that these those i you he she it we they me him her us them my your his its our their mine
    yours ours theirs who whom whose which what when where why how if unless whether because since while
    although though as than then so and or but nor not no never of in on at by for from with to into onto over
    under about after before between through during against without within upon across among toward towards be
    is are was were am been being do does did done has have had having will would shall should can could may
    might must ought i'm i've i'll i'd you're you've we're we've we'll it's that's there's he's she's they're
    they've let's don't didn't doesn't isn't can't won't aren't wasn't there here now just also very too more
    most much many some any all every each both either neither one ones other another such own same only even
    still yet again ever always often up down out off away back go going come get got make want need know
    think say said tell see let put take give keep try well like really right sure yes
    """.split()
)
#: How nouns end that a term may end with: "election commission", "home ownership".
NOUN_ENDINGS = tuple(
    ending + plural
    for ending in """
        tion ment ity ness ance ence ship ism ure age ist ogy phy cy er or
    """.split()
    for plural in ("", "s")
)
#: Words that end so and are none.
NO_NOUN = frozenset(
    """
    never over under after other another ever however together whether rather better greater higher lower
    fewer larger bigger remember consider offer answer deliver either neither measure sure encourage manage
    """.split()
)

#: A capital after one of these at the beginning of a sentence makes no name of it.
NOT_A_NAME = frozenset(
    """
    the a an this that these those in on at for from by with and but or so if when while as our my his her
    their its your i we you he she they it no not what who how why where which after before under over since
    because although today now well yes all every both another there here
    """.split()
)


def _entries() -> Iterator[tuple[str, str]]:
    for lists in _LISTS.values():
        for sign, words in lists.items():
            for word in words.split():
                yield word.replace("_", " "), sign


def _by_words() -> dict[str, tuple[str, ...]]:
    """The signs of each word, and of two or three words with spaces between."""
    found: dict[str, tuple[str, ...]] = {}
    for word, sign in _entries():
        found[word] = tuple(dict.fromkeys((*found.get(word, ()), sign)))
    return found


SIGNS = _by_words()

#: What a term can be about: roles, groups, public matters and harm, and general things beside them.
MATTERS = frozenset(
    word
    for word, signs in SIGNS.items()
    if {"role", "group", "public matter", "harm"}.intersection(signs) and not word.endswith("ed")
) | frozenset(
    """
    rate rates year years system systems reform reforms water business businesses class classes number
    numbers power line lines office house home homes county road roads bridge bridges land child children
    """.split()
)
