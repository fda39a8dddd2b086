"""Words of a call → phases, actors, functions: ids and Japanese labels both, with the nearest if unknown."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Sequence
from typing import TypeVar

from simulator.cli.failures import RefusalError, WrongUseError
from simulator.doctrine import Actor, Function, Phase
from simulator.language import msg, tr
from simulator.machine import Configuration

W = TypeVar("W", Phase, Actor, Function)

_OTHER_NAMES = {
    msg("重要影響"): Phase.JUYO,
    msg("予測"): Phase.YOSOKU,
    msg("武力攻撃予測事態"): Phase.YOSOKU,
    msg("発生"): Phase.HASSEI,
    msg("武力攻撃事態"): Phase.HASSEI,
    msg("存立危機事態"): Phase.SONRITSU,
    msg("災害"): Phase.SAIGAI,
}


def phase(word: str) -> Phase:
    """The phase of this name. Raises `WrongUseError`."""
    return _OTHER_NAMES.get(word) or _word(word, Phase, tr("段階"))


def actor(word: str | None) -> Actor | None:
    """The actor of this name, if one was given. Raises `WrongUseError`."""
    return _word(word, Actor, tr("行う者")) if word else None


def function(word: str | None) -> Function | None:
    """The function of this name, if one was given. Raises `WrongUseError`."""
    return _word(word, Function, tr("機能")) if word else None


def situation(words: Sequence[str] | None) -> frozenset[Phase] | None:
    """The phases of `--at`, with 平時 where none of the situation is named.

    Raises `WrongUseError`, or `RefusalError` for phases that the text keeps apart.
    """
    if not words:
        return None
    named = frozenset(phase(word) for group in words for word in group.split(",") if word)
    try:
        return Configuration.of(named).phases
    except ValueError as error:
        raise RefusalError(str(error)) from error


def _word(word: str, kind: type[W], what: str) -> W:
    folded = unicodedata.normalize("NFKC", word).strip()
    for known in kind:
        if folded in (known.value, known.label) or folded.casefold() == known.value:
            return known
    by_part = [known for known in kind if folded in known.label]
    if len(by_part) == 1:
        return by_part[0]
    close = difflib.get_close_matches(folded, _names(kind), n=2, cutoff=0.5)
    hint = tr("「{close}」でしょうか。", close=tr("」「").join(close)) if close else ""
    known_words = tr("、").join(tr("{k}（{k2}）", k=k.value, k2=k.label) for k in kind)
    raise WrongUseError(
        tr(
            "{what}「{word}」はありません。{hint}使える語: {known_words}",
            what=what,
            word=word,
            hint=hint,
            known_words=known_words,
        )
    )


def _names(kind: Iterable[W]) -> list[str]:
    return [name for known in kind for name in (known.value, known.label)]
