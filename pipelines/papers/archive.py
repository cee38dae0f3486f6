"""Many papers as one ZIP: the same papers give the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

# A fixed date in the archive: the same snapshot gives the same bytes.
ARCHIVED = (1980, 1, 1, 0, 0, 0)


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """The files by name in one archive, in their order."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            member = zipfile.ZipInfo(name, ARCHIVED)
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, content)
    return target.getvalue()
