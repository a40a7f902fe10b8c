"""XLIFF as translation programs write it: 1.2, 2.0, 2.1 and 2.2."""

import pytest

from reporter.exchange import xliff
from reporter.exchange.xml_text import FormatError

AR, EN = "أغلق الميناء أبوابه مساء.", "The port closed in the evening."


def version_1(unit, version="1.2", languages='source-language="ar" target-language="en-GB"', namespace=True):
    name = f' xmlns="urn:oasis:names:tc:xliff:document:{version}"' if namespace else ""
    return (
        f'<?xml version="1.0"?><xliff version="{version}"{name}><file original="e" {languages} datatype="plaintext">'
        f"<body><group>{unit}</group></body></file></xliff>"
    ).encode()


def version_2(unit, version="2.0", namespace="2.0", languages='srcLang="ar" trgLang="en"'):
    return (
        f'<xliff version="{version}" xmlns="urn:oasis:names:tc:xliff:document:{namespace}" {languages}>'
        f'<file id="f"><group id="g"><unit id="u">{unit}</unit></group></file></xliff>'
    ).encode()


def trans_unit(english=EN, more="", state=""):
    return f'<trans-unit id="u" {more}><source>{AR}</source><target {state}>{english}</target></trans-unit>'


@pytest.mark.parametrize(("version", "namespace"), [("1.2", True), ("1.2", False), ("1.1", True)])
@pytest.mark.parametrize(
    "languages",
    [
        'source-language="ar" target-language="en"',
        'source-language="ara" target-language="en_US"',
        'source-language="AR"',
    ],
)
def test_version_1_is_read(version, namespace, languages):
    """This includes groups, alternatives and codes."""
    alternative = "<alt-trans><source>x</source><target>Other.</target></alt-trans>"
    unit = trans_unit('The <g id="1">port</g> <x id="2"/>closed <ph id="3">{0}</ph>in the evening.', 'approved="yes"')
    content = version_1(unit.replace("</trans-unit>", f"{alternative}</trans-unit>"), version, languages, namespace)
    (row,) = xliff.loads(content)
    assert (row.id, row.text_ar, row.text_en, row.reviewed) == ("u", AR, EN, True)


@pytest.mark.parametrize(
    ("more", "state", "reviewed"),
    [
        ("", "", False),
        ('approved="no"', 'state="translated"', False),
        ("", 'state="needs-review-translation"', False),
        ("", 'state="signed-off"', True),
        ("", 'state="final"', True),
        ('approved="yes"', "", True),
    ],
)
def test_what_counts_as_reviewed_in_version_1(more, state, reviewed):
    """Approval, or a state that means final."""
    (row,) = xliff.loads(version_1(trans_unit(more=more, state=state)))
    assert row.reviewed is reviewed


@pytest.mark.parametrize(("version", "namespace"), [("2.0", "2.0"), ("2.1", "2.0"), ("2.2", "2.2")])
def test_versions_2_are_read(version, namespace):
    """Split sentences are joined; the space between them need not be repeated."""
    unit = (
        '<segment state="final"><source>أغلق الميناء</source><target>The <pc id="1">port</pc> closed</target></segment>'
        "<ignorable><source> </source></ignorable>"
        '<segment state="reviewed"><source>أبوابه <mrk id="m">مساء</mrk>.</source><target>in the <sc id="2"/>evening<ec/>.</target></segment>'
    )
    (row,) = xliff.loads(version_2(unit, version, namespace))
    assert (row.text_ar, row.text_en, row.reviewed) == (AR, EN, True)


def test_a_unit_without_english_has_none():
    """The space between its sentences is not English."""
    unit = "<segment><source>أ</source></segment><ignorable><source> </source></ignorable><segment><source>ب</source></segment>"
    (row,) = xliff.loads(version_2(unit))
    assert (row.text_ar, row.text_en) == ("أ ب", "")


@pytest.mark.parametrize("bad", ["&#x1F;", "\x0b", '<cp hex="001F"/>'])
def test_a_control_character_loses_only_its_row(bad):
    """The row says what is wrong with it; the others are complete."""
    segment = f"<segment><source>{AR}</source><target>The{bad} port</target></segment>"
    other = version_2(segment).replace(
        b"</unit>", f'</unit><unit id="v"><segment><source>{AR}</source></segment></unit>'.encode()
    )
    first, second = xliff.loads(other)
    assert "control character" in first.problem
    assert (second.id, second.problem) == ("v", "")


def test_escaped_tags_are_removed_from_both_sides():
    """As in TMX."""
    unit = f"<segment><source>&lt;b&gt;{AR}&lt;/b&gt;</source><target>{EN}&lt;br/&gt;</target></segment>"
    (row,) = xliff.loads(version_2(unit))
    assert (row.text_ar, row.text_en.strip()) == (AR, EN)


def test_other_languages_are_rejected():
    """French must not become English."""
    with pytest.raises(FormatError, match="translates from ar to fr, not from ar to en"):
        list(xliff.loads(version_2("<segment/>", languages='srcLang="ar" trgLang="fr"')))


def test_targets_stand_in_their_own_order():
    """The translator put the second sentence first."""
    parts = (
        '<segment><source>أولا.</source><target order="3">Last.</target></segment><ignorable><source> </source></ignorable>'
        '<segment><source>ثانيا.</source><target order="1">First.</target></segment>'
    )
    (row,) = xliff.loads(version_2(parts))
    assert (row.text_ar, row.text_en) == ("أولا. ثانيا.", "First. Last.")


def test_what_a_tracked_change_deleted_is_gone():
    """Trados keeps it in the target until someone accepts the change."""
    english = (
        'The <mrk mtype="x-sdl-deleted">harbour</mrk><mrk mtype="x-sdl-added">port</mrk> '
        '<mrk mtype="x-sdl-comment">closed</mrk> in the evening.'
    )
    assert [row.text_en for row in xliff.loads(version_1(trans_unit(english)))] == [EN]
