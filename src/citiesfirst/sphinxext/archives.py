"""ZIP archives that are the same, byte for byte, whenever their content is."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import datetime

OLDEST = (1980, 1, 1, 0, 0, 0)  # a ZIP archive knows no time before


def zipped(files: Mapping[str, bytes], time: datetime) -> bytes:
    """Return an archive of these files (name to content), all of this time: same in, same out."""
    when = max((time.year, time.month, time.day, time.hour, time.minute, time.second), OLDEST)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, when)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name])
    return out.getvalue()
