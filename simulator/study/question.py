"""A question, its options and the words that support its answer.

The words of the text stay Japanese in every language; only the wording of the question is translated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b

from simulator.doctrine import Basis, Citation, Function, Phase
from simulator.language import msg, tr

BLANK = "＿＿＿"
_PREDICATE = 7  # characters at the end of a sentence that identify it
_BESIDE = 8  # characters on each side of a blank that identify its place


class QuestionKind(StrEnum):
    """What a question asks for."""

    WHO = "who"
    PAIR = "pair"
    LEAD = "lead"
    SUPPORT = "support"
    REQUEST = "request"
    HOW = "how"
    ENDING = "ending"
    LISTED = "listed"
    PHASE = "phase"
    PLACE = "place"
    BASIS = "basis"
    SAID = "said"
    DECIDE = "decide"
    CLOZE = "cloze"
    COMPARE = "compare"

    @property
    def label(self) -> str:
        """What it is called in the language spoken."""
        return tr(_LABELS[self])


_LABELS = {
    QuestionKind.WHO: msg("行う者"),
    QuestionKind.PAIR: msg("行う者の組"),
    QuestionKind.LEAD: msg("主体"),
    QuestionKind.SUPPORT: msg("支援する側"),
    QuestionKind.REQUEST: msg("要請する者"),
    QuestionKind.HOW: msg("条件の語"),
    QuestionKind.ENDING: msg("文の結び"),
    QuestionKind.LISTED: msg("挙げたもの"),
    QuestionKind.PHASE: msg("段階の節"),
    QuestionKind.PLACE: msg("置かれた項"),
    QuestionKind.BASIS: msg("続く根拠"),
    QuestionKind.SAID: msg("語の有無"),
    QuestionKind.DECIDE: msg("決める者"),
    QuestionKind.CLOZE: msg("本文の語"),
    QuestionKind.COMPARE: msg("言い方の違い"),
}


@dataclass(frozen=True, slots=True)
class AnswerOption:
    """One answer to choose. `own`: in our words, which are translated; else in words of the text."""

    text: str
    own: bool = False

    @property
    def label(self) -> str:
        """The answer as a screen shows it."""
        return tr(self.text) if self.own else self.text


_NEAR = msg("最も近い語")
_PLACED = re.compile("^([IVX][^「」]*)「(.+)」$")
_WORDS = 12  # characters up to which a quote is a term, not a sentence
_TELLING = frozenset(
    {QuestionKind.LISTED, QuestionKind.PLACE, QuestionKind.PHASE, QuestionKind.BASIS}
)  # kinds whose options are words of the text


@dataclass(frozen=True, slots=True)
class StudyQuestion:
    """One question about one sentence.

    `stem` is a message with `values` in its places; `passage` the words of the text that it asks about, with
    a `BLANK`. `quote` stands verbatim in `sentence` and supports the answer; where the text is silent it is
    the nearest passage, and `nearest` is what to read beside it, with `near` saying what that is. `absent`
    replaces the basis where the sentence lacks what was asked for; `searched` names the clauses that were
    searched in full for a word. `slot` distinguishes several questions on one sentence. `graded` is False
    where the answer is our reading or a comparison: the learner then judges it, and no answer is wrong.
    `filler` says why a sound question can be answered without reading; such questions are drawn last.
    """

    kind: QuestionKind
    sentence: str
    slot: str
    stem: str
    answer: AnswerOption
    wrong: tuple[AnswerOption, ...]
    quote: str
    values: tuple[tuple[str, str], ...] = ()
    passage: str = ""
    basis: Basis = Basis.TEXT
    why: str = ""
    absent: str = ""
    searched: str = ""
    near: str = _NEAR
    nearest: tuple[Citation, ...] = ()
    graded: bool = True
    filler: str = ""
    phases: tuple[Phase, ...] = ()
    functions: tuple[Function, ...] = ()

    @property
    def id(self) -> str:
        """The id, the same while the claim about the sentence is; another answer gives another id."""
        return f"{self.kind}:{self.sentence}:{digest(self.slot, self.answer.text.rstrip('、'))[:8]}"

    @property
    def family(self) -> str:
        """The thing asked about: questions of a family teach the same."""
        parts = self.slot.split("|")
        about = parts[0] if self.kind is QuestionKind.SAID else self.sentence
        # Asks about a section's headings, not a sentence.
        if self.kind is QuestionKind.LISTED and len(parts) > 1:
            about = parts[1]
        return f"{self.kind}:{about}"

    @property
    def sentences(self) -> frozenset[str]:
        """The sentences that it asks about or shows in full."""
        shown = (
            {citation.sentence for citation in self.nearest}
            if self.kind in (QuestionKind.COMPARE, QuestionKind.PAIR)
            else set()
        )
        return frozenset({self.sentence, *shown})

    @property
    def paragraph(self) -> str:
        """The paragraph of its sentence."""
        return self.sentence.rpartition(".")[0]

    @property
    def section(self) -> str:
        """The section of chapter IV, or the chapter, of its sentence; subjects seldom change within one."""
        parts = self.sentence.split(".")
        return ".".join(parts[:2]) if parts[0] == "IV" else parts[0]

    @property
    def shown(self) -> str:
        """The words of the text shown before it is answered, with its long options."""
        options = [option.text for option in self.wrong] if self.kind in _TELLING else []
        return "\n".join([self.passage, *(value for _, value in self.values), *options])

    @property
    def explained(self) -> frozenset[str]:
        """The sentences that its answer quotes in full, besides those that it asks about."""
        return frozenset(citation.sentence for citation in self.nearest if len(citation.quote) > _WORDS)

    @property
    def places(self) -> tuple[tuple[str, str], ...]:
        """The clauses that it names, with their headings."""
        return tuple((match[1], match[2]) for _, value in self.values if (match := _PLACED.match(value)))

    @property
    def headings_of(self) -> str:
        """The clause whose headings it shows or asks for; empty for other kinds."""
        headed = self.kind is QuestionKind.PLACE or (
            self.kind is QuestionKind.LISTED and self.slot.startswith("heading|")
        )
        return self.places[0][0] if headed else ""

    @property
    def predicate(self) -> str:
        """What the subject asked for does: the last words of its sentence."""
        if self.kind is QuestionKind.DECIDE:
            return dict(self.values).get("thing", "")[-_PREDICATE:]
        return self.passage.rstrip("。")[-_PREDICATE:] if self.kind is QuestionKind.WHO else ""

    @property
    def whole(self) -> str:
        """The passage with the answer in its blank."""
        return self.passage.replace(BLANK, "" if self.answer.own else self.answer.text)

    @property
    def sought(self) -> str:
        """Words that would give the answer away if another question showed them; empty if none would."""
        if self.kind is QuestionKind.SAID:
            return dict(self.values)["term"]
        if self.kind is QuestionKind.BASIS and not self.answer.own:
            return self.answer.text
        if self.answer.own or BLANK not in self.passage:
            return ""
        if self.kind is QuestionKind.CLOZE:
            return self.answer.text
        before, _, after = self.passage.partition(BLANK)
        return before[-_BESIDE:] + self.answer.text + after[:_BESIDE]

    @property
    def asked(self) -> str:
        """The question in the language spoken, without the passage."""
        return tr(self.stem, **dict(self.values)) if self.values else tr(self.stem)

    def options(self, seed: str = "") -> tuple[AnswerOption, ...]:
        """All options, in an order that depends only on the question and the seed; empty if it is open."""
        if not self.wrong:
            return ()
        return tuple(
            sorted((self.answer, *self.wrong), key=lambda option: digest(self.id, seed, option.text))
        )


def digest(*parts: str) -> str:
    """Hexadecimal digits for a key, the same on every machine, in an order that nobody foresees."""
    return blake2b("\x1f".join(parts).encode(), digest_size=16).hexdigest()


def one_in(many: int, *key: str) -> bool:
    """Whether a key is among one in `many`; a choice that does not depend on other questions."""
    return int(digest(*key), 16) % many == 0


def drawn(options: Iterable[AnswerOption], count: int, *key: str) -> tuple[AnswerOption, ...]:
    """`count` of the options, chosen by the key."""
    return tuple(sorted(options, key=lambda option: digest(*key, option.text))[:count])
