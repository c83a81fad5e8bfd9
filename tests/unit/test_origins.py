"""Origins: near-identical texts are told, chains lead to one root, and their picture is always the same."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.errors import InputError
from claims.evidence import (
    Node,
    alike,
    chain_of,
    check_relay,
    independent,
    layout,
    origin_keys,
    proposed,
    shared_passage,
    shingles,
)
from claims.evidence.picture import HEIGHT, MOST, WIDTH

WIRE = """The council of Ferrow approved the new bridge on Tuesday after a debate of nine hours, its clerk
said. It will cost five million crowns and open in 3 years. The mayor was against it and did not vote."""
PORTAL = (
    f"Ferry Portal | News | Sign in\n\n{WIRE.upper()}\n\nRead more: ten things to do in Ferrow this week-end."
)
OTHER = """A storm closed the harbour of Marrow for two days. Nobody was hurt, but eleven boats were lost, the
coast guard said on Friday. Fishermen asked for help to buy new ones before the season begins in spring."""
KOREAN = "페로 시의회는 화요일 긴 토론 끝에 새 다리 건설을 승인했다고 시 서기가 밝혔다."


def words(count, seed):
    rng = random.Random(seed)
    return " ".join(f"word{rng.randrange(5_000)}" for _ in range(count))


# likeness


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        (WIRE, WIRE, 1, 1),
        (WIRE, PORTAL, 1, 1),
        (WIRE, OTHER, 0, 0),
        (WIRE, WIRE.replace("five million", "six million"), 0.8, 0.95),
        (KOREAN, f"[속보] {KOREAN} 기자", 1, 1),
        (WIRE, "", 0, 0),
        ("", "", 0, 0),
        ("Read more", "Read more", 1, 1),
        ("the council of Ferrow approved the new bridge", WIRE, 0, 0),
    ],
)
def test_texts_are_as_alike_as_what_they_share(one, other, low, high):
    assert low <= alike(shingles(one), shingles(other)) <= high
    assert alike(shingles(one), shingles(other)) == alike(shingles(other), shingles(one))


def test_short_texts_are_compared_by_all_they_have():
    assert alike(range(0, 80, 2), range(60)) == 30 / 40


def test_a_short_text_is_found_in_a_long_one_by_its_signature():
    long = words(20_000, 1)
    part = " ".join(long.split()[5_000:9_000])
    assert len(shingles(long)) == 512
    assert alike(shingles(part), shingles(long)) > 0.9
    half = f"{part} {words(4_000, 2)}"
    assert 0.4 < alike(shingles(half), shingles(part)) / 2 < 0.6
    assert alike(shingles(words(4_000, 2)), shingles(long)) == 0


def test_a_signature_is_the_same_on_every_machine():
    assert shingles("The council of Ferrow met.") == (7271632470163402509,)
    assert shingles("Council of Ferrow, the!") != shingles("The council of Ferrow")
    assert list(shingles(WIRE)) == sorted(set(shingles(WIRE)))


@given(st.text(max_size=200), st.text(max_size=200))
def test_likeness_is_a_share(one, other):
    assert 0 <= alike(shingles(one), shingles(other)) <= 1
    assert alike(shingles(one), shingles(one)) == float(bool(shingles(one)))


def test_pairs_are_proposed_the_most_alike_first():
    texts = {"b": WIRE, "a": PORTAL, "c": OTHER, "d": f"{WIRE[:150]} Nothing else is known. {OTHER[:90]}"}
    found = proposed({source: shingles(text) for source, text in texts.items()})
    assert [pair[:2] for pair in found] == [("a", "b"), ("b", "d"), ("a", "d")]
    assert found[0][2] == 1 > found[1][2] >= 0.5


def test_the_longest_shared_stretch_is_shown_in_both_texts():
    text = f"Ferrow, 4 May. {WIRE.replace('five', '5')}"
    shared = shared_passage(PORTAL, text)
    assert PORTAL[slice(*shared.a)].casefold() == text[slice(*shared.b)].casefold().replace("5", "five")
    assert text[slice(*shared.b)].startswith("The council")
    assert shared.words == len(text[slice(*shared.b)].split())


def test_of_equal_stretches_the_first_is_shown():
    shared = shared_passage("a b. c d", "c d. a b! a b")
    assert (shared.a, shared.b, shared.words) == ((0, 3), (5, 8), 2)
    assert shared_passage("a", "b") is None
    assert shared_passage("", "") is None


@given(st.text(alphabet="ab c가나\u0301é", max_size=40), st.text(alphabet="ab c가나\u0301é", max_size=40))
def test_the_shared_stretch_is_the_longest(one, other):
    def tokens(text):
        return [(text[a:b], a, b) for a, b in ((found[1], found[2]) for found in _tokens(text))]

    from claims.evidence.likeness import _tokens

    left, right = [key for key, *_ in _tokens(one)], [key for key, *_ in _tokens(other)]
    runs = {tuple(right[i:j]) for i in range(len(right)) for j in range(i + 1, len(right) + 1)}
    most = max(
        (j - i for i in range(len(left)) for j in range(i + 1, len(left) + 1) if tuple(left[i:j]) in runs),
        default=0,
    )
    shared = shared_passage(one, other)
    assert (shared.words if shared else 0) == most


def test_long_texts_are_compared_in_time():
    long = words(30_000, 1)
    shared = shared_passage(f"x {long}", f"y {long} z")
    assert shared.words == 30_000
    assert shared_passage("a " * 20_000, "a " * 20_000 + "b").words == 20_000


# origins

RELAYS = {"yonhap": "kcna", "joongang": "yonhap", "daum": "joongang"}


def test_four_links_of_one_chain_are_one_origin():
    assert set(origin_keys(RELAYS, {}).values()) == {"kcna"}
    assert independent(["kcna", "yonhap", "joongang", "daum"], RELAYS, {}) == 1
    assert chain_of("daum", RELAYS) == ["daum", "joongang", "yonhap", "kcna"]


@pytest.mark.parametrize(
    ("used", "relays", "groups", "origins"),
    [
        ([], {}, {}, 0),
        (["a", "b"], {}, {}, 2),
        (["a", "b"], {}, {"a": "Wire", "b": " wire "}, 1),
        (["a", "b"], {"a": "x", "b": "x"}, {}, 1),
        (["a", "b"], {"a": "x", "b": "y"}, {}, 2),
        (["a", "b"], {"a": "x", "b": "y"}, {"x": "wire", "y": "wire"}, 1),
        (["a", "b"], {"a": "x"}, {"a": "wire", "b": "wire"}, 1),
        (["a", "b", "c"], {"a": "x", "b": "x"}, {"a": "", "c": "x group"}, 2),
    ],
)
def test_origins_are_counted_by_root_and_group(used, relays, groups, origins):
    assert independent(used, relays, groups) == origins
    assert independent(list(reversed(used)), relays, groups) == origins


def test_an_origin_is_called_by_the_group_of_its_root():
    keys = origin_keys({"a": "x"}, {"x": "State  Wire", "a": "agency", "b": "agency", "c": ""})
    assert keys == {"a": "state wire", "x": "state wire", "b": "state wire", "c": "c"}


@pytest.mark.parametrize(
    "relays", [{"a": "a"}, {"a": "b", "b": "a"}, {"x": "a", "a": "b", "b": "c", "c": "a"}]
)
def test_relays_that_go_round_are_refused(relays):
    with pytest.raises(InputError, match="from itself"):
        origin_keys(relays, {})


def test_a_chain_that_leads_into_a_circle_is_refused():
    with pytest.raises(InputError, match="from itself"):
        chain_of("x", {"x": "a", "a": "b", "b": "c", "c": "a"})


def test_a_relay_that_would_close_a_circle_is_refused_before_it_is_kept():
    check_relay("kcna", "wire", RELAYS)
    check_relay("daum", "kcna", RELAYS)
    with pytest.raises(InputError) as refused:
        check_relay("kcna", "daum", RELAYS)
    assert refused.value.field == "relayed_from"


# picture

NODES = [Node(one, one.title()) for one in ("kcna", "yonhap", "joongang", "daum", "diary")]
NODES += [Node("art", "The article", "article"), Node("clm", "The claim", "claim")]
LINKS = [
    *((before, after) for after, before in RELAYS.items()),
    ("daum", "art"),
    ("art", "clm"),
    ("diary", "clm"),
]


def test_the_picture_goes_from_the_origin_to_the_claim():
    picture = layout(NODES, LINKS)
    assert {box.id: (box.layer, box.kind) for box in picture.boxes} == {
        "kcna": (0, "origin"), "diary": (0, "origin"), "yonhap": (1, "relay"), "joongang": (2, "relay"),
        "daum": (3, "relay"), "art": (4, "article"), "clm": (5, "claim"),
    }  # fmt: skip
    assert [(line.start, line.end) for line in picture.lines] == sorted(LINKS)
    assert all(line.x1 < line.x2 for line in picture.lines)


@given(st.permutations(NODES), st.permutations(LINKS))
def test_the_picture_does_not_depend_on_the_order(nodes, links):
    assert layout(nodes, links) == layout(NODES, LINKS)


@pytest.mark.parametrize("count", [1, 39, 41, 200])
@pytest.mark.parametrize("chain", [True, False])
def test_a_large_picture_is_grouped_and_loses_nobody(count, chain):
    nodes = [Node(f"s{n:03}", f"Source {n}") for n in range(count)] + [Node("clm", "Claim", "claim")]
    links = [(f"s{n:03}", f"s{n + 1:03}" if chain and n + 1 < count else "clm") for n in range(count)]
    picture = layout(nodes, links)
    assert len(picture.boxes) <= MOST
    assert sorted(one for box in picture.boxes for one in box.members or (box.id,)) == sorted(
        node.id for node in nodes
    )
    assert picture.boxes[-1].kind == "claim"
    assert all(line.start != line.end for line in picture.lines)


def test_no_two_boxes_overlap_and_all_are_in_the_picture():
    nodes = [Node(f"s{n}", f"Source {n}") for n in range(30)] + [Node("c", "C", "claim")]
    picture = layout(
        nodes, [(f"s{n}", f"s{n % 5}") for n in range(5, 30)] + [(f"s{n}", "c") for n in range(5)]
    )
    for n, one in enumerate(picture.boxes):
        assert 0 <= one.x <= picture.width - WIDTH
        assert 0 <= one.y <= picture.height - HEIGHT
        for other in picture.boxes[n + 1 :]:
            assert abs(one.x - other.x) >= WIDTH or abs(one.y - other.y) >= HEIGHT


def test_no_line_goes_back():
    assert layout([Node("a", "A", "article"), Node("b", "B")], [("a", "b")]).lines == ()


def test_a_link_to_nobody_is_left_out():
    assert layout([Node("a", "A")], [("a", "x"), ("x", "a"), ("a", "a")]).lines == ()
