"""The `delivery` section: what is rejected before a run, and what its paths are relative to."""

import pytest
import yaml

from reporter.config import load, parse
from reporter.errors import ConfigError

USUAL = {"host": "smtp.example.org", "sender": "a@example.org", "groups": [{"name": "desk", "to": ["b@example.org"]}]}


def email(**changes):
    return parse({"delivery": {"email": USUAL | changes}}, name="test").delivery.email


def test_nothing_is_sent_unless_configured():
    """The section is missing, empty, or entirely commented out."""
    for data in ({}, {"delivery": None}, {"delivery": {"email": None}}):
        assert parse(data, name="test").delivery.email is None


def test_encryption_is_on_by_default():
    """It is submission with STARTTLS, as RFC 8314 allows; no setting turns off verification of certificates."""
    assert (email().port, email().security) == (587, "starttls")


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.3.2.1", "::1"])
def test_unencrypted_mail_is_allowed_on_this_computer(host):
    """A server on the same machine needs no encryption."""
    assert email(host=host, security="none").security == "none"


@pytest.mark.parametrize("host", ["smtp.example.org", "10.0.0.1", "localhost.example.org", "128.0.0.1"])
def test_unencrypted_mail_across_a_network_needs_two_settings(host):
    """A typing error does not send the password unencrypted."""
    with pytest.raises(ConfigError, match=r"delivery\.email: security: none .*allow_unencrypted: true"):
        email(host=host, security="none")
    assert email(host=host, security="none", allow_unencrypted=True).host == host


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"groups": []}, "groups: name at least one"),
        ({"groups": [{"name": "desk", "to": []}]}, "groups.0.to: name at least one"),
        ({"groups": [{"name": "x/../y", "to": ["b@example.org"]}]}, "groups.0.name"),
        ({"groups": [{"name": "x", "to": ["b@example.org"]}] * 2}, "two groups are named x"),
        ({"user": "u", "password_file": "p", "keyring": "k"}, "either password_file or keyring"),
        ({"password_file": "p"}, "a password needs a user"),
        ({"host": "smtp example org"}, "host"),
        ({"host": "x\r\ny"}, "host"),
        ({"list_id": "no dots"}, "list_id"),
        ({"sender": "nobody"}, "sender: 'nobody' is not a mail address"),
        ({"sender": "a@b.org\nBcc: c@d.org"}, "sender: it contains a line break"),
    ],
)
def test_mistakes_are_named_with_their_path(changes, part):
    """This happens before anything is made."""
    with pytest.raises(ConfigError) as caught:
        email(**changes)
    assert part in str(caught.value)


def test_paths_are_relative_to_the_config_file(tmp_path):
    """For ledger, certificates and password file, cron's working directory is irrelevant."""
    path = tmp_path / "config.yaml"
    settings = USUAL | {"user": "u", "password_file": "secret", "ca_file": "ca.pem"}
    path.write_text(yaml.safe_dump({"delivery": {"ledger": "own/l.sqlite3", "email": settings}}), encoding="utf-8")
    delivery = load(path).delivery
    assert delivery.ledger == tmp_path / "own/l.sqlite3"
    assert (delivery.email.password_file, delivery.email.ca_file) == (tmp_path / "secret", tmp_path / "ca.pem")


def test_a_host_in_any_script_is_looked_up_in_ascii():
    """IDNA 2008."""
    assert email(host="بريد.مثال.org").host == "xn--ngbof4h.xn--mgbh0fb.org"
