"""Reviews: what a blind reviewer sees, and two verdicts side by side, have no fault that axe knows."""

from __future__ import annotations

from claims.store.engine import writing
from claims.vocab import Rating, Role
from tests import factories
from tests.browser.steps import arrive
from tests.browser.test_everywhere import faults_of
from tests.reviewing import go_by, in_review, rate


def test_the_pages_of_a_review_have_no_fault_that_axe_knows(site, page):
    with writing(site.engine) as session:
        author, reviewer = factories.a_person(session), factories.a_person(session)
        go_by(session, blind=True)
        waits, differs = in_review(session, author), in_review(session, author)
        rate(session, differs, reviewer, Rating.SUPPORTED)
    arrive(page, site, Role.EDITOR)
    faults = []
    for address in (f"/claims/{waits.public_id}", f"/claims/{differs.public_id}/compare"):
        page.goto(address)
        faults += faults_of(page, address)
    assert not faults, "\n".join(map(str, faults))
