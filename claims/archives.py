"""What every reader of a stranger's zip file has to know of it."""

import zipfile
import zlib

#: All that Python's reader raises on a damaged file; NotImplementedError is a way of packing that it lacks.
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)


def leads_out(name: str) -> bool:
    """Whether the name of an entry leads to a place outside of its archive, on any system."""
    return name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or name[1:2] == ":"
