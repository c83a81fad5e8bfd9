"""The words of saying, thinking and judging, by what may stand beside them as the thing said.

Written out for this product from the classes that English grammars name; lemmas, lower case.
"""

from claims.vocab import Hedge


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


#: They put words in somebody's mouth: a quotation may stand beside any of these.
SPEECH = _words(
    """acknowledge add admit advise affirm agree allege announce answer applaud argue ask assert assure
    attest beg begin bellow berate blast blog blurt boast bristle caption caution challenge chant
    charge chide chime chuckle claim clarify close comment complain concede conclude concur confess
    confide confirm contend continue correct counter crow cry deadpan declaim declare decry demand
    deny describe dictate disclose drawl e-mail elaborate email emphasise emphasize enthuse exclaim
    exhort explain explode expound finish forewarn fret fume gloat gripe grouse growl grumble guess
    gush headline hint hypothesise hypothesize implore inform inquire insist instruct interject
    interpose interrupt intone jibe joke lament laugh lecture lie maintain marvel mention moan mock
    murmur muse mutter narrate nod note object observe offer open opine order persist plead pledge
    point posit post pray preach predict press proclaim promise pronounce prophesy propose protest
    publish query question quip quote rage ramble rant rave read reaffirm reason reassure rebut
    recall recap recite recommend recount reflect reiterate rejoin relate remark remember remind
    repeat repent reply report reproach request respond retort retweet reveal riff riposte roar rule
    say scoff scold scream sermonize shoot shout shriek sigh signal sing snap snarl sneer sniff
    snort sob speculate sputter stammer start state stipulate stress stutter suggest sum summarize
    surmise swear taunt tease telegraph tell testify text theorise theorize thunder tout tweet
    underline underscore urge utter vent venture verify volunteer vow wail warn weigh whine whisper
    wisecrack wonder write wrote yell yelp""",
)

#: Among the verbs of speech those that only sometimes speak: they need the quotation right beside them.
WEAK_SPEECH = _words(
    """applaud begin blast challenge charge chime close continue correct describe explode finish
    headline interrupt laugh lie nod offer open order point post pray press publish quote read rule
    shoot sigh signal sing start sum text tout volunteer weigh""",
)

#: They may stand behind what is said without a quotation: "P, X thinks".
TAILS = SPEECH - WEAK_SPEECH | _words(
    """believe estimate fear feel figure find gather guess hope imagine indicate know predict reckon show
    speculate suggest suppose suspect think worry argue imply""",
)

#: They take a clause: what somebody holds to be so, without a word being spoken.
THOUGHT = _words(
    """accept anticipate appreciate assume believe calculate care comprehend conceive conclude consider
    contemplate convince decide deduce deem determine disbelieve discern discover doubt dream
    envisage envision estimate expect fancy fathom fear feel figure find forecast foresee forget
    gather grasp guess hear hold hope hypothesise hypothesize imagine infer intend intuit judge know
    learn mind notice opine perceive persuade plan ponder posit predict prefer presume presuppose
    pretend project read realise realize reason reckon recognise recognize regret rejoice remember
    resent resolve see sense speculate suppose surmise suspect teach theorise theorize think trust
    understand view wager want wish witness wonder worry""",
)

#: A document, a figure or a deed speaks: "the poll shows that".
SHOW = _words(
    """allege argue attest claim conclude confirm contend contradict demonstrate detail dictate
    disclose display document establish estimate evidence exhibit explain expose find forecast hint
    illustrate imply indicate list note predict prescribe project prove reaffirm record reflect
    report require reveal rule say show signal signify specify spell state stipulate suggest testify
    underline underscore verify warn""",
)

#: They can hardly mean anything but speech.
PLAINLY_SAID = _words("say argue note claim report insist contend estimate announce acknowledge assert rule")
CLAUSAL = SPEECH | THOUGHT | SHOW
#: They may be put into what is said: "A, X said, did B"; "you know" is no attribution.
PUT_IN = (SPEECH | THOUGHT | {"put"}) - {"know"}

#: "X wants to VP": what somebody wants, promises or refuses to do.
WANT = _words(
    """agree aim ask aspire call claim commit consent decide decline demand desire determine dread
    elect expect fear hesitate hope intend like long opt plan pledge plot prefer profess promise
    propose purport refuse request resolve scheme swear threaten undertake volunteer vow want wish
    yearn""",
)

#: "X urged Y to VP": somebody is told what to do.
URGE = _words(
    """admonish advise ask authorise authorize beg beseech call caution challenge coax command compel
    convince counsel dare demand direct encourage enjoin entreat exhort expect forbid goad implore
    incite induce instruct invite like lobby nag nudge obligate oblige order persuade petition plead
    pray press pressure prod recommend remind request spur summon tell urge want warn""",
)

#: "X criticised Y": somebody's judgement of a thing, said or shown.
JUDGE = _words(
    """abhor acclaim accuse acquit admire admonish adore applaud appreciate approve assail attack back
    bash belittle bemoan berate bewail blame blast bless bludgeon brand castigate celebrate censure
    champion chastise cheer cherish chide commend compliment condemn condone congratulate contest
    credit criticise criticize critique debunk decry defend demean demonise demonize denigrate
    denounce deplore deride despise detest disavow discount discredit disdain dislike dismiss disown
    disparage dispute disregard distrust downplay dread embrace endorse envy eulogize excoriate
    excuse exonerate extol extoll fault favor favour flout forgive glorify hail hate heckle herald
    idolize impugn indict insult knock lambast lambaste lament lampoon laud like loathe love malign
    mistrust mock mourn oppose pan pillory pity pooh-pooh praise protest pummel rap rebuff rebuke
    rebut refute regret reject reprimand reproach reprove repudiate resent resist respect revere
    revile ridicule rip roast rue salute savage scapegoat scold scorn second shame skewer slam smear
    snub spurn stigmatize support taunt tease thank thrash torch tout trash trivialise trivialize
    trumpet trust undercut undermine upbraid value venerate vilify vindicate vouch""",
)

#: "X cited Y": a thing is put into words, without a clause.
NAME = _words(
    """acknowledge address admit advocate allege analyse analyze announce anticipate articulate assert
    assess await believe bemoan brag broach broadcast characterise characterize chronicle circulate
    cite claim clarify communicate compare concede confirm conjecture contemplate contend contradict
    convey debate declare define demand deny depict detail disclose discuss dispute distort divulge
    document doubt downplay echo elaborate elucidate emphasise emphasize enumerate envisage envision
    espouse estimate evoke exaggerate examine expect explain explore expose express favor favour
    fear float forecast foresee foreshadow foretell highlight hint hype imagine intimate invoke
    itemize label lament leak liken list mention mischaracterize misrepresent misstate narrate note
    oppose outline overstate parrot peddle perceive phrase pitch pledge plug ponder portray post
    predict prefer preview proclaim project promise promote propose protest publicise publicize
    publish question quote rate recall recite recommend recount reference regurgitate rehash
    reiterate relate remember repeat report request retract retweet reveal review signal specify
    speculate spell spout state stress suggest summarise summarize support swear tease theorize
    threaten tout tweet underline underscore understand understate unveil urge utter verify view
    voice vow warn wonder worry""",
)

#: A document says a thing without a clause: "the poll shows a tight race".
SHOW_THING = _words("show indicate illustrate depict document detail reflect demonstrate find imply predict")
SPOKEN_OF = JUDGE | NAME
WITH_OBJECT = SPOKEN_OF | SHOW_THING

#: "X called for Y": verbs that put their matter behind a preposition.
WITH_PREPOSITION: dict[str, frozenset[str]] = {
    "about": _words(
        """ask boast brag care chat comment complain dream fret grumble hear inquire joke know lament lie
        learn moan muse preach read say sing speak speculate talk tell testify think tweet warn
        wonder worry write gripe rave rant rail gossip gush fume debate disagree forget elaborate
        reminisce pontificate moralize moralise opine quip tease fantasize""",
    ),
    "of": _words(
        """approve accuse boast complain conceive disapprove dream hear inform know learn persuade remind
        speak talk tell think warn write convince assure despair accuse advise joke""",
    ),
    "for": _words(
        """advocate agitate apologise apologize appeal argue ask beg call campaign clamor clamour hope
        lobby long plead pray press push vouch wish yearn stump care credit petition
        provide """,
    ),
    "on": _words(
        """agree call comment elaborate expand insist reflect remark report touch weigh dwell
        expound opine pontificate rule harp disagree speak""",
    ),
    "to": _words(
        """admit agree allude apologise apologize attest commit confess consent listen object point refer
        respond testify react reply subscribe""",
    ),
    "against": _words(
        """advise advocate argue campaign caution complain decide demonstrate fight fulminate inveigh
        lobby preach protest rail rally rebel rule speak vote warn recommend""",
    ),
    "at": _words("bristle balk fume hint laugh marvel rage scoff sneer grumble jeer boo lash rail gawk"),
    "in": _words("believe trust revel"),
    "with": _words("agree concur disagree side sympathise sympathize differ quibble"),
    "over": _words(
        "agonise agonize argue clash complain fret fume muse quarrel rally seethe spar worry debate"
    ),
    "upon": _words("agree call insist comment"),
}

#: "called Y a liar", "described Y as Z", "likened Y to Z": a thing and what is said of it.
CHARACTERISE = _words(
    """believe blast brand call cast characterise characterize cite classify compare condemn consider
    criticise criticize declare decry deem define denounce depict deride describe dismiss dub find
    frame hail herald identify interpret judge label liken mock name paint perceive portray praise
    proclaim pronounce rank rate regard ridicule see slam style term think tout treat view""",
)

#: "is believed to VP", "is expected to VP": the subject is raised out of what is said.
RAISING = _words(
    """accuse allege assume believe claim consider deem estimate expect fear feel find forecast hold
    hope intend judge know predict presume project prove purport report repute rumor rumour say
    schedule see suspect think understand""",
)
SEEMING = _words("seem appear look")

#: "It is clear that", "is sure that", "are afraid of": adjectives of holding and fearing.
MINDED = _words(
    """adamant afraid alarmed amazed angry anxious apprehensive ashamed aware bearish blunt bullish
    candid certain clear cognizant committed concerned confident conscious convinced coy critical
    dedicated delighted determined disappointed doubtful dubious eager emphatic excited fearful
    frank frustrated furious glad grateful happy honest hopeful ignorant incensed indifferent
    insistent keen leery mindful mistaken negative nervous opposed optimistic outraged outspoken
    passionate pessimistic pleased positive proud puzzled ready relieved reluctant right sad
    satisfied scared sceptical shocked silent skeptical sorry stunned supportive sure surprised
    suspicious terrified thankful thrilled unaware uncertain unclear unconvinced unhappy unsure
    unwilling upset vague vocal wary willing wistful worried wrong""",
)
#: Of these "it is … that" holds without anybody being named.
PLAIN_TO_ALL = _words("clear unclear apparent obvious evident certain uncertain likely unlikely possible")

#: Nouns that are a saying; a clause, an infinitive or a preposition tells what is said.
SAYINGS = _words(
    """account accusation acknowledgement acknowledgment admission admittance admonition affirmation
    agreement allegation announcement answer apology appeal argument assertion assessment assurance
    attack boast broadside call caution charge claim comment commentary complaint conclusion
    condemnation confession confirmation contention conviction criticism critique declaration demand
    denial denunciation depiction description dig disclosure discussion endorsement estimate
    estimation explanation finding forecast guess guidance hint hypothesis implication indication
    innuendo insinuation insistence instruction insult invitation jab jibe joke lament lecture
    letter memo mention message notice objection observation offer op-ed order pitch plea pledge
    praise prediction proclamation projection promise pronouncement proposal protest query question
    quip rant rebuke rebuttal recommendation rejection remark reminder report request retort
    revelation rhetoric ruling rumor rumour sermon slogan slur smear speculation speech statement
    suggestion suspicion swipe testimony theory threat tirade tweet verdict vow warning""",
)
#: Nouns for what somebody holds, wants or fears.
HOLDINGS = _words(
    """alarm anger anguish annoyance anxiety assumption aversion belief bitterness commitment concern
    confidence contempt conviction decision desire determination disappointment disdain dismay
    displeasure distaste distrust doubt eagerness embarrassment enthusiasm exasperation expectation
    faith fear feeling frustration fury grievance gripe hope hunch idea impression intent intention
    interest irritation knowledge misgiving mistrust nostalgia notion opinion opposition optimism
    outrage perception perspective pessimism plan position preference prejudice premise presumption
    pride question rage realisation realization refusal regret reluctance resentment reservation
    scepticism sense sentiment shock skepticism sorrow stance support suspicion sympathy take theory
    trust uncertainty understanding unease view willingness wish worry""",
)
#: Of both those that take an infinitive: "the promise to VP".
PROMISES = _words(
    """pledge promise vow offer threat call plea appeal order refusal commitment determination eagerness
    willingness decision desire wish intention reluctance demand proposal request recommendation""",
)
#: "opposition to P", "call for P": some nouns have a preposition of their own, the others these.
ABOUT = _words("about of on over regarding concerning")
ABOUT_OF_NOUN = {
    "to": _words("opposition objection reaction response resistance aversion reference answer"),
    "for": _words("call demand plea appeal criticism praise contempt disdain"),
    "against": _words("allegation accusation charge warning argument attack tirade complaint case"),
    "at": _words("anger swipe jab dig fury outrage"),
    "in": _words("belief confidence faith trust"),
    "with": _words("disappointment frustration agreement disagreement"),
}
NOUNS = SAYINGS | HOLDINGS
#: "made the claim that", "has concerns about": the verb only carries the noun.
LIGHT = _words(
    """make have give issue express voice raise hold share offer deliver release send take
    launch file level repeat harbor harbour publish echo reiterate renew announce cite explain
    unveil outline detail describe come reach air withdraw retract defend lay present relay""",
)
#: "in X's view", "in X's words".
BY_LIGHTS = _words("view opinion word words estimation judgment judgement eyes telling mind estimate account")

#: Adverbs that pass a sentence on without saying from whom.
ADVERBS = {
    "reportedly": Hedge.REPORTED,
    "presumably": Hedge.PRESUMED,
    "supposedly": Hedge.PRESUMED,
    "allegedly": Hedge.ALLEGED,
    "purportedly": Hedge.ALLEGED,
}

#: How far a cue keeps from what it passes on.
HEDGES = {
    **dict.fromkeys(_words("report"), Hedge.REPORTED),
    **dict.fromkeys(_words("believe think consider feel deem view belief opinion view"), Hedge.BELIEVED),
    **dict.fromkeys(
        _words(
            """presume assume expect suppose suspect surmise predict project forecast anticipate presumption
            assumption expectation suspicion prediction projection forecast"""
        ),
        Hedge.PRESUMED,
    ),
    **dict.fromkeys(
        _words("allege claim rumor rumour accuse purport repute allegation accusation rumour charge"),
        Hedge.ALLEGED,
    ),
    **dict.fromkeys(
        _words("seem appear look estimate speculate guess speculation theory hint wonder fear hypothesis"),
        Hedge.POSSIBLE,
    ),
}
#: "She said so" keeps no distance of its own; "it was said that" does.
PLAIN_WHEN_ACTIVE = _words("say tell know note state see show find")

#: They turn what follows into what is not held: "denied that", "doubts that".
DENYING = _words("deny doubt disbelieve dispute reject refute rebut disprove contradict denial")

#: Participles that carry on a speaker's words: "P, X said, adding that Q".
GOING_ON = _words(
    """add say note cite claim argue insist call refer explain point warn tell stress emphasise emphasize
    suggest write declare describe state promise vow quote predict accuse acknowledge recall
    joke conclude saying""",
)
