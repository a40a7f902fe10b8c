"""The password of the mail server: looked up, never shown.

In: the settings and the environment. Out: a ``Password`` that prints as asterisks and can remove itself from any text.
This module never logs.
"""

import base64
from collections.abc import Mapping
from pathlib import Path

from reporter.config import EmailSettings
from reporter.errors import DeliveryError
from reporter.secret_files import SecretError, read_secret

VARIABLE = "REPORTER_SMTP_PASSWORD"


class Password:
    """A secret; `reveal` is called only where it is passed to the server."""

    __slots__ = ("_secret", "_user")

    def __init__(self, secret: str, user: str) -> None:
        self._secret = secret
        self._user = user

    def reveal(self) -> str:
        """Return the password itself."""
        return self._secret

    def removed_from(self, text: str) -> str:
        """Return `text` with the password masked in every form in which a server may echo it.

        >>> Password("s3cret", "desk").removed_from("535 no: czNjcmV0 s3cret")
        '535 no: *** ***'
        """
        raw = self._secret.encode()
        plain = b"\0" + self._user.encode() + b"\0" + raw
        for form in (base64.b64encode(plain).decode(), base64.b64encode(raw).decode(), self._secret):
            text = text.replace(form, "***")
        return text

    def __repr__(self) -> str:
        return "Password(***)"

    def __reduce__(self) -> str:
        raise TypeError("a password cannot be serialised")


def find_password(email: EmailSettings, environment: Mapping[str, str]) -> Password | None:
    """Return the password from the environment, `password_file` or the keyring; None if there is no login.

    Raises:
        DeliveryError: there is no password, or its file is readable by others.

    """
    if email.user is None:
        return None
    if environment.get(VARIABLE):
        return Password(environment[VARIABLE], email.user)
    if email.password_file is not None:
        return Password(_from_file(email.password_file), email.user)
    if email.keyring is not None:
        return Password(_from_keyring(email.keyring, email.user), email.user)
    raise DeliveryError(
        f"There is no password for {email.user} at {email.host}: set {VARIABLE}, delivery.email.password_file "
        "or delivery.email.keyring."
    )


def find_secret(variable: str, path: Path | None, environment: Mapping[str, str]) -> Password | None:
    """Return the secret in the environment's `variable` or in the file at `path`; None if neither is there.

    Raises:
        DeliveryError: others can read the file, or it cannot be read.

    """
    if environment.get(variable):
        return Password(environment[variable], "")
    return None if path is None else Password(_from_file(path), "")


def _from_file(path: Path) -> str:
    try:
        return read_secret(path)
    except SecretError as e:
        raise DeliveryError(str(e)) from None


def _from_keyring(service: str, user: str) -> str:
    try:
        import keyring
    except ImportError as e:
        raise DeliveryError("The keyring needs the package 'keyring'; install it where reporter is installed.") from e
    try:
        secret = keyring.get_password(service, user)
    except Exception as e:  # noqa: BLE001 (each backend raises its own)
        raise DeliveryError(f"The keyring cannot be read ({type(e).__name__}); is it unlocked for this user?") from None
    if not secret:
        raise DeliveryError(
            f"The keyring has no password for {user} in {service}; add one with: keyring set {service} {user}"
        )
    return secret
