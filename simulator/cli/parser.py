"""The commands and their options. Nothing heavy is imported here."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence

from simulator.cli import options
from simulator.cli.argparser import Parser, Version
from simulator.language import msg, tr

ABOUT = msg("「日米防衛協力のための指針」（2015年4月27日）の段階を、条項を確かめながら歩く。")
EPILOG = msg(
    "教育用・架空の想定です。武力の行使を勧めず、法的な権限を持ちません。\n"
    "終了状態: 0 完了、1 指摘又は拒否、2 使い方の誤り、70 プログラムの誤り。"
)


def parse(arguments: Sequence[str]) -> argparse.Namespace | int:
    """The parsed arguments, with the command as `run`; or an exit status. Raises `WrongUseError`."""
    try:
        return build(arguments).parse_args(arguments)
    except SystemExit as ended:
        return int(ended.code or 0)


def _taken_up(add: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the commands that open a kept exercise: `resume` and `watch`."""
    resume = add("resume", "resume", tr("記録した演習を続ける"), json=False)
    resume.add_argument("id", nargs="?", metavar="ID", help=tr("演習（指定しなければ最後のもの）"))
    options.plain(resume)
    resume.add_argument(
        "--take-over",
        action="store_true",
        help=tr("応答の絶えた（30秒）機械からも引き継ぐ（PostgreSQL の記録。端末では一度尋ねる）"),
    )
    options.journal(resume)
    watch = add("watch", "watch", tr("ほかの端末の演習を、教室の画面などで見る（何も書かない）"), json=False)
    watch.add_argument("id", nargs="?", metavar="ID", help=tr("演習（指定しなければ最後のもの）"))
    watch.add_argument(
        "--view",
        metavar="room|facilitator|SEAT",
        default="room",
        help=tr("だれの画面か（指定しなければ教室）"),
    )
    options.journal(watch)
    _classroom(
        add("classroom", "classroom", tr("演習の教室を開く: 学ぶ人は、ブラウザーで席に着く"), json=False)
    )


def _classroom(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "id",
        nargs="?",
        metavar="ID",
        help=tr("演習（指定しなければ、いま進めているもの、なければ最後のもの）"),
    )
    where = command.add_mutually_exclusive_group()
    where.add_argument(
        "--lan",
        action="store_true",
        help=tr("同じネットワークのほかの機械からも見えるように開く（一度尋ねる）"),
    )
    where.add_argument(
        "--bind", metavar="ADDRESS", help=tr("待ち受けるアドレス（指定しなければ、この機械だけの 127.0.0.1）")
    )
    command.add_argument(
        "--port", type=options.port, metavar="N", help=tr("ポート（使われていれば五つ先まで探す）")
    )
    command.add_argument("--seats", type=options.people, metavar="N", help=tr("入れる人数（40、多くて 200）"))
    command.add_argument("--ask-names", action="store_true", help=tr("入るときに名前を尋ねる"))
    command.add_argument("--yes", action="store_true", help=tr("尋ねずに開く"))
    command.add_argument(
        "--check", action="store_true", help=tr("教室を開かずに、ほかの機械から届くかを確かめる")
    )
    command.add_argument("--from-play", action="store_true", help=argparse.SUPPRESS)
    options.journal(command)


def build(arguments: Sequence[str] | None = None) -> argparse.ArgumentParser:
    """The whole parser, or only the part that these arguments can need."""
    top = Parser(prog="shishin", description=tr(ABOUT), epilog=tr(EPILOG))
    top.add_argument(
        "--version", action=Version, nargs=0, default=argparse.SUPPRESS, help=tr("版を示して終わる")
    )
    options.journal(top)
    top.set_defaults(run=_run("screens", "home"), at=None, journal=None)
    commands = top.add_subparsers(
        title=tr("コマンド"), metavar="COMMAND", description=tr("引数なしで画面を開く")
    )

    def add(name: str, module: str, about: str, *, json: bool = True) -> argparse.ArgumentParser:
        asked = arguments is None or name in arguments
        command: argparse.ArgumentParser = commands.add_parser(
            name, help=about, description=about, prog=f"shishin {name}", asked=asked
        )
        command.set_defaults(run=_run(module, name))
        if json:
            options.data(command)
        return command

    walk = add("walk", "screens", tr("段階を自由に歩く画面を開く"), json=False)
    options.at(walk, tr("始める段階"))
    options.journal(walk)

    play = add("play", "play", tr("シナリオを演習する（画面で、又は画面なしで）"))
    play.add_argument("scenario", metavar="SCENARIO", help=tr("シナリオのファイル、又は収録シナリオの名"))
    play.add_argument("--headless", action="store_true", help=tr("画面なしで、待たずに進める"))
    options.plain(play)
    play.add_argument(
        "--decide", metavar="FILE|first|last", help=tr("判断の答え: ファイル、最初の選択肢、最後の選択肢")
    )
    options.journal(play)

    _records(add)

    _taken_up(add)

    phases = add("phases", "machine", tr("領域・段階・遷移の一覧"))
    phases.add_argument(
        "--format", choices=("text", "mermaid"), default="text", help=tr("図にする（mermaid）")
    )

    transition = add("transition", "machine", tr("一つの遷移の条件・条項・手順・措置"))
    transition.add_argument(
        "source", metavar="FROM", help=tr("{phases} 又は none", phases=tr(options.PHASES))
    )
    transition.add_argument("target", metavar="TO", help=tr("同じ"))

    measures = add("measures", "measures", tr("措置の一覧"))
    options.at(measures, tr("この段階で効くものだけ"))
    options.filters(measures)
    measures.add_argument("--csv", action="store_true", help=tr("CSV で出す"))

    ask = add("ask", "ask", tr("その段階で本文が何を定めるか、又は定めがないか"))
    ask.add_argument("words", nargs="*", metavar="WORDS", help=tr("探す語（全部を含むもの）"))
    options.at(ask, tr("この段階で（指定しなければ平時）"))
    options.filters(ask)

    matrix = add("matrix", "measures", tr("機能 × 段階の表"))
    matrix.add_argument("--csv", action="store_true", help=tr("CSV で出す"))

    document = add("document", "text", tr("本文の全体"))
    document.add_argument("--errata", action="store_true", help=tr("受け取った文からの訂正の一覧"))

    clause = add("clause", "text", tr("一つの条項と、それを引くもの"))
    clause.add_argument(
        "id", metavar="ID", nargs="+", help=tr("IV.C.2.b.iii など（第IV章C.2.b.iii、全角も可）")
    )

    search = add("search", "text", tr("全文検索"))
    search.add_argument("words", nargs="+", metavar="WORDS", help=tr("探す語（全部を含むもの）"))

    _study(add)
    _authoring(add)
    _settings(add)
    return top


def _study(add: Callable[..., argparse.ArgumentParser]) -> None:
    study = add("study", "study", tr("本文を自習する: 今日の問いに答える"), json=False)
    options.choosing(study)
    options.plain(study)
    study.add_argument(
        "--exam", metavar="DATE", help=tr("試験の日（2026-07-15 の形、なければ none）を決める")
    )
    study.add_argument("--learner", metavar="NAME", help=tr("学ぶ者の名（一つの記録を何人かで使うとき）"))
    options.journal(study)

    questions = add(
        "questions", "questions", tr("本文から作った問い: 一覧、ほかの道具への書き出し、点検"), json=False
    )
    questions.add_argument(
        "--as",
        dest="form",
        choices=("gift", "tsv", "html", "json"),
        help=tr("書き出す形: Moodle（gift）、Anki（tsv）、印刷（html）、JSON"),
    )
    questions.add_argument("--audit", action="store_true", help=tr("数と、満たすべき値の点検"))
    questions.add_argument("--count", type=int, metavar="N", help=tr("偏りなく選ぶ数（指定しなければ全部）"))
    questions.add_argument(
        "--out", type=options.path, metavar="FILE", help=tr("書き出すファイル（なければ標準出力）")
    )
    questions.add_argument("--force", action="store_true", help=tr("同じ名のファイルがあれば書き換える"))
    options.choosing(questions)


def _authoring(add: Callable[..., argparse.ArgumentParser]) -> None:
    check = add("check", "scenarios", tr("シナリオの誤りをすべて挙げる"))
    check.add_argument(
        "path",
        metavar="PATH",
        nargs="+",
        help=tr("シナリオのファイル、それを置いたフォルダ、又は収録シナリオの名"),
    )

    explain = add("explain", "explain", tr("check の符号の説明と例"))
    explain.add_argument("code", metavar="CODE", help=tr("SH001 など"))

    paths = add("paths", "scenarios", tr("シナリオの進み方のすべて: 終わり、届かないもの、引く条項"))
    paths.add_argument(
        "scenario",
        nargs="+",
        metavar="SCENARIO",
        help=tr("シナリオのファイル、又は収録シナリオの名。二つ以上なら、合わせて通る遷移と拠る措置の表"),
    )
    paths.add_argument(
        "--decisions", metavar="ENDING", help=tr("この終わりへの進み方を --decide のファイルの形で出す")
    )

    upgrade = add(
        "upgrade", "scenarios", tr("版 1 のシナリオを、注釈を残して版 2 の書き方にする"), json=False
    )
    upgrade.add_argument("file", type=options.path, metavar="FILE", help=tr("シナリオのファイル"))
    upgrade.add_argument(
        "--write", action="store_true", help=tr("標準出力に出さず、そのファイルを書き換える")
    )

    documents = add("documents", "documents", tr("授業の前に配る文書を、シナリオから作る"), json=False)
    documents.add_argument(
        "scenario", metavar="SCENARIO", help=tr("シナリオのファイル、又は収録シナリオの名")
    )
    documents.add_argument(
        "--for",
        dest="audience",
        required=True,
        choices=("participants", "facilitator", "evaluator", "chart"),
        help=tr("だれのためか: 参加者、進行役、評価者、又は機能 × 段階の一枚"),
    )
    options.paper(documents, "html", "docx", "md")
    documents.add_argument(
        "--with-injects",
        action="store_true",
        help=tr("参加者の文書に、席ごとの状況付与を切って渡す形で加える"),
    )

    _msel(
        add("msel", "msel", tr("シナリオを状況付与の一覧（MSEL）の表にする、又は表から取り込む"), json=False)
    )

    add("schema", "scenarios", tr("シナリオの JSON Schema（エディタの補完と説明に使う）"), json=False)


def _msel(command: argparse.ArgumentParser) -> None:
    ways = command.add_subparsers(title=tr("コマンド"), metavar="export|import", required=True, dest="way")
    out = ways.add_parser("export", help=tr("表に書き出す"), prog="shishin msel export")
    out.add_argument("scenario", metavar="SCENARIO", help=tr("シナリオのファイル、又は収録シナリオの名"))
    options.paper(out, "xlsx", "csv", usual="csv")
    out.set_defaults(run=_run("msel", "export"))
    take_in = ways.add_parser("import", help=tr("表から取り込む"), prog="shishin msel import")
    take_in.add_argument("file", type=options.path, metavar="FILE", help=tr("XLSX 又は CSV のファイル"))
    take_in.add_argument(
        "--into", metavar="SCENARIO", help=tr("入れる先のシナリオ（なければ新しいシナリオ）")
    )
    either = take_in.add_mutually_exclusive_group()
    either.add_argument(
        "--check", action="store_true", help=tr("行ごとにどうなるかを示すだけ（指定しないときも）")
    )
    either.add_argument("--write", action="store_true", help=tr("すべての行が成り立てば書く"))
    take_in.add_argument(
        "--out", type=options.path, metavar="FILE", help=tr("書き出すファイル（なければ --into のファイル）")
    )
    take_in.add_argument("--force", action="store_true", help=tr("同じ名のファイルがあれば書き換える"))
    take_in.add_argument("--json", action="store_true", help=tr("JSON で出す"))
    take_in.set_defaults(run=_run("msel", "import_"))


def _journals(command: argparse.ArgumentParser) -> None:
    ways = command.add_subparsers(
        title=tr("コマンド"),
        metavar="init|check|copy|backup|restore",
        required=True,
        dest="way",
    )

    def add(name: str, about: str) -> argparse.ArgumentParser:
        way = ways.add_parser(name, help=about, description=about, prog=f"shishin journal {name}")
        way.set_defaults(run=_run("journal", name), where=None)
        return way

    for name, about in (
        ("init", tr("記録の表（PostgreSQL）又はファイルを用意する")),
        ("check", tr("すべての記録を読み、成り立たないものを挙げる")),
    ):
        way = add(name, about)
        way.add_argument(
            "where",
            nargs="?",
            type=options.place,
            metavar="JOURNAL",
            help=tr("ファイル、postgresql://… 又は service=…（指定しなければ、いつもの記録）"),
        )
        options.journal(way)
    copy = add("copy", tr("すべての演習を、別の記録に写す"))
    copy.add_argument("source", type=options.place, metavar="FROM", help=tr("写す元の記録"))
    copy.add_argument("target", type=options.place, metavar="TO", help=tr("写す先の記録"))
    backup = add("backup", tr("すべての演習を、一つの新しいファイルに控える"))
    backup.add_argument("file", type=options.path, metavar="FILE", help=tr("控えのファイル"))
    options.journal(backup)
    restore = add("restore", tr("控えたすべての演習を取り込む"))
    restore.add_argument("file", type=options.path, metavar="FILE", help=tr("控えのファイル"))
    options.journal(restore)


def _records(add: Callable[..., argparse.ArgumentParser]) -> None:
    sessions = add("sessions", "records", tr("記録された演習の一覧（最後に使ったものから）"))
    sessions.add_argument("--all", action="store_true", help=tr("隠した演習も並べる"))
    options.journal(sessions)

    rename = add("rename", "records", tr("演習の題名を変える"), json=False)
    rename.add_argument("id", metavar="ID", help=tr("演習の名（shishin sessions で見られる）"))
    rename.add_argument("title", metavar="TITLE", help=tr("新しい題名"))
    options.journal(rename)

    remove = add("remove", "removing", tr("演習を一覧から隠す、又は消す"), json=False)
    remove.add_argument("id", metavar="ID", help=tr("演習の名（shishin sessions で見られる）"))
    how = remove.add_mutually_exclusive_group()
    how.add_argument("--undo", action="store_true", help=tr("隠した演習を一覧に戻す"))
    how.add_argument(
        "--for-good", action="store_true", help=tr("控えからも消す（元に戻せない。端末では一度尋ねる）")
    )
    how.add_argument(
        "--persons",
        action="store_true",
        help=tr("教室の人と答えだけを、控えからも消す（演習の記録は残る。端末では一度尋ねる）"),
    )
    remove.add_argument(
        "--also",
        type=options.path,
        nargs="+",
        default=[],
        metavar="FILE",
        help=tr("--persons で、書き出し・控え・別の記録のファイルからも消す"),
    )
    options.journal(remove)

    export = add("export", "records", tr("演習を JSONL で書き出す"), json=False)
    export.add_argument("id", metavar="ID", help=tr("演習の名（shishin sessions で見られる）"))
    export.add_argument(
        "--out",
        "--output",
        dest="output",
        type=options.path,
        metavar="FILE",
        help=tr("書き出す新しいファイル（なければ標準出力）"),
    )
    options.journal(export)

    report = add("report", "report", tr("演習の報告を、人が読む文書にする"), json=False)
    report.add_argument("id", nargs="?", metavar="ID", help=tr("演習（指定しなければ最後のもの）"))
    options.paper(report, "html", "docx", "md", "xlsx", "json")
    report.add_argument("--branch", metavar="NAME", help=tr("この分岐の報告（指定しなければ、いまの筋）"))
    report.add_argument("--until", metavar="TIME", help=tr("演習の時刻 TIME（0:40 など）まで"))
    options.journal(report)

    take_in = add("import", "records", tr("書き出した演習を取り込む"), json=False)
    take_in.set_defaults(run=_run("records", "import_"))  # `import` is a keyword of Python
    take_in.add_argument("file", metavar="FILE", help=tr("書き出したファイル、又は -（標準入力）"))
    options.journal(take_in)

    rooms = add("rooms", "rooms", tr("進行中の演習: どこで、だれが、どの段階まで進めているか"))
    rooms.add_argument("--follow", action="store_true", help=tr("変わるたびに、また示す（Ctrl+C で終わる）"))
    options.journal(rooms)

    _journals(
        add(
            "journal",
            "journal",
            tr("記録の置き場所（ファイルか PostgreSQL）の用意・点検・写し・控え"),
            json=False,
        )
    )


def _settings(add: Callable[..., argparse.ArgumentParser]) -> None:
    settings = add("settings", "settings", tr("設定の置き場所と値"))
    settings.add_argument("--keys", action="store_true", help=tr("操作の名と、そのキーの一覧"))


def _run(module: str, name: str) -> Callable[[argparse.Namespace], None]:
    def run(arguments: argparse.Namespace) -> None:
        from importlib import import_module  # noqa: PLC0415

        command = getattr(import_module(f"simulator.cli.{module}"), name)
        if getattr(arguments, "labels", False):
            from functools import partial  # noqa: PLC0415

            from simulator.cli.worded import run_worded  # noqa: PLC0415

            command = partial(run_worded, command)
        if getattr(arguments, "data_file", None) is None:
            command(arguments)
            return
        from simulator.cli.into_file import run_into_file  # noqa: PLC0415

        run_into_file(command, arguments)

    return run
