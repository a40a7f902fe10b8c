"""Print editions whole and in parts: whatever is true of a printed edition is tested of both.

The parts are printed in this process, which is quicker; tests/render/pdf/test_presses.py prints them in others.
"""

import pickle
from contextlib import contextmanager
from unittest.mock import patch

from reporter.config import LayoutSettings
from reporter.render import Documents
from reporter.render.pdf import presses
from reporter.render.pdf.press import Failure

WAYS = ("whole", "in parts")


@contextmanager
def _here(make, number):
    press = make()

    def call(method, arguments):
        (made,) = getattr(press, method)(*pickle.loads(pickle.dumps(arguments())))
        made = pickle.loads(pickle.dumps(made))
        if isinstance(made, Failure):
            raise made.error
        return made

    yield lambda calls: [call(*each) for each in calls]


def printed(record, way, entries=1, **layout):
    """Return the PDF of `record`, whole or in parts of so many entries."""
    documents = Documents(LayoutSettings(part=entries if way == "in parts" else 100_000, **layout))
    with patch.object(presses, "_processes", _here):
        return documents.render(record)["briefing.pdf"]
