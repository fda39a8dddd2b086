"""Who acts: the subject that a sentence writes, among others whom it certainly does not name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from simulator.doctrine import Actor, Doctrine, Measure, Phase
from simulator.language import msg
from simulator.study.question import BLANK, AnswerOption, QuestionKind, StudyQuestion

# Subjects as sentences write them, and the actors that they name.
SUBJECTS: dict[str, frozenset[Actor]] = {
    actor.japanese: frozenset[Actor]({actor})
    for actor in Actor
    if actor not in (Actor.ALLIANCE, Actor.AGENCIES)
} | {
    "自衛隊及び米軍": frozenset({Actor.SDF, Actor.US_FORCES}),
    "日米両国": frozenset({Actor.JAPAN, Actor.US}),
    "日本及び米国": frozenset({Actor.JAPAN, Actor.US}),
}
_STATES = {Actor.JAPAN: frozenset({"japan", "sdf"}), Actor.US: frozenset({"us", "us_forces"})}
_GOVERNMENTS = {
    Actor.JAPAN_GOVERNMENT: frozenset({"japan"}),
    Actor.US_GOVERNMENT: frozenset({"us"}),
    Actor.BOTH_GOVERNMENTS: frozenset({"japan", "us"}),
    Actor.EACH_GOVERNMENT: frozenset({"japan", "us"}),
}
# The wrong options beside each subject, the nearest rivals first. Names of the same
# thing (日米両国 and 日米両政府, 日本 and 日本政府) never stand side by side, because both could be defended.
# 米国政府 is never offered: no sentence has the word, so readers of the text would strike it out.
_RIVALS: dict[str, tuple[str, ...]] = {
    "日米両政府": ("自衛隊及び米軍", "日本政府", "自衛隊", "米軍"),
    "自衛隊及び米軍": ("日米両政府", "自衛隊", "米軍", "日本政府"),
    "日米両国": ("自衛隊及び米軍", "日本", "米国"),
    "日本及び米国": ("自衛隊及び米軍", "日本", "米国"),
    "自衛隊": ("米軍", "自衛隊及び米軍", "日米両政府", "日本政府"),
    "米軍": ("自衛隊", "自衛隊及び米軍", "日米両政府"),
    "日本": ("米国", "日米両政府", "自衛隊及び米軍", "自衛隊"),
    "米国": ("日本", "日米両政府", "自衛隊及び米軍", "米軍"),
    "日本政府": ("日米両政府", "自衛隊及び米軍", "自衛隊", "米軍"),
    "各政府": ("自衛隊及び米軍", "日本政府", "自衛隊"),
    "日米安全保障協議委員会": ("日米両政府", "自衛隊及び米軍", "日本政府"),
}
_JOINT = frozenset({"日米両政府", "自衛隊及び米軍", "日米両国", "日本及び米国"})
# Words for what several actors do, each or to each other; they make no sense with a single actor.
OF_SEVERAL = re.compile("各々|相互(?!運用|理解)|双方|共に活動")
OF_ONE = "自国の"  # two actors together would have 「各々の」
_FIRST = re.compile(rf"(?:^|(?<=、))({'|'.join(sorted(SUBJECTS, key=len, reverse=True))})(?=は)")

STEM = msg("{place}の次の文の空欄に入る者を、本文のとおりに選ぶ。")


@cache
def reach(name: str) -> frozenset[str]:
    """The actors that act when this one does: a state includes its forces, a government does not."""
    named = SUBJECTS.get(name, frozenset())
    acting = {part for actor in named for part in {**_STATES, **_GOVERNMENTS}.get(actor, {str(actor)})}
    return frozenset(acting or {name})


def rivals(answer: str, passage: str) -> tuple[AnswerOption, ...]:
    """Subjects that also fit the blank by grammar, without those that the sentence names elsewhere.

    For a joint subject the other joint subjects come first; without them there is no question. Where the
    sentence says that each of several acts, no single actor is offered, and where one state acts in its own
    way, no joint subject.
    """
    offered = [
        name for name in _RIVALS.get(answer, ()) if not any(part in passage for part in name.split("及び"))
    ]
    if answer in _JOINT and OF_SEVERAL.search(passage):
        offered = [name for name in offered if name in _JOINT]
    if answer not in _JOINT and OF_ONE in passage:
        offered = [name for name in offered if name not in _JOINT]
    if answer in _JOINT and not _JOINT.intersection(offered):
        return ()
    return tuple(map(AnswerOption, offered[:3]))


def who(doctrine: Doctrine) -> Iterator[StudyQuestion]:
    """The subject of each measure's sentence, where the sentence writes it and the data agree."""
    for measure in doctrine.measures:
        text = doctrine.document.sentence(measure.sentence).text
        subject = written_subject(measure, text)
        if not subject:
            continue
        passage = text.replace(f"{subject}は", f"{BLANK}は", 1)
        yield StudyQuestion(
            QuestionKind.WHO,
            measure.sentence,
            "|".join(sorted(measure.actors)),
            STEM,
            AnswerOption(subject),
            rivals(subject, passage),
            measure.quote,
            (("place", place(doctrine, measure.sentence)),),
            passage,
            phases=phases_of(measure),
            functions=(measure.function,),
        )


def written_subject(measure: Measure, text: str) -> str:
    """The subject as the sentence writes it; empty if it writes none, or the data name another."""
    match = _FIRST.search(text)
    if match is None or SUBJECTS[match[1]] != frozenset(measure.actors):
        return ""
    return match[1]


def place(doctrine: Doctrine, sentence: str) -> str:
    """The clause of a sentence with its heading: `IV.B.3「避難民への対応のための措置」`."""
    unit = doctrine.document.unit(sentence)
    return f"{doctrine.document.label(unit.clause)}「{unit.heading}」"


def phases_of(measure: Measure) -> tuple[Phase, ...]:
    """The phases in whose own section the measure stands."""
    return tuple(hold.phase for hold in measure.phases if hold.ground.sentence == measure.sentence)


def name_together(actors: Iterable[Actor]) -> str:
    """The text's own name for these actors together; empty if it has none."""
    wanted = frozenset(actors)
    return next((name for name, they in SUBJECTS.items() if they == wanted), "")
