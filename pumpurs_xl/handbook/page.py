"""The handbook as a page that a browser opens: written from the definitions of the program that runs."""

from html import escape
from pathlib import Path

from pumpurs_xl.handbook.text import handbook

_PAGE = """<!doctype html>
<html lang="lv"><head><meta charset="utf-8"><title>{title}</title><style>
body {{ font: 16px/1.5 "Segoe UI", Carlito, sans-serif; color: #1f2933; max-width: 60rem; margin: 2rem auto }}
h1, h2, h3 {{ color: #1f4e79 }} table {{ border-collapse: collapse; width: 100% }}
th, td {{ border: 1px solid #c9d1d9; padding: .3rem .5rem; text-align: left; vertical-align: top }}
th {{ background: #f1f3f5 }} code {{ background: #f1f3f5 }}
</style></head><body>{body}</body></html>
"""


def write_page(folder: Path) -> Path:
    """Writes the page into a folder and says where it is."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 # heavy, and one button alone needs it

    path = folder / "PuMPuRS-rokasgramata.html"
    body = MarkdownIt("commonmark").enable("table").render(handbook())
    path.write_text(_PAGE.format(title=escape("PuMPuRS rokasgrāmata"), body=body), encoding="utf-8")
    return path
