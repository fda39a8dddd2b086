"""The language of the chrome: what this program says in its own words, Japanese or English.

The Guidelines themselves stay Japanese in both; so do scenarios and what people write.
"""

from simulator.language.catalogue import JAPANESE, LANGUAGES, current, msg, speak, spoken, tr, tr_count
from simulator.language.choice import choose_language
from simulator.language.reasons import Reason

__all__ = [
    "JAPANESE",
    "LANGUAGES",
    "Reason",
    "choose_language",
    "current",
    "msg",
    "speak",
    "spoken",
    "tr",
    "tr_count",
]
