"""What the guard says of a file that is no sound workbook: one sentence each, with the way out."""

from pathlib import Path

from pumpurs_xl.values.refusal import Refusal


def not_a_workbook(path: Path) -> Refusal:
    """The file is something else, or has another format."""
    return Refusal(
        lv=f"“{path.name}” nav Excel darbgrāmata (.xlsx). Atveriet to programmā Excel un "
        "saglabājiet kā “Excel darbgrāmata (*.xlsx)”.",
        en=f"“{path.name}” is not an Excel workbook (.xlsx). Open it in Excel and "
        "save it as “Excel Workbook (*.xlsx)”.",
    )


def with_password(path: Path) -> Refusal:
    """The file is encrypted."""
    return Refusal(
        lv=f"Fails “{path.name}” ir aizsargāts ar paroli. Atveriet to programmā Excel, noņemiet paroli un saglabājiet.",
        en=f"The file “{path.name}” is protected by a password. Open it in Excel, remove the password and save it.",
    )


def damaged_file(path: Path, where: str = "") -> Refusal:
    """The file is broken; `where` names the part or the cell, the same in both languages."""
    place = f" ({where})" if where else ""
    return Refusal(
        lv=f"Fails “{path.name}” ir bojāts{place}. Atveriet to programmā Excel un saglabājiet no jauna "
        "vai ņemiet rezerves kopiju.",
        en=f"The file “{path.name}” is damaged{place}. Open it in Excel and save it again, or take a backup copy.",
    )


def too_much_inside(path: Path, where: str) -> Refusal:
    """The file would grow without measure when unpacked; `where` names the part, or how many there are."""
    return Refusal(
        lv=f"Fails “{path.name}” izpakots ir pārāk liels ({where}). Izdzēsiet liekās formatētās rindas "
        "un slejas aiz datiem un saglabājiet.",
        en=f"The file “{path.name}” is too large when unpacked ({where}). Delete the formatted rows "
        "and columns beyond your data and save.",
    )


def strict_format(path: Path) -> Refusal:
    """The file has the rare strict form of the format, which few programs read alike."""
    return Refusal(
        lv=f"Fails “{path.name}” saglabāts formātā “Strict Open XML”. Saglabājiet to kā parastu "
        "“Excel darbgrāmata (*.xlsx)”.",
        en=f"The file “{path.name}” is saved as “Strict Open XML”. Save it as an ordinary “Excel Workbook (*.xlsx)”.",
    )


def old_format(path: Path) -> Refusal:
    """The file is an .xls of Excel 2003 or older."""
    return Refusal(
        lv=f"Fails “{path.name}” ir vecajā formātā (.xls). Atveriet to programmā Excel un "
        "saglabājiet kā “Excel darbgrāmata (*.xlsx)”.",
        en=f"The file “{path.name}” is in an old format (.xls). Open it in Excel and "
        "save it as “Excel Workbook (*.xlsx)”.",
    )


def too_large(path: Path, limit: int) -> Refusal:
    """The file is larger than so many MB."""
    return Refusal(
        lv=f"Fails “{path.name}” ir lielāks par {limit} MB. Izdzēsiet no tā liekos attēlus un formatējumu "
        "un saglabājiet.",
        en=f"The file “{path.name}” is larger than {limit} MB. Delete needless pictures and formatting, then save it.",
    )
