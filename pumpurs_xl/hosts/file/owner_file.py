"""The owner file that a spreadsheet program lays beside a workbook while it is open; it names a person: never read."""

from pathlib import Path


def is_open_elsewhere(path: Path) -> bool:
    """Whether the owner file of Excel (~$Name.xlsx) or of LibreOffice (.~lock.Name.xlsx#) lies beside the workbook."""
    try:
        return any(path.with_name(name).is_file() for name in (f"~${path.name}", f".~lock.{path.name}#"))
    except OSError:  # the name of the workbook is as long as a name can be
        return False
