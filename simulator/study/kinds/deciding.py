"""Who decides: where a sentence names somebody, and where one expects somebody and the text names nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.doctrine import Basis, Doctrine
from simulator.language import msg
from simulator.study.kinds.actors import phases_of, place
from simulator.study.question import AnswerOption, QuestionKind, StudyQuestion

NOBODY = AnswerOption(msg("本文に定めなし"), own=True)
_ASKED = msg("{place}で、「{thing}」ことを決定する者を、本文は書いているか。書いていれば、だれか。")
_EACH = msg("本文は「各々」と書く。二国が共に決定するとは書いていない。")
_RECOGNISES = msg("「{words}」に当たるかどうかを認める者を、本文は書いているか。書いていれば、だれか。")
_NOBODY_SAID = msg("認める者を述べる語は、本文にない。")
_DECIDES = re.compile(r"(日米両国|日米両政府)(?:が、各々|の各々が)、?(.+?)ことを決定する場合")
_EXPECTED = ("日米両政府", "日本政府", "日米安全保障協議委員会")  # those whom learners think of first
_OFFERED = ("日米安全保障協議委員会", "自衛隊及び米軍の各々")


def decide(doctrine: Doctrine) -> Iterator[StudyQuestion]:
    """Who decides on an action or a participation, and who recognises a phase."""
    for measure in doctrine.measures:
        match = _DECIDES.search(measure.when)
        if match:
            yield StudyQuestion(
                QuestionKind.DECIDE,
                measure.sentence,
                "decides",
                _ASKED,
                AnswerOption(f"{match[1]}の各々"),
                (*map(AnswerOption, _OFFERED), NOBODY),
                match[0],
                (("place", place(doctrine, measure.sentence)), ("thing", match[2].split("、")[-1])),
                why=_EACH,
                phases=phases_of(measure),
                functions=(measure.function,),
            )
    for profile in doctrine.profiles.values():
        words = profile.words[0]
        if any(words.quote == condition.quote for condition in profile.condition):
            yield StudyQuestion(
                QuestionKind.DECIDE,
                words.sentence,
                "recognises",
                _RECOGNISES,
                NOBODY,
                tuple(map(AnswerOption, _EXPECTED)),
                words.quote,
                (("words", words.quote),),
                basis=Basis.SILENT,
                absent=_NOBODY_SAID,
                why=profile.recognition.note,
                nearest=profile.recognition.nearest,
                phases=(profile.phase,),
            )
