"""The zip of a workbook file: its parts kept as compressed bytes, and written again without a clock.

A part that no claim changes is copied as it lies in the zip, which zipfile cannot do. A written file holds no times,
so that the same inputs give the same bytes.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

from pumpurs_xl.values.refusal import Refusal

try:
    from isal.isal_zlib import compress  # the extra "fast"
except ImportError:
    from zlib import compress

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_UTF8_NAME = 0x800
_FIRST_DAY = 0x21  # 1 January 1980, the first day a zip knows
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MOST_BYTES = 128 * 2**20
_MOST_PARTS = 2000


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the file as it lies in the zip: `method` 0 is stored, 8 deflated; `size` is that of its content."""

    name: str
    method: int
    crc: int
    size: int
    data: bytes

    def content(self) -> bytes:
        """The part's bytes, decompressed."""
        return self.data if self.method == 0 else zlib.decompress(self.data, -15)


def compress_part(name: str, content: bytes) -> Part:
    """A new part, compressed fast rather than small."""
    return Part(name, 8, zlib.crc32(content), len(content), compress(content, 1, wbits=-15))


def read_zip(data: bytes) -> dict[str, Part]:
    """The parts of a workbook file, in their order, each with its checksum proved; Refusal for any other file."""
    if data.startswith(_OLE) and _ENCRYPTED not in data:
        raise Refusal(
            lv="Fails ir vecā Excel formātā. Saglabājiet veidni programmā Excel kā .xlsx.",
            en="The file is in an old Excel format. Save the template in Excel as .xlsx.",
        )
    if data.startswith(_OLE):
        raise _password_protection()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_entries(entries)
            return {entry.filename: _read_part(archive, entry, data) for entry in entries}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, struct.error):
        raise _no_workbook() from None


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    """Refuses a zip that is encrypted or too large, and names that are unsafe or stand twice."""
    names = [entry.filename for entry in entries]
    if any(entry.flag_bits & 1 for entry in entries):
        raise _password_protection()
    is_unsafe = any(
        name.startswith("/") or "\\" in name or "\0" in name or ":" in name or ".." in name.split("/") for name in names
    )
    if is_unsafe or len({name.casefold() for name in names}) != len(names):
        raise _no_workbook()
    if len(names) > _MOST_PARTS or sum(entry.file_size for entry in entries) > _MOST_BYTES:
        raise Refusal(
            lv="Fails ir pārāk liels veidnei. Izdzēsiet no tā nevajadzīgās lapas un attēlus.",
            en="The file is too large for a template. Delete the sheets and pictures it does not need.",
        )


def _read_part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, data: bytes) -> Part:
    if entry.compress_type not in {0, 8} or entry.file_size != len(archive.read(entry)):
        raise _no_workbook()
    name_length, extra_length = struct.unpack_from("<2H", data, entry.header_offset + 26)
    start = entry.header_offset + _LOCAL.size + name_length + extra_length
    raw = data[start : start + entry.compress_size]
    return Part(entry.filename, entry.compress_type, entry.CRC, entry.file_size, raw)


@dataclass(frozen=True, slots=True)
class Records:
    """Parts as records of a zip that begins with them, and what its directory says of each."""

    data: bytes
    directory: tuple[tuple[bytes, int, bytes], ...]


def zip_records(parts: Iterable[Part]) -> Records:
    """The parts as they lie in a zip, ready to be joined."""
    records, directory, place = [], [], 0
    for part in parts:
        name = part.name.encode()
        sizes = part.crc, len(part.data), part.size, len(name), 0
        common = 20, _UTF8_NAME, part.method, 0, _FIRST_DAY, *sizes
        record = _LOCAL.pack(b"PK\3\4", *common) + name + part.data
        head = _CENTRAL.pack(b"PK\1\2", 20, *common, 0, 0, 0, 0, place)
        directory.append((head, place, name))
        records.append(record)
        place += len(record)
    return Records(b"".join(records), tuple(directory))


def write_zip(first: Records, parts: Iterable[Part]) -> bytes:
    """The bytes of a file: the records as they are, then the other parts."""
    more = zip_records(parts)
    base = len(first.data)
    heads = [head + name for head, _, name in first.directory]
    heads += [head[:-4] + struct.pack("<L", place + base) + name for head, place, name in more.directory]
    directory = b"".join(heads)
    start = base + len(more.data)
    end = _END.pack(b"PK\5\6", 0, 0, len(heads), len(heads), len(directory), start, 0)
    return b"".join((first.data, more.data, directory, end))


def _no_workbook() -> Refusal:
    return Refusal(
        lv="Fails nav Excel darbgrāmata (.xlsx) vai ir bojāts. Saglabājiet veidni programmā Excel vēlreiz.",
        en="The file is not an Excel workbook (.xlsx) or is damaged. Save the template in Excel again.",
    )


def _password_protection() -> Refusal:
    return Refusal(
        lv="Fails ir aizsargāts ar paroli. Noņemiet paroli programmā Excel un saglabājiet veidni vēlreiz.",
        en="The file is protected by a password. Remove the password in Excel and save the template again.",
    )
