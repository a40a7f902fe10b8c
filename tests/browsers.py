"""A real browser for tests: headless Chromium, controlled by Selenium; and the JavaScript packages of tests/web."""

import shutil
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")
FLAGS = (
    "headless", "no-sandbox", "disable-gpu", "disable-quic", "no-first-run", "disable-background-networking",
    "disable-component-update", "disable-sync", "disable-dev-shm-usage", "hide-scrollbars",
)  # fmt: skip
PACKAGES = Path(__file__).parent / "web/node_modules"

needs_browser = pytest.mark.skipif(
    not (CHROMIUM and DRIVER), reason="no chromium and chromedriver here (Debian: apt install chromium-driver)"
)


def open_browser(profile, *flags):
    """Return a browser with the profile in the folder `profile`; its console is recorded."""
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in (*FLAGS, *flags, f"user-data-dir={profile}"):
        options.add_argument(f"--{flag}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return webdriver.Chrome(options=options, service=Service(DRIVER))


def package(path):
    """Return a file of an npm package of tests/web, or skip the test."""
    if not (PACKAGES / path).is_file():
        pytest.skip(f"{path} is not installed (npm ci --prefix tests/web)")
    return PACKAGES / path
