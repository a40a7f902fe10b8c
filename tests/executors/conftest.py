"""A machine without packages, the small real package, a web server on loopback."""

from package_fixtures import *  # noqa: F403
