"""Small wheels, and the script of a bundle."""

import hashlib
import subprocess
import tarfile
import zipfile
from io import BytesIO

SECRETS = ("smtp-password", "bot-token", "cookies.txt")
"""Files of the desk in ``bundle/conftest.py``."""


def write_wheel(folder, name, tag="py3-none-any"):
    """Write a wheel with one module, and return the lines of a lock file that name it."""
    wheel = folder / f"{name}-1.0-{tag}.whl"
    folder.mkdir(exist_ok=True)
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr(f"{name}.py", "")
        archive.writestr(f"{name}-1.0.dist-info/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        archive.writestr(f"{name}-1.0.dist-info/WHEEL", f"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: {tag}\n")
        archive.writestr(f"{name}-1.0.dist-info/RECORD", "")
    return _lines(wheel, name)


BACKEND = """
import zipfile
def get_requires_for_build_wheel(config_settings=None): return []
def build_wheel(folder, config_settings=None, metadata_directory=None):
    with zipfile.ZipFile(f"{{folder}}/{name}-1.0-{tag}.whl", "w") as archive:
        archive.writestr("{name}-1.0.dist-info/METADATA", "Metadata-Version: 2.1\\nName: {name}\\nVersion: 1.0\\n")
        archive.writestr("{name}-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: {tag}\\n")
        archive.writestr("{name}-1.0.dist-info/RECORD", "")
    return "{name}-1.0-{tag}.whl"
"""


def write_sdist(folder, name, tag="py3-none-any"):
    """Write a source distribution that builds itself into an empty wheel, and return the lines that name it."""
    files = {
        "PKG-INFO": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n",
        "pyproject.toml": '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n',
        "backend.py": BACKEND.format(name=name, tag=tag),
    }
    path = folder / f"{name}-1.0.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        for file, text in files.items():
            entry = tarfile.TarInfo(f"{name}-1.0/{file}")
            entry.size = len(text.encode())
            archive.addfile(entry, BytesIO(text.encode()))
    return _lines(path, name)


def _lines(path, name):
    return f"{name}==1.0 \\\n    --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n    # via reporter\n"


def install(bundle, *arguments):
    """Run the bundle's own script."""
    return subprocess.run(["sh", bundle / "install.sh", *arguments], capture_output=True, text=True, check=False)
