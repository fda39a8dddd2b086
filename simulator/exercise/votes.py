"""The result of a class's votes: the last vote of each person, those of the deciding seats apart from others.

Pure: the same votes give the same count, in whatever order they came.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from simulator.exercise.roll import Person, Response
from simulator.scenario import Decision

Counts = tuple[tuple[str, str, int], ...]  # option, seat, votes; in the order of options, then of seats


@dataclass(frozen=True, slots=True)
class VoteCount:
    """A count. `counts` has the votes of the decision's seats; of the `of` persons there, `answered` voted.

    `others` are votes from other seats, or from persons without one: they do not count, and only the
    facilitator sees them.
    """

    counts: Counts
    answered: int
    of: int
    others: Counts = ()

    @property
    def by_option(self) -> dict[str, int]:
        """The votes of each option that has any."""
        return by_option(self.counts)

    @property
    def leading(self) -> tuple[str, ...]:
        """The options with most votes: none before the first vote, several where they are even."""
        return leading(self.counts)


def count_votes(decision: Decision, responses: Iterable[Response], people: Sequence[Person]) -> VoteCount:
    """Count the responses to one showing of a decision, of persons on the roll.

    A person removed has no vote. The vote of one who has left stands; one who left without voting is not
    waited for.
    """
    options = [option.id for option in decision.options]
    seats = [seat.value for seat in decision.seats]
    last_votes: dict[str, Response] = {}
    for response in responses:
        earlier = last_votes.get(response.person)
        if response.body in options and (earlier is None or _vote_order(response) > _vote_order(earlier)):
            last_votes[response.person] = response
    voters = [person for person in people if not person.removed]
    cast = {person.id: last_votes[person.id].body for person in voters if person.id in last_votes}
    deciding = [person for person in voters if person.seat in seats]
    return VoteCount(
        _counts(cast, deciding, options, seats),
        sum(person.id in cast for person in deciding),
        sum(person.id in cast or person.left is None for person in deciding),
        _counts(cast, [person for person in voters if person.seat not in seats], options, ()),
    )


def by_option(counts: Counts) -> dict[str, int]:
    """The votes of each option that has any."""
    votes: dict[str, int] = {}
    for option, _, number in counts:
        votes[option] = votes.get(option, 0) + number
    return votes


def leading(counts: Counts) -> tuple[str, ...]:
    """The options with most votes."""
    votes = by_option(counts)
    highest = max(votes.values(), default=0)
    return tuple(option for option, number in votes.items() if number == highest)


def _vote_order(response: Response) -> tuple[object, str]:
    """A sort key by which one of two votes of the same moment is always the later one."""
    return response.at, response.body


def _counts(
    cast: dict[str, str], people: Iterable[Person], options: Sequence[str], seats: Sequence[str]
) -> Counts:
    counted = Counter((cast[person.id], person.seat) for person in people if person.id in cast)
    rank = {seat: index for index, seat in enumerate(seats)}
    keys = sorted(counted, key=lambda key: (options.index(key[0]), rank.get(key[1], len(rank)), key[1]))
    return tuple((option, seat, counted[option, seat]) for option, seat in keys)
