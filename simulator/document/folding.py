"""Text folded for looking up, so that width, case, variant forms and middle dots make no difference."""

from __future__ import annotations

import unicodedata

# Older or variant forms of characters that people type in questions and searches.
_VARIANTS = str.maketrans(
    "搜國學會對應戰爭區邊邉澤濱嶋嶌龍體證關聯團總廣發權條經濟輸醫",
    "捜国学会対応戦争区辺辺沢浜島島竜体証関連団総広発権条経済輸医",
)
_DOTS = frozenset("・･·•")  # a search takes 捜索・救難 and 捜索救難 for the same word


def fold_text(text: str) -> tuple[str, list[int]]:
    """Text folded by NFKC, case and variant forms, without middle dots; and where each character stood."""
    pieces: list[str] = []
    places: list[int] = []
    for index, char in enumerate(text):
        if char in _DOTS:
            continue
        folded = unicodedata.normalize("NFKC", char).casefold().translate(_VARIANTS)
        pieces.append(folded)
        places.extend([index] * len(folded))
    places.append(len(text))
    return "".join(pieces), places
