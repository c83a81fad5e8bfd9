"""The words that tell who can be meant: pronouns, titles, kin, roles, groups, places, given names."""

from functools import cache
from pathlib import Path

#: Which third-person pronouns a noun answers to, as bits.
HE, SHE, IT, THEY = 1, 2, 4, 8
PERSON = HE | SHE
ANY = HE | SHE | IT | THEY

_THIRD = {
    **dict.fromkeys(("he", "him", "his", "himself"), HE),
    **dict.fromkeys(("she", "her", "hers", "herself"), SHE),
    **dict.fromkeys(("it", "its", "itself"), IT),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves", "themself", "'em"), THEY),
}
#: Third-person pronouns to the bit they ask for.
PRONOUNS: dict[str, int] = _THIRD
#: First and second person to the person's name in a chain.
SPEAKING = {
    **dict.fromkeys(("i", "me", "my", "mine", "myself"), "i"),
    **dict.fromkeys(("we", "us", "our", "ours", "ourselves", "let's"), "we"),
    **dict.fromkeys(("you", "your", "yours", "yourself", "yourselves"), "you"),
}
DEMONSTRATIVES = {"this": IT, "that": IT, "these": THEY, "those": THEY}
POSSESSIVE = frozenset({"his", "her", "hers", "its", "their", "theirs", "my", "our", "your"})

TITLES = {
    **dict.fromkeys(
        """mr mister sir lord king prince father brother baron count earl duke emperor pope monsieur herr
        señor senor signor tsar czar sultan sheikh shah emir mullah ayatollah imam rabbi friar pastor
        chairman congressman assemblyman councilman""".split(),
        HE,
    ),
    **dict.fromkeys(
        """mrs ms miss lady dame queen princess sister baroness countess duchess empress mother madame madam
        mademoiselle frau señora senora signora chairwoman congresswoman assemblywoman councilwoman
        spokeswoman""".split(),
        SHE,
    ),
    **dict.fromkeys(
        """dr doctor prof professor president vice minister premier chancellor senator sen rep representative
        governor gov mayor judge justice secretary general gen colonel col major maj captain capt lieutenant
        lt sergeant sgt corporal private admiral commander commissioner ambassador director chief coach
        officer detective inspector sheriff attorney reverend rev bishop archbishop cardinal saint st
        deputy speaker chairperson chair leader candidate prime marshal dictator deacon councillor
        councilor delegate spokesperson author actor singer manager solicitor executive""".split(),
        PERSON,
    ),
}
#: A name's tail that is no part of the surname.
SUFFIXES = frozenset("jr sr ii iii iv junior senior esq phd md mp".split())

MEN = frozenset(
    """man boy father dad son brother husband uncle nephew grandfather grandson king prince gentleman guy
    stepfather boyfriend businessman policeman fireman spokesman chairman actor waiter monk priest lad
    bachelor widower groom bridegroom stepson brother-in-law son-in-law father-in-law congressman sir
    salesman fisherman craftsman statesman emperor duke baron lord grandpa daddy cowboy swordsman""".split()
)
WOMEN = frozenset(
    """woman girl mother mom mum daughter sister wife aunt niece grandmother granddaughter queen princess
    lady stepmother girlfriend businesswoman policewoman spokeswoman chairwoman actress waitress nun
    widow bride stepdaughter sister-in-law daughter-in-law mother-in-law congresswoman heroine empress
    duchess baroness grandma mommy housewife hostess goddess maid ballerina maiden""".split()
)
KIN = frozenset(
    """father mother dad mom mum son daughter brother sister husband wife uncle aunt nephew niece cousin
    grandfather grandmother grandson granddaughter stepfather stepmother stepson stepdaughter boyfriend
    girlfriend fiance fiancé fiancee fiancée partner spouse child parent sibling twin friend colleague
    widow widower brother-in-law sister-in-law son-in-law daughter-in-law father-in-law mother-in-law
    ex-wife ex-husband half-brother half-sister lover heir""".split()
)
#: Nouns for one person that say neither he nor she.
ROLES = frozenset(
    """person leader president minister premier chancellor senator governor mayor judge justice secretary
    general colonel major captain lieutenant sergeant admiral commander commissioner ambassador director
    chief coach officer detective inspector sheriff attorney lawyer bishop archbishop cardinal dictator
    speaker candidate politician official spokesperson chairperson founder owner manager executive ceo
    author writer poet novelist journalist reporter editor correspondent columnist teacher professor
    student pupil scientist researcher expert analyst economist historian critic doctor physician surgeon
    nurse patient artist painter musician singer composer conductor pianist guitarist drummer rapper
    filmmaker producer star celebrity model dancer comedian presenter host player footballer striker
    goalkeeper midfielder quarterback pitcher boxer athlete swimmer runner champion winner driver pilot
    soldier guard prisoner inmate defendant plaintiff suspect victim witness killer murderer gunman
    attacker terrorist hacker thief criminal activist protester dissident refugee immigrant migrant
    defector resident citizen voter taxpayer worker employee employer engineer architect designer
    developer farmer chef baker merchant trader investor banker billionaire philanthropist saint monarch
    ruler heir successor predecessor deputy delegate diplomat envoy negotiator adviser advisor aide
    assistant counsel respondent petitioner applicant appellant child baby infant kid teenager youth adult
    friend neighbor neighbour colleague cousin partner spouse fan hero villain character narrator
    interviewer interviewee speaker user customer client buyer seller passenger tourist visitor traveler
    traveller guest member participant volunteer contestant rival opponent republican democrat
    conservative liberal socialist communist physicist chemist mathematician philosopher psychologist
    theologian missionary explorer sailor fighter warrior knight vampire skipper translator""".split()
)
#: Nouns for a body of people: "it", and "they" too.
BODIES = frozenset(
    """party government administration cabinet ministry department agency company firm corporation bank
    team club side band group union league association organization organisation committee commission
    council court parliament congress senate assembly house board panel institute institution university
    college school hospital church army navy military force police newspaper paper magazine network
    channel station broadcaster publisher studio museum foundation charity party coalition alliance
    federation regime crew family couple jury opposition staff public press media community tribe
    bureau office embassy airline retailer manufacturer maker startup business chain brand label
    orchestra squad troupe crowd majority minority duo trio quartet authority""".split()
)
PLACES = frozenset(
    """country nation state city town village capital island region province county district area territory
    republic kingdom empire continent peninsula port harbour harbor river lake sea ocean mountain valley
    park street road square building castle palace temple mosque cathedral airport hotel site place
    neighborhood neighbourhood suburb municipality commune""".split()
)
#: Before the name of a place they name another: Lower Elm, West Elm, New Elm.
WHERE = frozenset(
    """north south east west northern southern eastern western central lower upper inner outer greater new
    old""".split()
)
#: Weather, time and the like, after which "it" stands for nothing.
EMPTY_IT = frozenset("""rain snow hail thunder drizzle freeze seem appear turn happen follow""".split())
RAISING = frozenset(
    """clear likely unlikely possible impossible true important necessary hard difficult easy good better best
    obvious evident unclear essential probable certain time late early worth common rare strange odd
    crucial vital unfortunate sad surprising apparent wrong right useful noon midnight midday dark
    o'clock sunny cold hot""".split()
)
TELLING = frozenset(
    """say think believe report know estimate expect hope argue suggest claim assume allege note announce
    understand reckon fear agree decide propose recommend hold presume rumour rumor see find""".split()
)
#: Verbs of mind and speech: their subject is often the "he" of what is thought or said.
MINDFUL = TELLING | frozenset(
    """tell feel realize realise want wish remember learn discover admit confess promise insist write
    explain reveal state reply answer ask warn wonder worry decide complain add deny declare acknowledge
    imagine dream forget confirm mention""".split()
)
ALIASES = {
    ("us",): ("united", "states"),
    ("u.s.",): ("united", "states"),
    ("u.s",): ("united", "states"),
    ("usa",): ("united", "states"),
    ("america",): ("united", "states"),
    ("united", "states", "of", "america"): ("united", "states"),
    ("uk",): ("united", "kingdom"),
    ("u.k.",): ("united", "kingdom"),
    ("britain",): ("united", "kingdom"),
    ("great", "britain"): ("united", "kingdom"),
    ("eu",): ("european", "union"),
    ("un",): ("united", "nations"),
    ("dprk",): ("north", "korea"),
}
COUNTRIES = frozenset(
    """afghanistan albania algeria angola argentina armenia australia austria azerbaijan bahrain bangladesh
    belarus belgium bolivia bosnia botswana brazil britain bulgaria burma cambodia cameroon canada
    chad chile china colombia congo croatia cuba cyprus czechia denmark dprk ecuador egypt england
    eritrea estonia ethiopia fiji finland france georgia germany ghana greece guatemala guinea haiti
    honduras hungary iceland india indonesia iran iraq ireland israel italy jamaica japan jordan
    kazakhstan kenya korea kosovo kuwait kyrgyzstan laos latvia lebanon liberia libya lithuania
    luxembourg macedonia madagascar malawi malaysia mali malta mauritius mexico moldova monaco
    mongolia montenegro morocco mozambique myanmar namibia nepal netherlands nicaragua niger nigeria
    norway oman pakistan palestine panama paraguay peru philippines poland portugal qatar romania
    russia rwanda scotland senegal serbia singapore slovakia slovenia somalia spain sudan sweden
    switzerland syria taiwan tajikistan tanzania thailand tunisia turkey turkmenistan uae uganda
    ukraine uruguay usa u.s. us uk u.k. uzbekistan venezuela vietnam wales yemen zambia zimbabwe
    states kingdom arabia emirates africa zealand lanka salvador rica leone""".split()
)
DETERMINERS = frozenset("the this that these those a an".split())
DEFINITE = frozenset("the this that these those such said same".split())


@cache
def given_names() -> dict[str, int]:
    """Given names in lower case, each with the pronoun its bearers go by."""
    names: dict[str, int] = {}
    bit = 0
    for line in (Path(__file__).parent / "given_names.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            bit = {"[he]": HE, "[she]": SHE}[line]
        elif not line.startswith("#"):
            names.update((name, names.get(name, 0) | bit) for name in line.split())
    return names
