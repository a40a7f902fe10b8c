"""A machine without packages, the small real package, a web server on loopback."""

from package_fixtures import (
    _installed_once,
    counting,
    no_packages,
    package,
    package_file,
    server,
    settings,
    store,
)

__all__ = ["_installed_once", "counting", "no_packages", "package", "package_file", "server", "settings", "store"]
