"""TBX in its styles, with the statuses that programs write."""

import pytest

from reporter.exchange import tbx
from reporter.exchange.xml_text import FormatError

AR, EN, OTHER = "سلطة الموانئ", "Ports Authority", "Harbour Board"


def dca(status="", languages=("ar", "en"), name="xml:lang"):
    note = f'<termNote type="administrativeStatus">{status}</termNote>' if status else ""
    return (
        '<tbx style="dca" type="TBX-Basic" xmlns="urn:iso:std:iso:30042:ed-2"><text><body><conceptEntry id="c">'
        f'<langSec {name}="{languages[0]}"><termSec><term>{AR}</term></termSec></langSec><langSec {name}="{languages[1]}">'
        f"<termSec><term>{OTHER}</term>{note}</termSec><termSec><term>{EN}</term></termSec></langSec>"
        "</conceptEntry></body></text></tbx>"
    )


def dct(status):
    return (
        '<tbx style="dct" type="TBX-Basic" xmlns="urn:iso:std:iso:30042:ed-2" xmlns:m="http://www.tbxinfo.net/ns/min">'
        f'<text><body><conceptEntry id="c"><langSec xml:lang="ar"><termSec><term>{AR}</term></termSec></langSec>'
        f'<langSec xml:lang="en"><termSec><term>{OTHER}</term><m:administrativeStatus>{status}</m:administrativeStatus>'
        f"</termSec><termSec><term>{EN}</term></termSec></langSec></conceptEntry></body></text></tbx>"
    )


def tbx_2008(status, kind="administrativeStatus"):
    return (
        f'<martif type="TBX"><text><body><termEntry><langSet lang="ar_SA"><tig><term>{AR}</term></tig></langSet>'
        f'<langSet lang="EN"><ntig><termGrp><term>{OTHER}</term><termNote type="{kind}">{status}</termNote></termGrp></ntig>'
        f"<tig><term>{EN}</term></tig></langSet></termEntry></body></text></martif>"
    )


def tbx_min(status):
    return (
        f'<TBX dialect="TBX-Min"><body><entry id="c"><langGroup xml:lang="ar"><termGroup><term>{AR}</term></termGroup>'
        f'</langGroup><langGroup xml:lang="en"><termGroup><term>{OTHER}</term><termStatus>{status}</termStatus></termGroup>'
        f"<termGroup><term>{EN}</term></termGroup></langGroup></entry></body></TBX>"
    )


STYLES = [dca, dct, tbx_2008, tbx_min]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(
    "status",
    [
        "deprecatedTerm-admn-sts",
        "supersededTerm-admn-sts",
        "deprecatedTerm",
        "supersededTerm",
        "forbidden",
        "Forbidden",
        "obsolete",
        "deprecated",
        "superseded",
        "not recommended",
        "Do not use",
        "obsoleteTerm",
        " FORBIDDEN\n",
    ],
)
def test_a_term_that_must_not_be_used_is_forbidden(style, status):
    """This holds in each style and spelling."""
    (concept,) = tbx.read(style(status).encode())
    assert (concept.arabic, concept.english, concept.forbidden) == ((AR,), (EN,), (OTHER,))


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(
    "status", ["proposed", "in review", "غير معتمد", "xyz", "admittedTerm-admn-sts", "nonpreferred"]
)
def test_an_unknown_status_is_never_preferred(style, status):
    """The same holds for "admitted"; the other term is used."""
    (concept,) = tbx.read(style(status).encode())
    assert (concept.english, concept.forbidden) in [((EN, OTHER), ()), ((EN,), ())]


def test_the_preferred_term_comes_first():
    """It precedes one without a status."""
    (concept,) = tbx.read(dca("preferredTerm-admn-sts").encode())
    assert concept.english == (OTHER, EN)
    assert concept.english[0] == OTHER


def test_a_concept_with_only_an_unknown_status_is_reported():
    """It cannot be used, and the message has the status."""
    only = dca("proposed").replace(f"<termSec><term>{EN}</term></termSec>", "")
    (concept,) = tbx.read(only.encode())
    assert concept.english == ()
    assert "unknown status 'proposed'" in concept.problem


@pytest.mark.parametrize(
    "kind", ["administrativeStatus", "normativeAuthorization", "Status", "usage status", "termStatus"]
)
def test_the_status_has_several_names(kind):
    """They depend on the program."""
    (concept,) = tbx.read(tbx_2008("deprecated", kind).encode())
    assert concept.forbidden == (OTHER,)


def test_a_process_status_is_ignored():
    """It describes the work on the termbase, not whether the term is correct."""
    (concept,) = tbx.read(tbx_2008("unprocessed", "processStatus").encode())
    assert concept.english == (OTHER, EN)


@pytest.mark.parametrize("name", ["xml:lang", "lang"])
@pytest.mark.parametrize("languages", [("ar_SA", "en_US"), ("ARA", "ENG"), ("arb", "en-GB"), ("AR-EG", "EN")])
def test_languages_have_many_names(name, languages):
    """As in TMX."""
    (concept,) = tbx.read(dca("forbidden", languages, name).encode())
    assert (concept.arabic, concept.english) == ((AR,), (EN,))


def test_a_control_character_loses_only_its_concept():
    """The concept is reported."""
    (concept,) = tbx.read(dca().replace(EN, "Ports&#x1F; Authority").encode())
    assert "control character" in concept.problem


def test_other_files_are_rejected():
    """The message has the line."""
    with pytest.raises(FormatError, match="line 1: this is not a TBX file, it begins with <tmx>"):
        list(tbx.read(b"<tmx/>"))


@pytest.mark.parametrize(
    ("status", "kind"), [("forbiddenTerm", "x-tool-mark"), ("true", "forbidden"), ("deprecated", "x-tool-state")]
)
def test_a_note_of_any_kind_can_forbid_a_term(status, kind):
    """Programs have kinds of their own."""
    (concept,) = tbx.read(tbx_2008(status, kind).encode())
    assert (concept.english, concept.forbidden) == ((EN,), (OTHER,))


@pytest.mark.parametrize(
    ("status", "kind"), [("false", "forbidden"), ("9", "reliabilityCode"), ("fullForm", "termType")]
)
def test_a_note_of_another_kind_says_nothing_about_use(status, kind):
    """Neither good nor bad."""
    (concept,) = tbx.read(tbx_2008(status, kind).encode())
    assert (set(concept.english), concept.forbidden) == ({EN, OTHER}, ())


@pytest.mark.parametrize("named", ['lang="AR" type="Arabic"', 'type="Arabic"', 'lang="ar-SA" type="Source"'])
def test_multiterm_xml_is_read(named):
    """What MultiTerm exports unless it is asked for TBX: UTF-16, and languages as elements."""
    content = (
        '<?xml version="1.0" encoding="UTF-16"?><mtf><conceptGrp><concept>7</concept>'
        f"<languageGrp><language {named}/><termGrp><term>{AR}</term></termGrp></languageGrp>"
        f'<languageGrp><language lang="EN" type="English"/><termGrp><term>{OTHER}</term><descripGrp>'
        f'<descrip type="Status">Do not use</descrip></descripGrp></termGrp><termGrp><term>{EN}</term></termGrp>'
        "</languageGrp></conceptGrp></mtf>"
    )
    (concept,) = tbx.read(content.encode("utf-16"))
    assert (concept.arabic, concept.english, concept.forbidden) == ((AR,), (EN,), (OTHER,))
