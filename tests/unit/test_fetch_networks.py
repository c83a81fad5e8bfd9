"""Which addresses are public."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.fetch import is_public, networks
from tests.fake_net import ELSEWHERE, PUBLIC

PRIVATE = """
0.0.0.0 0.1.2.3 0.255.255.255
10.0.0.0 10.0.0.1 10.255.255.255
100.64.0.0 100.64.0.1 100.100.100.200 100.127.255.255
127.0.0.0 127.0.0.1 127.0.0.53 127.1.2.3 127.255.255.255
168.63.129.16
169.254.0.0 169.254.0.1 169.254.169.254 169.254.170.2 169.254.169.253 169.254.255.255
172.16.0.0 172.16.0.1 172.17.0.1 172.31.255.255
192.0.0.0 192.0.0.1 192.0.0.8 192.0.0.9 192.0.0.10 192.0.0.170 192.0.0.192 192.0.0.255
192.0.2.0 192.0.2.1 192.0.2.255
192.88.99.0 192.88.99.1 192.88.99.2
192.168.0.0 192.168.0.1 192.168.1.254 192.168.255.255
198.18.0.0 198.18.0.1 198.19.255.255
198.51.100.1 203.0.113.1 203.0.113.255
224.0.0.0 224.0.0.1 224.0.0.251 232.1.1.1 233.252.0.1 239.255.255.250 239.255.255.255
240.0.0.0 240.0.0.1 250.1.2.3 255.255.255.254 255.255.255.255
:: ::1 ::2 ::127.0.0.1 ::10.0.0.1 ::8.8.8.8 ::ffff
::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 ::ffff:0:127.0.0.1 ::ffff:0:8.8.8.8
::ffff:192.168.0.1 ::ffff:100.64.0.1 ::ffff:224.0.0.1 ::ffff:255.255.255.255 ::ffff:0.0.0.0 ::ffff:7f00:1
64:ff9b::127.0.0.1 64:ff9b::a9fe:a9fe 64:ff9b::10.0.0.1 64:ff9b::192.168.1.1 64:ff9b::0.0.0.0
64:ff9b:1::1 64:ff9b:1::8.8.8.8 64:ff9b:1:fffe::a9fe:a9fe
100::1 100:0:0:1::1
2001::1 2001:0:4136:e378:8000:63bf:3fff:fdd2 2001:0:7f00:1::f7f7:f7f7 2001:0:808:808:0:0:80ff:fffe
2001:0:808:808:0:0:f7f7:f7f7
2001:2::1 2001:3::1 2001:4:112::1 2001:10::1 2001:20::1 2001:30::1 2001:1ff:ffff::1
2001:db8::1 2001:db8:ffff::8.8.8.8 3fff::1 3fff:fff::1
2002:7f00:1:: 2002:a00:1::1 2002:a9fe:a9fe::1 2002:c0a8:101::1 2002:e000:1:: 2002::1 2002:6440:1::
2a00:1450:4001:81b:0:5efe:127.0.0.1 2a00:1450:4001:81b:0:5efe:10.0.0.1 2a00:1450:4001:81b:200:5efe:192.168.0.1
4000::1 5f00::1 8000::1 c000::1 f000::1
fc00::1 fc00::8.8.8.8 fd00::1 fd00:ec2::254 fd20:ce::254 fdff:ffff::1
fe80::1 fe80::1%eth0 fe80::a9fe:a9fe fe80::1%1 febf::1 fec0::1 feff::1
2606:4700::1111%eth0
ff00::1 ff01::1 ff02::1 ff02::fb ff05::2 ff0e::1 ff0e::8.8.8.8 ff3e::1
""".split()

#: Not addresses at all, or not as we write them.
UNREADABLE = [
    "",
    " ",
    "localhost",
    "127.1",
    "0x7f.0.0.1",
    "0177.0.0.1",
    "2130706433",
    "8.8.8",
    "8.8.8.8.8",
    "8.8.8.8/32",
    "8.8.8.8:80",
    "[2606:4700::1111]",
    "2606:4700::1111/128",
    " 8.8.8.8",
    "8.8.8.8\n",
    "08.8.8.8",
    "８.8.8.8x",
    "256.1.1.1",
    "1::2::3",
]

OPEN_TO_ALL = """
1.1.1.1 8.8.8.8 9.9.9.9 11.0.0.1 93.184.215.14 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.1
168.63.129.15 168.63.129.17 169.253.255.255 169.255.0.0 172.15.255.255 172.32.0.0 192.0.1.1 192.0.3.1
192.88.98.1 192.167.255.255 192.169.0.0 198.17.255.255 198.20.0.0 203.0.112.1 203.0.114.1 223.255.255.255
2001:200::1 2001:4860:4860::8888 2003::1 2400:cb00::1 2606:4700::1111 2a00:1450:4001:81b::200e 3ffe::1
::ffff:8.8.8.8 64:ff9b::8.8.8.8 2002:808:808::1 2a00:1450:4001:81b:0:5efe:8.8.8.8
""".split()


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_inside_a_network_is_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", UNREADABLE)
def test_what_is_no_address_is_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", [*OPEN_TO_ALL, PUBLIC, ELSEWHERE])
def test_an_address_of_the_open_internet_is_public(address):
    assert is_public(address)


@pytest.mark.parametrize("address", ["10.0.0.1", "100.64.0.1", "169.254.169.254", "224.0.0.1", "240.0.0.1"])
def test_python_is_asked_too_in_case_our_own_list_lacks_something(address, monkeypatch):
    monkeypatch.setattr(networks, "_KEPT_OUT_4", ())
    assert not is_public(address)
    assert not is_public(f"::ffff:{address}")


#: Written again, not taken from the code: the registries' blocks as numbers.
_BLOCKS = [
    ip_network(block)
    for block in """
    0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24
    192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/3
    ::/16 100::/8 200::/7 400::/6 800::/5 1000::/4 2001::/23 2001:db8::/32 3fff::/20
    4000::/2 8000::/1
    """.split()
]


def _inside(address: IPv4Address | IPv6Address) -> bool:
    return any(address in block for block in _BLOCKS if block.version == address.version)


@given(st.ip_addresses(v=4))
def test_no_number_of_a_private_block_is_public(address):
    if _inside(address):
        assert not is_public(str(address))


@given(st.ip_addresses(v=6))
def test_no_number_of_a_private_block_is_public_as_ipv6(address):
    carries = address.ipv4_mapped or int(address) >> 32 == 0x0064FF9B << 64
    if _inside(address) and not carries:
        assert not is_public(str(address))


@given(
    st.sampled_from([block for block in _BLOCKS if block.version == 4]).flatmap(
        lambda n: st.ip_addresses(network=n)
    )
)
def test_a_private_number_is_not_public_in_any_wrapping(inner):
    number = int(inner)
    wrapped = [
        0xFFFF << 32 | number,
        number,
        0x0064FF9B << 96 | number,
        0x2002 << 112 | number << 80 | 1,
        0x20010000 << 96 | number << 64 | 0xF7F7F7F7,
        0x20010000 << 96 | 0x08080808 << 64 | (number ^ 0xFFFFFFFF),
        0x2A001450 << 96 | 0x5EFE << 32 | number,
    ]
    assert not [str(IPv6Address(one)) for one in wrapped if is_public(str(IPv6Address(one)))]
