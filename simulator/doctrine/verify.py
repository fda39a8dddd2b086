"""Hold data files against the document: every citation exists, every quote stands in its sentence.

Works on the raw values, before any model, so that each fault is named with its line and column and all
are named at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from simulator.datafile import DataFile, DataFileError, Loc, Problem
from simulator.document import ClauseError, Document, Sentence
from simulator.language import tr

_VERBATIM = {"text", "quote", "when", "qualifiers", "discretion"}
_UNITS = {"clause", "section"}


def verify(file: DataFile, document: Document) -> None:
    """Check every `sentence`, `clause` and `section` of the file, and all words quoted from a sentence.

    Raises `DataFileError` with all problems found.
    """
    problems = list(_walk(file, document, file.data, (), None))
    if problems:
        raise DataFileError(*problems)


def _walk(
    file: DataFile, document: Document, value: Any, loc: Loc, sentence: str | None
) -> Iterator[Problem]:
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _walk(file, document, item, (*loc, index), sentence)
    elif isinstance(value, dict):
        if "sentence" in value:
            sentence = str(value["sentence"])
            if not document.is_sentence(sentence):
                yield file.problem((*loc, "sentence"), unknown_id(document, sentence))
                return
        for key, part in value.items():
            if key in _UNITS or key == "sentences":
                yield from _names(file, document, key, part, (*loc, key))
            elif sentence and key in _VERBATIM:
                yield from _quotes(file, document.sentence(sentence), key, part, (*loc, key))
            else:
                yield from _walk(file, document, part, (*loc, key), sentence)


def _names(file: DataFile, document: Document, key: str, part: Any, loc: Loc) -> Iterator[Problem]:
    """Ids that stand by themselves: a clause or section, or a list of sentences."""
    for name in part if isinstance(part, list) else [part]:
        if not (document.is_sentence(str(name)) if key == "sentences" else str(name) in document):
            yield file.problem(loc, unknown_id(document, str(name)))


def _quotes(file: DataFile, sentence: Sentence, key: str, part: Any, loc: Loc) -> Iterator[Problem]:
    """Words that must stand in the sentence; `text` must be all of it."""
    for words in part if isinstance(part, list) else [part]:
        if key == "text" and words != sentence.text:
            message = tr(
                "「text」が {sentence} の文と一致しません。本文の文をそのまま写してください。",
                sentence=sentence.id,
            )
            yield file.problem(loc, message)
        elif words and str(words) not in sentence.text:
            message = tr(
                "「{words}」は {sentence} の文にありません。一字一句そのまま引いてください。",
                words=words,
                sentence=sentence.id,
            )
            yield file.problem(loc, message)


def unknown_id(document: Document, name: str) -> str:
    """The message for an id that is neither sentence nor clause, with the nearest existing ids."""
    try:
        resolved = document.resolve(name)
    except ClauseError as error:
        return str(error)
    return tr(
        "「{name}」は文の番号ではありません。「{found}.s1」のように文まで指定してください。",
        name=name,
        found=resolved,
    )
