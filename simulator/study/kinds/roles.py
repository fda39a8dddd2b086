"""Who leads, supports or requests in a clause, or that its words do not say; both in the same form."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from simulator.doctrine import Actor, Basis, Citation, Doctrine, Function, Measure
from simulator.doctrine.wording import likeness
from simulator.language import msg
from simulator.study.kinds.actors import name_together, phases_of, place, written_subject
from simulator.study.kinds.near import nearest_first
from simulator.study.question import AnswerOption, QuestionKind, StudyQuestion

NO_LEAD = AnswerOption(msg("「主体的に」の語は、ここにはない"), own=True)
NO_SUPPORT = AnswerOption(msg("「支援」の語は、ここにはない"), own=True)
NO_REQUEST = AnswerOption(msg("「要請」の語は、ここにはない"), own=True)

_BY_PHASE = ("IV.", "VI.")  # chapters in which a role may be expected and missing
_LEAD = msg("{place}で、「主体的に」行うと書かれているのはだれか。その語がなければ、その旨を選ぶ。")
_SUPPORT = msg("{place}で、「支援」する側として書かれているのはだれか。その語がなければ、その旨を選ぶ。")
_REQUEST = msg(
    "{place}で、{thing}は、だれからの要請に基づくと書かれているか。要請の語がなければ、その旨を選ぶ。"
)
_STANDS = msg("この語がある所")
_LOGISTICS = "後方支援"  # a term of its own, which does not say that anybody is supported
_BESIDE = 2  # how many measures of the same section are shown for contrast
# The wrong options beside each answer: others who act in the text, none from the answer's own side alone.
_RIVALS: dict[str, tuple[str, ...]] = {
    "自衛隊": ("米軍", "自衛隊及び米軍", "日米両政府"),
    "米軍": ("自衛隊", "自衛隊及び米軍", "日米両政府"),
    "日本": ("米国", "日米両政府", "自衛隊及び米軍"),
    "米国": ("日本", "日米両政府", "自衛隊及び米軍"),
    "日本政府": ("米国", "日米両政府", "自衛隊及び米軍"),
    "日本及び米国": ("自衛隊及び米軍", "自衛隊", "米軍"),
}
_HAVING = {"主体的": ("自衛隊", "日本"), "支援": ("米軍", "米国")}  # who has the role most often
_ASKING = ("日本", "米国", "関係国政府又は国際機関")  # all who request something in the text


@dataclass(frozen=True, slots=True)
class Role:
    """A role that a clause gives to somebody or to nobody, and the word by which it says so.

    `looked_for`: measures in which it may be expected; by default those of a function that has it elsewhere.
    """

    kind: QuestionKind
    stem: str
    word: str
    silent: AnswerOption
    of: Callable[[Measure], Sequence[Actor]]
    looked_for: Callable[[Measure], bool] | None = None


def lead(doctrine: Doctrine) -> Iterator[StudyQuestion]:
    """Who leads in a clause, or that it does not say so, for functions in which other clauses do."""
    return _asked(doctrine, Role(QuestionKind.LEAD, _LEAD, "主体的", NO_LEAD, lambda measure: measure.lead))


def support(doctrine: Doctrine) -> Iterator[StudyQuestion]:
    """Who supports in a clause; mutual support is not asked about."""
    return _asked(
        doctrine, Role(QuestionKind.SUPPORT, _SUPPORT, "支援", NO_SUPPORT, lambda measure: measure.support)
    )


def request(doctrine: Doctrine) -> Iterator[StudyQuestion]:
    """On whose request it is done, or that none is named, where another clause names one for it."""

    def asking(measure: Measure) -> tuple[Actor, ...]:
        return (measure.requested_by,) if measure.requested_by else ()

    def looked_for(measure: Measure) -> bool:
        return bool(_thing(measure))

    return _asked(doctrine, Role(QuestionKind.REQUEST, _REQUEST, "要請", NO_REQUEST, asking, looked_for))


def _thing(measure: Measure) -> str:
    """What other clauses do on request, in the words of the sentence: support or guarding."""
    if Function.GUARDING in (measure.function, *measure.functions_also) and "警護" in measure.quote:
        return "施設・区域の追加的な警護" if "追加的な警護" in measure.quote else "施設・区域の警護"
    if not measure.support or "支援" not in measure.quote or "支援し及び補完" in measure.quote:
        return ""
    return "支援"


def _asked(doctrine: Doctrine, role: Role) -> Iterator[StudyQuestion]:
    clauses = dict.fromkeys(doctrine.document.unit(m.sentence).clause for m in doctrine.measures)
    for clause in clauses:
        anchor, answer = _stated(doctrine, role, clause) or (_silent(doctrine, role, clause), role.silent)
        if anchor is None:
            continue
        stated = answer is not role.silent
        sister = () if stated else _sister(doctrine, role, anchor)
        offered = _offered(role, answer, sister, _subjects(doctrine, clause))
        values = [("place", place(doctrine, anchor.sentence))]
        if role.kind is QuestionKind.REQUEST:
            values.append(("thing", _thing(anchor)))
        yield StudyQuestion(
            role.kind,
            anchor.sentence,
            role.word,
            role.stem,
            answer,
            (*offered, role.silent) if stated else offered,
            anchor.quote,
            tuple(values),
            basis=Basis.TEXT if stated else Basis.SILENT,
            searched="" if stated else doctrine.document.label(clause),
            near=_STANDS,
            nearest=() if stated else _contrast(doctrine, role, anchor, sister),
            phases=phases_of(anchor),
            functions=(anchor.function,),
        )


def _offered(
    role: Role, answer: AnswerOption, sister: tuple[Measure, ...], acting: Sequence[str]
) -> tuple[AnswerOption, ...]:
    """The wrong options beside the answer.

    If the clause does not say, first the one who has the role elsewhere, then those who act in the clause.
    """
    if role.kind is QuestionKind.REQUEST:
        return tuple(AnswerOption(name) for name in _ASKING if name != answer.text)
    if not sister:
        return tuple(map(AnswerOption, _RIVALS.get(answer.text, ())[:2]))
    elsewhere = name_together(role.of(sister[0]))
    if elsewhere == "日米両国":
        elsewhere = "日本及び米国"  # as the sentences write it that give both a role
        acting = [name for name in acting if name != "日米両政府"]  # another name of the same two
    names = list(dict.fromkeys((elsewhere, *acting, *_RIVALS.get(elsewhere, ()), *_HAVING[role.word])))
    return tuple(map(AnswerOption, names[:3]))


def _subjects(doctrine: Doctrine, clause: str) -> tuple[str, ...]:
    """Who acts in a clause, as its sentences write it."""
    document = doctrine.document
    measures = (m for m in doctrine.measures if document.unit(m.sentence).clause == clause)
    subjects = (written_subject(m, document.sentence(m.sentence).text) for m in measures)
    return tuple(dict.fromkeys(filter(None, subjects)))


def _contrast(
    doctrine: Doctrine, role: Role, measure: Measure, sister: tuple[Measure, ...]
) -> tuple[Citation, ...]:
    """Measures of the same section that have the word, the nearest first, then the similar one elsewhere."""
    section = ".".join(measure.sentence.split(".")[:2]) + "."
    having = {
        known.sentence: known
        for known in doctrine.measures
        if known.sentence.startswith(section) and role.word in known.quote.replace(_LOGISTICS, "")
    }
    near = nearest_first(doctrine.document, having, measure.sentence)[:_BESIDE]
    shown = dict.fromkeys([*near, *(like.sentence for like in sister)])
    quotes = {**{like.sentence: like for like in sister}, **having}
    return tuple(Citation(sentence=sentence, quote=quotes[sentence].quote) for sentence in shown)


def _stated(doctrine: Doctrine, role: Role, clause: str) -> tuple[Measure, AnswerOption] | None:
    """The first measure of a clause with the role, and who has it; None for nobody, several or both sides."""
    having = [m for m in doctrine.measures if role.of(m) and _under(doctrine, m, clause)]
    names = {name_together(role.of(measure)) for measure in having}
    mutual = any("相互に" in text or "相互の" in text for text in _texts(doctrine, clause))
    if len(names) != 1 or "" in names or mutual:
        return None
    return having[0], AnswerOption(names.pop())


def _silent(doctrine: Doctrine, role: Role, clause: str) -> Measure | None:
    """The measure of a clause in which the role may be expected, if the clause does not have the word.

    A similar measure elsewhere must have it: otherwise nobody would expect it.
    """
    if not clause.startswith(_BY_PHASE) or any(role.word in text for text in _texts(doctrine, clause)):
        return None
    functions = {measure.function for measure in doctrine.measures if role.of(measure)} - {Function.OTHER}
    looked_for = role.looked_for or (lambda measure: measure.function in functions)
    measures = (m for m in doctrine.measures if doctrine.document.unit(m.sentence).clause == clause)
    return next((m for m in measures if looked_for(m) and _sister(doctrine, role, m)), None)


def _sister(doctrine: Doctrine, role: Role, measure: Measure) -> tuple[Measure, ...]:
    """The most similar measure elsewhere that has the role."""
    functions = (measure.function, *measure.functions_also)
    having = [
        other
        for other in doctrine.measures
        if role.of(other)
        and role.word in other.quote
        and (
            other.function in functions
            if role.kind is not QuestionKind.REQUEST
            else _same_thing(measure, other)
        )
    ]
    if not having:
        return ()
    return (max(having, key=lambda other: likeness(other.quote, measure.quote)),)


def _same_thing(one: Measure, other: Measure) -> bool:
    """Whether both are guarding, or both are support by the same actor."""
    if "警護" in _thing(one):
        return "警護" in _thing(other)
    return bool(one.support) and one.support == other.support


def _texts(doctrine: Doctrine, clause: str) -> list[str]:
    """All texts in and under a clause, with its heading."""
    document = doctrine.document
    return [document.unit(clause).heading, *(sentence.text for sentence in document.sentences(clause))]


def _under(doctrine: Doctrine, measure: Measure, clause: str) -> bool:
    return f"{doctrine.document.unit(measure.sentence).clause}.".startswith(f"{clause}.")
