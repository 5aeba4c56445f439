"""The semester report as a page for the school's site: one HTML file with its charts inside.

It asks nothing of the network and runs no script. Each chart has its figures in a table beside it, for
those who do not see the picture. The markup is well-formed XML, too, so that any program can read it.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from html import escape
from itertools import count
from pathlib import Path
from typing import NamedTuple

from pumpurs_xl.hosts.disk import not_written, write_whole
from pumpurs_xl.programme import FUND, FUND_IN_ENGLISH
from pumpurs_xl.report.semester import Report, lessons
from pumpurs_xl.values.language import Both, Language, both
from pumpurs_xl.values.money import euro
from pumpurs_xl.values.refusal import Refusal

_STYLE = """
:root { color-scheme: light; --ink: #1b1f3b; --blue: #003399; --pale: #e8edf8; --line: #c3cce3; }
* { box-sizing: border-box; }
body { margin: 0; color: var(--ink); background: #fff; font: 1rem/1.55 system-ui, "Segoe UI", Arial, sans-serif; }
header { background: var(--blue); color: #fff; padding: 2rem max(1rem, calc((100% - 60rem) / 2)); }
header p { margin: .25rem 0; }
h1 { margin: .25rem 0; font-size: 1.75rem; line-height: 1.25; }
h2 { color: var(--blue); font-size: 1.25rem; margin: 0 0 .75rem; }
main, footer { max-width: 62rem; margin: auto; padding: 1rem; }
.key { display: flex; flex-wrap: wrap; gap: 1rem; margin: 1rem 0; }
.key div { flex: 1 1 12rem; display: flex; flex-direction: column-reverse; justify-content: flex-end; }
.key div { background: var(--pale); border-left: .25rem solid var(--blue); padding: .75rem 1rem; }
.key dd { margin: 0; font-size: 1.75rem; font-weight: 600; color: var(--blue); }
section { margin: 2rem 0; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); gap: 1.5rem 2.5rem; }
figure { margin: 0; }
figcaption, caption { text-align: left; font-weight: 600; padding: 0 0 .5rem; }
svg { display: block; width: 100%; height: auto; }
table { border-collapse: collapse; width: 100%; }
.table { overflow-x: auto; }
th, td { padding: .35rem .5rem; border-bottom: 1px solid var(--line); text-align: right; font-weight: normal; }
th:first-child { text-align: left; }
thead th { font-weight: 600; border-bottom-color: var(--blue); }
td { font-variant-numeric: tabular-nums; white-space: nowrap; }
footer { border-top: 1px solid var(--line); font-size: .9rem; }
@media print {
  header { background: none; color: var(--ink); border-bottom: 2pt solid var(--blue); padding: 0 0 .5rem; }
  section, figure, table { break-inside: avoid; }
  svg, .key div { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""
_WIDTH, _STEP, _BAR = 400, 44, 16


class Bar(NamedTuple):
    """One line of a chart: what it stands for, how long it is and the figure beside it."""

    label: str
    value: Decimal
    shown: str


def page(report: Report, language: Language) -> str:
    """The whole page as HTML."""
    title, school = escape(report.title.say(language)), escape(report.school or "")
    owner = f"<p>{school}</p>\n" if school else ""
    project = escape(", ".join(filter(None, (report.project_title, report.project_number))))
    sentences = "\n".join(f"<p>{escape(sentence)}</p>" for sentence in report.sentences(language))
    return f"""<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<title>{" – ".join(filter(None, (title, school)))}</title>
<style>{_STYLE}</style>
</head>
<body>
<header>
{owner}<h1>{title}</h1>
<p>{project}</p>
</header>
<main>
{_key_figures(report, language)}
{sentences}
{_support_types(report, language)}
{_months(report, language)}
{_specialists(report, language) if report.specialists else ""}
</main>
<footer><p>{_FUNDING.say(language)}</p></footer>
</body>
</html>
"""


_FUNDING = both(
    f"Projektu finansē {FUND} un Latvijas valsts budžets.",
    f"The project is funded by {FUND_IN_ENGLISH} and the state budget of Latvia.",
)


def _key_figures(report: Report, language: Language) -> str:
    figures = (
        (both("Individuālie atbalsta plāni", "Individual support plans"), str(report.plans)),
        (both("Izglītojamie ar atbalstu", "Learners with support"), str(report.learners)),
        (both("Atbalsts kopā, EUR", "Support in total, EUR"), euro(report.eligible, language)),
    )
    parts = (f"<div><dt>{name.say(language)}</dt><dd>{shown}</dd></div>" for name, shown in figures)
    return f'<dl class="key">\n{"".join(parts)}\n</dl>'


def _support_types(report: Report, language: Language) -> str:
    given = [each for each in report.types if each.rows]
    rows = [
        (each.support_type.title.say(language), str(each.learners), str(each.rows), euro(each.eligible, language))
        for each in given
    ]
    learners = [Bar(row[0], Decimal(each.learners), row[1]) for row, each in zip(rows, given, strict=True)]
    eur = [Bar(row[0], each.eligible, row[3]) for row, each in zip(rows, given, strict=True) if each.eligible]
    headings = (
        both("Atbalsta veids", "Support"),
        both("Izglītojamie", "Learners"),
        both("Ieraksti", "Records"),
        both("EUR", "EUR"),
    )
    charts = (
        _chart(both("Izglītojamie", "Learners").say(language), learners, "learners"),
        _chart(both("Atbalsts, EUR", "Support, EUR").say(language), eur, "eur"),
    )
    return _section(both("Atbalsta veidi", "Kinds of support"), charts, _table(headings, rows, language), language)


def _months(report: Report, language: Language) -> str:
    rows = [(each.month.lv if language == "lv" else each.month.en, each.eligible) for each in report.months]
    bars = [Bar(month, amount, euro(amount, language)) for month, amount in rows]
    headings = both("Mēnesis", "Month"), both("EUR", "EUR")
    chart = _chart(both("Atbalsts pa mēnešiem, EUR", "Support by month, EUR").say(language), bars, "months")
    table = _table(headings, [(bar.label, bar.shown) for bar in bars], language)
    return _section(both("Mēneši", "Months"), (chart,), table, language)


def _specialists(report: Report, language: Language) -> str:
    rows = [
        (each.specialist.say(language), str(each.sessions), lessons(each.lessons, language))
        for each in report.specialists
    ]
    bars = [Bar(row[0], Decimal(row[1]), row[1]) for row in rows]
    headings = (
        both("Speciālists", "Specialist"),
        both("Konsultācijas", "Consultations"),
        both("Stundas", "Lessons"),
    )
    chart = _chart(both("Konsultāciju skaits", "Number of consultations").say(language), bars, "specialists")
    return _section(both("Konsultācijas", "Consultations"), (chart,), _table(headings, rows, language), language)


def _section(heading: Both, charts: Iterable[str], table: str, language: Language) -> str:
    inside = "\n".join((*charts, table))
    return f'<section>\n<h2>{heading.say(language)}</h2>\n<div class="pair">\n{inside}\n</div>\n</section>'


def _table(headings: Sequence[Both], rows: Iterable[Sequence[str]], language: Language) -> str:
    top = "".join(f'<th scope="col">{heading.say(language)}</th>' for heading in headings)
    body = "\n".join(
        f'<tr><th scope="row">{escape(name)}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in cells)}</tr>'
        for name, *cells in rows
    )
    return f'<div class="table"><table>\n<thead><tr>{top}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table></div>'


def _chart(title: str, bars: Sequence[Bar], identifier: str) -> str:
    """A chart of horizontal bars; label and figure stand above each bar, so that it reads on a phone."""
    described = escape("; ".join(f"{bar.label}: {bar.shown}" for bar in bars))
    longest = max((bar.value for bar in bars), default=Decimal(0)) or Decimal(1)
    lines = "\n".join(
        f'<text x="0" y="{top + 15}">{escape(bar.label)}</text>'
        f'<text x="{_WIDTH}" y="{top + 15}" text-anchor="end" font-weight="600">{escape(bar.shown)}</text>'
        f'<rect x="0" y="{top + 21}" width="{_WIDTH}" height="{_BAR}" fill="#e8edf8"/>'
        f'<rect x="0" y="{top + 21}" width="{bar.value * _WIDTH / longest:.1f}" height="{_BAR}" fill="#003399"/>'
        for bar, top in zip(bars, count(0, _STEP))
    )
    return f"""<figure>
<figcaption>{escape(title)}</figcaption>
<svg viewBox="0 0 {_WIDTH} {_STEP * len(bars)}" role="img" aria-labelledby="{identifier}-t {identifier}-d">
<title id="{identifier}-t">{escape(title)}</title>
<desc id="{identifier}-d">{described}</desc>
<g font-family="system-ui, Arial, sans-serif" font-size="14" fill="#1b1f3b">
{lines}
</g>
</svg>
</figure>"""


def write_page(html: str, path: Path) -> None:
    """Puts the page in its place as a whole; raises Refusal where that cannot be done.

    Only a page is ever replaced: a slip of the hand must not cost the workbook.
    """
    if path.suffix.lower() not in {".html", ".htm"}:
        raise Refusal(
            lv=f"“{path.name}” nav tīmekļa lapas nosaukums. Norādiet failu, kas beidzas ar .html.",
            en=f"“{path.name}” is not the name of a web page. Give a file that ends in .html.",
        )
    try:
        write_whole(path, html.encode())
    except OSError as problem:
        raise not_written(
            path,
            problem,
            lv="Lapu “{}” nevar ierakstīt. Izvēlieties citu vietu ar --out.",
            en="The page “{}” cannot be written. Choose another place with --out.",
        ) from problem
