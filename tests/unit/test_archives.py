"""Names in a stranger's zip file."""

import pytest

from claims.archives import leads_out


@pytest.mark.parametrize("name", ["/etc/passwd", "\\a", "../a", "a/../../b", "a\\..\\b", "C:a", "c:\\a"])
def test_a_name_that_climbs_or_begins_at_a_root_leads_out(name):
    assert leads_out(name)


@pytest.mark.parametrize("name", ["a", "a/b.html", "a..b", "..a/b", "word/document.xml", ""])
def test_any_other_name_stays_inside(name):
    assert not leads_out(name)
