"""Mail addresses: ``"Editor <editor@example.org>"`` -> its parts, safe for headers and servers.

In: one address as written in config.yaml. Out: an ``Address`` whose domain is in the form that servers look up, or a
readable ValueError. Names and local parts in any script are kept.
"""

import re
import unicodedata
from dataclasses import dataclass
from email.utils import parseaddr

_LOCAL = re.compile(r"[^\s\x00-\x20\x7f@<>()\[\]\\,;:\"]+")
_DOMAIN = re.compile(r"(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """One mailbox."""

    name: str
    """The display name; may be empty."""
    local: str
    """The part before the @, in NFC."""
    domain: str
    """The part after the @, in the ASCII form of IDNA."""

    @property
    def spec(self) -> str:
        """The address as sent to a server."""
        return f"{self.local}@{self.domain}"

    @property
    def key(self) -> str:
        """A key that is equal for all spellings of one mailbox."""
        return f"{self.local.casefold()}@{self.domain}"

    @property
    def needs_smtputf8(self) -> bool:
        """True if only a server with SMTPUTF8 (RFC 6531) can accept it."""
        return not self.local.isascii()


def parse(text: str) -> Address:
    r"""Return the parts of one address.

    >>> parse("مكتب التحرير <desk@مثال.org>")
    Address(name='مكتب التحرير', local='desk', domain='xn--mgbh0fb.org')
    >>> parse("a@example.org\r\nBcc: b@example.org")
    Traceback (most recent call last):
    ValueError: it contains a line break or another control character

    Raises:
        ValueError: it is not an address, or could inject a header.

    """
    if any(unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for char in text):
        raise ValueError("it contains a line break or another control character")
    text = unicodedata.normalize("NFC", text.strip())
    name, spec = parseaddr(text) if text.endswith(">") else ("", text)
    local, at, domain = spec.rpartition("@")
    if not at or not _LOCAL.fullmatch(local) or local.startswith(".") or local.endswith(".") or ".." in local:
        raise ValueError(f"'{text}' is not a mail address; write it as name@example.org or Name <name@example.org>")
    if len(local.encode()) > 64:
        raise ValueError(f"'{text}' has more than 64 bytes before the @")
    return Address(name=name, local=local, domain=ascii_domain(domain))


def ascii_domain(domain: str) -> str:
    """Return a host or domain name in lower-case ASCII.

    >>> ascii_domain("بريد.مثال.org")
    'xn--ngbof4h.xn--mgbh0fb.org'

    Raises:
        ValueError: it is not a domain name.

    Source: RFC 5891 (IDNA 2008), with the mapping of Unicode Technical Standard 46.

    """
    import idna

    try:
        encoded = idna.encode(domain, uts46=True).decode().lower()
    except UnicodeError as e:
        raise ValueError(f"'{domain}' is not a domain name ({e})") from e
    if not _DOMAIN.fullmatch(encoded):
        raise ValueError(f"'{domain}' is not a domain name")
    return encoded
