"""The reader: an article cut at the bounds of its claims, whole and without nesting."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.contexts.labels import label
from app.contexts.reader import Ref, beside_of, mark_class, reader_of, ref_glyph, ref_label, stretch_of
from claims.desk import ArticlePage
from claims.models import Article, ArticleVersion, Claim, ClaimVersion, Occurrence, Segment, Sentence
from claims.vocab import ClaimStatus, CoverageReason, Rating, SegmentKind


def a_page(text, parts=None, places=(), personal=(), statuses=None, ratings=None, sentences=()):
    """An article as the desk opens it.

    `parts` are (end, kind) of segments that tile the text; `places` are (claim, start, end).
    """
    segments, start = [], 0
    for end, kind in parts or [(len(text), SegmentKind.BODY)]:
        inside = [{"start": s, "end": e, "kind": k} for s, e, k in personal if start <= s < end]
        segments.append(Segment(start=start, end=end, kind=kind, by="test.v1", personal=inside, version_id=1))
        start = end
    ids = sorted({claim for claim, _, _ in places})
    claims = [
        (
            Claim(
                id=at,
                public_id=f"c{at}",
                article_id=1,
                number=at,
                status=(statuses or {}).get(at, ClaimStatus.PROPOSED),
            ),
            ClaimVersion(claim_id=at, text=f"claim {at}"),
        )
        for at in ids
    ]
    spans = sorted(places, key=lambda place: (place[1], place[2]))
    occurrences = [Occurrence(claim_id=c, start=s, end=e, exact=text[s:e]) for c, s, e in spans]
    version = ArticleVersion(text=text)
    behind = [(claim, a_verdict(rating), None) for claim, rating in (ratings or {}).items()]
    return ArticlePage(Article(title="t"), version, segments, sentences, claims, occurrences, behind, None)


def a_verdict(rating, scale="standard-5", code=""):
    """A verdict as far as the text shows it."""
    return SimpleNamespace(means=rating, scale=scale, scale_version=1, code=code or rating.value)


def blocks_of(page):
    return [block for run in reader_of(page).runs for block in run.blocks]


def told(block):
    """A block as (words, claims over them, claims that end with them)."""
    return [(p.text, [r.number for r in p.claims], [r.number for r in p.ends]) for p in block.pieces]


TEXT = "0123456789"


@pytest.mark.parametrize(
    ("places", "pieces"),
    [
        ([], [(TEXT, [], [])]),
        ([(1, 0, 10)], [(TEXT, [1], [1])]),
        ([(1, 2, 5)], [("01", [], []), ("234", [1], [1]), ("56789", [], [])]),
        ([(1, 0, 4), (2, 4, 10)], [("0123", [1], [1]), ("456789", [2], [2])]),
        # overlapping
        ([(1, 0, 6), (2, 4, 10)], [("0123", [1], []), ("45", [1, 2], [1]), ("6789", [2], [2])]),
        # one inside the other
        ([(1, 0, 10), (2, 4, 6)], [("0123", [1], []), ("45", [1, 2], [2]), ("6789", [1], [1])]),
        ([(1, 0, 6), (2, 0, 10)], [("012345", [1, 2], [1]), ("6789", [2], [2])]),
        ([(1, 0, 10), (2, 4, 10)], [("0123", [1], []), ("456789", [1, 2], [1, 2])]),
        # the same words
        ([(1, 2, 5), (2, 2, 5)], [("01", [], []), ("234", [1, 2], [1, 2]), ("56789", [], [])]),
        # one claim twice
        ([(1, 0, 2), (1, 8, 10)], [("01", [1], [1]), ("234567", [], []), ("89", [1], [1])]),
    ],
)
def test_a_text_is_cut_at_the_bounds_of_its_claims(places, pieces):
    assert told(blocks_of(a_page(TEXT, places=places))[0]) == pieces


def test_words_between_the_parts_of_a_place_are_not_marked_as_its_own():
    page = a_page(TEXT, places=[(1, 1, 9), (2, 3, 5)])
    page.places[0].parts = [[1, 3], [7, 9]]
    assert told(blocks_of(page)[0]) == [
        ("0", [], []),
        ("12", [1], []),
        ("34", [2], [2]),
        ("56", [], []),
        ("78", [1], [1]),
        ("9", [], []),
    ]


@pytest.mark.parametrize(
    ("here", "pieces"),
    [
        (None, [("01", "", ""), ("234", "", ""), ("56789", "", "")]),
        ((0, 1), [("0", "here", "first"), ("1", "", ""), ("234", "", ""), ("56789", "", "")]),
        (
            (1, 4),
            [("0", "", ""), ("1", "here", "first"), ("23", "here", ""), ("4", "", ""), ("56789", "", "")],
        ),
        ((2, 5), [("01", "", ""), ("234", "here", "first"), ("56789", "", "")]),
        ((8, 10), [("01", "", ""), ("234", "", ""), ("567", "", ""), ("89", "here", "first")]),
    ],
)
def test_the_stretch_an_address_points_to_is_cut_out_and_begins_once(here, pieces):
    (run,) = reader_of(a_page(TEXT, places=[(1, 2, 5)]), here=here).runs
    found = [(p.text, "here" * p.here, "first" * p.first) for p in run.blocks[0].pieces]
    assert found == pieces
    assert run.opened is (here is not None)


def test_a_stretch_over_two_segments_begins_in_the_first_only():
    parts = [(6, SegmentKind.BODY), (10, SegmentKind.BOILERPLATE)]
    one, other = reader_of(a_page(TEXT, parts), here=(4, 8)).runs
    assert [(p.text, p.here, p.first) for p in one.blocks[0].pieces] == [
        ("0123", False, False),
        ("45", True, True),
    ]
    assert [(p.text, p.here, p.first) for p in other.blocks[0].pieces] == [
        ("67", True, False),
        ("89", False, False),
    ]
    assert other.opened


def sentence(start, end, claims=(), reason=None):
    return Sentence(version_id=1, start=start, end=end, claims=list(claims), reason=reason)


@pytest.mark.parametrize(
    ("places", "left"),
    [
        ([], ["0-3", "3-7", "7-10"]),
        ([(1, 0, 1)], ["3-7", "7-10"]),
        ([(1, 2, 8)], []),
        ([(1, 3, 7)], ["0-3", "7-10"]),
        ([(1, 0, 9), (2, 4, 5)], []),
    ],
)
def test_a_sentence_is_without_a_claim_until_one_stands_in_it(places, left):
    lines = [
        sentence(0, 3, (), CoverageReason.QUESTION),
        sentence(3, 7, [1]),
        sentence(7, 10, (), CoverageReason.WISH),
    ]
    found = reader_of(a_page("ab\ndefg ij", places=places, sentences=lines)).uncovered
    assert [one.at for one in found] == left
    assert {one.words for one in found} <= {"ab", "defg", "ij"}
    assert {one.reason for one in found} <= {CoverageReason.QUESTION, CoverageReason.WISH, None}


def test_a_place_over_two_segments_is_marked_and_numbered_in_both():
    parts = [(6, SegmentKind.BODY), (10, SegmentKind.CAPTION)]
    first, second = blocks_of(a_page(TEXT, parts, [(1, 4, 8)]))
    assert told(first) == [("0123", [], []), ("45", [1], [1])]
    assert told(second) == [("67", [1], [1]), ("89", [], [])]


def test_a_place_over_three_segments_is_marked_in_the_middle_one_too():
    parts = [(3, SegmentKind.BODY), (6, SegmentKind.BOILERPLATE), (10, SegmentKind.BODY)]
    blocks = blocks_of(a_page(TEXT, parts, [(1, 1, 9), (2, 4, 5)]))
    assert told(blocks[1]) == [("3", [1], []), ("4", [1, 2], [2]), ("5", [1], [1])]
    assert told(blocks[2]) == [("678", [1], [1]), ("9", [], [])]


@pytest.mark.parametrize("end", [3, 4, 5])
def test_the_line_ends_after_a_segment_are_not_shown_and_cut_no_claim_off(end):
    parts = [(5, SegmentKind.TITLE), (8, SegmentKind.BODY)]
    title, body = blocks_of(a_page("abc\n\nxyz", parts, [(1, 1, end)]))
    assert told(title) == [("a", [], []), ("bc", [1], [1])]
    assert told(body) == [("xyz", [], [])]
    assert body.utf16 == 5


def test_a_segment_of_line_ends_has_nothing_to_show():
    parts = [(2, SegmentKind.BODY), (4, SegmentKind.BODY)]
    assert [told(block) for block in blocks_of(a_page("ab\n\n", parts, [(1, 0, 4)]))] == [
        [("ab", [1], [1])],
        [],
    ]


MAIL = "by a@b.example now"


def kinds_of(page):
    return [(piece.text, piece.personal) for piece in blocks_of(page)[0].pieces]


def test_personal_data_is_a_piece_of_its_own():
    page = a_page(MAIL, personal=[(3, 14, "email")])
    assert kinds_of(page) == [("by ", ""), ("a@b.example", "email"), (" now", "")]
    assert reader_of(page).personal == 1


def test_two_personal_data_side_by_side_stay_two():
    page = a_page("ab12", personal=[(0, 2, "email"), (2, 4, "phone")])
    assert kinds_of(page) == [("ab", "email"), ("12", "phone")]


@pytest.mark.parametrize("place", [(0, 5), (5, 18), (5, 9), (3, 14), (0, 18)])
def test_personal_data_stays_marked_where_a_claim_cuts_through_it(place):
    page = a_page(MAIL, places=[(1, *place)], personal=[(3, 14, "email")])
    flagged = "".join(text for text, kind in kinds_of(page) if kind)
    assert flagged == "a@b.example"


def test_blocks_begin_where_a_browser_counts_them():
    text = "👩🏽‍🚀 title\n\n한국 𝔸\n\nend"
    first, second = text.index("한"), text.index("end")
    parts = [(first, SegmentKind.TITLE), (second, SegmentKind.BODY), (len(text), SegmentKind.BODY)]
    units = [len(text[:at].encode("utf-16-le")) // 2 for at in (0, first, second)]
    assert [block.utf16 for block in blocks_of(a_page(text, parts))] == units
    assert units[1] > first


def test_portal_lines_in_a_row_are_one_run_and_counted():
    kinds = [SegmentKind.TITLE, SegmentKind.BOILERPLATE, SegmentKind.BOILERPLATE, SegmentKind.BODY]
    context = reader_of(a_page("abcd", [(at + 1, kind) for at, kind in enumerate(kinds)]))
    assert [(run.folded, [block.number for block in run.blocks]) for run in context.runs] == [
        (False, [1]),
        (True, [2, 3]),
        (False, [4]),
    ]
    assert context.portal_lines == 2


@pytest.mark.parametrize(
    ("active", "previous", "following", "places"),
    [
        ("c1", "", "c2", ("01", "89")),
        ("c2", "c1", "c3", ("234",)),
        ("c3", "c2", "", ("5",)),
        ("c9", "", "", ()),
        ("", "", "", ()),
    ],
)
def test_the_open_claim_knows_its_neighbours_and_its_words(active, previous, following, places):
    page = a_page(TEXT, places=[(1, 0, 2), (2, 2, 5), (3, 5, 6), (1, 8, 10)])
    context = reader_of(page, active)
    assert (context.previous, context.next, context.places) == (previous, following, places)
    assert (context.active[0].public_id if context.active else "") == active.replace("c9", "")


def test_a_line_alone_is_cut_as_it_is_in_the_whole_text():
    ends = (3, 5, 7, 10)  # "34" and "56" are blocks of their own inside the second line
    sentences = [Sentence(version_id=1, start=start, end=end) for start, end in ((0, 3), (3, 7), (7, 10))]
    places = [(1, 1, 4), (2, 2, 9), (3, 3, 7), (3, 8, 9)]
    page = a_page(TEXT, [(end, SegmentKind.BODY) for end in ends], places, sentences=sentences)
    whole = [one for block in blocks_of(page) for one in block.stretches if one.line]
    assert [stretch_of(page, line) for line in beside_of(page).lines] == whole


@pytest.mark.parametrize("status", ClaimStatus)
def test_a_rating_shows_in_the_text_only_once_it_is_signed(status):
    page = a_page(TEXT, places=[(1, 0, 5)], statuses={1: status}, ratings={1: Rating.REFUTED})
    ref = blocks_of(page)[0].pieces[0].claims[0]
    assert ref.rating == (Rating.REFUTED if status is ClaimStatus.VERIFIED else None)
    expected = {ClaimStatus.VERIFIED: "m m-refuted", ClaimStatus.DISMISSED: "m m-dismissed"}
    assert mark_class(ref) == expected.get(status, "m")
    assert ref_glyph(ref)
    assert ref_label(ref, "en") == ("Refuted" if status is ClaimStatus.VERIFIED else label(status))


def test_a_rating_of_another_scale_shows_as_that_scale_has_it():
    verdict = a_verdict(Rating.REFUTED, "politifact-6", "pants_on_fire")
    ref = Ref("c1", 1, ClaimStatus.VERIFIED, verdict)
    assert mark_class(ref) == "m m-refuted k-politifact-6-1-pants_on_fire p-dotted"
    assert (ref_glyph(ref), ref_label(ref, "ko")) == ("✖", "새빨간 거짓")


@st.composite
def pages(draw):
    text = draw(st.text(st.sampled_from("ab \n한𝔸é👍"), min_size=1, max_size=40))
    ends = draw(st.sets(st.integers(1, len(text)), max_size=5)) | {len(text)}
    parts = [(end, draw(st.sampled_from(SegmentKind))) for end in sorted(ends)]
    span = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))).filter(
        lambda one: one[0] < one[1]
    )
    places = [(draw(st.integers(1, 5)), *one) for one in draw(st.lists(span, max_size=8))]
    return a_page(text, parts, places)


@given(pages())
def test_whatever_the_claims_the_pieces_are_the_text_and_never_nest(page):
    blocks = blocks_of(page)
    assert len(blocks) == len(page.segments)
    for block, part in zip(blocks, page.segments, strict=True):
        text = page.version.text
        at = part.start
        assert "".join(piece.text for piece in block.pieces) == text[part.start : part.end].rstrip("\n")
        assert block.utf16 == len(text[: part.start].encode("utf-16-le")) // 2
        for piece in block.pieces:
            assert piece.text
            end = at + len(piece.text)
            over = [p.claim_id for p in page.places if p.start < end and p.end > at]
            assert [ref.number for ref in piece.claims] == over
            # Whole pieces only: no claim begins or ends inside one.
            assert not [p for p in page.places if at < p.start < end or at < p.end < end]
            at = end


@given(pages())
def test_every_place_ends_once_in_each_block_that_shows_some_of_it(page):
    for block, part in zip(blocks_of(page), page.segments, strict=True):
        shown = page.version.text[part.start : part.end].rstrip("\n")
        last = part.start + len(shown)
        over = sorted(p.claim_id for p in page.places if p.start < last and p.end > part.start)
        assert sorted(ref.number for piece in block.pieces for ref in piece.ends) == over


class CountedPlace:
    """A place that counts how often anybody looks at where it stands."""

    looks = 0
    parts = ()

    def __init__(self, claim_id, start, end):
        self.claim_id, self.span, self.exact = claim_id, (start, end), ""

    @property
    def start(self):
        CountedPlace.looks += 1
        return self.span[0]

    @property
    def end(self):
        CountedPlace.looks += 1
        return self.span[1]


def looks(size, segments):
    """How often places are looked at, with `size` claims side by side in so many segments."""
    text = "ab" * size
    width = len(text) // segments
    parts = [((at + 1) * width, SegmentKind.BODY) for at in range(segments)]
    page = a_page(text, parts, [(at + 1, 2 * at, 2 * at + 1) for at in range(size)])
    places = [CountedPlace(place.claim_id, place.start, place.end) for place in page.places]
    CountedPlace.looks = 0
    counted = {name: getattr(page, name) for name in (*page.__slots__, "ids", "verdicts")}
    reader_of(SimpleNamespace(**counted | {"places": places}))
    return CountedPlace.looks


@pytest.mark.parametrize(
    "of_segments", [lambda _: 1, lambda size: size // 2, lambda size: size], ids=["one", "half", "each"]
)
def test_twice_the_claims_take_twice_the_work(of_segments):
    assert looks(200, of_segments(200)) <= 2.1 * looks(100, of_segments(100))


class CountedPart:
    """A segment that counts how often anything looks where it ends."""

    looks = 0
    kind, by, reason, personal = SegmentKind.BODY, "test.v1", "", ()

    def __init__(self, start, end):
        self.start, self.span_end = start, end

    @property
    def end(self):
        CountedPart.looks += 1
        return self.span_end


def looks_of_lines(size):
    """How often segments are looked at, with `size` of them and a line in each."""
    lines = [Sentence(version_id=1, start=2 * at, end=2 * at + 1) for at in range(size)]
    page = a_page("ab" * size, sentences=lines)
    counted = {name: getattr(page, name) for name in (*page.__slots__, "ids", "verdicts")}
    parts = [CountedPart(2 * at, 2 * at + 2) for at in range(size)]
    CountedPart.looks = 0
    reader_of(SimpleNamespace(**counted | {"segments": parts}))
    return CountedPart.looks


def test_twice_the_lines_take_twice_the_work():
    assert looks_of_lines(200) <= 2.1 * looks_of_lines(100)
