"""The page of agreement: what each person stands behind, who shares claims with whom, and which."""

from __future__ import annotations

from datetime import timedelta

import pytest

from claims import desk
from claims.agreement import Agreement
from claims.desk import AgreementFilter, signing
from claims.models import Claim
from claims.models.base import now
from claims.store.engine import reading, writing
from claims.vocab import ClaimKind, ClaimStatus, Rating, ReviewDecision, Role
from tests import factories
from tests.counting import statements

TODAY = now().date()


@pytest.fixture
def people(engine):
    with writing(engine) as session:
        return [factories.a_person(session, name=name) for name in ("Ada", "Bo", "Cy")]


def rated(session, author, rating=Rating.REFUTED, claim=None, **more):
    """A claim that one person rated."""
    claim = claim or factories.a_claim(session, **more)
    factories.a_verdict(session, claim, author, rating)
    return claim


def reviewed(session, claim, author, reviewer, decision=ReviewDecision.APPROVE):
    desk.submit_verdict(session, claim.public_id, claim.rev, author)
    session.flush()
    seen = signing.digest(session, claim)
    desk.review_verdict(session, claim.public_id, claim.rev, decision, "As I see it.", seen, reviewer)
    session.flush()
    return claim


def opened(engine, **asked):
    with reading(engine) as session:
        return desk.open_agreement(session, AgreementFilter(**asked))


def test_without_any_rating_the_page_says_so(app, engine):
    visitor, _ = factories.sign_in(app)
    visitor.get("/agreement")
    assert visitor.status == 200
    assert "No claim was rated by two people yet." in visitor.text
    assert "Nothing was rated yet." in visitor.text
    assert opened(engine).overall == Agreement(0, 0)


def test_who_wrote_and_who_approved_stand_behind_a_rating_and_nobody_else(engine, people):
    ada, bo, cy = people
    with writing(engine) as session:
        reviewed(session, rated(session, ada), ada, bo)
        reviewed(session, rated(session, ada), ada, cy, ReviewDecision.REQUEST_CHANGES)
        rated(session, cy)
    found = opened(engine)
    assert (found.overall.shared, found.overall.ratings) == (1, 2)
    pair = found.pairs[ada.id, bo.id]
    assert (pair.shared, pair.alike) == (1, 1)
    assert set(found.pairs) == {(ada.id, bo.id), (bo.id, ada.id)}
    assert [person.name for person in found.people] == ["Ada", "Bo", "Cy"]


def test_a_later_verdict_of_ones_own_on_the_same_wording_counts_instead(engine, people):
    ada, bo, _ = people
    with writing(engine) as session:
        claim = reviewed(session, rated(session, ada), ada, bo, ReviewDecision.REJECT)
        rated(session, bo, Rating.SUPPORTED, claim)
        rated(session, bo, Rating.CONFLICTING, claim)
    found = opened(engine)
    assert (found.pairs[ada.id, bo.id].shared, found.pairs[ada.id, bo.id].alike) == (1, 0)
    with reading(engine) as session:
        page = desk.open_pair(session, bo.public_id, ada.public_id, AgreementFilter())
    assert [one.ratings for one in page.claims] == [(Rating.CONFLICTING, Rating.REFUTED)]


def test_another_wording_is_another_claim_to_rate(engine, people):
    ada, bo, _ = people
    with writing(engine) as session:
        claim = rated(session, ada)
        desk.edit_claim(session, claim.public_id, claim.rev, "Other words.", "", ada)
        session.flush()
        rated(session, bo, claim=claim)
    assert opened(engine).pairs == {}


def a_dozen(engine, people, alike=9):
    """Twelve claims that two people rated, so many of them alike; one more that both left to one."""
    ada, bo, cy = people
    with writing(engine) as session:
        for nth in range(12):
            rating = Rating.REFUTED if nth % 2 else Rating.SUPPORTED
            claim = rated(session, ada, rating)
            other = rating if nth < alike else Rating.MISSING_CONTEXT
            rated(session, bo, other, claim)
        rated(session, cy)


def test_from_ten_shared_claims_on_there_is_an_alpha_with_its_interval(app, engine, people):
    a_dozen(engine, people)
    found = opened(engine).overall
    assert (found.shared, found.ratings) == (12, 24)
    assert found.low < found.alpha < found.high
    by_rating = dict(opened(engine).by_rating)
    assert by_rating[Rating.CONFLICTING].too_few  # nobody gave it
    assert by_rating[Rating.MISSING_CONTEXT].alpha < 0
    visitor, _ = factories.sign_in(app)
    visitor.get("/agreement")
    assert f"{found.alpha:.2f} ({found.low:.2f} to {found.high:.2f})" in visitor.text


def test_under_ten_shared_claims_the_page_says_too_few(app, engine, people):
    ada, bo, _ = people
    with writing(engine) as session:
        for _ in range(9):
            reviewed(session, rated(session, ada), ada, bo)
    assert opened(engine).overall.alpha is None
    visitor, _ = factories.sign_in(app)
    row = visitor.get("/agreement").page.xpath("//tbody/tr[1]")[0].text_content().split()
    assert row == ["all", "9", "18", "too", "few"]


def test_each_cell_of_the_matrix_opens_its_claims(app, engine, people):
    a_dozen(engine, people)
    visitor, _ = factories.sign_in(app)
    link = visitor.get("/agreement").page.xpath("//table[@class='matrix']//a")[0]
    assert link.text_content() == "9 of 12"
    visitor.get(link.get("href"))
    assert visitor.page.xpath("//h1")[0].text_content() == "Rated by Ada and by Bo"
    claims = visitor.page.xpath("//table[@class='list']/tbody/tr")
    assert len(claims) == 12
    first = [cell.text_content().split()[-1] for cell in claims[0].xpath("td")[1:]]
    assert first in (["Supported", "context"], ["Refuted", "context"])  # those they differ on come first
    cells = visitor.page.xpath("//table[@class='matrix']//td[@class='number']")
    assert sum(int(cell.text_content()) for cell in cells) == 12
    visitor.get(claims[0].xpath(".//a")[0].get("href"))
    assert visitor.status == 200


def test_a_kind_and_a_time_say_which_claims_count(app, engine, people):
    ada, bo, _ = people
    with writing(engine) as session:
        claim = reviewed(session, rated(session, ada), ada, bo)
        claim.kinds_key = f" {ClaimKind.NUMERICAL.value} {ClaimKind.DATE.value} "
        reviewed(session, rated(session, ada), ada, bo)
    assert opened(engine).overall.shared == 2
    assert [kind for kind, _ in opened(engine).by_kind if kind] >= [ClaimKind.NUMERICAL]
    assert opened(engine, kind=ClaimKind.DATE).overall.shared == 1
    assert opened(engine, first=TODAY - timedelta(1), last=TODAY + timedelta(1)).overall.shared == 2
    assert opened(engine, first=TODAY + timedelta(2)).overall.shared == 0
    assert opened(engine, last=TODAY - timedelta(2)).overall.shared == 0
    visitor, _ = factories.sign_in(app)
    visitor.get(f"/agreement?kind=date&first={TODAY - timedelta(1)}")
    form = visitor.form("/agreement")
    assert (form["kind"], form["first"], form["last"]) == ("date", str(TODAY - timedelta(1)), "")
    cell = visitor.page.xpath("//table[@class='matrix']//a/@href")[0]
    assert f"kind=date&first={TODAY - timedelta(1)}" in cell
    assert len(visitor.get(cell).page.xpath("//table[@class='list']/tbody/tr")) == 1


@pytest.mark.parametrize("query", ["kind=nothing", "first=yesterday", "last=2026-02-30", "first=%00"])
def test_an_address_that_asks_for_nothing_that_is_has_no_page(app, query):
    assert factories.sign_in(app)[0].get(f"/agreement?{query}").status == 404


def test_nobody_is_compared_with_themselves_or_with_nobody(app, engine, people):
    visitor, _ = factories.sign_in(app)
    one = people[0].public_id
    for other in (one, "0" * 26):
        assert visitor.get(f"/agreement/{one}/{other}").status == 404


def test_the_pictures_say_what_the_tables_behind_them_say(app, engine, people):
    a_dozen(engine, people)
    visitor, _ = factories.sign_in(app)
    page = visitor.get("/agreement").page
    by_article, by_month = page.xpath("//*[local-name()='svg']")
    for picture in (by_article, by_month):
        told = [
            part.text_content().rpartition(", ")[2] for part in picture.xpath(".//*[local-name()='title']")
        ]
        table = picture.getnext().find("table")
        shown = [int(cell.text_content()) for cell in table.xpath("./tbody/tr/td")]
        assert sum(map(int, told)) == sum(shown) / 2  # each row ends with its sum
    assert sum(map(int, (cell.text_content() for cell in by_month.getnext().xpath(".//td[last()]")))) == 25
    parts = by_month.xpath(".//*[local-name()='rect']")
    widest = max(float(part.get("x")) + float(part.get("width")) for part in parts)
    assert widest == pytest.approx(100, abs=0.1)


def test_a_claim_counts_in_its_article_by_its_newest_rating(engine, people):
    ada, bo, _ = people
    with writing(engine) as session:
        claim = rated(session, ada)
        rated(session, bo, Rating.SUPPORTED, claim)
    (article,) = opened(engine).articles
    assert dict(article.counts) == {Rating.SUPPORTED: 1}


def test_what_a_title_says_is_shown_as_text(app, engine, people):
    with writing(engine) as session:
        article = factories.an_article(session)
        rated(session, people[0], article=article)
        article.title = "<script>x()</script>"
    visitor, _ = factories.sign_in(app)
    assert "<script>x()" not in visitor.get("/agreement").answer.get_data(as_text=True)
    assert "<script>x()" in visitor.text


def test_the_page_costs_the_same_statements_however_much_was_rated(app, engine, people):
    visitor, _ = factories.sign_in(app)
    counts = []
    for _ in range(2):
        a_dozen(engine, people)
        with statements(app) as said:
            visitor.get("/agreement")
        counts.append(len(said))
    assert counts[0] == counts[1]


def test_a_viewer_does_not_see_who_disagrees_with_whom(app):
    viewer, _ = factories.sign_in(app, Role.VIEWER)
    assert viewer.client.get("/agreement").status_code == 403
    assert "Agreement" not in viewer.get("/queue").text


def test_a_verified_claim_is_shared_by_the_two_that_signed_it(engine, people):
    with writing(engine) as session:
        claim = factories.a_verified_claim(session, people[0], people[1])
    with reading(engine) as session:
        assert session.get_one(Claim, claim.id).status is ClaimStatus.VERIFIED
    assert opened(engine).overall.shared == 1
