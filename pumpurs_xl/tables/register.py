"""Reģistrs: the sealed claims of the months, as the journal on disk tells them."""

from pumpurs_xl.model.column import Filled, FilledAmount, FilledNumber, column
from pumpurs_xl.model.row import Row, spec


class SealedClaim(Row):
    """One claim as it was sealed."""

    claim: Filled = column("Pārskats", filled=True, default=None, help="Pārskata numurs.", width=22)
    month: Filled = column("Mēnesis", filled=True, default=None, width=18)
    support: Filled = column("Atbalsta veids", filled=True, default=None, width=22)
    version: FilledNumber = column("Versija", filled=True, default=None, width=9)
    rows: FilledNumber = column("Rindas", filled=True, default=None, width=9)
    learners: FilledNumber = column("Izglītojamie", filled=True, default=None, width=13)
    amount: FilledAmount = column("EUR", filled=True, default=None, width=13)
    sealed: Filled = column("Noslēgts", filled=True, default=None, width=13)
    check_code: Filled = column("Kontrolkods", filled=True, default=None, width=20)
    status: Filled = column("Statuss", filled=True, default=None, width=14)


SPEC = spec(
    "tRegistrs",
    "Reģistrs",
    SealedClaim,
    title="Noslēgto pārskatu reģistrs",
    en="Register",
    help="Aizpildās, kad mēnesi noslēdz; šeit neko neraksta.",
)
