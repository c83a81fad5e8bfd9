"""Which addresses lie on the public internet, whatever they are wrapped in."""

from collections.abc import Iterator
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

#: Not for everybody, or not of one host. `is_global` says yes to several of them (Python 3.11).
_KEPT_OUT_4 = tuple(
    IPv4Network(net)
    for net in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",  # carriers' own networks; one cloud's metadata is at 100.100.100.200
        "127.0.0.0/8",
        "168.63.129.16/32",  # a cloud's own services, at a public number
        "169.254.0.0/16",  # link-local; most clouds' metadata is at 169.254.169.254
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",  # relays of 6to4
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)
_KEPT_OUT_6 = tuple(
    IPv6Network(net)
    for net in (
        "2001::/23",  # protocols' own: Teredo, whatever it carries, benchmarks, ORCHID
        "2001:db8::/32",
        "3fff::/20",
    )
)
_UNICAST_6 = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")
_LOW_32 = 0xFFFF_FFFF
#: The middle of an ISATAP address, before the IPv4 address it leads to.
_ISATAP = (0x0000_5EFE, 0x0200_5EFE)


def is_public(address: str) -> bool:
    """Whether an address, written as numbers, belongs to one host on the public internet.

    An IPv6 address that carries an IPv4 address (mapped, 6to4, NAT64, ISATAP) is public only if that
    one is too; Teredo never is. What cannot be read is not public.
    """
    try:
        found = ip_address(address)
    except ValueError:
        return False
    return _is_public_4(found) if isinstance(found, IPv4Address) else _is_public_6(found)


def _is_public_4(address: IPv4Address) -> bool:
    if address.is_multicast or address.is_reserved or not address.is_global:
        return False
    return not any(address in net for net in _KEPT_OUT_4)


def _is_public_6(address: IPv6Address) -> bool:
    if address.scope_id or not all(_is_public_4(inner) for inner in _carried(address)):
        return False
    if address.ipv4_mapped or address in _NAT64:
        return True  # the address it carries was asked
    if address.sixtofour:
        return True
    return (
        address in _UNICAST_6
        and address.is_global
        and not address.is_multicast
        and not address.is_reserved
        and not any(address in net for net in _KEPT_OUT_6)
    )


def _carried(address: IPv6Address) -> Iterator[IPv4Address]:
    number = int(address)
    if address.ipv4_mapped or address in _NAT64 or (number >> 32) & _LOW_32 in _ISATAP:
        yield IPv4Address(number & _LOW_32)
    if address.sixtofour:
        yield address.sixtofour
