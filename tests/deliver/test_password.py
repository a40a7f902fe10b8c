"""The password is found in the right places and never goes anywhere else."""

import copy
import json
import pickle

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError, PasswordSetError
from letters import email

from reporter.deliver import Password, find_password
from reporter.errors import DeliveryError

SECRET = "pa55-w0rd-planted"


@pytest.fixture
def secret_file(tmp_path):
    path = tmp_path / "password"
    path.write_text(SECRET + "\n", encoding="utf-8")
    path.chmod(0o600)
    return path


class Ring(KeyringBackend):
    """A keyring with one password."""

    priority = 1

    def get_password(self, service, username):
        """Return it for one service and user."""
        return SECRET if (service, username) == ("briefing-mail", "briefing") else None

    def set_password(self, service, username, password):
        """Raise an error, like a read-only keyring."""
        raise PasswordSetError(service, username, len(password))

    def delete_password(self, service, username):
        """Raise an error, like a read-only keyring."""
        raise PasswordDeleteError(service, username)


@pytest.fixture
def ring():
    before = keyring.get_keyring()
    keyring.set_keyring(Ring())
    yield
    keyring.set_keyring(before)


def found(settings, environment=()):
    password = find_password(settings, dict(environment))
    return password and password.reveal()


def test_without_a_user_there_is_no_password():
    """A server on this computer often needs none."""
    assert found(email(1), {"REPORTER_SMTP_PASSWORD": SECRET}) is None


def test_the_environment_comes_first(secret_file):
    """A single run can then use a different password from that in the file."""
    assert found(email(1, user="u", password_file=str(secret_file)), {"REPORTER_SMTP_PASSWORD": "other"}) == "other"


def test_the_file_is_read_without_its_line_end(secret_file):
    """Editors add one."""
    assert found(email(1, user="u", password_file=str(secret_file))) == SECRET


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o660, 0o620])
def test_a_file_that_others_can_read_or_write_is_rejected(secret_file, mode):
    """The message contains the command that fixes it, but not the password."""
    secret_file.chmod(mode)
    with pytest.raises(DeliveryError, match="chmod 600") as caught:
        found(email(1, user="u", password_file=str(secret_file)))
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize("content", [b"", b"\n", b"\xff\xfe"])
def test_a_file_without_a_password_is_reported(secret_file, content):
    """It is empty or not text."""
    secret_file.write_bytes(content)
    with pytest.raises(DeliveryError, match=str(secret_file)):
        found(email(1, user="u", password_file=str(secret_file)))


def test_the_keyring_is_asked_for_service_and_user(ring):
    """It has a password for this user, and the message for another user says how to add one."""
    assert found(email(1, user="briefing", keyring="briefing-mail")) == SECRET
    with pytest.raises(DeliveryError, match="keyring set briefing-mail other"):
        found(email(1, user="other", keyring="briefing-mail"))


def test_no_password_at_all_names_the_three_places():
    """This happens before anything is sent."""
    with pytest.raises(DeliveryError, match=r"REPORTER_SMTP_PASSWORD.*password_file.*keyring"):
        found(email(1, user="u"))


def test_a_password_cannot_be_printed_or_stored():
    """Neither repr, str, format, JSON, pickle nor a copy reveals it."""
    password = Password(SECRET, "u")
    assert SECRET not in f"{password!r} {password} {password!s}"
    for leak in (json.dumps, pickle.dumps, copy.deepcopy):
        with pytest.raises(TypeError) as caught:
            leak(password)
        assert SECRET not in str(caught.value)
