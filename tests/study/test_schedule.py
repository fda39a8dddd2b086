"""When questions are asked: three days of a student, an examination, a break, a clock set back."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from simulator.language import spoken
from simulator.study import Bank, StudyQuestion
from simulator.study.answering import judged, taken
from simulator.study.draw import OFTEN, often
from simulator.study.events import Complained, Examined, LogEntry, Recall, Reviewed, Withdrawn
from simulator.study.progress import cell, grid, weeks
from simulator.study.schedule import Pace, due, fold_reviews, fresh, interval, soon, today

MONDAY = datetime(2026, 4, 6, 20, 0, tzinfo=timezone(timedelta(hours=9)))
DAY = timedelta(days=1)


class Student:
    """A student with a log and a calendar; each answer takes a minute."""

    def __init__(self, bank: Bank) -> None:
        self.bank = bank
        self.questions = tuple(bank.questions.values())
        self.entries: list[LogEntry] = []
        self.now = MONDAY

    def record(self, event: Reviewed | Withdrawn | Complained | Examined) -> None:
        self.entries.append(LogEntry(seq=len(self.entries) + 1, at=self.now, event=event))

    def answer(self, question: StudyQuestion, *, right: bool) -> None:
        rating = Recall.GOOD if right else Recall.AGAIN
        self.record(Reviewed(question=question.id, rating=rating, right=right))
        self.now += timedelta(minutes=1)

    def today(self, pace: Pace | None = None) -> tuple[StudyQuestion, ...]:
        return today(fold_reviews(self.entries), self.questions, self.now, pace)


def test_three_days_of_a_student(bank: Bank) -> None:
    student = Student(bank)
    first = student.today()
    assert len(first) == 8
    assert often(first) <= OFTEN
    for number, question in enumerate(first):
        student.answer(question, right=number != 0)
    assert student.today() == ()  # the day's new ones are asked; what was missed is due in ten minutes
    assert soon(fold_reviews(student.entries), student.questions, student.now) == (first[0],)
    student.now += timedelta(minutes=10)
    assert student.today() == (first[0],)
    student.answer(first[0], right=True)
    assert student.today() == ()

    student.now = MONDAY + DAY
    second = student.today()
    assert len(second) >= 8
    assert not {question.family for question in second} & {question.family for question in first[1:]}
    for question in second:
        student.answer(question, right=True)

    student.now = MONDAY + 3 * DAY
    third = student.today()
    repeated = set(first) & set(third)
    assert repeated, "what was right on Monday comes back within days"
    for question in third:
        student.answer(question, right=True)
    gaps = {
        name: (known.due - student.now.astimezone(UTC)).days
        for name, known in fold_reviews(student.entries).known.items()
    }
    assert max(gaps[question.id] for question in repeated) > max(gaps[question.id] for question in third[-4:])


def test_an_examination_puts_nothing_off(bank: Bank) -> None:
    student = Student(bank)
    missed = student.today()[0]
    student.answer(missed, right=False)
    due_before = fold_reviews(student.entries).known[missed.id].due
    student.record(Examined(on=(student.now + 40 * DAY).date()))
    assert fold_reviews(student.entries).known[missed.id].due == due_before


def test_an_examination_brings_everything_before_it_twice(bank: Bank) -> None:
    student = Student(bank)
    question = student.today()[0]
    for _ in range(6):
        student.answer(question, right=True)
        student.now = max(
            student.now, fold_reviews(student.entries).known[question.id].due.astimezone(student.now.tzinfo)
        )
    student.answer(question, right=True)
    due_without = fold_reviews(student.entries).known[question.id].due
    student.record(Examined(on=(student.now + 10 * DAY).date()))
    assert due_without - student.now > 30 * DAY
    assert fold_reviews(student.entries).known[question.id].due <= student.now + 5 * DAY


@pytest.mark.parametrize(
    ("exam", "days"),
    [
        (None, 60),
        (date(2026, 4, 7), 1),
        (date(2026, 4, 26), 10),
        (date(2027, 4, 6), 60),
        (date(2026, 4, 6), 60),
    ],
)
def test_the_longest_interval_is_half_of_the_days_left(exam: date | None, days: int) -> None:
    assert interval(Pace(), exam, date(2026, 4, 6)) == days


def test_after_a_break_a_day_brings_its_share_and_the_best_known_first(bank: Bank) -> None:
    student = Student(bank)
    pace = Pace(new=50)
    asked = student.today(pace)
    for question in asked:
        student.answer(question, right=True)
    student.now += 4 * DAY
    best_known = asked[0]
    student.answer(best_known, right=True)
    student.now += 90 * DAY
    for question in [question for question in student.questions if question not in asked][:5]:
        student.answer(question, right=True)  # new ones take nothing of the day's share
    progress = fold_reviews(student.entries)
    share = due(progress, student.questions, student.now, pace)
    assert len(share) == 30
    assert best_known in share
    for question in share:
        student.answer(question, right=True)
    assert due(fold_reviews(student.entries), student.questions, student.now, pace) == ()
    student.now += DAY
    assert len(due(fold_reviews(student.entries), student.questions, student.now, pace)) == 20


def test_what_an_exercise_touched_is_asked_first(bank: Bank) -> None:
    touched = {"IV.B.5.p1.s1", "IV.B.5.p1.s2"}
    new = fresh(fold_reviews(()), bank.questions.values(), MONDAY, Pace(), touched)
    assert {question.sentence for question in new[:2]} <= touched
    assert len(new) == 8


def test_a_thing_once_asked_about_is_not_asked_about_anew_by_another_question(bank: Bank) -> None:
    by_family: dict[str, list[StudyQuestion]] = {}
    for question in bank.questions.values():
        by_family.setdefault(question.family, []).append(question)
    student = Student(bank)
    for asked, *others in by_family.values():
        if others:
            student.answer(asked, right=True)
            student.now += DAY
    known = fold_reviews(student.entries)
    asked_about = {bank.questions[name].family for name in known.known}
    new = fresh(known, bank.questions.values(), student.now, Pace(new=400))
    assert new
    assert not asked_about.intersection(question.family for question in new)


def test_a_bad_question_is_asked_no_more(bank: Bank) -> None:
    student = Student(bank)
    bad = student.today()[0]
    student.record(Complained(question=bad.id, note="答えが二つある"))
    assert bad not in student.today()
    assert fold_reviews(student.entries).complaints == {bad.id: "答えが二つある"}


def test_a_review_taken_back_never_was(bank: Bank) -> None:
    student = Student(bank)
    question = student.today()[0]
    student.answer(question, right=False)
    student.record(Withdrawn(review=1))
    assert fold_reviews(student.entries).known == {}
    assert weeks(student.entries, student.now.date()) == ()


def test_the_same_events_give_the_same_list_in_both_languages_and_any_zone(bank: Bank) -> None:
    student = Student(bank)
    for number, question in enumerate(student.today()):
        student.answer(question, right=bool(number % 3))
    student.now += 3 * DAY
    list_of_day = student.today()
    with spoken("en"):
        assert student.today() == list_of_day
    reread = [entry.model_validate_json(entry.model_dump_json()) for entry in student.entries]
    assert today(fold_reviews(reread), student.questions, student.now) == list_of_day


def test_questions_that_the_text_no_longer_gives_are_retired(bank: Bank) -> None:
    student = Student(bank)
    gone = student.today()[0]
    student.answer(gone, right=True)
    remaining = {name: question for name, question in bank.questions.items() if name != gone.id}
    assert fold_reviews(student.entries).retired(remaining) == {gone.id}
    assert gone not in today(fold_reviews(student.entries), tuple(remaining.values()), student.now + 60 * DAY)


def test_a_course_of_reviews_folds_in_one_pass(bank: Bank) -> None:
    student = Student(bank)
    names = list(bank.questions)[:400]
    for number in range(4000):
        student.record(Reviewed(question=names[number % 400], rating=Recall.GOOD, right=True))
        student.now += timedelta(hours=1)
    assert sum(known.asked for known in fold_reviews(student.entries).known.values()) == 4000


def test_the_grid_counts_each_thing_once_and_what_is_held(bank: Bank) -> None:
    student = Student(bank)
    question = next(
        question for question in bank.questions.values() if question.phases and question.functions
    )
    for _ in range(3):
        student.answer(question, right=True)
        student.now += 8 * DAY
    known = fold_reviews(student.entries).known
    function, phase = question.functions[0], question.phases[0]
    counted = grid(bank, known)[function][phase]
    assert (counted.seen, counted.held) == (1, 1)
    assert counted == cell(bank, known, function, phase)
    every = cell(bank, known, None, None)
    assert every.all == len(bank.families)
    just_met = next(other for other in bank.questions.values() if other.family != question.family)
    student.answer(just_met, right=True)
    every = cell(bank, fold_reviews(student.entries).known, None, None)
    assert (every.seen, every.held) == (2, 1)


def test_weeks_without_a_review_stand_in_the_line_too(bank: Bank) -> None:
    student = Student(bank)
    known, missed = student.today()[:2]
    student.answer(known, right=True)
    student.answer(missed, right=False)
    student.now = MONDAY + 15 * DAY
    student.answer(known, right=True)
    by_week = weeks(student.entries, student.now.date())
    assert [(week.reviews, week.right) for week in by_week] == [(2, 1), (0, 0), (1, 1)]
    assert by_week[0].monday == date(2026, 4, 6)
    later = weeks(student.entries, (MONDAY + 22 * DAY).date())
    assert [week.reviews for week in later] == [2, 0, 1, 0]


def test_an_answer_is_a_number_or_words_in_any_width(bank: Bank) -> None:
    question = next(question for question in bank.questions.values() if question.answer.text == "日米両政府")
    number = question.options().index(question.answer) + 1
    for typed in (str(number), "１２３４"[number - 1], "日米両政府", " 両政府 "):
        assert taken(question, typed) == question.answer
    assert taken(question, "9") is None
    assert taken(question, "") is None
    assert sum("政府" in option.text for option in question.options()) > 1
    assert taken(question, "政府") is None  # part of two options
    assert judged(question, question.answer) == (Recall.GOOD, True)
    assert judged(question, question.wrong[0]) == (Recall.AGAIN, False)


@pytest.mark.parametrize("typed", ["፩", "9" * 5000])
def test_digits_that_are_no_options_number_mean_none(bank: Bank, typed: str) -> None:
    question = next(question for question in bank.questions.values() if question.wrong)
    assert taken(question, typed) is None


def test_what_is_our_reading_is_never_marked_wrong(bank: Bank) -> None:
    for question in bank.questions.values():
        if not question.graded:
            for option in question.options():
                assert judged(question, option)[1] is None
