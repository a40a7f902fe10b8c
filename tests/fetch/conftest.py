"""An outlet that can be fetched from."""

import pytest
from press import ManualClock, Outlet, config_for
from web_servers import serving

from reporter.workflows.fetch import FetchOptions, fetch

EVERYTHING = FetchOptions()


@pytest.fixture
def outlet():
    """Serve an outlet with two articles."""
    with serving() as server:
        made = Outlet(server)
        made.add(1, hours=2)
        made.add(2, hours=1)
        yield made


@pytest.fixture
def clock():
    """Return a clock that moves only when it is told to."""
    return ManualClock()


@pytest.fixture
def fetched(tmp_path, outlet, clock):
    """Fetch with settings for the source `alwadi`, and return its visit."""

    def run(options=EVERYTHING, **settings):
        source = {"name": "alwadi", "feed": outlet.address(), "outlet": "صحيفة الوادي"} | settings
        source = {name: value for name, value in source.items() if value is not None}
        return fetch(config_for(tmp_path, source), options, clock=clock).visits[0]

    return run
