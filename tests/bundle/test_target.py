"""For which machine a bundle is."""

import pytest

from reporter.bundle.target import target
from reporter.errors import ConfigError


@pytest.mark.parametrize(
    ("platform", "wheel", "fits"),
    [
        ("manylinux_2_36_x86_64", "a-1-cp313-cp313-manylinux_2_36_x86_64.whl", True),
        ("manylinux_2_36_x86_64", "a-1-cp313-cp313-manylinux_2_37_x86_64.whl", False),
        ("manylinux_2_36_x86_64", "a-1-cp313-cp313-manylinux2014_x86_64.whl", True),
        ("manylinux_2_16_x86_64", "a-1-cp313-cp313-manylinux2014_x86_64.whl", False),
        ("manylinux_2_36_x86_64", "a-1-cp313-cp313-manylinux1_x86_64.whl", True),
        ("manylinux_2_36_x86_64", "a-1-cp310-abi3-manylinux_2_17_x86_64.whl", True),
        ("manylinux_2_36_x86_64", "a-1-cp312-cp312-manylinux_2_17_x86_64.whl", False),
        ("manylinux_2_36_x86_64", "a-1-cp313-cp313-manylinux_2_17_aarch64.whl", False),
        ("manylinux_2_36_aarch64", "a-1-cp313-cp313-manylinux_2_17_aarch64.whl", True),
        ("manylinux_2_36_aarch64", "a-1-cp313-cp313-macosx_14_0_arm64.whl", False),
        ("manylinux_2_36_aarch64", "a-1-py3-none-any.whl", True),
    ],
)
def test_a_wheel_fits_or_not(platform, wheel, fits):
    assert target(platform, "3.13").accepts(wheel) is fits


@pytest.mark.parametrize(
    ("platform", "python"),
    [
        ("win_amd64", "3.13"), ("manylinux_2_36_sparc", "3.13"), ("manylinux_2_36_x86_64 ", "3.13"),
        ("manylinux_2_36_x86_64", "3.10"), ("manylinux_2_36_x86_64", "3"), ("manylinux_2_36_x86_64", "3.13.1"),
    ],
)  # fmt: skip
def test_other_names_are_refused_with_one_that_is_right(platform, python):
    with pytest.raises(ConfigError, match=r"write it as (manylinux_2_36_x86_64|3\.13)"):
        target(platform, python)
