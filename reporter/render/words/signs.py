r"""Remove characters that are never visible, such as bidi controls and soft hyphens.

Variation selectors and joiners stay where they change what is visible: in an emoji, and between letters that join.

Source: Unicode 16, DerivedCoreProperties (Default_Ignorable_Code_Point); Unicode Technical Standard 51, 1.4.9 (emoji
sequences).
"""

import re

_IGNORABLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
EMOJI = (
    "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2194-\u21ff\u2300-\u27bf\u2900-\u2bff\u3030\u303d\u3297\u3299"
    "\U0001f000-\U0001faff"
)
"""For a character class: characters that may be drawn as emoji, and the symbols between them."""
_JOINING = "\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f\u08a0-\u08c9"
_MARKS = "\u064b-\u065f\u0670"

_NEVER_PRINTED = re.compile(
    rf"(?P<kept>(?<=[{EMOJI}])\ufe0f|(?<=[0-9#*])\ufe0f(?=\u20e3)|(?<=[{EMOJI}\ufe0f])\u200d(?=[{EMOJI}])"
    rf"|(?<=\U0001f3f4)[\U000e0020-\U000e007e]+\U000e007f"
    rf"|(?<=[{_JOINING}{_MARKS}])\u200c(?=[{_JOINING}])|(?<=[{_JOINING}{_MARKS}])\u200d|\u200d(?=[{_JOINING}]))"
    rf"|[{_IGNORABLE}]"
)


def printable(text: str) -> str:
    r"""Return `text` without characters that are never visible.

    >>> printable("\ufeffالشر\u00adق \u202eالأوسط")
    'الشرق الأوسط'
    >>> printable("م\u200cی") == "م\u200cی", printable("الشرق\u200c ") == "الشرق "
    (True, True)
    """
    return _NEVER_PRINTED.sub(lambda found: found["kept"] or "", text)
