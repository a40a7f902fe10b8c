"""Reproducible ZIP files: their bytes depend only on their content."""

import io
from collections.abc import Mapping
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The earliest time that the format can store."""


def packed(files: Mapping[str, bytes], *, stored: frozenset[str] = frozenset()) -> bytes:
    """Return a ZIP file of `files` in their order; those named in `stored` are not compressed."""
    content = io.BytesIO()
    with ZipFile(content, "w") as archive:
        for name, data in files.items():
            info = ZipInfo(name, _EARLIEST)
            info.compress_type = ZIP_STORED if name in stored else ZIP_DEFLATED
            info.create_system = 0
            info.external_attr = 0
            archive.writestr(info, data, compresslevel=9)
    return content.getvalue()
