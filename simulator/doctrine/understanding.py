"""What a question was taken as: the text's own words where it has them, else the thesaurus, else nothing.

A question is split without a dictionary: the longest words of the thesaurus and of the text are taken, kana
between them (particles, endings) and words of asking are skipped, and the rest is reported as unknown. So
「避難民の食料は誰が出すのか」 is 避難民 and 食料, taken as 補給.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from simulator.doctrine.thesaurus import Relation, Thesaurus, ThesaurusEntry, key, load_thesaurus
from simulator.document import ClauseError, Document
from simulator.document.address import chapter_numeral
from simulator.document.folding import fold_text
from simulator.document.search import Hit, loose_pattern, patterns, search_patterns
from simulator.language import tr
from simulator.language.kana import reading, words_read

# Words of asking, which say nothing of what is asked about.
_ASKING = frozenset(
    re.findall(
        r"\S+",
        """誰 何 何時 何処 場合 時 人 方 定め 本文 指針 条項 規定 記述 意味 理由 内容 教え 知り 際
        必要 可能 行う 行 言 書 有 無 説明 具体的 実際 関 私 我々 今 前 後 中 例 点 話 事 者 側 内
        役 段階 どのよう 時点 取 受 出 入 使 持 決 違 対応 対処 実施 協力 措置""",
    )
)
_ASKING_LATIN = frozenset(
    re.findall(
        r"\S+",
        """a an and are at be by can could do does during for from has have how if in into is it
        its may of on or shall should text that the their there this to under what when where which
        who whom whose why will with would""",
    )
)
_LONG = 5  # characters a word must have to be recognised in spite of a typing slip
# The longest word that is split, piece of it, and word with kana inside, in characters: they bound the time.
_WORD, _PIECE, _LOOSE = 200, 40, 12
_TOKENS = 40  # words of one question that are looked at
_PHRASE = 6  # words of a phrase with blanks, at most
_KANA_ONLY = re.compile(r"[ぁ-ん]+")
_LATIN = re.compile(r"[a-z0-9+\-/.%]")
_KATAKANA = re.compile(r"[ァ-ヺー]")
_SKIPPED = -2.0  # for a character that belongs to no known word


@dataclass(frozen=True, slots=True)
class Term:
    """A word of a question and what it was taken as.

    `taken` are words of the text and `clauses` ids of it; both are empty where the text is silent on it: then
    `nearest` are the ids that come nearest. `relation` is None for a word that stands in the text itself.
    """

    word: str
    taken: tuple[str, ...]
    clauses: tuple[str, ...] = ()
    relation: Relation | None = None
    note: str = ""
    nearest: tuple[str, ...] = ()
    exact: tuple[re.Pattern[str], ...] = ()

    def stands_in(self, folded: str) -> bool:
        """Whether words it was taken as stand in a text folded as the search folds it."""
        return any(pattern.search(folded) for pattern in self.exact)

    def covers(self, document: Document, sentence: str) -> bool:
        """Whether the sentence is one of its clauses or stands in one."""
        return bool(self.rank(document, sentence))

    def rank(self, document: Document, sentence: str) -> int:
        """From 1: the place among `clauses` of the first that holds the sentence; 0 for none."""
        unit = document.unit(sentence)
        for number, name in enumerate(self.clauses, 1):
            inside = unit.id == name or f"{unit.clause}.".startswith(f"{name}.")
            if name == sentence or inside:
                return number
        return 0


@dataclass(frozen=True, slots=True)
class Understood:
    """A question's words: what each was taken as, and those that were not understood."""

    terms: tuple[Term, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def verbatim(self) -> bool:
        """Whether every word stands in the text as it was typed."""
        return not self.unknown and all(term.relation is None for term in self.terms)


def understand(document: Document, words: str, thesaurus: Thesaurus | None = None) -> Understood:
    """Split a question into words and say what each is taken as. Empty for no words."""
    vocabulary = thesaurus or load_thesaurus()
    tokens = unicodedata.normalize("NFKC", re.sub(r"[？?！!。、,「」『』（）()]", " ", words)).split()
    unread = tokens[_TOKENS:]
    tokens = tokens[:_TOKENS]
    terms: list[Term] = []
    unknown: list[str] = []
    position = 0
    while position < len(tokens):
        for size in range(min(_PHRASE, len(tokens) - position), 0, -1):
            phrase = " ".join(tokens[position : position + size])
            entry = vocabulary.by_word.get(key(phrase))
            if entry:
                terms.append(_from_entry(phrase, entry))
                position += size
                break
        else:
            understood, not_understood = _token(document, tokens[position], vocabulary)
            terms += understood
            unknown += not_understood
            position += 1
    for word in list(unknown):
        if entry := _misspelt(word, vocabulary):
            terms.append(_from_entry(word, entry))
            unknown.remove(word)
    unknown += unread
    if not terms and not unknown:  # kana that match no word, or words of asking
        unknown = tokens
    return Understood(tuple({(t.word, t.taken): t for t in terms}.values()), tuple(dict.fromkeys(unknown)))


def _token(document: Document, token: str, thesaurus: Thesaurus) -> tuple[list[Term], list[str]]:
    """The words of one token, and what of it was not understood."""
    if chapter_numeral(token):
        return [Term(token, (token,), exact=tuple(patterns(token)))], []
    if re.match(r"(?i)第?[ivx]+[章.]", token):
        try:
            name = document.resolve(token)
        except ClauseError:
            pass
        else:
            return [Term(token, (), (name,))], []
    folded = fold_text(token)[0]
    if _stands_in_text(document, folded) and not _KANA_ONLY.fullmatch(folded):
        return [_verbatim(token)], []
    if _KANA_ONLY.fullmatch(folded) and (term := _spelt_in_kana(document, token, folded)):
        return [term], []
    if len(folded) > _WORD:
        return [], [token]
    pieces = _split(document, token, thesaurus)
    terms = [piece for piece in pieces if isinstance(piece, Term)]
    unknown = [piece for piece in pieces if isinstance(piece, str)]
    return terms, unknown


def _misspelt(word: str, thesaurus: Thesaurus) -> ThesaurusEntry | None:
    """The entry of a word that differs from this one by a slip: only for long words."""
    if len(word) < _LONG:
        return None
    close = get_close_matches(key(word), thesaurus.by_word, 1, 0.85)
    return thesaurus.by_word[close[0]] if close else None


def _spelt_in_kana(document: Document, token: str, kana: str) -> Term | None:
    """The words of the text that are read as these kana."""
    headings = dict.fromkeys(unit.heading for unit in document.units)
    spelt_so = [*words_read().get(kana, ()), *(heading for heading in headings if reading(heading) == kana)]
    words = tuple(
        dict.fromkeys(
            word for word in spelt_so if len(word) > 1 and _stands_in_text(document, fold_text(word)[0])
        )
    )
    if not words:
        return None
    exact = tuple(pattern for word in words for pattern in patterns(word))
    return Term(token, words, relation=Relation.SPELLING, exact=exact)


def _verbatim(word: str) -> Term:
    return Term(word, (word,), exact=tuple(patterns(word)))


def _from_entry(word: str, entry: ThesaurusEntry) -> Term:
    silent = entry.relation is Relation.SILENT
    return Term(
        word,
        entry.text,
        () if silent else entry.clauses,
        entry.relation,
        entry.note,
        entry.clauses if silent else (),
        tuple(pattern for words in entry.text for pattern in patterns(words.replace(" ", ""))),
    )


def _stands_in_text(document: Document, folded: str) -> bool:
    return folded in document.folded_text


def _split(document: Document, token: str, thesaurus: Thesaurus) -> list[Term | str]:
    """The best split of a token into known words: it covers most characters with the longest pieces."""
    text = fold_text(token)[0]
    size = len(text)
    best: list[tuple[float, list[Term | str]]] = [(0.0, [])] * (size + 1)
    for start in range(size - 1, -1, -1):
        char = text[start]
        cost = 0.0 if _KANA_ONLY.match(char) or not char.isalnum() else _SKIPPED
        candidate = (best[start + 1][0] + cost, [*([char] if cost else ["\0"]), *best[start + 1][1]])
        for end, gain, part in _pieces(document, text, start, thesaurus):
            score = best[end][0] + gain
            if score > candidate[0]:
                candidate = (score, [*([part] if part else ["\0"]), *best[end][1]])
        best[start] = candidate
    return _joined(best[0][1], text)


def _joined(parts: list[Term | str], text: str) -> list[Term | str]:
    """Join the characters of unknown words; drop a lone character before kana, which are an ending."""
    joined: list[Term | str] = []
    run = ""
    for part in [*parts, "\0"]:
        if isinstance(part, str) and part != "\0":
            run += part
            continue
        if run and (len(run) > 1 or run == text or not _ends_in_kana(run, text)):
            joined.append(run)
        run = ""
        if isinstance(part, Term):
            joined.append(part)
    return joined


def _ends_in_kana(run: str, text: str) -> bool:
    return re.search(f"{re.escape(run)}[ぁ-ん]", text) is not None


def _pieces(
    document: Document, text: str, start: int, thesaurus: Thesaurus
) -> Iterator[tuple[int, float, Term | None]]:
    """The pieces that may begin at `start`: end, worth, and the term, or None for a word of asking."""
    for end in range(start + 1, min(len(text), start + _PIECE) + 1):
        piece = text[start:end]
        if _cuts(text, start) or _cuts(text, end):
            continue
        length = end - start
        if piece in _ASKING or piece in _ASKING_LATIN:
            yield end, 0.1, None
        alone = length > 1 or not _in_compound(text, start)
        if alone and (entry := thesaurus.by_word.get(key(piece))):
            yield end, 1.5 * length * length, _from_entry(piece, entry)
        if length < 2 or piece in _ASKING or _KANA_ONLY.match(piece) or _KANA_ONLY.match(piece[-1]):
            continue
        if "と" in piece:  # two words joined, each to be looked for by itself
            continue
        if _stands_in_text(document, piece):
            yield end, float(length * length), _verbatim(piece)
        elif length <= _LOOSE and (loose := loose_pattern(piece)):
            match = loose.search(document.folded_text)
            if match:
                term = Term(piece, (match[0],), relation=Relation.SPELLING, exact=(loose,))
                yield end, 0.9 * length * length, term


def _in_compound(text: str, index: int) -> bool:
    """Whether a lone character stands beside another that is not kana, as 市 does in 都市."""
    beside = text[max(0, index - 1) : index] + text[index + 1 : index + 2]
    return any(char.isalnum() and not _KANA_ONLY.match(char) for char in beside)


def _cuts(text: str, place: int) -> bool:
    """Whether a border at this place would cut a word in Latin letters or katakana."""
    if not 0 < place < len(text):
        return False
    pair = text[place - 1], text[place]
    return all(map(_LATIN.match, pair)) or all(map(_KATAKANA.match, pair))


def look_up(document: Document, words: str) -> tuple[tuple[Hit, ...], Understood]:
    """Search the text for what the words are taken as, in place of words that do not stand in it themselves.

    Units that have all that was understood, or if there are none, those that have some of it.
    """
    understood = understand(document, words)
    sought = [re.compile("|".join(p.pattern for p in term.exact)) for term in understood.terms if term.exact]
    hits = search_patterns(document, sought)
    if not hits:
        partial_hits = {
            hit.unit.id: hit for pattern in sought for hit in search_patterns(document, [pattern])
        }
        hits = tuple(sorted(partial_hits.values(), key=lambda hit: document.order(hit.unit.id)))
    return hits, understood


def taken_as(document: Document, term: Term) -> str:
    """What a word that the text does not have was taken as, in a line. Only for a term with a relation."""
    words = tr("」「").join(term.taken)
    places = tr("、").join(document.label(name) for name in term.clauses or term.nearest)
    relation = term.relation.label if term.relation else ""
    if term.relation is Relation.SILENT:
        return tr(
            "「{word}」 この語は本文にない。{relation}。最も近い所 {places}",
            word=term.word,
            relation=relation,
            places=places,
        )
    if not words:
        return tr(
            "「{word}」 この語は本文にない。{relation}として {places} を見る",
            word=term.word,
            relation=relation,
            places=places,
        )
    return tr(
        "「{word}」 この語は本文にない。「{words}」と取る（{relation}）",
        word=term.word,
        words=words,
        relation=relation,
    )
