"""Mail addresses: ``"Editor <editor@example.org>"`` -> its parts, safe for a header and for a server.

In: one address as a person writes it in config.yaml. Out: an ``Address`` whose domain is in the form that servers look
up, or a ValueError in words. Names and local parts in any script are kept.
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
    """What is shown beside it; may be empty."""
    local: str
    """What stands before the @, in NFC."""
    domain: str
    """What stands after it, in the ASCII form of IDNA."""

    @property
    def spec(self) -> str:
        """The address as a server takes it."""
        return f"{self.local}@{self.domain}"

    @property
    def key(self) -> str:
        """What two spellings of one mailbox have in common."""
        return f"{self.local.casefold()}@{self.domain}"

    @property
    def needs_smtputf8(self) -> bool:
        """True when only a server with SMTPUTF8 (RFC 6531) can take it."""
        return not self.local.isascii()


def parse(text: str) -> Address:
    r"""Return the parts of one address.

    >>> parse("مكتب التحرير <desk@مثال.org>")
    Address(name='مكتب التحرير', local='desk', domain='xn--mgbh0fb.org')
    >>> parse("a@example.org\r\nBcc: b@example.org")
    Traceback (most recent call last):
    ValueError: it holds a line break or another control character

    Raises:
        ValueError: it is no address, or could change a header.

    """
    if any(unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for char in text):
        raise ValueError("it holds a line break or another control character")
    text = unicodedata.normalize("NFC", text.strip())
    name, spec = parseaddr(text) if text.endswith(">") else ("", text)
    local, at, domain = spec.rpartition("@")
    if not at or not _LOCAL.fullmatch(local) or local.startswith(".") or local.endswith(".") or ".." in local:
        raise ValueError(f"'{text}' is no mail address; write it as name@example.org or Name <name@example.org>")
    if len(local.encode()) > 64:
        raise ValueError(f"'{text}': more than 64 bytes before the @")
    return Address(name=name, local=local, domain=ascii_domain(domain))


def ascii_domain(domain: str) -> str:
    """Return a host or domain name in ASCII, lower case.

    >>> ascii_domain("بريد.مثال.org")
    'xn--ngbof4h.xn--mgbh0fb.org'

    Raises:
        ValueError: it is no domain name.

    Source: RFC 5891 (IDNA 2008), with the mapping of Unicode Technical Standard 46.

    """
    import idna

    try:
        encoded = idna.encode(domain, uts46=True).decode().lower()
    except UnicodeError as e:
        raise ValueError(f"'{domain}' is no domain name ({e})") from e
    if not _DOMAIN.fullmatch(encoded):
        raise ValueError(f"'{domain}' is no domain name")
    return encoded
