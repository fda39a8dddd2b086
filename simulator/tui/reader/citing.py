"""What cites a clause, loaded after the screen is painted, and the references in its text."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from simulator.document import Document
from simulator.language import msg, tr
from simulator.tui.kit.blocks import Block
from simulator.tui.kit.content import Mark
from simulator.tui.kit.target import Aim, number_in
from simulator.tui.reader.clause_text import quote_marks
from simulator.typography import cells, fit

if TYPE_CHECKING:
    from simulator.doctrine import Doctrine
    from simulator.doctrine.citing import CitedBy

LOADING = msg("読み込んでいます…")


class Citing:
    """The citations of each clause; empty until `load` has run, perhaps in a thread."""

    def __init__(self, document: Document, *, scripts: bool = True) -> None:
        """`scripts` says whether the steps of scenarios that cite a clause show."""
        self.document = document
        self.scripts = scripts
        self._doctrine: Doctrine | None = None
        self._links: dict[str, tuple[Mark, ...]] = {}
        self._known: dict[str, tuple[CitedBy, ...]] = {}

    def load(self) -> None:
        """Load references and doctrine. Raises `DataFileError` if their files were damaged."""
        from simulator.doctrine import load_doctrine  # noqa: PLC0415 - takes a second, so not before painting
        from simulator.document import load_references  # noqa: PLC0415
        from simulator.scenario.citing import steps_citing  # noqa: PLC0415

        links: defaultdict[str, list[Mark]] = defaultdict(list)
        for reference in load_references():
            for unit, marks in quote_marks(self.document, reference.sentence, (reference.quote,)).items():
                links[unit] += [Mark(m.start, m.end, "link", reference.to[0]) for m in marks]
        self._links = {unit: tuple(marks) for unit, marks in links.items()}
        if self.scripts:
            steps_citing("IV")  # reads the scenarios once
        self._doctrine = load_doctrine()

    def links(self, clause: str) -> dict[str, tuple[Mark, ...]]:
        """References in the text of a clause, by unit."""
        return {
            unit.id: self._links[unit.id] for unit in self.document.body(clause) if unit.id in self._links
        }

    def entries(self, clause: str) -> tuple[CitedBy, ...] | None:
        """All that cites the clause in the order of its sentences; None before loading."""
        if self._doctrine is None:
            return None
        if clause not in self._known:
            from simulator.doctrine.citing import cited_by  # noqa: PLC0415 - loaded with the doctrine
            from simulator.scenario.citing import steps_citing  # noqa: PLC0415

            citing = (*cited_by(self._doctrine, clause), *(steps_citing(clause) if self.scripts else ()))
            self._known[clause] = tuple(sorted(citing, key=lambda entry: self.document.order(entry.sentence)))
        return self._known[clause]

    def entry(self, clause: str, target: Aim) -> CitedBy:
        """The entry behind a row's target."""
        return (self.entries(clause) or ())[number_in(target)]

    def rows(self, clause: str) -> list[Block]:
        """The rows of the pane, grouped under each sentence that is cited."""
        entries = self.entries(clause)
        if entries is None:
            return [Block(tr(LOADING), look="quiet")]
        if not entries:
            return [Block(tr("この条項の文を引くものはない。"), look="quiet")]
        blocks: list[Block] = []
        sentence = ""
        room = 1 + max(cells(entry.kind) for entry in entries)
        for number, entry in enumerate(entries):
            if entry.sentence != sentence:
                sentence = entry.sentence
                blocks.append(Block(self.document.label(sentence), look="quiet", gap=1 if blocks else 0))
            text = entry.label
            if entry.quote and entry.quote not in text:
                text += f"「{fit(entry.quote, 40)}」"
            start = len(entry.label)
            marks = (Mark(start, len(text), "quiet"),) if start < len(text) else ()
            blocks.append(Block(text, marks, entry.kind, room, target=number))
        return blocks
