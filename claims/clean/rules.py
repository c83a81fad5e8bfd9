"""The rules of portal_lines.v1 as tables: what a line says, what it is, and why, in words.

Each sees one line without its outer white space. A rule that could hit prose must match the whole
line, or hold words that no reporter writes: "Copyright law changed" is news, "Copyright © 2021" is
furniture.
"""

from dataclasses import dataclass

import regex

from claims.clean.stamps import STAMPS
from claims.vocab import SegmentKind

#: A line longer than this, in code points, is prose whatever it says.
LONGEST = 600


@dataclass(frozen=True, slots=True)
class Rule:
    """A named pattern: a line that it hits is of `kind`, and `reason` tells a reviewer why."""

    name: str
    kind: SegmentKind
    reason: str
    pattern: regex.Pattern[str]
    longest: int = LONGEST

    def hits(self, line: str) -> bool:
        """Say whether the rule knows this line."""
        return len(line) <= self.longest and self.pattern.search(line) is not None


def _any_of(*patterns: str) -> str:
    return "(?:" + "|".join(patterns) + ")"


def _furniture(name: str, reason: str, *patterns: str, longest: int = 200) -> Rule:
    pattern = regex.compile(_any_of(*patterns), regex.IGNORECASE)
    return Rule(name, SegmentKind.BOILERPLATE, f"portal line: {reason}", pattern, longest)


def _whole(*phrases: str) -> str:
    """Match a line that is one of these and nothing else but marks around it."""
    return rf"^[\[(<▶☞■→\-—\s]*{_any_of(*phrases)}[\])>→»…:：.\s\-—]*$"


def _row_of(*buttons: str) -> str:
    """Match a line that is a row of buttons and nothing else."""
    return rf"^(?:{_any_of(*buttons)}(?:[\s|·,/:&>]+|$))+$"


_SHARE = (
    *(
        "share",
        "tweet",
        "e-?mail",
        "print",
        "facebook",
        "twitter",
        "linkedin",
        "whatsapp",
        "reddit",
    ),
    *("telegram", "pinterest", "bookmark", "copy link", "copy url", "kakao ?talk", "kakao ?story"),
    *("share (?:this|the) (?:article|story)", "share (?:on|via|to)", "save", "band"),
    *(
        "공유(?:하기)?",
        "카카오톡",
        "카카오스토리",
        "페이스북",
        "트위터",
        "네이버 ?(?:블로그|밴드)",
        "밴드",
    ),
    *("인쇄(?:하기)?", "스크랩", "(?:url|링크) ?복사(?:하기)?", "sns", "이메일", "북마크"),
    *(r"댓글 ?\d*", r"좋아요 ?\d*", "기사 ?공유(?:하기)?", "sns ?공유(?:하기)?"),
)
_PAGE_BUTTONS = (
    *("home", "menu", "search", "skip to (?:main )?content", "back to top", "close"),
    *("listen(?: to this article)?", r"\d+ min(?:ute)?s? read", "log in", "sign in"),
    *(
        "본문 ?바로 ?가기",
        "메뉴",
        "검색",
        "로그인",
        "회원가입",
        "음성으로 ?듣기",
        "번역 ?(?:설정|beta)",
    ),
    *("닫기", "목록", "이전 ?기사", "다음 ?기사", "맨 ?위로", "요약 ?보기", "자동 ?요약"),
)
_PORTALS = "(?:다음|네이버|네이트|줌) ?뉴스"

#: Furniture of portals and outlets, Korean and English.
FURNITURE = (
    _furniture(
        "font size",
        "font-size control",
        "^글(?:자|씨) ?크기 ?(?:설정|조절|변경|확대|축소|작게|크게)",
        "파란 ?(?:원|점|동그라미|버튼)을 (?:좌우|옆|왼쪽|오른쪽)",
        "^이 ?글(?:자|씨) ?크기로",
        r"^(?:change )?(?:font|text) size[\s:+\-aA]*$",
    ),
    _furniture(
        "portal advert",
        "the portal speaks of itself",
        rf"{_PORTALS}.*(?:만나|이용해|구독해|설치해|즐겨|확인해) ?(?:보)?(?:세요|십시오)",
        rf"{_PORTALS}[는은가이].*(?:전달|제공|전해|안내)[가-힣 ]{{0,6}}니다",
        longest=400,
    ),
    _furniture(
        "copyright",
        "copyright notice",
        r"^[<\[(]?(?:©|ⓒ|\(c\) ?\d{4})",
        r"^[<\[(]?copyrights?\s*(?:©|ⓒ|\(c\)|by\b|\d{4})",
        r"^[<\[(]?저작권자\s*(?:©|ⓒ|\(c\)|[:<])",
        r"all rights reserved[.>)\]]*$",
        r"무단 ?(?:전재|복제|배포)[^.]{0,30}금지[.>)\]]*$",
        "may not be published, broadcast, rewritten",
        longest=400,
    ),
    _furniture("share buttons", "share buttons", _row_of(*_SHARE)),
    _furniture("page controls", "buttons of the page", _row_of(*_PAGE_BUTTONS)),
    _furniture(
        "advertisement",
        "advertisement",
        _whole("advertisements?", "ads?", "sponsored(?: content)?", "paid content", "(?:배너 ?)?광고"),
        _whole("(?:story|article) continues below(?: (?:this )?(?:advertisement|ad))?"),
        longest=60,
    ),
    _furniture(
        "read more",
        "link to more",
        _whole("read more", "read next", "read the full (?:story|article)", "show more"),
        _whole("continue reading", "(?:더|자세히|전체|원문) ?보기", "기사 ?(?:전체|원문) ?보기"),
        r"^(?:read more|read also|see also|read next) ?[:：>»→]",
    ),
    _furniture(
        "subscribe prompt",
        "asks readers to subscribe",
        r"^(?:please )?(?:sign up|subscribe|register) (?:now )?(?:for|to) "
        r"(?:our|the|free|daily|get|receive)\b.{0,80}"
        r"(?:newsletters?|e-?mails?|alerts?|updates?|edition|inbox|channel|us)\b.{0,30}$",
        r"^get our .{0,40}(?:newsletter|app)\b.{0,40}$",
        r"^already a (?:subscriber|member)\?",
        _whole("subscribe(?: now)?", "sign up(?: now)?"),
        r"^(?:follow|like|join) us (?:on|at)\b.{0,80}$",
        "구독(?:하기|해 ?주세요|을 ?눌러)",
        _whole(
            "뉴스레터 ?(?:구독|신청)(?:하기)?",
            "(?:구독 ?신청|채널 ?추가|앱 ?(?:다운로드|설치))(?:하기)?",
        ),
    ),
    _furniture(
        "portal question",
        "the portal asks its readers",
        r"^이 ?기사(?:에 ?대해|를|가) .{0,60}(?:나요|까요|세요|니까)[?.]?$",
        r"^what do you think (?:of|about) this (?:article|story)\b.{0,20}$",
        r"^(?:was|is) this (?:article|page|story) (?:helpful|useful)\?",
        _whole("join the (?:conversation|discussion)", "leave a comment", "view (?:all )?comments"),
        _whole(r"comments? ?\(?\d*\)?", "댓글 ?(?:쓰기|보기|달기)"),
    ),
    _furniture(
        "tip line",
        "how to reach the newsroom",
        r"^[▶☞※*\s]*(?:기사 ?)?제보(?: ?는)? ?[:：]",
        "^(?:for (?:corrections|tips)|to report an? (?:error|typo)),? (?:please|e-?mail|contact)",
    ),
)

#: Opens a list of other articles; the headlines below belong to it.
LIST_OPENING = _furniture(
    "related articles",
    "list of other articles",
    _whole("related (?:articles?|stories|news|coverage|links?|posts?|topics?)"),
    _whole("more (?:on this (?:story|topic)|stories|news)", "most (?:read|popular|viewed)"),
    _whole("recommended(?: for you)?", "you (?:may|might) also like", "trending now", "top stories"),
    _whole("(?:이 ?기사와 ?)?관련 ?(?:기사|뉴스)", "많이 ?본 ?(?:뉴스|기사)", "함께 ?본 ?(?:뉴스|기사)"),
    _whole("(?:인기|추천|주요|랭킹|실시간) ?(?:뉴스|기사)"),
    longest=60,
)


def _cased(name: str, kind: SegmentKind, reason: str, *patterns: str) -> Rule:
    """Make a rule that sees case: "By Jane Roe" is a byline, "by the time" is not."""
    longest = 160 if kind is SegmentKind.BYLINE else LONGEST
    return Rule(name, kind, reason, regex.compile(_any_of(*patterns)), longest)


def _byline(name: str, *patterns: str) -> Rule:
    return _cased(name, SegmentKind.BYLINE, "who wrote it, or when", *patterns)


_WORD = r"\p{Lu}[\p{L}'’.\-]*"
_LATIN_NAME = rf"{_WORD}(?: (?:(?:de|van|von|der|den|da|di|bin|al|la|le) )?{_WORD}){{1,4}}"
LATIN_NAMES = rf"{_LATIN_NAME}(?:(?:, | and | AND | & ){_LATIN_NAME}){{0,4}}"
HANGUL_NAMES = r"[가-힣]{2,4}(?: ?[·,] ?[가-힣]{2,4}){0,4}"
REPORTER = "(?:(?:선임|전문|인턴|객원|수습)?기자|특파원|논설위원|앵커|통신원|리포터)"
BY = r"(?:BY|By|(?:Written|Reported|Reporting|Story|Text) (?:by|By|BY))"
MAIL = r"[<(\[]? ?[A-Za-z0-9._%+\-]{1,64}@[A-Za-z0-9.\-]{1,190} ?[>)\]]?"
_ROLE = r"(?:(?: ?[,|/·–—] ?| - )\p{L}[\p{L} .&'’]{1,50})?"
_THEN_MAIL = rf"(?:[ ,|/·=]*{MAIL})?"
_THEN_STAMPS = rf"(?:[ ,|·]*{STAMPS})?"
_OUTLET_BEFORE = r"(?:(?:글|취재|[^\s\]=]{2,20})[ =]{1,3})??"
_NOT_A_DAY = r"(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Next|Last|The\b|Then\b)"

BYLINES = (
    _byline("by name", rf"^{BY}:? {_NOT_A_DAY}{LATIN_NAMES}{_ROLE}{_THEN_MAIL}{_THEN_STAMPS}$"),
    _byline("by one name", rf"^{BY}:? {_WORD}[ ,|/·]*{MAIL}$"),
    _byline(
        "reporter",
        rf"^[\[(<=]?{_OUTLET_BEFORE}{HANGUL_NAMES} ?{REPORTER}[\])>]?{_THEN_MAIL}{_THEN_STAMPS}$",
        rf"^{HANGUL_NAMES} ?{MAIL}$",
    ),
    _byline("name and date", rf"^(?:{HANGUL_NAMES}|{_LATIN_NAME})(?: ?{REPORTER})?[ |,·]*{STAMPS}$"),
    _byline("date", rf"^{STAMPS}$"),
    _byline("address", rf"^{MAIL}$"),
)

_AGENCY = _any_of(
    *(
        "(?i:yonhap)(?: (?i:news))?",
        "AP",
        "AFP",
        "(?i:reuters)",
        "EPA",
        "UPI",
        "KCNA",
        "(?i:news1)",
    ),
    *(
        "(?i:newsis)",
        "(?i:xinhua)",
        "(?i:kyodo)(?: News)?",
        "TASS",
        "dpa",
        "ANSA",
        "EFE",
        "Bloomberg",
    ),
    *("(?i:getty(?: images)?)", "JOONGANG(?: ILBO| PHOTO)?", "연합뉴스(?:TV)?", "뉴스1", "뉴시스"),
    *("로이터", "조선중앙통신", "게티이미지(?:뱅크|코리아)?"),
)
_AGENCIES = rf"{_AGENCY}(?: ?[/,=\-] ?{_AGENCY})*"
_PHOTO = r"(?i:\bphoto|\bhandout\b|\bcourtesy\b|\bscreen ?(?:shot|capture|grab)|사진|제공|캡처|캡쳐|자료)"
_IN_A_PHOTO = r"(?i:\bin (?:an?|this|the) (?:[\w\-]+ ){0,3}(?:photo|picture|image|photograph)"

#: A credit in round brackets and nothing else, "(Yonhap)", also ends stories; `lines` asks where.
LONE_CREDIT = "credit in parentheses"


def _caption(name: str, *patterns: str) -> Rule:
    return _cased(name, SegmentKind.CAPTION, "words under a picture", *patterns)


CAPTIONS = (
    _caption(
        "credit in brackets",
        rf"\[ ?{_AGENCIES}(?:[ /,][^\[\]]{{1,40}})? ?\]$",
        rf"\[[^\[\]]{{0,40}}{_PHOTO}[^\[\]]{{0,40}}\]$",
    ),
    _caption(
        "photo credit",
        rf"\([^()]{{0,50}}{_PHOTO}[^()]{{0,50}}\)$",
        rf"[.다] ?[/ⓒ©] ?(?:사진 ?=? ?)?{_AGENCIES}$",
        r"(?:사진|자료) ?= ?\S{1,20}$",
    ),
    _caption(LONE_CREDIT, rf"[.!?”\"’'] \( ?{_AGENCIES} ?\)$"),
    _caption(
        "released photo",
        rf"{_IN_A_PHOTO} (?:released|provided|distributed|taken) (?:by|on|from)\b)",
    ),
    _caption(
        "pictured",
        r"(?i:\(pictured[^()]{0,30}\)|^pictured\b|\bpictured (?:above|below)\b|, pictured,)",
    ),
    _caption(
        "photo line",
        r"^(?i:photos?|picture|caption|file photo|photo (?:by|courtesy of))(?: ?[:|]| (?=\p{Lu})).{1,}$",
        r"^(?:사진 ?[=:：]|▲ ?\S)",
    ),
)

RULES = (*FURNITURE, LIST_OPENING, *BYLINES, *CAPTIONS)
