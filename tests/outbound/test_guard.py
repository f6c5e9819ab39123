"""Where we do not go."""

from __future__ import annotations

import pytest

from articles.outbound import Forbidden
from articles.outbound.guard import check_addresses, is_public, target

PRIVATE = """
0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.127.255.255 127.0.0.1 127.1.2.3 169.254.169.254 169.254.0.1
172.16.0.1 172.31.255.255 192.0.0.1 192.0.0.170 192.0.2.7 192.88.99.1 192.168.0.1 192.168.255.255 198.18.0.1
198.19.255.255 198.51.100.3 203.0.113.9 224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255
:: ::1 ::7f00:1 ::10.0.0.1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:8.8.8.8 64:ff9b::7f00:1 64:ff9b::808:808
64:ff9b:1::1 100::1 2001::1 2001:0:53aa:64c:0:7fff:f5ff:fffe 2001:10::1 2001:20::1 2001:db8::1 2002:7f00:1::
2002:c0a8:1::1 2002:808:808::1 3fff::1 5f00::1 fc00::1 fd12:3456::1 fe80::1 fe80::1%eth0 fec0::1 ff02::1 ff0e::1
localhost x.com 1.2.3 0x7f000001 2130706433
""".split()
PUBLIC = (
    "1.1.1.1 8.8.8.8 104.244.42.1 172.15.0.1 172.32.0.1 100.63.0.1 100.128.0.1 2606:4700::1111 2a00:1450::8".split()
)
ADDRESSES = """
http://x.com/
ftp://x.com/
//x.com/
x.com
javascript:alert(1)
data:text/html,x
file:///etc/passwd
gopher://x.com/
https://x.com:8443/
https://x.com:80/
https://x.com:0/
https://x.com:443x/
https://user@x.com/
https://user:word@x.com/
https://x.com@127.0.0.1/
https://127.0.0.1/
https://127.1/
https://0177.0.0.1/
https://0x7f.0.0.1/
https://0x7f000001/
https://2130706433/
https://017700000001/
https://127.0.0.1./
https://[::1]/
https://[::ffff:127.0.0.1]/
https://[fe80::1%25eth0]/
https://8.8.8.8/
https://[2606:4700::1111]/
https://localhost/
https://localhost./
https://LOCALHOST/
https://printer.local/
https://metadata.internal/
https://metadata.google.internal/
https://db.intranet/
https://router.home.arpa/
https://nas.lan/
https://host.localdomain/
https://a.test/
https://a.example/
https://a.invalid/
https://a.onion/
https://machine/
https://x.com./
https://.x.com/
https://x..com/
https://-x.com/
https://x-.com/
https://x.c/
https://x.1/
https://x.com%2eevil.test/
https://127%2e0%2e0%2e1/
https://１２７.0.0.1/
https://ｘ.com/
https://x。com/
https://①②⑦.0.0.1/
https://пример.рф/
https://x.com\\@evil.in/
https://x.com/\r\nHost: evil.in
https://x.com/ a
https://x.com/\t
https://x.com/\x00
https://
https:///path
https://?
https://#
https:x.com
https:/x.com
""".strip().split("\n")


@pytest.mark.parametrize("machine", PRIVATE)
def test_a_machine_that_is_not_public(machine: str) -> None:
    assert not is_public(machine)
    with pytest.raises(Forbidden):
        check_addresses(["1.1.1.1", machine])


@pytest.mark.parametrize("machine", PUBLIC)
def test_a_public_machine(machine: str) -> None:
    assert is_public(machine)


@pytest.mark.parametrize("address", [*ADDRESSES, "https://x.com/" + "a" * 2_000, "https://" + "a." * 130 + "com/"])
def test_an_address_we_do_not_go_to(address: str) -> None:
    with pytest.raises(Forbidden):
        target(address)


def test_an_address_we_go_to() -> None:
    found = target("https://Publish.X.com:443/oembed?url=https%3A%2F%2Fx.com%2Fa&omit_script=1#part")
    assert (found.host, found.path) == ("publish.x.com", "/oembed?url=https%3A%2F%2Fx.com%2Fa&omit_script=1")
    assert target("https://xn--11b4c3d.xn--h2brj9c").path == "/"


def test_only_the_hosts_that_may_be_asked() -> None:
    assert target("https://x.com/", {"x.com"}).host == "x.com"
    for address in ("https://x.com.evil.in/", "https://www.x.com/", "https://evil.in/x.com"):
        with pytest.raises(Forbidden):
            target(address, {"x.com"})
