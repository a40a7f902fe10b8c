"""The machine that a bundle is for: its processor, glibc and Python.

In: the name of a wheel platform and a version of Python. Out: the tags of the wheels that fit, and the values of the
markers in the lock file.
"""

import platform as this_platform
import re
import sys
from dataclasses import dataclass

from reporter.errors import ConfigError

_PLATFORM = re.compile(r"manylinux_2_(\d{1,3})_(x86_64|aarch64)")
_PYTHON = re.compile(r"3\.(\d{1,2})")
_OLDEST_PYTHON = 11
_OLDEST_GLIBC = 5
_LEGACY = {17: "manylinux2014", 12: "manylinux2010", 5: "manylinux1"}
"""Names that wheels had before PEP 600, by the minor version of glibc that they stand for."""


@dataclass(frozen=True, slots=True)
class Target:
    """A Linux machine with glibc."""

    glibc: int
    """Minor version of glibc 2."""
    machine: str
    python: int
    """Minor version of Python 3."""

    @property
    def platform(self) -> str:
        """The newest wheel platform that the machine supports."""
        return f"manylinux_2_{self.glibc}_{self.machine}"

    @property
    def python_version(self) -> str:
        """The version of Python, such as 3.13."""
        return f"3.{self.python}"

    @property
    def platforms(self) -> list[str]:
        """All wheel platforms that the machine supports, the newest first."""
        names = []
        for minor in range(self.glibc, _OLDEST_GLIBC - 1, -1):
            names.append(f"manylinux_2_{minor}_{self.machine}")
            if minor in _LEGACY and (minor == max(_LEGACY) or self.machine == "x86_64"):
                names.append(f"{_LEGACY[minor]}_{self.machine}")
        return [*names, f"linux_{self.machine}"]

    @property
    def markers(self) -> dict[str, str]:
        """The environment in which the markers of the lock file are evaluated."""
        return {
            "implementation_name": "cpython",
            "implementation_version": f"{self.python_version}.0",
            "os_name": "posix",
            "platform_machine": self.machine,
            "platform_python_implementation": "CPython",
            "platform_system": "Linux",
            "python_full_version": f"{self.python_version}.0",
            "python_version": self.python_version,
            "sys_platform": "linux",
        }

    def accepts(self, wheel: str) -> bool:
        """Return whether the wheel with this file name can be installed there."""
        from packaging.tags import compatible_tags, cpython_tags
        from packaging.utils import parse_wheel_filename

        version, platforms = (3, self.python), self.platforms
        fitting = {
            *cpython_tags(version, platforms=platforms),
            *compatible_tags(version, f"cp3{self.python}", platforms),
        }
        return not fitting.isdisjoint(parse_wheel_filename(wheel)[3])


def target(platform: str | None, python: str | None) -> Target:
    """Return the target with these names; None stands for this machine's own.

    Raises:
        ConfigError: a name is not valid, or this machine is not of a kind that a bundle can be for.

    """
    platform, python = platform or _this_platform(), python or f"3.{sys.version_info.minor}"
    named, version = _PLATFORM.fullmatch(platform), _PYTHON.fullmatch(python)
    if named is None:
        raise ConfigError(
            f"'{platform}' is not a platform; write it as manylinux_2_36_x86_64, with the glibc of the other machine "
            "(Debian 12 has 2.36, Debian 13 has 2.41) and its processor (x86_64 or aarch64)."
        )
    if version is None or int(version[1]) < _OLDEST_PYTHON:
        raise ConfigError(f"'{python}' is not a version of Python that reporter supports; write it as 3.13.")
    return Target(glibc=int(named[1]), machine=named[2], python=int(version[1]))


def _this_platform() -> str:
    library, version = this_platform.libc_ver()
    if library != "glibc":
        raise ConfigError("This machine has no glibc; name the other machine with --platform manylinux_2_36_x86_64.")
    return f"manylinux_{version.replace('.', '_')}_{this_platform.machine()}"
