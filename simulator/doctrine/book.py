"""The whole doctrine, loaded once: read, held against the document, validated, frozen."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TypeVar

from pydantic import Field, TypeAdapter

from simulator.datafile import DataFile, DataFileError, load_yaml
from simulator.datafile.validation import validated
from simulator.doctrine.claims import (
    Claim,
    CoordinationStep,
    Encoding,
    Measure,
    NoMeasure,
    NonEmptyText,
    Silence,
    System,
)
from simulator.doctrine.continuation import SectionRule, holds_of, rule_for
from simulator.doctrine.doctrine import Doctrine
from simulator.doctrine.leading import with_leads
from simulator.doctrine.passages import NONE, Passage, PhaseProfile, RefusalRule
from simulator.doctrine.sheet import Grounded, build_transition
from simulator.doctrine.verify import verify
from simulator.doctrine.words import Basis, Phase, Scope
from simulator.document import Document, load_guidelines
from simulator.document.references import read_references
from simulator.language import tr

DATA = Path(__file__).parent / "data"
CHAPTERS = ("III", "IV", "V", "VI", "VII", "VIII")  # the chapters in which measures are counted
_SCOPES = {"V": Scope.GLOBAL, "VII": Scope.FRAMEWORK, "VIII": Scope.FRAMEWORK}

T = TypeVar("T")


class SentenceEntry(Claim):
    """One sentence with what it assigns, or the reason why it assigns nothing."""

    sentence: NonEmptyText
    text: NonEmptyText
    measures: tuple[Encoding, ...] = ()
    none: str = ""


class PassageFile(Claim):
    """transitions.yaml: the passages, and what the text leaves open in all, in ways in, in the situation."""

    always_silent: tuple[Silence, ...] = ()
    entering_silent: tuple[Silence, ...] = ()
    situation_silent: tuple[Silence, ...] = ()
    transitions: tuple[Passage, ...] = Field(min_length=1)


@cache
def load_doctrine() -> Doctrine:
    """Read the data files beside this module. Raises `DataFileError` naming every fault by its line."""
    return read_doctrine(DATA, load_guidelines())


def read_doctrine(folder: Path, document: Document) -> Doctrine:
    """Read a doctrine from `folder`. Raises `DataFileError`, OSError."""

    def read(name: str, kind: type[T]) -> T:
        return _read(folder / name, kind, document)

    rules = read("continuations.yaml", tuple[SectionRule, ...])
    passages = read("transitions.yaml", PassageFile)
    measures, not_measures = _measures(folder / "measures", document, rules)
    profiles = read("phases.yaml", tuple[PhaseProfile, ...])
    doctrine = Doctrine(
        document=document,
        measures=measures,
        not_measures=not_measures,
        profiles={profile.phase: profile for profile in profiles},
        general_steps=read("general-steps.yaml", tuple[CoordinationStep, ...]),
        rules=rules,
        systems=read("systems.yaml", tuple[System, ...]),
        refusals={rule.id: rule for rule in read("refusals.yaml", tuple[RefusalRule, ...])},
    )
    grounded: Grounded = {}
    sheets = (
        build_transition(passage, doctrine, _silences_of(passage, passages, doctrine), grounded)
        for passage in passages.transitions
    )
    object.__setattr__(doctrine, "transitions", {sheet.id: sheet for sheet in sheets})
    return doctrine


def _silences_of(passage: Passage, file: PassageFile, doctrine: Doctrine) -> tuple[Silence, ...]:
    """What the text does not say of a passage, first who recognises that its phase has come or gone."""
    beside = NONE in (passage.source, passage.target)
    concerned = passage.source if passage.target == NONE else passage.target
    recognition = doctrine.profiles[Phase(concerned)].recognition
    enters = passage.target != NONE and passage.basis is not Basis.SILENT
    return (
        recognition,
        *file.always_silent,
        *(file.entering_silent if enters else ()),
        *(() if beside else file.situation_silent),
    )


def _read(path: Path, kind: type[T], document: Document) -> T:
    file = load_yaml(path)
    verify(file, document)
    return validated(file, TypeAdapter(kind))


def _measures(
    folder: Path, document: Document, rules: tuple[SectionRule, ...]
) -> tuple[tuple[Measure, ...], tuple[NoMeasure, ...]]:
    """Every sentence of the counted chapters exactly once, in document order."""
    expected = [s.id for s in document.sentences() if s.id.split(".")[0] in CHAPTERS]
    entries: list[SentenceEntry] = []
    adapter = TypeAdapter(tuple[SentenceEntry, ...])
    for path in sorted(folder.glob("*.yaml")):
        file = load_yaml(path)
        verify(file, document)
        file_entries = validated(file, adapter)
        _check_entries(file, file_entries)
        entries += file_entries
    entries.sort(key=lambda entry: document.order(entry.sentence))
    listed = [entry.sentence for entry in entries]
    if listed != expected:
        raise _coverage_fault(folder, expected, listed)
    measures = tuple(
        _measure(document, rules, entry.sentence, number, encoding)
        for entry in entries
        for number, encoding in enumerate(entry.measures, 1)
    )
    measures = with_leads(measures, document, read_references(document))
    reasons = tuple(NoMeasure(sentence=e.sentence, reason=e.none) for e in entries if e.none)
    return measures, reasons


def _check_entries(file: DataFile, entries: tuple[SentenceEntry, ...]) -> None:
    faults = [
        file.problem((index,), tr("「measures」か「none」の一方だけを書いてください。"))
        for index, entry in enumerate(entries)
        if bool(entry.measures) == bool(entry.none)
    ]
    if faults:
        raise DataFileError(*faults)


def _coverage_fault(folder: Path, expected: list[str], listed: list[str]) -> DataFileError:
    from simulator.datafile import FilePosition, Problem  # noqa: PLC0415  only on this failing path

    missing = [name for name in expected if name not in listed]
    extra = sorted({name for name in listed if name not in expected or listed.count(name) > 1})
    message = tr(
        "すべての文を一度ずつ扱っていません。足りない文: {missing}。余分か重複: {extra}。",
        missing=tr("、").join(missing) or tr("なし"),
        extra=tr("、").join(extra) or tr("なし"),
    )
    return DataFileError(Problem(str(folder), FilePosition(1, 1), message))


def _measure(
    document: Document, rules: tuple[SectionRule, ...], sentence: str, number: int, encoding: Encoding
) -> Measure:
    scope = _SCOPES.get(sentence.partition(".")[0])
    rule = rule_for(rules, document, sentence)
    phases = holds_of(rule, sentence, encoding.quote) if rule and not scope else ()
    return Measure(
        **dict(encoding), id=f"{sentence}.m{number}", sentence=sentence, phases=phases, scope=scope
    )
