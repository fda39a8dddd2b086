"""The frame of every page, and the static pages: joining, choosing a seat, refusals."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.classroom.markup import Html, HtmlPiece, el, join
from simulator.language import LANGUAGES, current, tr, tr_count
from simulator.scenario import AnySeat

NAME_LENGTH = 40  # characters
AGAIN = 15  # seconds between two reloads by a browser without JavaScript
ANY_SEAT = "*"  # no seat has such an id


def page(  # noqa: PLR0913 - each is passed by name
    title: str,
    body: HtmlPiece,
    *,
    kind: str,
    events: str = "",
    refresh: bool = False,
    path: str = "/",
    links: bool = True,
) -> str:
    """A whole page. `events` is the stream that updates it; `refresh`: reload it without JavaScript."""
    live = None
    if events:
        live = join(
            [
                el("p", "", id="news", role="status", cls="heard"),
                el(
                    "p",
                    tr("つながりが切れています。つなぎ直しています…"),
                    id="lost",
                    role="alert",
                    hidden=True,
                ),
                el(
                    "p",
                    tr(
                        "同じ席をほかのタブで開いているので、このタブは止まっています。ほかを閉じると続きます。"
                    ),
                    id="elsewhere",
                    role="status",
                    hidden=True,
                ),
                el("p", "", id="said", role="status", cls="said"),
            ]
        )
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("title", f"{title} - {tr('指針シミュレータ')}" if title else tr("指針シミュレータ")),
        el("link", rel="stylesheet", href="/page.css"),
        el("link", rel="icon", href="data:,"),
        el("noscript", el("meta", http_equiv="refresh", content=AGAIN)) if refresh else None,
        el("script", src="/page.js", type="module") if events else None,
    )
    screen = el(
        "main",
        body,
        id="screen",
        tabindex="-1",
        data_events=events or None,
        data_unsent=tr("届いていません。もう一度送ってください。") if events else None,
    )
    document = el(
        "html",
        head,
        el(
            "body",
            el("a", tr("本文へ進む"), href="#screen", cls="heard"),
            live,
            screen,
            _foot(path) if links else None,
            cls=kind,
        ),
        lang=current(),
    )
    return f"<!DOCTYPE html>\n{document}"


def _foot(path: str) -> Html:
    others = [
        el("a", name, href=f"{path}?lang={language}", hreflang=language, lang=language)
        for language, name in LANGUAGES.items()
        if language != current()
    ]
    return el(
        "footer",
        el(
            "nav",
            el("a", tr("席の画面"), href="/seat"),
            el("a", tr("条文"), href="/text"),
            el("a", tr("本文に尋ねる"), href="/ask"),
            others,
            aria_label=tr("ほかのページ"),
        ),
        el("p", tr("教育用・架空の想定です。武力の行使を勧めず、法的な権限を持ちません。")),
    )


def join_page(
    seats: Sequence[tuple[AnySeat, int]], *, code: str, name: str, names_asked: bool, refused: str
) -> str:
    """The form to join; `refused` says why it was not accepted."""
    return page(
        tr("教室に入る"),
        [
            el("h1", tr("教室に入る")),
            _refused(refused),
            el(
                "form",
                el("label", tr("前の画面にある六文字のコード"), for_="code"),
                el(
                    "input",
                    id="code",
                    name="code",
                    value=code,
                    required=True,
                    maxlength=12,
                    autocomplete="off",
                    autocapitalize="characters",
                    spellcheck="false",
                    autofocus=not code,
                ),
                _name(name) if names_asked else None,
                _seats(seats),
                el("button", tr("入る"), type="submit"),
                method="post",
                action="/join",
            ),
            el(
                "p",
                tr("送ったものは、この教室の機械にだけ届きます。通信は暗号化されていません。"),
                cls="quiet",
            ),
        ],
        kind="plain",
        links=True,
    )


def seat_form(seats: Sequence[tuple[AnySeat, int]], csrf: Html) -> Html:
    """The form to choose a seat, for a person without one."""
    return join(
        [
            el("h1", tr("席を選ぶ")),
            el(
                "form",
                el("input", type="hidden", name="csrf", value=csrf),
                _seats(seats),
                el("button", tr("着席する"), type="submit"),
                method="post",
                action="/choose",
            ),
        ]
    )


def message_page(title: str, words: str, back: str = "/seat") -> str:
    """A page with a message."""
    return page(
        title,
        [
            el("h1", title),
            el("p", words, role="alert"),
            el("p", el("a", tr("戻る"), href=back, cls="button")),
        ],
        kind="plain",
    )


def _refused(words: str) -> Html | None:
    return el("p", words, role="alert", cls="refused") if words else None


def _name(name: str) -> Html:
    return join(
        [
            el("label", tr("名前"), for_="name"),
            el(
                "input",
                id="name",
                name="name",
                value=name,
                required=True,
                maxlength=NAME_LENGTH,
                autocomplete="off",
            ),
        ]
    )


def _seats(seats: Sequence[tuple[AnySeat, int]]) -> Html:
    choices = [
        el(
            "label",
            el("input", type="radio", name="seat", value=seat.value, required=True),
            el("span", seat.label),
            el("small", tr_count("{count}人", count)),
            cls="sitting",
        )
        for seat, count in seats
    ]
    anywhere = el(
        "label",
        el("input", type="radio", name="seat", value=ANY_SEAT, checked=True),
        el("span", tr("おまかせ（人の少ない席）")),
        cls="sitting",
    )
    return el("fieldset", el("legend", tr("席")), anywhere, choices)


def lost_words() -> str:
    """That nothing can be kept any more, because the journal was removed or replaced."""
    return tr(
        "記録のファイルがなくなったか、置き換えられました。答えは残せません。進行役に知らせてください。"
    )
