"""The two shipped workbooks: an empty one and the sample school, the same bytes on each build."""

from pumpurs_xl.master.writer import write_master
from pumpurs_xl.values.month import Month
from workbook.build.sample import sample_school

FIRST_MONTH = Month(2022, 9)
"""The month that an empty workbook opens with: the first of the school year that the sample school shows."""
SAMPLE_MONTH = Month(2023, 2)


def empty_master() -> bytes:
    """A new master workbook without rows."""
    return write_master({}, FIRST_MONTH)


def sample_master() -> bytes:
    """The master workbook of the synthetic school."""
    return write_master(sample_school(), SAMPLE_MONTH)
