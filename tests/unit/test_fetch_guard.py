"""A fetch connects to nothing inside, whatever it is given and wherever it is sent on."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.errors import ClaimsError, FetchFailedError, FetchRefusedError, WiringError
from claims.fetch import FetchRules, Hop, is_public
from tests.fake_net import DAY, ELSEWHERE, OPEN, PAGE, PUBLIC, Net, answer, sent_on

#: Ways to write an address of one's own as a host. The resolver of the system takes most of them.
FORMS = """
127.0.0.1 127.0.0.1. 127.1 127.0.1 127.000.000.001 0177.0.0.1 0177.1 00177.0.0.01 0x7f.0.0.1 0X7F.1
0x7f.0x0.0x0.0x1 0x7f000001 0x7F000001 2130706433 017700000001 0x7f.1 0x7f.0.1 127.0x1 0 0.0.0.0 0x0 00 0.0
10.1 10.0.0.1 012.1.2.3 0xa.1 167772161 0xc0a80001 192.168.1 3232235521 0xa9fea9fe 2852039166 025177524776
169.254.169.254 169.254.43518 0xa9.254.169.254 172.16.1 172.1048577 100.64.1 224.1 255.255.255.255 4294967295
①②⑦.⓪.⓪.① １２７.０.０.１ 127。0。0。1 127｡0｡0｡1 127．0．0．1 ⓪ⓧ⑦ⓕ.① 𝟏𝟐𝟕.𝟎.𝟎.𝟏 ¹²⁷.⁰.⁰.¹ ₁₂₇.1
[::] [::1] [0:0:0:0:0:0:0:1] [0000::0001] [::127.0.0.1] [::7f00:1] [::ffff:127.0.0.1] [::ffff:7f00:1]
[::FFFF:7F00:1] [::ffff:a9fe:a9fe] [0:0:0:0:0:ffff:10.0.0.1] [64:ff9b::127.0.0.1]
[64:ff9b::a9fe:a9fe] [64:ff9b:1::a9fe:a9fe] [2002:7f00:1::] [2002:a9fe:a9fe::] [2001:0:7f00:1::] [2001:db8::1]
[fc00::1] [fd00:ec2::254] [fe80::1] [fec0::1] [ff02::1] [3fff::1] [100::1]
""".split()

#: What no reading of an address agrees on, or what is none.
BAD = [
    "",
    " ",
    "news.example",
    "//news.example/",
    "http:",
    "http:/",
    "http://",
    "http:///",
    "http:///etc/passwd",
    "http:news.example",
    "http:/news.example",
    "http:\\\\news.example",
    "http://:80/",
    "http://?",
    "http://#",
    "file:///etc/passwd",
    "file://news.example/etc/passwd",
    "gopher://news.example:70/_GET",
    "ftp://news.example/a",
    "data:text/html,hello",
    "javascript:alert(1)",
    "blob:http://news.example/1",
    "view-source:http://news.example/",
    "jar:http://news.example!/",
    "dict://news.example:11211/stat",
    "ldap://news.example/",
    "unix:///run/docker.sock",
    "http+unix://%2Frun%2Fdocker.sock/",
    "url:http://news.example/",
    "http://user@news.example/",
    "http://user:word@news.example/",
    "http://@news.example/",
    "http://:@news.example/",
    "http://news.example@127.0.0.1/",
    "http://127.0.0.1@news.example/",
    "http://127.0.0.1:80@news.example/",
    "http://news.example%40127.0.0.1/",
    "http://127.0.0.1\\@news.example/",
    "http://news.example\\@127.0.0.1/",
    "http://news.example\\.127.0.0.1/",
    "http://127%2e0%2e0%2e1/",
    "http://%6cocalhost/",
    "http://127.0.0.1%00.news.example/",
    "http://127.0.0.1\x00.news.example/",
    "http://news.example\t/",
    "h\tttp://news.example/",
    "http://127.0.0\n.1/",
    "http://news.example/\r\nHost: inner",
    "http://news.example/\r\n\r\nGET /x",
    "http://news.example/\x00",
    "http://news.example/\x7f",
    "http://news.example/\x85",
    "http://news.example/\u2028",
    "http://news.example/\ud800",
    "http://news .example/",
    "http:// news.example/",
    "http://news.example::80/",
    "http://news.example:80:80/",
    "http://news.example:eighty/",
    "http://news.example:８０/",
    "http://news.example:-80/",
    "http://news.example:+80/",
    "http://news.example:0/",
    "http://news.example:65536/",
    "http://news.example:65616/",
    "http://news.example:99999/",
    "http://news..example/",
    "http://.news.example/",
    "http://news.example../",
    "http://./",
    "http://../",
    "http://news.example／.other.example/",
    "http://news.example＠127.0.0.1/",
    "http://127.0.0.1＃.news.example/",
    "http://127.0.0.1？.news.example/",
    "http://news.example：8080/",
    "http://new℀s.example/",
    "http://news\u200d.example/",
    "http://news\u00ad.example/",
    "http://\u202enews.example/",
    "http://[::1/",
    "http://::1/",
    "http://[::1]x/",
    "http://[::1]]/",
    "http://[[::1]]/",
    "http://[]/",
    "http://[127.0.0.1]/",
    "http://[fe80::1%25eth0]/",
    "http://[fe80::1%eth0]/",
    "http://[2606:4700::1111%251]/",
    "http://[v1.news.example]/",
    "http://[::1]@news.example/",
    "http://news.example[::1]/",
    "http://<news.example>/",
    'http://"news.example"/',
    "http://news.example|/",
    "http://{news.example}/",
    "http://news.example$(id)/",
    "http://news.example;127.0.0.1/",
    "http://news.example,127.0.0.1/",
    "http://" + "a" * 64 + ".example/",
    "http://" + "a." * 130 + "example/",
    "http://" + "a" * 5_000 + "/",
    "http://news.example/" + "a" * 5_000,
    "http://news.example:22/",
    "http://news.example:25/",
    "http://news.example:8080/",
    "http://news.example:6379/",
    "https://news.example:8443/",
]

#: Where a redirect must not lead.
AWAY = [
    "http://127.0.0.1/",
    "http://127.0.0.1:80/admin",
    "http://localhost/",
    "http://inner.example/",
    "http://mixed.example/",
    "//inner.example/",
    "//127.0.0.1/",
    "//10.0.0.1:443/",
    "http://10.0.0.1/",
    "http://192.168.1.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://metadata.example/computeMetadata/v1/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[64:ff9b::a9fe:a9fe]/",
    "http://[fd00:ec2::254]/",
    "http://2130706433/",
    "http://0x7f.1/",
    "http://017700000001/",
    "http://①②⑦.⓪.⓪.①/",
    "http://0/",
    "file:///etc/passwd",
    "FILE:///etc/passwd",
    "gopher://127.0.0.1:6379/_FLUSHALL",
    "data:text/html,hello",
    "javascript:alert(1)",
    "ftp://news.example/",
    "about:blank",
    "http:",
    "http://",
    "http:127.0.0.1",
    "mailto:a@news.example",
    "http://user@news.example/",
    "http://user:word@127.0.0.1/",
    "//user@127.0.0.1/",
    "http://news.example:22/",
    "//news.example:8080/",
    "https://news.example:8443/",
    "http://news.example\\@127.0.0.1/",
    "http://127.0.0.1\\@news.example/",
    "http://exa\tmple.org/",
    "http://127.0.0.1\x00.news.example/",
    "/a\x00b",
    "/a\x01b",
    "http://127%2e0%2e0%2e1/",
    "http://news..example/",
    "http://[fe80::1%25eth0]/",
]

INNER = {
    "localhost": ["127.0.0.1", "::1"],
    "inner.example": ["10.0.0.7"],
    "metadata.example": ["169.254.169.254"],
    "mixed.example": [PUBLIC, "10.0.0.7"],
}


def a_net(*answers, **more) -> Net:
    net = Net(*answers, **more)
    net.hosts.update(INNER)
    return net


def test_there_are_more_than_150_cases():
    assert len(set(FORMS)) + len(set(BAD)) + len(set(AWAY)) > 200


# The first address


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("form", FORMS)
def test_no_way_to_write_an_inner_address_is_connected_to(form, scheme):
    net = a_net()
    with pytest.raises((FetchRefusedError, FetchFailedError)) as refused:
        net.fetch(f"{scheme}://{form}/")
    assert net.connected == []
    assert "127" not in str(refused.value)


@pytest.mark.parametrize("url", BAD)
def test_an_address_that_can_be_read_two_ways_is_not_even_looked_up(url):
    net = a_net()
    with pytest.raises(FetchRefusedError):
        net.fetch(url)
    assert (net.looked_up, net.connected) == ([], [])


@pytest.mark.parametrize(
    "found",
    [
        ["10.0.0.1"],
        [PUBLIC, "10.0.0.1"],
        ["10.0.0.1", PUBLIC],
        [PUBLIC, PUBLIC, PUBLIC, "127.0.0.1"],
        [ELSEWHERE, "::1"],
        [PUBLIC, "::ffff:10.0.0.1"],
        [PUBLIC, "fe80::1%eth0"],
        [PUBLIC, "64:ff9b::a9fe:a9fe"],
        [PUBLIC, "not a number"],
        [PUBLIC, ""],
    ],
)
def test_one_private_address_among_them_spoils_all(found):
    net = Net(news_example=found)
    with pytest.raises(FetchRefusedError, match=r"^this address leads into a private network$"):
        net.fetch()
    assert net.connected == []


def test_a_name_is_looked_up_once_and_that_very_address_is_connected_to():
    """Rebinding: the second look-up would lead inside, and nobody makes it."""
    net = Net(news_example=[[PUBLIC], ["127.0.0.1"]])
    net.fetch("https://news.example/story")
    assert net.looked_up == ["news.example"]
    assert net.connected == [(PUBLIC, 443, "news.example", True)]


def test_a_name_that_leads_inside_the_second_time_is_refused_when_it_is_asked_again():
    net = Net(sent_on("/there"), news_example=[[PUBLIC], ["127.0.0.1"]])
    with pytest.raises(FetchRefusedError, match="private network"):
        net.fetch()
    assert net.connected == [(PUBLIC, 80, "news.example", False)]


def test_a_name_without_an_address_is_a_failure_that_may_pass():
    net = Net(news_example=[])
    with pytest.raises(FetchFailedError, match="no server of this name") as failed:
        net.fetch()
    assert failed.value.again
    with pytest.raises(FetchFailedError, match="no server of this name"):
        net.fetch("http://nowhere.example/")


def test_the_next_address_is_tried_where_the_first_does_not_answer():
    net = Net(news_example=[ELSEWHERE, PUBLIC])
    net.unreachable = {ELSEWHERE}
    found = net.fetch()
    assert found.peer == PUBLIC
    assert [address for address, *_ in net.connected] == [ELSEWHERE, PUBLIC]


def test_three_addresses_are_tried_and_no_more():
    silent = ["1.1.1.1", "1.1.1.2", "1.1.1.3", "1.1.1.4"]
    net = Net(news_example=silent)
    net.unreachable = set(silent)
    with pytest.raises(FetchFailedError, match="cannot be reached") as failed:
        net.fetch()
    assert failed.value.again
    assert [address for address, *_ in net.connected] == silent[:3]
    assert net.seconds == 15


# What an admin allows


def test_nothing_is_looked_up_where_fetching_is_off():
    net = Net()
    with pytest.raises(FetchRefusedError, match="switched off"):
        net.fetch(rules=FetchRules())
    assert net.looked_up == []


@pytest.mark.parametrize(
    "host", ["news.example", "NEWS.example", "www.press.example", "a.b.press.example", "press.example"]
)
def test_an_allowed_host_is_fetched_from(host):
    net = Net(**{name: [PUBLIC] for name in ("www.press.example", "a.b.press.example", "press.example")})
    net.fetch(f"http://{host}/", replace(OPEN, hosts=("News.example", ".press.example")))
    assert len(net.connected) == 1


@pytest.mark.parametrize(
    "host", ["www.news.example", "xnews.example", "news.example.org", "xpress.example", "example"]
)
def test_a_host_that_is_not_allowed_is_not_looked_up(host):
    net = Net()
    with pytest.raises(FetchRefusedError, match="may not fetch from this host"):
        net.fetch(f"http://{host}/", replace(OPEN, hosts=("news.example", ".press.example")))
    assert net.looked_up == []


def test_an_allowed_host_cannot_send_the_desk_to_another():
    net = Net(sent_on("http://other.example/"), other_example=[PUBLIC])
    with pytest.raises(FetchRefusedError, match="may not fetch from this host"):
        net.fetch(rules=replace(OPEN, hosts=("news.example",)))
    assert net.looked_up == ["news.example"]


@pytest.mark.parametrize("name", ["a\r\nX: y", "a\n", "é", "\t"])
def test_a_name_that_would_change_the_request_is_refused(name):
    with pytest.raises(WiringError):
        FetchRules(user_agent=name)


# Redirects


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("location", AWAY)
def test_a_redirect_leads_nowhere_that_a_first_address_may_not(location, status):
    net = a_net(sent_on(location, status))
    with pytest.raises((FetchRefusedError, FetchFailedError)):
        net.fetch()
    assert [address for address, *_ in net.connected] == [PUBLIC]


@pytest.mark.parametrize("form", FORMS)
def test_a_redirect_leads_to_no_inner_address_however_it_is_written(form):
    net = a_net(sent_on(f"https://{form}/"))
    with pytest.raises((FetchRefusedError, FetchFailedError)):
        net.fetch("https://news.example/")
    assert [address for address, *_ in net.connected] == [PUBLIC]


@pytest.mark.parametrize(
    ("location", "there"),
    [
        ("/b", "http://news.example/b"),
        ("b", "http://news.example/dir/b"),
        ("./b", "http://news.example/dir/b"),
        ("../b", "http://news.example/b"),
        ("../../../b", "http://news.example/b"),
        ("?b=1", "http://news.example/dir/a?b=1"),
        ("//other.example/b", "http://other.example/b"),
        ("https://news.example/b", "https://news.example/b"),
        ("HTTPS://News.Example:443/b#c", "https://news.example/b"),
        ("/b#c", "http://news.example/b"),
        ("/über", "http://news.example/%C3%BCber"),
        ("/a b", "http://news.example/a%20b"),
        ("/\\other.example/b", "http://news.example/%5Cother.example/b"),
        ("\\\\other.example/b", "http://news.example/dir/%5C%5Cother.example/b"),
        ("//other.example:80/b", "http://other.example/b"),
        (" /b ", "http://news.example/b"),
    ],
)
def test_a_redirect_is_followed_from_where_it_stands(location, there):
    net = Net(sent_on(location, 301), other_example=[ELSEWHERE])
    found = net.fetch("http://news.example/dir/a?x=1#y")
    assert (found.asked, found.url) == ("http://news.example/dir/a?x=1", there)
    assert found.chain == (Hop("http://news.example/dir/a?x=1", 301, PUBLIC),)
    assert found.peer == (ELSEWHERE if "other.example/b" in there and "%5C" not in there else PUBLIC)


def test_three_redirects_are_followed_and_a_fourth_is_not():
    steps = [sent_on(f"/{at}") for at in range(1, 5)]
    assert len(Net(*steps[:3]).fetch().chain) == 3
    net = Net(*steps)
    with pytest.raises(FetchRefusedError, match="more than 3 times"):
        net.fetch()
    assert len(net.connected) == 4


@pytest.mark.parametrize(
    "back", ["/story", "http://news.example/story", "http://NEWS.example:80/story#2", ""]
)
def test_a_redirect_to_itself_is_a_circle(back):
    net = Net(sent_on("/b"), sent_on(back or "/b"))
    with pytest.raises(FetchRefusedError, match="circle"):
        net.fetch()
    assert len(net.connected) == 2


def test_a_redirect_never_gives_up_encryption():
    net = Net(sent_on("http://news.example/story"))
    with pytest.raises(FetchRefusedError, match="not encrypted"):
        net.fetch("https://news.example/story")
    assert len(net.connected) == 1


@pytest.mark.parametrize("head", [b"", b"Location:\r\n", b"Location: \t\r\n", b"X-Location: /b\r\n"])
def test_a_redirect_to_nowhere_is_a_failure(head):
    with pytest.raises(FetchFailedError, match="without saying where") as failed:
        Net(b"HTTP/1.1 302 Found\r\n" + head + b"\r\n").fetch()
    assert failed.value.status == 302


def test_a_page_that_asks_the_browser_to_go_elsewhere_is_kept_as_it_is():
    page = b'<html><meta http-equiv="refresh" content="0;url=http://127.0.0.1/">'
    net = Net(answer(page, "Refresh: 0;url=http://127.0.0.1/"))
    assert net.fetch().body == page
    assert len(net.connected) == 1


def test_every_connection_is_closed():
    net = Net(sent_on("/b"), answer(status=404))
    with pytest.raises(FetchFailedError):
        net.fetch()
    assert [server.closed for server in net.servers] == [True, True]


# What is asked, and what comes back


def test_the_request_says_who_asks_and_nothing_of_the_machine():
    net = Net()
    net.fetch("https://News.Example:443/a b/../ü?q=é&x=1#part")
    assert net.servers[0].asked.decode().split("\r\n") == [
        "GET /%C3%BC?q=%C3%A9&x=1 HTTP/1.1",
        "Host: news.example",
        f"User-Agent: {OPEN.user_agent}",
        "Accept: text/html, application/xhtml+xml, application/pdf, text/plain, */*;q=0.1",
        "Accept-Encoding: gzip, deflate",
        "Connection: close",
        "",
        "",
    ]
    assert "Claimdesk" in OPEN.user_agent


def test_a_host_in_another_script_is_asked_for_in_punycode():
    net = Net(**{"xn--strae-oqa.example": [PUBLIC]})
    net.fetch("http://straße.example/")
    assert net.looked_up == ["xn--strae-oqa.example"]
    assert b"Host: xn--strae-oqa.example\r\n" in net.servers[0].asked


def test_an_address_in_brackets_keeps_them_in_the_request():
    net = Net()
    found = net.fetch(f"http://[{ELSEWHERE}]/")
    assert net.connected == [(ELSEWHERE, 80, ELSEWHERE, False)]
    assert f"Host: [{ELSEWHERE}]\r\n".encode() in net.servers[0].asked
    assert found.url == f"http://[{ELSEWHERE}]/"


def test_what_is_fetched_says_where_it_came_from():
    found = Net(
        answer(b"Good morning.", "X-One: 1", "x-one: 2", content_type='Text/Plain; Charset="UTF-8"')
    ).fetch()
    assert (found.status, found.peer, found.fetched_at) == (200, PUBLIC, DAY)
    assert (found.media_type, found.charset, found.body) == ("text/plain", "utf-8", b"Good morning.")
    assert found.sha256 == "e3522eadca07c9501d5e4422f42559a7db6e4cee9d116248117bd4af2f884659"
    assert [pair for pair in found.headers if pair[0].lower() == "x-one"] == [("X-One", "1"), ("x-one", "2")]


# Anything at all

_PIECES = st.sampled_from(
    [
        *FORMS,
        *"http https :// // / \\ @ : ? # . % 80 443 22 user [ ] ::1 %25 %00 xn--".split(),
        *"localhost news.example inner.example mixed.example".split(),
        *["\t", "\n", "\x00", " ", "。", "＠", "／", "\u202e"],
    ]
)
_URLS = st.one_of(
    st.text(max_size=60),
    st.text(max_size=60).map("http://{}".format),
    st.lists(_PIECES, max_size=8).map("".join),
    st.lists(_PIECES, max_size=8).map(lambda pieces: "http://" + "".join(pieces)),
    st.ip_addresses().map(lambda ip: f"http://[{ip}]/" if ip.version == 6 else f"http://{ip}/"),
    st.ip_addresses(v=4).map(lambda ip: f"http://{int(ip)}/"),
)


class _Sly(Net):
    """Takes any host for one of `found`, each time the next."""

    def __init__(self, found: list[list[str]], *answers) -> None:
        super().__init__(*answers)
        self._found = found

    def resolve(self, host: str, /, *, seconds: float) -> list[str]:
        self.looked_up.append(host)
        try:
            return super().resolve(host, seconds=seconds)
        except OSError:
            return self._found[len(self.looked_up) % len(self._found)] if self._found else []


@given(
    url=_URLS,
    locations=st.lists(_URLS, max_size=4),
    found=st.lists(st.lists(st.ip_addresses().map(str), max_size=3), max_size=4),
)
def test_whatever_is_typed_and_answered_nothing_inside_is_connected_to(url, locations, found):
    answers = [sent_on(location.encode("utf-8", "replace").decode()) for location in locations]
    net = _Sly(found, *answers)
    net.hosts.update(INNER)
    with suppress(ClaimsError):
        net.fetch(url)
    assert [one for one in net.connected if not is_public(one[0]) or one[1] not in (80, 443)] == []
    assert len(net.connected) <= 12


def test_a_page_without_a_length_is_read_to_its_end():
    assert Net(PAGE).fetch().body == b"<p>Good morning.</p>"
