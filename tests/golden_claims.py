"""The golden claims: every form of a small school, cell by cell, as somebody approved it.

`python tests/golden_claims.py` writes tests/golden/ anew; what changed in the pages is then reviewed in the diff.
Each file holds the claims of one kind of support, or the summaries, month by month: first what the claim says of
itself and in the head of the form, then each cell of the stamped form as openpyxl reads it. ⏎ is a line break
within a cell, ␣ a space at an end; 'text is a text that looks like a number.
"""

import difflib
import io
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, time
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
from text_books import exact_workbook

from pumpurs_xl import Claim, Month, claims, stamp

GOLDEN = Path(__file__).parent / "golden"
COMMAND = "python tests/golden_claims.py"
MONTHS = (Month(2022, 12), Month(2023, 2), Month(2023, 3))

# Six invented learners over two semesters. Ceilings bite; a row comes late; some wait; some have an error.
SCHOOL = """
    Iestatījumi | Sadarbības partneris=Parauga novada pašvaldība | Reģistrācijas numurs='90000100009
                | Sadarbības līguma numurs=Nr. 8.3.4.0/16/I/001-P | Sadarbības līguma datums=2018-09-03
                | Izglītības iestāde=Parauga tehnikums | Projekta koordinators=Ilze Paraudziņa
                | Grāmatvedis=Jānis Paraudziņš | Iestādes vadītājs=Dace Paraudziņa

    Likmes | Atbalsta veids=Ēdināšana | Likme=Griesti dienā | EUR=4.50 | Spēkā līdz=2023-03-14 | Pamatojums=līgums
    Likmes | Atbalsta veids=Ēdināšana | Likme=Griesti dienā | EUR=4.80 | Spēkā no=2023-03-15 | Pamatojums=līgums
    Likmes | Atbalsta veids=Ēdināšana | Likme=Griesti mēnesī | EUR=12 | Spēkā līdz=2023-03-14 | Pamatojums=līgums
    Likmes | Atbalsta veids=Ēdināšana | Likme=Griesti mēnesī | EUR=14 | Spēkā no=2023-03-15 | Pamatojums=līgums
    Likmes | Atbalsta veids=Transports | Likme=Griesti semestrī | EUR=12 | Spēkā līdz=2023-02-28 | Pamatojums=rīkojums
    Likmes | Atbalsta veids=Transports | Likme=Griesti semestrī | EUR=15 | Spēkā no=2023-03-01 | Pamatojums=rīkojums
    Likmes | Atbalsta veids=Naktsmītnes | Likme=Griesti mēnesī | EUR=20 | Pamatojums=rīkojums
    Likmes | Atbalsta veids=Mācību līdzekļi | Likme=Griesti mēnesī | EUR=0 | Spēkā no=2023-03-01
    Likmes | Atbalsta veids=Speciālais transports | Likme=Likme par km | EUR=0.35
    Likmes | Atbalsta veids=Konsultācijas | Likme=Likme par stundu | EUR=12.50 | Spēkā no=2023-03-01

    Budžets | Mācību gads=2022/2023 | Semestris=1 | Atbalsta veids=Ēdināšana | Piešķirts, EUR=100
    Budžets | Mācību gads=2022/2023 | Semestris=1 | Atbalsta veids=Visi | Piešķirts, EUR=150
    Budžets | Mācību gads=2022/2023 | Semestris=2 | Atbalsta veids=Ēdināšana | Piešķirts, EUR=200
    Budžets | Mācību gads=2022/2023 | Semestris=2 | Atbalsta veids=Ēdināšana | Piešķirts, EUR=-50
    Budžets | Mācību gads=2022/2023 | Semestris=2 | Atbalsta veids=Transports | Piešķirts, EUR=40

    Izglītojamie | ID=I001 | Vārds=Zane | Uzvārds=Žagare | Personas kods='020305-00106 | Izglītība=profesionālā
                 | Klase/kurss='2 | Grupa=V2 | Dzīvesvieta=Preiļi
    Izglītojamie | ID=I002 | Vārds=Jānis | Uzvārds=Cīrulis | Personas kods='11070600118 | Izglītība=profesionālā
                 | Klase/kurss='1 | Grupa=V1 | Dzīvesvieta=Preiļi
    Izglītojamie | ID=I003 | Vārds=Rūta | Uzvārds=Čakste | Izglītība=profesionālā | Klase/kurss='3. kurss
                 | Dzīvesvieta=Preiļi | Statuss=invaliditāte
    Izglītojamie | ID=I004 | Vārds=Ieva | Uzvārds=Abula | Izglītība=vispārējā | Klase/kurss='9.a
                 | Dzīvesvieta=Preiļi | Statuss=maznodrošināts
    Izglītojamie | ID=I005 | Vārds=Anna | Uzvārds=Āboliņa | Izglītība=profesionālā | Klase/kurss='2 | Grupa=V2
                 | Dzīvesvieta=Preiļi | Statuss=trūcīgs
    Izglītojamie | ID=I006 | Vārds=Edgars | Uzvārds=Cīrulis | Izglītība=profesionālā | Klase/kurss='1 | Grupa=V1
                 | Dzīvesvieta=Preiļi

    IAP | IAP ID=P-101 | Izglītojamā ID=I001 | Mācību gads=2022/2023 | Semestris=1 | No=2022-09-01 | Līdz=2022-12-31
        | Statuss=Īstenošanā | TR=x | ED=x
    IAP | IAP ID=P-105 | Izglītojamā ID=I005 | Mācību gads=2022/2023 | Semestris=1 | No=2022-09-01 | Līdz=2022-12-31
        | Statuss=Īstenošanā | TR=x | ED=x
    IAP | IAP ID=P-201 | Izglītojamā ID=I001 | Mācību gads=2022/2023 | Semestris=2 | No=2023-01-09 | Līdz=2023-06-30
        | Statuss=Īstenošanā | TR=x | ML=x | NM=x | ED=x | IP=x | ST=x | KO=x
    IAP | IAP ID=P-202 | Izglītojamā ID=I002 | Mācību gads=2022/2023 | Semestris=2 | No=2023-01-09 | Līdz=2023-06-30
        | Statuss=Īstenošanā | TR=x | ML=x | NM=x | ED=x | KO=x
    IAP | IAP ID=P-203 | Izglītojamā ID=I003 | Mācību gads=2022/2023 | Semestris=2 | No=2023-01-09 | Līdz=2023-06-30
        | Statuss=Īstenošanā | TR=x | ED=x | IP=x | ST=x | KO=x
    IAP | IAP ID=P-204 | Izglītojamā ID=I004 | Mācību gads=2022/2023 | Semestris=2 | No=2023-01-09 | Līdz=2023-06-30
        | Statuss=Īstenošanā | TR=x | ML=x | ED=x | IP=x
    IAP | IAP ID=P-205 | Izglītojamā ID=I005 | Mācību gads=2022/2023 | Semestris=2 | No=2023-01-09 | Līdz=2023-06-30
        | Statuss=Apstiprināts | TR=x | ML=x | NM=x | ED=x | IP=x | KO=x
    IAP | IAP ID=P-206 | Izglītojamā ID=I006 | Mācību gads=2022/2023 | Semestris=2 | No=2023-01-09 | Līdz=2023-06-30
        | Statuss=Īstenošanā | TR=x | NM=x | ED=x

    Transports | IAP ID=P-101 | Datums=2022-12-05 | Maršruts no=Preiļi | Maršruts līdz=Rīga | Mērķis=mācības
               | Biļetes veids=vienreizēja | Biļetes Nr.='0012 | Samaksāts, EUR=7.35
    Transports | IAP ID=P-201 | Datums=2023-02-13 | Maršruts no=Rīga | Maršruts līdz=Preiļi | Mērķis=mācības
               | Biļetes veids=vienreizēja | Biļetes Nr.=B-2 | Samaksāts, EUR=7.35 | Izmaksāts=2023-03-01
    Transports | IAP ID=P-201 | Datums=2023-02-06 | Maršruts no=Preiļi | Maršruts līdz=Rīga | Mērķis=mācības
               | Biļetes veids=vienreizēja | Biļetes Nr.=B-1 | Samaksāts, EUR=7.35
    Transports | IAP ID=P-204 | Datums=2023-02-06 | Maršruts no=Preiļi | Maršruts līdz=Rīga | Mērķis=mācības
               | Biļetes veids=vienreizēja | Biļetes Nr.=B-3 | Samaksāts, EUR=3.345
    Transports | IAP ID=P-205 | Datums=2023-02-27 | Maršruts no=Preiļi | Maršruts līdz=Rīga | Mērķis=prakse
               | Biļetes veids=abonements | Biļetes Nr.=A-9 | Derīga no=2023-03-01 | Derīga līdz=2023-03-31
               | Atvieglojums, %=50 | Samaksāts, EUR=38.50 | Rīkojuma Nr.=1-5/12
    Transports | IAP ID=P-206 | Datums=2023-02-28 | Maršruts no=Preiļi | Maršruts līdz=Rīga | Mērķis=mācības
               | Biļetes veids=vienreizēja | Samaksāts, EUR=4.10 | Pārskata mēnesis=2023-03-01
               | Piezīmes=Biļete nozaudēta; samaksu apliecina pārvadātāja izziņa.
    Transports | IAP ID=P-203 | Datums=2023-03-06 | Maršruts no=Preiļi | Maršruts līdz=Rīga | Mērķis=mācības
               | Biļetes veids=vienreizēja | Samaksāts, EUR=5.00 | Atlikts=gaida izziņu
    Transports | IAP ID=P-202 | Datums=2023-03-06 | Maršruts no=Preiļi | Maršruts līdz=Rīga | Mērķis=mācības
               | Biļetes veids=vienreizēja | Samaksāts, EUR=2.95

    Mācību līdzekļi | IAP ID=P-202 | Datums=2023-02-08 | Prece=Mērlente, 5 m | Mērvienība=gab. | Daudzums=1
                    | Cena, EUR=4.1275 | Dokumenta Nr.=R-15 | Saņemts=2023-02-09
    Mācību līdzekļi | IAP ID=P-204 | Datums=2023-02-08 | Prece=Piezīmju klade | Mērvienība=gab. | Daudzums=3
                    | Cena, EUR=1.25 | Dokumenta Nr.=R-15 | Saņemts=2023-02-09 | Piezīmes=Rēķina 2. rinda
    Mācību līdzekļi | IAP ID=P-201 | Datums=2023-02-08 | Prece=Cimdi | Daudzums=1 | Cena, EUR=2
                    | Saņemts=2023-02-09
    Mācību līdzekļi | IAP ID=P-205 | Datums=2023-03-08 | Prece=Zīmuļi | Mērvienība=kompl. | Daudzums=2
                    | Cena, EUR=3.10 | Dokumenta Nr.='7 | Saņemts=2023-03-08

    Naktsmītnes | IAP ID=P-202 | No=2023-02-01 | Līdz=2023-02-28 | Cena mēnesī, EUR=25 | Mēneša daļa=0.5
                | Dokumenta Nr.=R-21
    Naktsmītnes | IAP ID=P-206 | No=2023-02-01 | Līdz=2023-02-28 | Vietas veids=divvietīga | Cena mēnesī, EUR=25
                | Dokumenta Nr.=R-20
    Naktsmītnes | IAP ID=P-205 | No=2023-02-06 | Līdz=2023-02-19 | Vietas veids=divvietīga | Cena mēnesī, EUR=25
                | Atlaide, %=50 | Dokumenta Nr.=R-20 | Rīkojuma Nr.=1-5/12

    Ēdināšana | IAP ID=P-105 | Mēnesis=2022-12-01 | 5=3.50 | 6=3.50 | Dokumenta Nr.=R-1
    Ēdināšana | IAP ID=P-101 | Mēnesis=2022-12-01 | 5=3.50 | 6=6.00 | 7=4.50 | Dokumenta Nr.=R-1
    Ēdināšana | IAP ID=P-201 | Mēnesis=2023-02-01 | 6=3.50 | 7=3.50 | 8=3.50 | 9=3.50 | Dokumenta Nr.=R-2
    Ēdināšana | IAP ID=P-205 | Mēnesis=2023-02-01 | 6=3.50 | 8=4.75 | Dokumenta Nr.=R-2 | Rīkojuma Nr.=1-5/12
    Ēdināšana | IAP ID=P-202 | Mēnesis=2023-02-01 | 7=3.50 | Dokumenta Nr.=R-2
    Ēdināšana | IAP ID=P-206 | Mēnesis=2023-02-01 | 30=3.50 | Dokumenta Nr.=R-2
    Ēdināšana | IAP ID=P-204 | Mēnesis=2023-02-01 | 8=4.50 | 9=4.50 | 10=4.50 | Dokumenta Nr.=R-2
              | Pārskata mēnesis=2023-03-01 | Piezīmes=Rēķins saņemts martā
    Ēdināšana | IAP ID=P-203 | Mēnesis=2023-03-01 | 6=3.33 | 20=5.00 | Dokumenta Nr.=R-3
    Ēdināšana | IAP ID=P-205 | Mēnesis=2023-03-01 | 6=3.33 | 7=3.33 | 8=3.33 | 20=3.33 | 21=3.33
              | Dokumenta Nr.=R-3
    Ēdināšana | IAP ID=P-204 | Mēnesis=2023-03-01 | 6=3.33 | Dokumenta Nr.=R-3
    Ēdināšana | IAP ID=P-206 | Mēnesis=2023-03-01 | 6=3.33 | Dokumenta Nr.=R-3 | Atlikts=nav rēķina

    Lietošanas priekšmeti | IAP ID=P-204 | Datums=2023-03-02 | Preču grupa=higiēnas preces | Prece=Ziepes
                          | Mērvienība=gab. | Daudzums=2 | Cena, EUR=1.155 | Dokumenta Nr.=R-30 | Saņemts=2023-03-03
    Lietošanas priekšmeti | IAP ID=P-205 | Datums=2023-03-02 | Preču grupa=apavi | Prece=Darba apavi, 38. izmērs
                          | Mērvienība=pāris | Daudzums=1 | Cena, EUR=34.90 | Dokumenta Nr.=R-31 | Saņemts=2023-03-06
    Lietošanas priekšmeti | IAP ID=P-203 | Datums=2023-03-02 | Preču grupa=rotaļlietas | Prece=Bumba | Daudzums=1
                          | Cena, EUR=9.90 | Dokumenta Nr.=R-31 | Saņemts=2023-03-06

    Speciālais transports | IAP ID=P-203 | Datums=2023-03-07 | Maršruts no=Preiļi | Maršruts līdz=Rīga
                          | Kilometri=201.5 | Pārvadātājs=SIA Parauga pārvadātājs | Dokumenta Nr.=R-40
                          | Pamatojums=kustību traucējumi
    Speciālais transports | IAP ID=P-203 | Datums=2023-03-10 | Maršruts no=Rīga | Maršruts līdz=Preiļi
                          | Kilometri=201.5 | Likme, EUR/km=0.3333 | Pārvadātājs=SIA Parauga pārvadātājs
                          | Dokumenta Nr.=R-40 | Pamatojums=kustību traucējumi | Piezīmes=Likme pēc līguma
    Speciālais transports | IAP ID=P-201 | Datums=2023-03-07 | Maršruts no=Preiļi | Maršruts līdz=Rīga
                          | Summa pēc dokumenta, EUR=55.20 | Pārvadātājs=SIA Parauga pārvadātājs
                          | Dokumenta Nr.=R-41 | Pamatojums=kāja ģipsī

    Konsultācijas | IAP ID=P-202 | Datums=2023-02-07 | Sākums=14:00 | Beigas=14:40 | Speciālists=Ilze Paraudziņa
                  | Speciālista veids=psihologs | Norise=klātienē | Apliecinājums=paraksts
    Konsultācijas | IAP ID=P-205 | Datums=2023-03-07 | Sākums=14:00 | Beigas=15:10 | Speciālists=Pēteris Paraudziņš
                  | Speciālista veids=pedagogs | Mācību priekšmets=matemātika | Temats=Daļskaitļi | Norise=attālināti
                  | Apliecinājums=e-pasts | Apliecināts=2023-03-07
    Konsultācijas | IAP ID=P-201 | Datums=2023-03-07 | Sākums=09:00 | Beigas=10:00 | Stundas=1.5
                  | Speciālists=Ilze Paraudziņa | Speciālista veids=psihologs | Norise=klātienē
                  | Apliecinājums=e-žurnāls
    Konsultācijas | IAP ID=P-203 | Datums=2023-03-07 | Sākums=11:00 | Beigas=10:00 | Speciālists=Ilze Paraudziņa
                  | Speciālista veids=psihologs | Norise=klātienē | Apliecinājums=paraksts
"""


@cache
def pages() -> dict[str, str]:
    """The text of each golden file by its name: TR, ML … and kopsavilkums."""
    school = exact_workbook(SCHOOL)
    found: dict[str, list[str]] = defaultdict(list)
    for month in MONTHS:
        for claim in claims(school, month):
            found[claim.type].append("\n".join(_page(claim)))
    return {name: "\n\n\n".join(claimed) + "\n" for name, claimed in found.items()}


def difference(name: str) -> str:
    """What changed in a golden file, line by line; empty where nothing did."""
    approved = (GOLDEN / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    now = pages().get(name, "").splitlines()
    return "\n".join(difflib.unified_diff(approved, now, f"golden/{name}.txt", "as it is now", n=2, lineterm=""))


def _page(claim: Claim) -> Iterator[str]:
    yield f"======== {claim.name}: {claim.title} ========"
    yield f"learners: {claim.learners}, eligible: {claim.eligible} EUR, rows: {', '.join(claim.cells) or 'none'}"
    yield ""
    yield from (f"${{{key}}} = {_said(value)}" for key, value in sorted(claim.header.items()))
    file = stamp(claim)
    written, shown = (openpyxl.load_workbook(io.BytesIO(file), data_only=values) for values in (False, True))
    for sheet in written.worksheets:
        for row in sheet.iter_rows():
            cells = [cell for cell in row if cell.value not in {None, ""}]
            yield from [""] if cells else []
            yield from (_cell(cell, shown[sheet.title][cell.coordinate].value) for cell in cells)


def _cell(cell: Any, shown: Any) -> str:
    if isinstance(shown, int | float) and "0.00" in cell.number_format:
        shown = Decimal(str(shown))
    formula = f" by {cell.value}" if cell.data_type == "f" else ""
    number_format = "" if cell.number_format == "General" else f" | {_visible(cell.number_format)}"
    return f"{cell.parent.title}!{cell.coordinate} = {_said(shown)}{formula}{number_format}"


def _said(value: Any) -> str:
    if isinstance(value, datetime) and value.time() == time():
        return str(value.date())
    if isinstance(value, float | Decimal):
        return f"{value:.2f}" if round(value, 2) == value else str(value)
    if isinstance(value, str):
        return f"'{value}" if re.fullmatch(r"[\d.,:-]+", value) else _visible(value)
    return str(value)


def _visible(text: str) -> str:
    ends = re.sub(r"^ +| +$", lambda spaces: "␣" * len(spaces[0]), text, flags=re.MULTILINE)
    return ends.replace("\n", "⏎")


def main() -> None:
    """Writes the golden files anew."""
    GOLDEN.mkdir(exist_ok=True)
    for path in GOLDEN.glob("*.txt"):
        path.unlink()
    for name, text in pages().items():
        (GOLDEN / f"{name}.txt").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
