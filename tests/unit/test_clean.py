"""Clean: segments tile the text, furniture is folded and prose is not, and the lines around tell the rest."""

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from claims.clean import CLEANERS, clean, find_meta
from claims.clean.rules import LONGEST
from claims.component import Component
from claims.errors import WiringError
from claims.models.drafts import ArticleMeta, SegmentDraft
from claims.vocab import SegmentKind

TITLE, BODY, CAPTION, BYLINE, BOILERPLATE = (
    SegmentKind.TITLE,
    SegmentKind.BODY,
    SegmentKind.CAPTION,
    SegmentKind.BYLINE,
    SegmentKind.BOILERPLATE,
)
PROSE = "The ferry over the river opened again on Tuesday, and many people came to see it."
MORE = "The city said that it carries 900 people a day, which is more than before."
KOREAN = "강변 나루가 화요일에 다시 열렸다고 시가 밝혔다."
KOREAN_MORE = "하루에 구백 명이 배를 탄다고 시는 설명했다."


def kinds(*lines: str) -> list[SegmentKind]:
    return [part.kind for part in clean("\n\n".join(lines))]


def kind_among_prose(line: str, prose: str = PROSE, more: str = MORE) -> SegmentKind:
    """Give the kind of a line that stands between a title with prose and more prose."""
    text = f"A headline\n\n{prose}\n\n{line}\n\n{more}"
    at = text.index(f"\n{line}\n") + 1
    return next(part.kind for part in clean(text) if part.start <= at < part.end)


def about(*lines: str, known: ArticleMeta | None = None) -> ArticleMeta:
    text = "\n\n".join(lines)
    return find_meta(text, clean(text), known or ArticleMeta())


# tiling

PIECES = st.sampled_from(
    [
        *("\n", "\n\n", " \n\t\n", "\f", "\x0b", "\u2028", "\x85", "\x1c", " ", "\u3000", "\u200b", "\ufeff"),
        *("👩🏽‍🚀", "e\u0301", "한국어 문장이다.", "שלום עולם", "مرحبا", "[YONHAP]", "Copyright © Ledger"),
        *(
            "BY JANE ROE [j@x.example]",
            "Related articles",
            "2021. 4. 7. 18:13",
            PROSE,
            "Read more",
            "글자크기 설정",
        ),
    ]
)


@given(st.one_of(st.lists(PIECES, max_size=30).map("".join), st.text()))
@example("")
@example("\n")
@example("\n\n a \n\n")
@example("a\x0cb\u2028c\x85d\n")
def test_segments_tile_any_text(text):
    parts = clean(text)
    assert "".join(text[part.start : part.end] for part in parts) == text
    assert all(part.start < part.end for part in parts)
    assert all(one.end == other.start for one, other in pairwise(parts))
    for part in parts:
        assert all(part.start <= data.start < data.end <= part.end for data in part.personal)


def test_blank_lines_belong_to_the_line_before_and_the_first_ones_to_the_first():
    text = f"\n \nA headline\n\n\n{PROSE}\n\t\n{MORE}\n\n"
    assert [text[part.start : part.end] for part in clean(text)] == [
        "\n \nA headline\n\n\n",
        f"{PROSE}\n\t\n",
        f"{MORE}\n\n",
    ]


def test_only_lf_ends_a_line():
    text = f"{PROSE}\f{MORE}\u2028{PROSE}\x85{MORE}\x0b{PROSE}\x1c{MORE}"
    assert len(clean(text)) == 1


def test_a_text_of_blank_lines_is_one_folded_segment_and_an_empty_one_is_none():
    assert [part.kind for part in clean("\n \n")] == [BOILERPLATE]
    assert clean("") == []


def test_a_sentence_that_a_hard_line_end_cuts_stays_in_one_segment():
    text = f"A headline\n\nThe ferry over the river\nopened again\non Tuesday.\n{PROSE}\n"
    assert [text[part.start : part.end] for part in clean(text)][1:] == [
        "The ferry over the river\nopened again\non Tuesday.\n",
        f"{PROSE}\n",
    ]


def test_lines_of_prose_with_a_blank_line_between_are_never_joined():
    assert kinds("A headline", "It opened", "again", PROSE) == [TITLE, BODY, BODY, BODY]


def test_a_segment_says_which_rule_decided_and_why():
    part = clean(f"A headline\n\n{PROSE}\n\nAdvertisement\n\n{MORE}")[2]
    assert (part.by, part.reason) == ("portal_lines.v1: advertisement", "portal line: advertisement")


# titles


@pytest.mark.parametrize(
    "title",
    ["A headline", "Is it open?", "Ferry opens in the U.S.", "“We are open,” city says"],
)
def test_a_first_line_that_is_no_sentence_is_the_title(title):
    assert kinds(title, PROSE, MORE) == [TITLE, BODY, BODY]


def test_a_korean_article_has_a_title_too():
    assert kinds("나루 다시 열려", KOREAN, KOREAN_MORE) == [TITLE, BODY, BODY]


@pytest.mark.parametrize(
    "first", [PROSE, KOREAN, "A line that ends with a colon:", "A first line, cut here,", "x" * 201]
)
def test_a_first_line_that_reads_like_prose_is_body(first):
    assert kinds(first, KOREAN if first == KOREAN else MORE)[0] is BODY


def test_a_first_line_that_goes_on_in_the_next_is_prose():
    assert [part.kind for part in clean(f"The ferry over the river\nopened again on Tuesday.\n\n{MORE}")] == [
        BODY,
        BODY,
    ]


def test_a_text_of_one_line_has_no_title():
    assert kinds("The ferry opened") == [BODY]


def test_a_title_may_stand_below_furniture_but_not_below_a_byline():
    assert kinds("Skip to content", "A headline", PROSE) == [BOILERPLATE, TITLE, BODY]
    assert kinds("By Jane Roe", "A cut line", PROSE) == [BYLINE, BODY, BODY]


# bylines, captions, furniture


@pytest.mark.parametrize(
    "line",
    [
        "BY SORA HAN [sora.han@ledger.example]",
        "By Jane Roe",
        "By Jane Roe and John Doe, Staff Writers",
        "By Jean-Luc O’Neill | Han River Ledger",
        "By Ludwig van Dorn",
        "By Jane Roe, April 7, 2021",
        "홍길동 기자",
        "[한강레저=홍길동 기자]",
        "글 홍길동 기자",
        "홍길동 기자 = hong@ledger.example",
        "한소라 2021. 4. 7. 18:13",
        "Jane Roe 2021. 4. 7. 18:13",
        "입력 2021.04.07 18:13 | 수정 2021.04.08 09:00",
        "Published April 7, 2021",
        "Updated: 7 April 2021, 6:13 p.m. KST",
        "Wednesday, April 7, 2021",
        "2021년 4월 7일 오후 6:13",
        "2021-04-07",
        "sora.han@ledger.example",
    ],
)
def test_a_line_that_says_who_wrote_it_or_when_is_a_byline(line):
    assert kind_among_prose(line) is BYLINE


@pytest.mark.parametrize(
    "line",
    [
        "A ferry leaves on Tuesday. [YONHAP]",
        "A ferry leaves on Tuesday [AP/YONHAP]",
        "A ferry leaves on Tuesday. (AP Photo)",
        "A ferry leaves on Tuesday. (AP Photo/Jane Doe)",
        "A ferry leaves on Tuesday. (Yonhap)",
        "A ferry leaves, in a photo released by a passenger on Tuesday.",
        "A ferry is seen in this undated handout photo provided by the city.",
        "The ferry (pictured) leaves at noon.",
        "Photo: the ferry at noon",
        "Photo by Jane Roe",
        "나루가 붐비고 있다. [사진=연합뉴스]",
        "나루가 붐비고 있다. /연합뉴스",
        "▲ 붐비는 나루",
    ],
)
def test_a_line_under_a_picture_is_a_caption(line):
    assert kind_among_prose(line) is CAPTION


def test_the_last_paragraph_of_a_story_is_prose_though_it_ends_in_a_credit():
    assert kinds("A headline", PROSE, f"{MORE} (Yonhap)") == [TITLE, BODY, BODY]


FURNITURE = [
    "글자크기 설정 파란원을 옆으로 옮겨 보세요.",
    "이 글자 크기로 봅니다.",
    "다음뉴스에서 더 많은 기사를 만나보세요.",
    "Copyright © Han River Ledger. All rights reserved.",
    "© 2021 Han River Ledger",
    "All rights reserved.",
    "ⓒ 한강레저. 무단전재 및 재배포 금지",
    "<저작권자(c) 한강레저, 무단 전재-재배포 금지>",
    "Share Tweet Email",
    "Share this article",
    "카카오톡 페이스북 트위터 URL복사",
    "Advertisement",
    "광고",
    "Read more",
    "Read more: Another ferry opens",
    "Sign up for our newsletter",
    "Subscribe to our daily newsletter today",
    "Follow us on Twitter",
    "네이버 뉴스에서 구독하기",
    "이 기사에 대해 어떻게 생각하시나요?",
    "What do you think about this article?",
    "Comments (3)",
    "댓글 12",
    "Back to top",
    "▶ 제보: tip@ledger.example",
    "Related articles",
    "관련기사",
]


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture_is_folded_in_an_english_and_in_a_korean_article(line):
    assert kind_among_prose(line) is BOILERPLATE
    assert kind_among_prose(line, KOREAN, KOREAN_MORE) is BOILERPLATE


@pytest.mark.parametrize(
    "line",
    [
        "Copyright law changed on Tuesday.",
        "By Monday the river had frozen.",
        "By Monday Night",
        "By George",
        "Read more slowly, he told the class.",
        "She read more than 100 books.",
        "Advertisement spending fell 3 percent.",
        "Share prices fell on Tuesday.",
        "Print is dead.",
        "Save the river, they said.",
        "Home prices rose.",
        "Sign up for our cause, the poster said.",
        "Subscribe to the theory or not, he said.",
        "“All rights reserved” stood on the sign.",
        "Related stories of loss were told.",
        "He pictured a world without ferries.",
        "The audience stood. [APPLAUSE]",
        "It was reported by the Korean Central News Agency (KCNA)",
        "Photo of the year was taken in Seoul.",
        "On April 7, 2021, the ferry opened.",
        "2021",
    ],
)
def test_english_prose_is_never_folded(line):
    assert kind_among_prose(line) is BODY


@pytest.mark.parametrize(
    "line",
    [
        "글자 크기를 키운 새 교과서가 나왔다.",
        "무단 전재를 금지하는 법안이 통과됐다.",
        "저작권자 단체는 소송을 냈다.",
        "네이버 뉴스는 댓글을 폐지했다고 밝혔다.",
        "이 기사에 대해 시청은 사실과 다르다고 반박했다.",
        "(서울=연합뉴스) 홍길동 기자 = 나루가 다시 열렸다.",
        "홍길동 기자는 나루에서 취재했다.",
        "제보를 받은 경찰이 출동했다.",
        "구독 경제가 성장했다.",
        "2021년 4월 7일 나루가 열렸다.",
        "“We will come back every day from now on,” the mayor said.",
        "The mayor wrote that the ferry would stay open all year.",
    ],
)
def test_korean_prose_is_never_folded(line):
    assert kind_among_prose(line, " ".join([KOREAN] * 4), " ".join([KOREAN_MORE] * 4)) is BODY


def test_a_line_longer_than_any_furniture_is_prose():
    line = "Read more: " + "word " * (LONGEST // 5)
    assert kind_among_prose(line.strip()) is BODY


# other scripts


@pytest.mark.parametrize(
    "line",
    ["오늘의 소식을 한자리에서 보는 곳입니다.", "本日のニュースをご覧ください。", "Сегодняшние новости"],
)
def test_a_line_in_another_script_than_the_article_is_folded(line):
    assert kind_among_prose(line) is BOILERPLATE


@pytest.mark.parametrize(
    "line",
    [
        "“나루가 다시 열렸습니다.”",
        "The mayor said, “나루가 다시 열렸습니다,” and the people clapped.",
        "“나루가 다시 열렸습니다,” the mayor said.",
        "1,234 (5.6%)",
    ],
)
def test_a_quotation_or_bare_figures_in_another_script_stay(line):
    assert kind_among_prose(line) is BODY


def test_an_article_in_two_languages_loses_neither():
    assert kinds("A headline", PROSE, KOREAN, KOREAN_MORE) == [TITLE, BODY, BODY, BODY]


# lists of other articles


def test_headlines_under_related_articles_are_folded_up_to_the_next_prose():
    lines = ("A headline", PROSE, "Related articles", "Bridge closes for a year", "Is the tunnel safe", MORE)
    assert kinds(*lines) == [TITLE, BODY, BOILERPLATE, BOILERPLATE, BOILERPLATE, BODY]


def test_a_byline_under_related_articles_stays_a_byline():
    assert kinds(PROSE, "Related articles", "By Jane Roe")[-1] is BYLINE


# ways to reach people


@pytest.mark.parametrize(
    ("found", "kind"),
    [
        ("sora.han@ledger.example", "email"),
        ("02-123-4567", "phone"),
        ("010-1234-5678", "phone"),
        ("+82-10-1234-5678", "phone"),
        ("(02) 123-4567", "phone"),
        ("555-010-1234", "phone"),
    ],
)
@pytest.mark.parametrize(
    "line", ["BY SORA HAN [{}]", "한소라 기자 {}", "Write to {}.", "👩🏽‍🚀 연락처 {}에서"]
)
def test_a_way_to_reach_a_person_is_flagged_where_it_stands(line, found, kind):
    text = f"A headline 👩🏽‍🚀\n\n{PROSE}\n\n{line.format(found)}\n"
    [(place, said)] = [
        (text[data.start : data.end], data.kind) for part in clean(text) for data in part.personal
    ]
    assert (place, said) == (found, kind)


@pytest.mark.parametrize(
    "line", ["2021-04-07", "1592-1598", "10,000", "2021. 4. 7. 18:13", "@han", "a@b", "3-2-1", "No. 123-456"]
)
def test_figures_and_handles_are_nobodys_address(line):
    assert not any(part.personal for part in clean(f"{PROSE}\n\nIt said {line} there.\n"))


# what the lines tell


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("BY SORA HAN [sora.han@ledger.example]", "Sora Han"),
        ("BY KIM DAE-JUNG AND JANE ROE", "Kim Dae-jung and Jane Roe"),
        ("By Jane Roe, Staff Writer", "Jane Roe"),
        ("By Ronan McDonald", "Ronan McDonald"),
        ("한소라 기자 sora.han@ledger.example", "한소라"),
        ("[한강레저=한소라 기자]", "한소라"),
        ("한소라 2021. 4. 7. 18:13", "한소라"),
        ("Jane Roe 2021. 4. 7. 18:13", "Jane Roe"),
        ("sora.han@ledger.example", ""),
        ("2021. 4. 7. 18:13", ""),
    ],
)
def test_the_byline_is_a_name_and_never_an_address(line, name):
    assert about("A headline", line, PROSE, MORE).byline == name


def test_a_name_after_by_goes_before_the_name_beside_the_date():
    assert about("A headline", "한소라 2021. 4. 7. 18:13", PROSE, "BY SORA HAN").byline == "Sora Han"


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("Copyright © 한강레저. 무단전재 및 재배포 금지.", "한강레저"),
        ("© 2021 Han River Ledger. All rights reserved.", "Han River Ledger"),
        ("Copyright 2019-2021 by Han River Ledger, Inc. All rights reserved.", "Han River Ledger"),
        ("<저작권자(c) 한강레저, 무단 전재-재배포 금지>", "한강레저"),
        ("Copyrights ⓒ 한강레저 무단전재 및 재배포 금지", "한강레저"),
        ("Copyright © Kakao Corp. All rights reserved.", ""),
        ("All rights reserved.", ""),
    ],
)
def test_the_outlet_is_who_holds_the_copyright(line, outlet):
    assert about("A headline", PROSE, MORE, line).outlet == outlet


@pytest.mark.parametrize(
    ("line", "portal"),
    [
        ("다음뉴스에서 더 많은 기사를 만나보세요.", "Daum"),
        ("네이버 뉴스에서 더 많은 기사를 만나보세요.", "Naver"),
        ("© 2021 Microsoft News", "MSN"),
        ("카카오톡 페이스북 네이버 블로그", ""),
        ("네이버 뉴스에서 구독하기", ""),
        ("It stood on Yahoo News first.", ""),
    ],
)
def test_the_portal_is_who_speaks_in_the_furniture_and_no_button(line, portal):
    assert about("A headline", PROSE, MORE, line).portal == portal


@pytest.mark.parametrize(
    ("url", "portal"),
    [
        ("https://v.daum.net/v/1", "Daum"),
        ("https://n.news.naver.com/article/1", "Naver"),
        ("https://www.msn.com/en/1", "MSN"),
        ("https://notdaum.net/1", ""),
        ("", ""),
    ],
)
def test_the_portal_is_known_by_its_host(url, portal):
    assert about("A headline", PROSE, MORE, known=ArticleMeta(url=url)).portal == portal


def test_a_portal_that_markup_calls_the_outlet_becomes_the_portal():
    found = about("A headline", PROSE, MORE, "© 2021 Han River Ledger", known=ArticleMeta(outlet="MSN"))
    assert (found.outlet, found.portal) == ("Han River Ledger", "MSN")


@pytest.mark.parametrize(
    "line",
    [
        "한소라 2021. 4. 7. 18:13",
        "2021-04-07",
        "2021/04/07 18:13",
        "Published April 7, 2021",
        "7 April 2021",
        "Wednesday, Apr. 7, 2021",
        "2021년 4월 7일",
        "입력 2021.04.07 18:13 | 수정 2021.04.08 09:00",
        "수정 2021.04.08 09:00 | 입력 2021.04.07 18:13",
        "Updated April 8, 2021 | Published April 7, 2021",
        "By Jane Roe, April 7, 2021",
        "© Han River Ledger, April 7, 2021",
    ],
)
def test_the_day_is_read_as_the_outlet_prints_it(line):
    assert about("A headline", line, PROSE, MORE).published_on == date(2021, 4, 7)


@pytest.mark.parametrize(
    "line",
    [
        "The ferry opened on April 7, 2021.",
        "On 2021-04-07 the ferry opened.",
        "2021. 13. 7. 18:13",
        "2021. 2. 30.",
        "© 2021 Han River Ledger",
        "04/07/2021",
        "Related articles\nFerry closes 2021. 4. 7",
    ],
)
def test_no_day_is_taken_from_prose_or_from_what_is_none(line):
    assert about("A headline", PROSE, line, MORE).published_on is None


@pytest.mark.parametrize(
    ("prose", "language"),
    [
        ("Prices rose.", "en"),
        ("The road is closed.", "en"),
        ("Le pont est loin.", ""),
        (PROSE, "en"),
        (KOREAN, "ko"),
        ("Le bac sur la rivière a rouvert mardi, et beaucoup de gens sont venus le voir.", "fr"),
        ("Die Fähre über den Fluss fährt seit Dienstag wieder, und viele Leute kamen.", "de"),
        ("渡し船が火曜日に再び開通しました。市によると三番目です。", "ja"),
        ("Паром через реку снова открылся во вторник, и многие пришли посмотреть.", "ru"),
        ("Mayor Park Won-soon spoke.", "en"),
        ("42", ""),
        ("Go.", ""),
    ],
)
def test_the_language_is_the_proses(prose, language):
    assert about(prose, "글자크기 설정", "다음뉴스에서 더 많은 기사를 만나보세요.").language == language


def test_what_is_known_is_kept():
    known = ArticleMeta("T", "B", "O", "P", date(2020, 1, 2), "https://x.example/", "xx")
    assert about("A headline", "By Jane Roe, April 7, 2021", PROSE, "© Ledger", known=known) == known


def test_a_text_of_furniture_only_has_no_body_and_no_meta_to_speak_of():
    text = "글자크기 설정\n\n광고\n\nShare Tweet Email\n"
    parts = clean(text)
    assert {part.kind for part in parts} == {BOILERPLATE}
    assert find_meta(text, parts) == ArticleMeta()


# cleaners


def test_without_cleaners_a_text_is_one_body_segment():
    assert [(part.start, part.end, part.kind) for part in clean("a\n\nb", ())] == [(0, 4, BODY)]


def test_an_unknown_cleaner_is_refused_by_name():
    with pytest.raises(WiringError, match=r"nothing\.v1"):
        clean("a", ("nothing.v1",))


def test_a_second_cleaner_may_work_on_the_segments_of_the_first(monkeypatch):
    def fold_all(segments):
        return [SegmentDraft(part.start, part.end, BOILERPLATE, "fold.v1: all") for part in segments]

    monkeypatch.setitem(
        CLEANERS, "fold.v1", Component("fold.v1", fold_all, "", needs=frozenset({"segments"}))
    )
    parts = clean(f"A headline\n\n{PROSE}", ("portal_lines.v1", "fold.v1"))
    assert [part.kind for part in parts] == [BOILERPLATE, BOILERPLATE]


# the demo article


def test_the_demo_article_is_cut_and_read_as_it_is_meant_to_be():
    text = (Path(__file__).parents[2] / "app" / "demo.txt").read_text(encoding="utf-8")
    parts = clean(text)
    order = [part.kind for part in parts if part.kind is not BODY]
    assert order == [
        TITLE,
        BYLINE,
        BOILERPLATE,
        BOILERPLATE,
        BOILERPLATE,
        CAPTION,
        BYLINE,
        BOILERPLATE,
        BOILERPLATE,
    ]
    assert [text[data.start : data.end] for part in parts for data in part.personal] == [
        "sora.han@hanriverledger.example"
    ]
    found = find_meta(text, parts)
    assert (found.byline, found.outlet, found.portal) == ("Sora Han", "한강레저", "Daum")
    assert (found.published_on, found.language) == (date(2021, 4, 7), "en")
    assert found.title.startswith("North Korea gathers")
