"""One self-contained page: the questions to print, each answer folded under its question."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from simulator.language import tr
from simulator.study.bank import Bank
from simulator.study.exports.shape import explained
from simulator.study.question import StudyQuestion

_STYLE = """
body { font: 16px/1.8 serif; max-width: 44em; margin: 2em auto; padding: 0 1em; color: #1a1a1a; }
h1 { font-size: 1.3em; }
article { break-inside: avoid; border-top: 1px solid #bbb; padding: .8em 0; }
p { margin: .3em 0; }
.passage { border-left: 3px solid #888; padding-left: .8em; }
ol { margin: .3em 0; }
details { color: #333; }
.id { color: #767676; font-size: .8em; }
@media print { details { display: none; } }
"""


def page(bank: Bank, questions: Sequence[StudyQuestion], seed: str) -> str:
    """An HTML document in Japanese; on paper the answers are left out."""
    title = tr("指針の問い（{count}問）", count=len(questions))
    body = "\n".join(_article(bank, question, number, seed) for number, question in enumerate(questions, 1))
    return (
        f'<!doctype html>\n<html lang="ja">\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n'
        f"<style>{_STYLE}</style>\n<h1>{escape(title)}</h1>\n{body}\n</html>\n"
    )


def _article(bank: Bank, question: StudyQuestion, number: int, seed: str) -> str:
    passage = f'<p class="passage">{escape(question.passage)}</p>' if question.passage else ""
    items = "".join(f"<li>{escape(option.label)}</li>" for option in question.options(seed))
    options = f"<ol>{items}</ol>" if items else ""
    explanation = "".join(f"<p>{escape(line)}</p>" for line in explained(bank, question))
    answer = tr("答え：{answer}", answer=question.answer.label)
    return (
        f"<article><p>{number}. {escape(question.asked)}</p>{passage}{options}"
        f"<details><summary>{escape(tr('答えを見る'))}</summary><p><strong>{escape(answer)}</strong></p>{explanation}"
        f'<p class="id">{escape(question.id)}</p></details></article>'
    )
