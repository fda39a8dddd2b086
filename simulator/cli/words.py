"""Parse phases, actors and functions given by id or label; an unknown word gets the nearest ones."""

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

_NO_PHASE = msg("段階「{word}」はありません。{hint}使える語: {known_words}")
_NO_ACTOR = msg("行う者「{word}」はありません。{hint}使える語: {known_words}")
_NO_FUNCTION = msg("機能「{word}」はありません。{hint}使える語: {known_words}")
_OTHER_NAMES = {
    "重要影響": Phase.JUYO,
    "予測": Phase.YOSOKU,
    "武力攻撃予測事態": Phase.YOSOKU,
    "発生": Phase.HASSEI,
    "武力攻撃事態": Phase.HASSEI,
    "存立危機事態": Phase.SONRITSU,
    "災害": Phase.SAIGAI,
}


def phase(word: str) -> Phase:
    """The phase of this name. Raises `WrongUseError`."""
    return _OTHER_NAMES.get(word) or _word(word, Phase, _NO_PHASE)


def actor(word: str | None) -> Actor | None:
    """The actor of this name, if one was given. Raises `WrongUseError`."""
    return _word(word, Actor, _NO_ACTOR) if word else None


def function(word: str | None) -> Function | None:
    """The function of this name, if one was given. Raises `WrongUseError`."""
    return _word(word, Function, _NO_FUNCTION) if word else None


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


def _word(word: str, kind: type[W], unknown: str) -> W:
    folded = unicodedata.normalize("NFKC", word).strip()
    for known in kind:
        if folded in _names_of(known) or folded.casefold() in (known.value, known.label.casefold()):
            return known
    by_part = [known for known in kind if any(folded in name for name in (known.japanese, known.label))]
    if len(by_part) == 1:
        return by_part[0]
    known_words = tr("、").join(tr("{id}（{label}）", id=k.value, label=k.label) for k in kind)
    raise WrongUseError(tr(unknown, word=word, hint=_hint(folded, kind), known_words=known_words))


def _hint(word: str, kind: Iterable[W]) -> str:
    """A hint with the members that are nearest by any of their names, each once."""
    things = {name: known for known in kind for name in _names_of(known)}
    close = dict.fromkeys(things[name] for name in difflib.get_close_matches(word, things, n=4, cutoff=0.5))
    names = tr("」か「").join(known.value for known in list(close)[:2])
    return tr("「{names}」でしょうか。", names=names) if close else ""


def _names_of(known: W) -> tuple[str, ...]:
    return tuple(dict.fromkeys((known.value, known.japanese, known.label)))
