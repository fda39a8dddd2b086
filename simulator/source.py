"""Which text this is. Apart from the text itself: home names it and paints before the text is loaded."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.language import msg


@dataclass(frozen=True, slots=True)
class Source:
    """What a reader must be told about the text; date and issuer are messages of the catalogue."""

    title: str
    date: str
    issuer: str


SOURCE = Source("日米防衛協力のための指針", msg("2015年4月27日"), msg("日米安全保障協議委員会"))
