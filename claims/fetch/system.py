"""The network as the machine has it: names to addresses, and a connection to one address.

Nothing here decides anything; what may be connected to is checked before. No proxy is ever asked:
one would resolve the name again, past the check.
"""

import queue
import socket
import ssl
import threading
import time

from claims.fetch.values import Connection


def resolve(host: str, /, *, seconds: float) -> list[str]:
    """Every address of a host, in the order in which the system would try them.

    The system's resolver knows no time limit, so it is left behind when it takes too long.

    Raises:
        OSError: if there is none, or the resolver takes too long.
    """
    found: queue.SimpleQueue[list[str] | OSError] = queue.SimpleQueue()
    threading.Thread(target=_look_up, args=(host, found), daemon=True).start()
    try:
        answer = found.get(timeout=seconds)
    except queue.Empty:
        raise TimeoutError("the resolver takes too long") from None
    if isinstance(answer, OSError):
        raise answer
    return answer


def connect(address: str, port: int, /, *, host: str, tls: bool, seconds: float) -> Connection:
    """Open a connection to one address; with TLS, for a certificate that the system trusts.

    Raises:
        OSError: if nobody answers in time, or the certificate is not the host's.
    """
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    end = time.monotonic() + seconds
    plain = socket.socket(family, socket.SOCK_STREAM)
    try:
        plain.settimeout(seconds)
        plain.connect((address, port))
        if not tls:
            return plain
        plain.settimeout(max(end - time.monotonic(), 0.001))
        return secured(plain, host, ssl.create_default_context())
    except BaseException:
        plain.close()
        raise


def secured(plain: socket.socket, host: str, context: ssl.SSLContext) -> ssl.SSLSocket:
    """Speak TLS over a connection, asking for `host` and checking that the certificate is its.

    Raises:
        OSError: if the certificate does not hold, or the other side speaks no TLS.
    """
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context.wrap_socket(plain, server_hostname=host)


def _look_up(host: str, found: queue.SimpleQueue[list[str] | OSError]) -> None:
    try:
        # As bytes, so that Python does not read the name again with a codec of its own.
        rows = socket.getaddrinfo(host.encode("ascii"), None, type=socket.SOCK_STREAM)
        found.put(list(dict.fromkeys(str(row[4][0]) for row in rows)))
    except OSError as error:
        found.put(error)
