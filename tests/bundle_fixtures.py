"""Small wheels, and the script of a bundle."""

import hashlib
import subprocess
import zipfile

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
    return f"{name}==1.0 \\\n    --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n    # via reporter\n"


def install(bundle, *arguments):
    """Run the bundle's own script."""
    return subprocess.run(["sh", bundle / "install.sh", *arguments], capture_output=True, text=True, check=False)
