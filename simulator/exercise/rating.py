"""How an objective went, in the words of HSEEP, whose evaluators rate; this program never does.

HSEEP (Homeland Security Exercise and Evaluation Program, 2020) rates each objective and capability P, S, M or
U in the exercise evaluation guide. A rating says how the exercise went, not whether an answer was right.
"""

from __future__ import annotations

from enum import StrEnum

from simulator.language import msg, tr


class Rating(StrEnum):
    """What an evaluator says of an objective; N where it was not observed."""

    P = "P"
    S = "S"
    M = "M"
    U = "U"
    N = "N"

    @property
    def label(self) -> str:
        """What it means, in the language spoken."""
        return tr(_LABELS[self])

    @property
    def term(self) -> str:
        """The term of HSEEP, as it stands there; N has none."""
        return _TERMS[self]


_LABELS = {
    Rating.P: msg("支障なく行えた"),
    Rating.S: msg("いくらか支障はあったが行えた"),
    Rating.M: msg("大きな支障があった"),
    Rating.U: msg("行えなかった"),
    Rating.N: msg("観察していない"),
}
_TERMS = {
    Rating.P: "Performed without Challenges",
    Rating.S: "Performed with Some Challenges",
    Rating.M: "Performed with Major Challenges",
    Rating.U: "Unable to be Performed",
    Rating.N: "",
}
