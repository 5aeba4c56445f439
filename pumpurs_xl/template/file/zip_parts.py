"""The zip package of a workbook: parts kept as raw compressed bytes, and written again without a clock."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.util import find_spec

from pumpurs_xl.values.refusal import Refusal

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_UTF8_NAME = 0x800
_FIRST_DAY = 0x21  # 1 January 1980, the first day a zip knows: the same inputs give the same bytes
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MOST_BYTES = 128 * 2**20
_MOST_PARTS = 2000


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the package as it lies in the zip."""

    name: str
    method: int
    crc: int
    size: int
    data: bytes

    def content(self) -> bytes:
        return self.data if self.method == 0 else zlib.decompress(self.data, -15)


def _deflater() -> Callable[[bytes], bytes]:
    if find_spec("isal"):
        from isal import isal_zlib  # noqa: PLC0415 - an optional extra

        return lambda content: bytes(isal_zlib.compress(content, 1, wbits=-15))
    return lambda content: zlib.compress(content, 1, wbits=-15)


_deflated = _deflater()


def packed(name: str, content: bytes) -> Part:
    """A new part, compressed fast rather than small."""
    return Part(name, 8, zlib.crc32(content), len(content), _deflated(content))


def read_package(data: bytes) -> dict[str, Part]:
    """The parts of a workbook file, in their order, each with its checksum proved."""
    if data.startswith(_OLE):
        raise _locked() if _ENCRYPTED in data else _old_format()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_entries(entries)
            return {entry.filename: _part(archive, entry, data) for entry in entries}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, struct.error):
        raise _no_workbook() from None


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    if any(entry.flag_bits & 1 for entry in entries):
        raise _locked()
    if len({name.casefold() for name in names}) != len(names) or any(map(_unsafe, names)):
        raise _no_workbook()
    if len(names) > _MOST_PARTS or sum(entry.file_size for entry in entries) > _MOST_BYTES:
        raise Refusal(
            lv="Fails ir pārāk liels veidnei. Izdzēsiet no tā nevajadzīgās lapas un attēlus.",
            en="The file is too large for a template. Delete the sheets and pictures it does not need.",
        )


def _unsafe(name: str) -> bool:
    return name.startswith("/") or "\\" in name or "\0" in name or ":" in name or ".." in name.split("/")


def _part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, data: bytes) -> Part:
    if entry.compress_type not in {0, 8} or entry.file_size != len(archive.read(entry)):
        raise _no_workbook()
    name_length, extra_length = struct.unpack_from("<2H", data, entry.header_offset + 26)
    start = entry.header_offset + _LOCAL.size + name_length + extra_length
    raw = data[start : start + entry.compress_size]
    return Part(entry.filename, entry.compress_type, entry.CRC, entry.file_size, raw)


@dataclass(frozen=True, slots=True)
class Bundle:
    """Parts laid out for the zip, ready to be join_texts: their records, and those of the directory."""

    records: bytes
    directory: tuple[tuple[bytes, int, bytes], ...]


def bundled(parts: Iterable[Part]) -> Bundle:
    """The parts as they will lie in the zip, beginning at its start."""
    records, directory, place = [], [], 0
    for part in parts:
        name = part.name.encode()
        common = (
            20,
            _UTF8_NAME,
            part.method,
            0,
            _FIRST_DAY,
            part.crc,
            len(part.data),
            part.size,
            len(name),
            0,
        )
        record = _LOCAL.pack(b"PK\3\4", *common) + name + part.data
        head = _CENTRAL.pack(b"PK\1\2", 20, *common, 0, 0, 0, 0, place)
        directory.append((head, place, name))
        records.append(record)
        place += len(record)
    return Bundle(b"".join(records), tuple(directory))


def written(fixed: Bundle, parts: Iterable[Part]) -> bytes:
    """The bytes of a package: the bundle as it is, then the other parts."""
    more = bundled(parts)
    base = len(fixed.records)
    heads = [head + name for head, _, name in fixed.directory]
    heads += [head[:-4] + struct.pack("<L", place + base) + name for head, place, name in more.directory]
    directory = b"".join(heads)
    start = base + len(more.records)
    end = _END.pack(b"PK\5\6", 0, 0, len(heads), len(heads), len(directory), start, 0)
    return b"".join((fixed.records, more.records, directory, end))


def _no_workbook() -> Refusal:
    return Refusal(
        lv="Fails nav Excel darbgrāmata (.xlsx) vai ir bojāts. Saglabājiet veidni programmā Excel vēlreiz.",
        en="The file is not an Excel workbook (.xlsx) or is damaged. Save the template in Excel again.",
    )


def _locked() -> Refusal:
    return Refusal(
        lv="Fails ir aizsargāts ar paroli. Noņemiet paroli programmā Excel un saglabājiet veidni vēlreiz.",
        en="The file is protected by a password. Remove the password in Excel and save the template again.",
    )


def _old_format() -> Refusal:
    return Refusal(
        lv="Fails ir vecā Excel formātā. Saglabājiet veidni programmā Excel kā .xlsx.",
        en="The file is in an old Excel format. Save the template in Excel as .xlsx.",
    )
