"""Addresses of this machine, which of them others can reach, and a free port."""

from __future__ import annotations

import errno
import ipaddress
import socket
import struct
import sys
from contextlib import suppress
from dataclasses import dataclass

LOOPBACK = "127.0.0.1"
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - only compared with; bound only if a person types it
PORT = 8765
HTTP_PORT = 80  # browsers leave this port out of `Host` and `Origin`
PORTS_TRIED = 6  # ports tried: the wanted one and the next five
_BEYOND = ("192.0.2.1", "10.255.255.255", "192.168.255.255", "172.31.255.255", "169.254.255.255")
_SIOCGIFADDR = 0x8915  # a constant of Linux
_DEAD_AFTER = 20_000  # milliseconds until a connection without acknowledgement is given up


@dataclass(frozen=True, slots=True)
class Interface:
    """An address of this machine; `name` is the system's for the interface, if known."""

    address: str
    name: str = ""

    @property
    def label(self) -> str:
        """`wlan0 (192.168.1.10)`, or the address alone."""
        return f"{self.name} ({self.address})" if self.name else self.address


class PortTakenError(OSError):
    """The wanted port and the next five are in use."""


def is_loopback(address: str) -> bool:
    """Whether only this machine itself reaches the address."""
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return address == "localhost"


def interfaces() -> tuple[Interface, ...]:
    """IPv4 addresses that others may reach, first the one that outgoing packets use."""
    names = dict(_named_addresses())
    with suppress(OSError):
        for entry in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET):
            names.setdefault(str(entry[4][0]), "")
    outgoing = _outward()
    if outgoing:
        names.setdefault(outgoing, "")
    outward = [Interface(address, name) for address, name in names.items() if not is_loopback(address)]
    return tuple(
        sorted(
            outward, key=lambda interface: (interface.address != outgoing, interface.name, interface.address)
        )
    )


def interface_of(address: str) -> Interface:
    """The interface of this address, with its name if the system gives it."""
    return next((interface for interface in interfaces() if interface.address == address), Interface(address))


def listen(address: str, port: int) -> socket.socket:
    """A listening socket on the port, or else on one of the next five; for port 0, on any.

    Raises `PortTakenError`, or `OSError` if the address is not this machine's.
    """
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    for number in range(port, port + PORTS_TRIED) if port else (0,):
        if number > 65535:
            break
        listening = socket.socket(family)
        try:
            if sys.platform != "win32":  # on Windows it would let two programs use the same port
                listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind((address, number))
            listening.listen(512)
        except OSError as error:
            listening.close()
            if not _is_taken(error):
                raise
            continue
        _notice_dead(listening)
        return listening
    raise PortTakenError(port)


def _is_taken(error: OSError) -> bool:
    """Whether a port is in use, or kept back by the system, as Windows does; another one may do."""
    return error.errno in (errno.EADDRINUSE, errno.EACCES)


def _notice_dead(listening: socket.socket) -> None:
    """Set how soon connections notice that a phone has fallen asleep; accepted sockets inherit this."""
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in (
        ("TCP_KEEPIDLE", 15),
        ("TCP_KEEPINTVL", 5),
        ("TCP_KEEPCNT", 3),
        ("TCP_USER_TIMEOUT", _DEAD_AFTER),
    ):
        if option := getattr(socket, name, None):
            with suppress(OSError):
                listening.setsockopt(socket.IPPROTO_TCP, option, value)


def hosts(address: str, port: int) -> frozenset[str]:
    """The names that browsers may send in `Host` for this address."""
    if address in EVERYWHERE:
        addresses = (interface.address for interface in interfaces())
        return frozenset().union(*(hosts(host, port) for host in (*addresses, LOOPBACK)))
    names = {f"[{address}]" if ":" in address else address}
    if is_loopback(address) and ":" not in address:
        names.add("localhost")
    with_port = {f"{name}:{port}" for name in names}
    return frozenset(with_port | names if port == HTTP_PORT else with_port)


def urls(address: str, port: int) -> tuple[str, ...]:
    """The URLs that people can type to reach this address, the most useful first."""
    if address in EVERYWHERE:
        return tuple(f"http://{interface.address}:{port}/" for interface in interfaces())
    return (f"http://[{address}]:{port}/" if ":" in address else f"http://{address}:{port}/",)


def _outward() -> str:
    """The source address of outgoing packets. Nothing is sent."""
    for beyond in _BEYOND:
        with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.connect((beyond, 9))
            address = str(probe.getsockname()[0])
            if not is_loopback(address) and address not in EVERYWHERE:
                return address
    return ""


def _named_addresses() -> list[tuple[str, str]]:
    """Addresses with the names of their interfaces, where the standard library gives them (Linux)."""
    if not sys.platform.startswith("linux"):
        return []
    import fcntl  # noqa: PLC0415  not on Windows

    addresses = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        for _, name in socket.if_nameindex():
            with suppress(OSError):
                answer = fcntl.ioctl(probe.fileno(), _SIOCGIFADDR, struct.pack("256s", name.encode()[:15]))
                addresses.append((socket.inet_ntoa(answer[20:24]), name))
    return addresses
