"""Web addresses: the one way they are read, and when two of them name the same document.

Other readers disagree about a backslash before the host, drop tabs, or take a full-width dot for a dot
at another moment than the resolver does. Here an address is taken apart once, and whoever needs its
text again gets it put together from the parts.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from ipaddress import AddressValueError, IPv6Address
from urllib.parse import quote, unquote

from claims.errors import InputError

#: The longest address that is read, in characters.
MAX_LENGTH = 4_096
DEFAULT_PORTS = {"http": 80, "https": 443}

_SHAPE = re.compile(
    r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?P<authority>[^/?#]*)"
    r"(?P<path>[^?#]*)(?:\?(?P<query>[^#]*))?(?:#.*)?"
)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_AUTHORITY = re.compile(r"(?P<host>\[[^\[\]]*\]|[^:\[\]]+)(?::(?P<port>[0-9]{0,5}))?")
_LABEL = re.compile(r"[a-z0-9_-]{1,63}")
#: Signs that some reader drops and another does not: controls, line ends, halves of a character.
_UNREADABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
#: What a path and a query keep as it stands; the rest is written as its UTF-8 bytes.
_KEPT = "/%:@!$&'()*+,;=~-._?[]|"

#: Parameters that say who sent a reader along, never which document is meant.
_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|li_fat_id|igshid|igsh"
    r"|mc_[ce]id|_hs(?:enc|mi)|mkt_tok|vero_(?:id|conv)|oly_(?:anon|enc)_id|srsltid|_openstat|_g[al]"
    r"|wickedid|rb_clickid|__twitter_impression|at_(?:medium|campaign)"
)
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


@dataclass(frozen=True, slots=True)
class WebAddress:
    """An http or https address in its parts; `str` puts it together, without what came after `#`.

    `host` is ASCII and lower case without a dot at its end (an IPv6 address: without brackets); `path`
    begins with `/`; `query` comes without its `?` and is "" where there is none.
    """

    scheme: str
    host: str
    port: int
    path: str
    query: str

    @property
    def netloc(self) -> str:
        """Host and, where it is not the scheme's own, port: what the `Host` header says."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def target(self) -> str:
        """Path and query: what a request asks for."""
        return f"{self.path}?{self.query}" if self.query else self.path

    def __str__(self) -> str:
        return f"{self.scheme}://{self.netloc}{self.target}"


@dataclass(frozen=True, slots=True)
class ArchiveLink:
    """A link into a public archive, as far as the link itself says what it shows.

    `archive` is the archive's own name; `taken_at` is None and `original` "" where the link does not say.
    """

    archive: str
    url: str
    taken_at: datetime | None = None
    original: str = ""


def read_address(url: str) -> WebAddress:
    """Take an address apart.

    Args:
        url: as a person gives it; blanks around it are dropped, nothing inside it is.

    Raises:
        InputError: if it is no http or https address, holds a name or password or signs that cannot be
            seen, or its host or port cannot be read.
    """
    text = url.strip(" \t\r\n")
    if len(text) > MAX_LENGTH:
        raise _refused(f"a web address may have at most {MAX_LENGTH:,} characters")
    if _UNREADABLE.search(text):
        raise _refused("this web address holds signs that cannot be seen")
    found = _SHAPE.fullmatch(text)
    scheme = found["scheme"].lower() if found else ""
    if not found or scheme not in DEFAULT_PORTS:
        raise _refused("this is not a web address (http:// or https://)")
    host, port = _authority(found["authority"])
    path = _without_dots(quote(found["path"], safe=_KEPT))
    query = quote(found["query"] or "", safe=_KEPT)
    return WebAddress(scheme, host, DEFAULT_PORTS[scheme] if port is None else port, path, query)


def follow_link(base: WebAddress, location: str) -> WebAddress:
    """Where a link on a page leads, as a whole address.

    Raises:
        InputError: as `read_address`.
    """
    link = location.strip(" \t\r\n")
    if _SCHEME.match(link):
        return read_address(link)
    if link.startswith("//"):
        return read_address(f"{base.scheme}:{link}")
    root = f"{base.scheme}://{base.netloc}"
    if link.startswith("/"):
        return read_address(root + link)
    if link.startswith("?"):
        return read_address(root + base.path + link)
    if not link or link.startswith("#"):
        return base
    return read_address(root + base.path[: base.path.rindex("/") + 1] + link)


def canonical_url(url: str) -> str:
    """Write an address so that two that name the same document are equal.

    The host in lower case and punycode without a dot at its end, no default port, no fragment, no
    parameters that only track; the others keep their order.

    Raises:
        InputError: as `read_address`.
    """
    address = read_address(url)
    kept = [pair for pair in address.query.split("&") if pair and not _tracks(pair)]
    path = _without_dots(_plain_escapes(address.path))
    return str(replace(address, path=path, query=_plain_escapes("&".join(kept))))


def archive_link(url: str) -> ArchiveLink | None:
    """Read a link into web.archive.org, archive.today (by any of its names) or perma.cc; else None."""
    try:
        address = read_address(url)
    except InputError:
        return None
    for archive, hosts, shape in _ARCHIVES:
        found = shape.fullmatch(address.target) if address.host in hosts else None
        if found:
            said = found.groupdict()
            original = _original(said.get("original") or said.get("named") or "")
            return ArchiveLink(archive, str(address), _moment(said.get("stamp") or ""), original)
    return None


def archive_links(text: str) -> list[ArchiveLink]:
    """The links into public archives among what a person gives, each once and in order."""
    words = (word.strip("<>()[]\"'“”‘’.,;") for word in text.split())
    found = (archive_link(word) for word in words)
    return list(dict.fromkeys(link for link in found if link))


_ARCHIVES = (
    (
        "web.archive.org",
        frozenset({"web.archive.org", "archive.org", "www.archive.org"}),
        re.compile(r"/web/(?P<stamp>[0-9]{4,14})(?:[a-z]{2}_)?/(?P<original>.+)"),
    ),
    (
        "archive.today",
        frozenset(f"archive.{ending}" for ending in ("today", "ph", "is", "li", "vn", "fo", "md")),
        re.compile(
            r"/(?:(?P<stamp>[0-9]{14}|[0-9]{4}\.[0-9]{2}\.[0-9]{2}-[0-9]{6})/(?P<original>.+)"
            r"|o/[A-Za-z0-9]{4,6}/(?P<named>.+)|(?:wip/)?[A-Za-z0-9]{4,6}(?:/image)?/?)"
        ),
    ),
    (
        "perma.cc",
        frozenset({"perma.cc", "www.perma.cc"}),
        re.compile(r"/[A-Za-z0-9]{4}-[A-Za-z0-9]{4}(?:[/?].*)?"),
    ),
)


def _refused(message: str) -> InputError:
    return InputError(message, "url")


def _authority(authority: str) -> tuple[str, int | None]:
    if "@" in authority:
        raise _refused("a web address with a name or password in it is not taken")
    found = _AUTHORITY.fullmatch(authority)
    if not found:
        raise _refused("the host of this web address cannot be read")
    port = int(found["port"]) if found["port"] else None
    if port is not None and not 0 < port < 65_536:
        raise _refused("the port of this web address cannot be read")
    return _host(found["host"]), port


def _host(host: str) -> str:
    if host.startswith("["):
        try:
            address = IPv6Address(host[1:-1])
        except AddressValueError:
            raise _refused("the host of this web address cannot be read") from None
        if address.scope_id:
            raise _refused("a web address that names a network card is not taken")
        return address.compressed
    # The full-width and the half-width dot of East Asian keyboards are dots, as in every browser.
    name = unicodedata.normalize("NFKC", host).lower().replace("。", ".").removesuffix(".")
    ascii_name = ".".join(_label(label) for label in name.split("."))
    if len(ascii_name) > 253:
        raise _refused("the host of this web address cannot be read")
    return ascii_name


def _label(label: str) -> str:
    """One part of a host as DNS has it.

    Like browsers and unlike Python's own codec, which would take "straße" for "strasse": a different host.
    """
    plain = label
    if not label.isascii():
        if any(unicodedata.category(sign)[0] not in "LMN" and not _is_sign(sign) for sign in label):
            raise _refused("the host of this web address cannot be read")
        plain = "xn--" + label.encode("punycode").decode("ascii")
    if not _LABEL.fullmatch(plain):
        raise _refused("the host of this web address cannot be read")
    return plain


def _is_sign(sign: str) -> bool:
    return sign == "-" or unicodedata.category(sign) == "So"


def _without_dots(path: str) -> str:
    """A path without its `.` and `..` steps; it never climbs above the root."""
    kept: list[str] = []
    steps = path.split("/")[1:] or [""]
    for step in steps:
        if step == "..":
            kept = kept[:-1]
        elif step != ".":
            kept.append(step)
    if steps[-1] in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)


def _tracks(pair: str) -> bool:
    return bool(_TRACKING.fullmatch(unquote(pair.partition("=")[0]).lower()))


def _plain_escapes(text: str) -> str:
    """Escapes in one way: none for letters and digits, capitals for the rest."""
    return re.sub(r"%[0-9A-Fa-f]{2}", lambda found: _plain_escape(found[0]), text)


def _plain_escape(escape: str) -> str:
    sign = chr(int(escape[1:], 16))
    return sign if sign in _UNRESERVED else escape.upper()


def _original(tail: str) -> str:
    """The address in an archive's path; some programs make one slash of its two."""
    whole = re.sub(r"\A(https?):/{1,2}", r"\1://", tail, flags=re.IGNORECASE)
    try:
        return str(read_address(whole if _SCHEME.match(whole) else f"http://{whole}"))
    except InputError:
        return ""


def _moment(stamp: str) -> datetime | None:
    """When it was taken; a stamp that is cut short asks for the nearest, which says no moment."""
    digits = "".join(sign for sign in stamp if sign.isdigit())
    try:
        return datetime.strptime(digits, "%Y%m%d%H%M%S").replace(tzinfo=UTC) if len(digits) == 14 else None
    except ValueError:
        return None
