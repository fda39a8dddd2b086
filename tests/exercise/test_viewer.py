"""Each viewer of a play has a name, and receives what is addressed to it."""

from simulator.exercise.events import Added
from simulator.exercise.viewer import FACILITATOR, ROOM, Viewer
from simulator.scenario import Mode, Seat

SDF, GOVERNMENT = Viewer("seat", Seat.SDF), Viewer("seat", Seat.JAPAN_GOVERNMENT)


def test_each_viewer_has_a_name_to_be_kept_and_a_label_to_be_read() -> None:
    assert [viewer.name for viewer in (FACILITATOR, ROOM, SDF)] == ["", "room", "sdf"]
    assert [viewer.label for viewer in (FACILITATOR, ROOM, SDF)] == ["進行役", "教室", Seat.SDF.label]


def test_an_inject_of_the_facilitators_own_reaches_the_seats_that_it_names_and_those_who_see_all() -> None:
    added = Added(sender="進行役", to=("sdf",), mode=Mode.PHONE, text="連絡")
    assert [viewer.receives(added) for viewer in (FACILITATOR, ROOM, SDF, GOVERNMENT)] == [
        True,
        True,
        True,
        False,
    ]
