"""Every setting: its name, its default, what it means. The environment gives `CLAIMDESK_NAME`."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

MIB = 1024 * 1024

SETTINGS: dict[str, tuple[Any, str]] = {
    "DATA_DIR": ("data", "Folder of the embedded database, the secret key, and packages kept ready."),
    "DATABASE_URL": ("", "SQLAlchemy URL; empty means SQLite in DATA_DIR."),
    "SECRET_KEY": ("", "Signs cookies, at least 32 characters; empty means a key file in DATA_DIR."),
    "SECURE_COOKIES": (False, "Set to 1 behind HTTPS: cookies and HSTS for secure connections only."),
    "ORGANISATION": ("", "Who publishes, as exports name it."),
    "PUBLIC_URL": ("", "Where verified claims are published, as exports name it."),
    "LANGUAGE": ("en", "Language of the interface for who has not chosen one."),
    "MAX_CONTENT_LENGTH": (32 * MIB, "The largest request that is read at all, in bytes."),
    "SIGN_IN_LIMIT": ("10 per minute; 60 per hour", "Wrong sign-ins per address and name."),
    "SIGN_IN_ADDRESS_LIMIT": ("60 per minute", "Wrong sign-ins per address, whatever the name."),
    "FETCH": (
        "",
        "Whether web addresses may be fetched: on, off; empty means on if only this machine is served.",
    ),
    "FETCH_HOSTS": (
        "",
        "Hosts that may be fetched from, with commas between (.example.org: all below); empty means any.",
    ),
    "PROXIES": (0, "How many proxies stand before the desk; their forwarded headers are believed."),
}


class SettingError(Exception):
    """A setting that the desk cannot open with."""


def settings(given: dict[str, Any]) -> dict[str, Any]:
    """Defaults, then the environment, then what is given; names not listed pass as Flask's own.

    Raises:
        SettingError: if the secret key is missing or too short, or a number is none.
    """
    merged = {name: _from_environment(name, default) for name, (default, _) in SETTINGS.items()} | given
    data_dir = Path(merged["DATA_DIR"])
    merged["DATABASE_URL"] = merged["DATABASE_URL"] or f"sqlite:///{data_dir / 'claimdesk.db'}"
    if len(merged["SECRET_KEY"]) < 32:
        raise SettingError("SECRET_KEY must have at least 32 characters; `claimdesk open` makes one")
    return merged


#: Names of this machine that no other can reach.
_OWN_MACHINE = frozenset({"127.0.0.1", "::1", "localhost"})


def published_as(given: Mapping[str, Any]) -> dict[str, str]:
    """Who publishes and where, as exports name them."""
    return {"organisation": given["ORGANISATION"], "public_url": given["PUBLIC_URL"]}


def may_fetch(given: Mapping[str, Any], host: str) -> bool:
    """Whether a desk with these settings may fetch web addresses.

    Args:
        given: the settings.
        host: where it listens, "" if that is not known. A desk behind a proxy serves more than its
            own machine, wherever it listens.

    Raises:
        SettingError: if FETCH is no such word.
    """
    chosen = given["FETCH"].lower()
    if chosen not in ("on", "off", ""):
        raise SettingError(f"CLAIMDESK_FETCH is on, off or empty, and cannot be “{given['FETCH']}”")
    return chosen == "on" or (not chosen and host in _OWN_MACHINE and not given["PROXIES"])


def fetch_hosts(given: Mapping[str, Any]) -> tuple[str, ...]:
    """The hosts that may be fetched from; none means any public one."""
    return tuple(given["FETCH_HOSTS"].replace(",", " ").split())


def packages(given: Mapping[str, Any]) -> Path:
    """The folder where packages of frozen versions are kept ready; all in it can be made again."""
    return Path(given["DATA_DIR"]) / "packages"


def _from_environment(name: str, default: Any) -> Any:
    value = os.environ.get(f"CLAIMDESK_{name}")
    if value is None:
        return default
    if isinstance(default, bool):
        return value.lower() in ("1", "true", "yes")
    try:
        return type(default)(value)
    except ValueError:
        raise SettingError(f"CLAIMDESK_{name} cannot be “{value}”") from None


def of_folder(data_dir: Path) -> dict[str, str]:
    """The settings of a desk that lives in a folder: its key is kept there, unless the environment
    gives one.
    """
    given = os.environ.get("CLAIMDESK_SECRET_KEY")
    return {"DATA_DIR": str(data_dir), "SECRET_KEY": given or secret_key(data_dir)}


def secret_key(data_dir: Path) -> str:
    """The desk's own key, made at its first start and readable by its owner only."""
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = data_dir / "secret.key"
    if not path.exists():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()
