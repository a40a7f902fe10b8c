"""A long edition needs little more memory than a short one: 60 articles; `make bench scale` has 1,000."""

import pytest
from builders import article, entry, human, record

from benchmarks import scale
from reporter.record import dumps


@pytest.mark.slow
def test_parts_need_less_memory_than_the_whole_and_little_more_processor_time(tmp_path):
    """Two processes print three parts of 20 articles; starting them takes the time of some thirty articles."""
    entries = [
        entry(
            str(number),
            article(*(f"افتُتح الرصيف رقم {number * 10 + n} في الميناء." for n in range(4)), name=chr(0x100 + number)),
            human(f"Quay {number} opens"),
            [human(f"Quay number {number * 10 + n} was opened in the port.") for n in range(4)],
        )
        for number in range(1, 61)
    ]
    path = tmp_path / "briefing.json"
    path.write_bytes(dumps(record(*entries)))
    parts, whole = scale.printed(path, 20), scale.printed(path, scale.WHOLE)
    assert (parts.fonts, parts.font_bytes) == (whole.fonts, pytest.approx(whole.font_bytes, rel=0.05))
    assert whole.pages <= parts.pages <= whole.pages + 3
    assert parts.peak_mb <= 0.8 * whole.peak_mb
    assert parts.processor_s <= 2 * whole.processor_s
