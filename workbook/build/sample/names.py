"""Names of the sample school: usual first names, and surnames made up from things of a school."""

# One name a line would make this a list of 62 lines.
# fmt: off
BOYS = (
    "Adrians", "Aleksis", "Artis", "Dāvis", "Edgars", "Emīls", "Gatis", "Jānis", "Kristaps", "Mārtiņš", "Niks",
    "Oskars", "Ralfs", "Renārs", "Toms",
)
GIRLS = (
    "Agnese", "Alise", "Anna", "Beāte", "Elīna", "Estere", "Ieva", "Katrīna", "Laura", "Linda", "Madara", "Paula",
    "Rūta", "Signe", "Zane",
)
SURNAMES = (
    "Aprēķiniņš", "Atlasiņš", "Burtiņš", "Diktātiņš", "Dzēšgumiņš", "Globusiņš", "Kladiņš", "Komatiņš", "Krītiņš",
    "Lappusītis", "Lineāliņš", "Mapītis", "Otiņš", "Papīriņš", "Paraudziņš", "Penālītis", "Piemēriņš", "Pildspalviņš",
    "Punktiņš", "Rindiņš", "Skaitliņš", "Slejiņš", "Stundiņš", "Summiņš", "Šūniņš", "Tabuliņš", "Tāfelītis",
    "Teikumiņš", "Uzdevumiņš", "Vārdiņš", "Zīmulītis", "Zvaniņš",
)
# fmt: on


def feminine(surname: str) -> str:
    """The form of the surname that a woman bears.

    >>> feminine("Zvaniņš"), feminine("Mapītis")
    ('Zvaniņa', 'Mapīte')
    """
    return surname.removesuffix("is") + "e" if surname.endswith("is") else surname.removesuffix("š") + "a"
