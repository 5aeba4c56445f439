"""The sample school: it gives the published figures, holds every case it promises, and checks clean."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from books import book_of

from pumpurs_xl.book import Book
from pumpurs_xl.claims.totals import Totals, totals
from pumpurs_xl.inspection import Inspection, inspect
from pumpurs_xl.model.row import AnyRow
from pumpurs_xl.programme import DRAFT, SPECIALISTS, SUSPENDED
from pumpurs_xl.support.accommodation import Stay
from pumpurs_xl.support.catering import Meals
from pumpurs_xl.support.consultations import Consultation
from pumpurs_xl.support.support_type import RateKind
from pumpurs_xl.support.transport import Purpose, Ticket
from pumpurs_xl.values.finding import Severity
from pumpurs_xl.values.month import Month, Semester
from pumpurs_xl.values.personal_code import compact, is_complete, is_new_format
from workbook.build.sample import sample_school

Content = dict[str, list[dict[str, Any]]]
SEMESTER = Semester(2022, 2)
YEAR = (*Semester(2022, 1).months, *SEMESTER.months)


@pytest.fixture(scope="module")
def content() -> Content:
    return sample_school()


@pytest.fixture(scope="module")
def book(content: Content) -> Book:
    return book_of(content)


@pytest.fixture(scope="module")
def inspection(book: Book) -> Inspection:
    return inspect(book)


@pytest.fixture(scope="module")
def second(inspection: Inspection) -> Totals:
    return totals(inspection, SEMESTER)


def of_type(book: Book, row_type: type[AnyRow]) -> list[AnyRow]:
    return [row for _, row in book.support_rows if isinstance(row, row_type)]


def test_the_second_semester_gives_the_published_figures(second: Totals) -> None:
    sums = {each.support_type.code: each.sums for each in second.types}
    assert {code: sums[code].learners for code in ("ED", "NM", "TR")} == {"ED": 151, "NM": 47, "TR": 20}
    assert sums["ED"].eligible == Decimal("31732.17")
    assert second.plans == 157


def test_the_year_has_over_400_consultations_by_all_eight_specialists(book: Book) -> None:
    sessions = of_type(book, Consultation)
    assert len(sessions) > 400
    assert {session.specialist_kind for session in sessions} == set(SPECIALISTS)


def test_nothing_is_wrong_and_few_things_need_a_look(inspection: Inspection) -> None:
    by_severity = Counter(finding.severity for finding in inspection.findings)
    assert by_severity[Severity.ERROR] == 0
    assert 0 < by_severity[Severity.WARNING] <= 15
    assert {finding.code for finding in inspection.findings} <= {"V17", "V18", "V31", "V51"}


def test_a_normal_month_has_at_most_three_warnings(book: Book, inspection: Inspection) -> None:
    rows = {(row.sheet, row.number): row for _, row in book.support_rows}
    warnings = [each for each in inspection.findings if each.severity is Severity.WARNING]
    months = Counter(rows[each.place.sheet, each.place.row or 0].claimed for each in warnings)
    assert max(months.values()) <= 3


def test_every_heading_is_one_of_its_sheet_and_every_cell_can_be_read(book: Book) -> None:
    assert [row.problems for row in book.all_rows if row.problems] == []


def test_each_call_gives_the_same_school(content: Content) -> None:
    assert sample_school() == content


def test_every_ticket_has_a_number_of_its_own(book: Book) -> None:
    numbers = [ticket.ticket for ticket in of_type(book, Ticket)]
    assert None not in numbers
    assert len(set(numbers)) == len(numbers)


def test_one_month_of_lessons_has_no_transport(book: Book) -> None:
    travelled = {ticket.month for ticket in of_type(book, Ticket)}
    catered = {meals.month for meals in of_type(book, Meals)}
    assert catered - travelled == {Month(2022, 12)}
    assert Month(2022, 12) not in {ticket.claimed for ticket in of_type(book, Ticket)}


def test_one_row_waits_for_its_invoice(book: Book, second: Totals) -> None:
    [waiting] = [row for _, row in book.support_rows if row.is_postponed]
    assert waiting.postponed == "nav saņemts rēķins"
    held = {each.support_type.code: each.held_postponed.rows for each in second.types}
    assert held == dict.fromkeys(held, 0) | {"ML": 1}


def test_a_ticket_of_february_is_claimed_in_april(book: Book) -> None:
    [late] = [row for _, row in book.support_rows if row.claimed != row.month]
    assert isinstance(late, Ticket)
    assert (late.month, late.claimed) == (Month(2023, 2), Month(2023, 4))


def test_ceilings_of_meals_are_reached_from_october_on(book: Book, inspection: Inspection) -> None:
    cut = {meals.month for meals in of_type(book, Meals) if inspection.accounts.compensations[meals].not_eligible}
    assert book.rate("ED", RateKind.MONTH, date(2022, 9, 1)) is None
    assert Month(2022, 9) not in cut
    assert cut >= {Month(2022, 11), Month(2023, 2), Month(2023, 6)}
    whole = [meals for meals in of_type(book, Meals) if meals.month == Month(2022, 9)]
    assert max(meals.actual(book) for meals in whole) > 70


def test_a_suspended_plan_has_support_only_before_it_stopped(book: Book) -> None:
    [plan] = [plan for plan in book.plans if plan.status == SUSPENDED]
    rows = [row for _, row in book.support_rows if row.plan_id == plan.id]
    days = [day for row in rows for day in row.service_days]
    assert plan.suspended_from
    assert plan.start < max(days) < plan.suspended_from < plan.end


def test_a_draft_plan_has_no_rows(book: Book) -> None:
    [plan] = [plan for plan in book.plans if plan.status == DRAFT]
    assert plan.id not in {row.plan_id for _, row in book.support_rows}


def test_one_learner_has_a_code_of_the_new_format_and_some_have_none(book: Book) -> None:
    codes = [learner.personal_code for learner in book.learners]
    written = [compact(code) for code in codes if code]
    assert all(is_complete(code) for code in written)
    assert sum(is_new_format(code) for code in written) == 1
    assert len(set(written)) == len(written) < len(codes)


def test_codes_are_recognisably_made_up(book: Book) -> None:
    codes = [compact(learner.personal_code) for learner in book.learners if learner.personal_code]
    assert all(code[6:9] == "299" or code.startswith("320000") for code in codes)


def test_learners_with_free_lunches_have_meals(book: Book) -> None:
    eating = {learner.id for meals in of_type(book, Meals) if (learner := book.learner_of(meals))}
    assert 0 < len([learner for learner in book.learners if learner.free_lunch and learner.id in eating]) <= 3


def test_tickets_to_practice_name_the_order(book: Book) -> None:
    to_practice = [ticket for ticket in of_type(book, Ticket) if ticket.purpose is Purpose.PRACTICE]
    assert to_practice
    assert all(ticket.order for ticket in to_practice)


def test_several_learners_share_a_document(book: Book) -> None:
    learners = {meals.plan_id for meals in of_type(book, Meals) if meals.document == "PE-2023-02/17"}
    assert len(learners) > 100
    assert [invoice.document for invoice in book.invoices].count("PE-2023-02/17") == 1


def test_places_in_the_dormitory_are_whole_partial_shared_and_discounted(book: Book) -> None:
    stays = of_type(book, Stay)
    assert any(stay.share == Decimal("0.5") for stay in stays)
    assert any(stay.discount == 50 for stay in stays)
    assert any(stay.start.day > 1 for stay in stays)
    assert {stay.place for stay in stays} == {"vienvietīga", "divvietīga", "trīsvietīga"}


def test_every_support_type_is_given_in_both_semesters(inspection: Inspection) -> None:
    for semester in (Semester(2022, 1), SEMESTER):
        assert all(each.sums.rows for each in totals(inspection, semester).types)


def test_the_plans_of_a_learner_do_not_overlap(book: Book) -> None:
    ordered = sorted(book.plans, key=lambda plan: (plan.learner_id, plan.start))
    assert all(one.learner_id != two.learner_id or one.end < two.start for one, two in pairwise(ordered))


def test_the_year_is_a_school_year(book: Book) -> None:
    served = set(_days(book))
    assert served
    assert {Month.of(day) for day in served} <= set(YEAR)
    assert date(2023, 5, 20) in served, "the working Saturday"
    assert not served & {date(2023, 5, 5), date(2023, 5, 29), date(2023, 4, 7)}


def _days(book: Book) -> Iterator[date]:
    return (day for meals in of_type(book, Meals) for day in meals.service_days)
