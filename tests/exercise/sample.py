"""A small scenario with every kind of step, for tests of play."""

from simulator.exercise import Play

SAMPLE = """\
schema: 1
title: 試しの筋書き
summary: 試験のための短い筋書き。
objectives:
  - {id: ground, text: 根拠を言える}
audience: 学生
difficulty: basic
duration: 60
countries: [A国]
begins: "08:00"
start: [heiji]
seats: [japan_government, sdf]
hotwash: [何が変わったか]
steps:
  - note: opening
    at: "0:00"
    text: 始まり。
  - inject: report
    at: "0:05"
    from: 防衛省
    to: [sdf]
    mode: report
    text: A国の動き。
    notes: 進行役だけの覚え。
    expect: [調整する]
    cites: [IV.A.1.p1]
    objectives: [ground]
  - inject: news
    at: "0:10"
    from: 報道機関
    to: [japan_government, sdf]
    mode: news
    text: 報じられた。
    cites: [IV.A.1.p2]
  - decision: raise
    at: "0:20"
    seat: japan_government
    text: どうするか。
    countdown: 60
    options:
      - id: up
        text: 重要な影響を与える事態とみる
        effects:
          - {trigger: juyo, because: 重要な影響があるため}
          - {set: raised, because: 段階を上げたため}
        feedback: IV.B による。
        cites: [{clause: IV.B.p1, quote: 日本の平和及び安全に重要な影響を与える事態}]
      - id: wait
        text: 様子を見る
        feedback: IV.A のままである。
        cites: [IV.A.p2]
  - transition: predicted
    at: "0:30"
    trigger: yosoku
    because: 武力攻撃が予測されるため
    when: {flag: raised}
    cites: [IV.C.p2]
  - question: why
    at: "0:40"
    text: 根拠はどの条項か。
    answer: IV.C である。
    cites: [IV.C.p2]
    objectives: [ground]
  - decision: again
    at: "0:50"
    seat: sdf
    text: 続けるか。
    options:
      - id: back
        text: 初めの報告に戻る
        feedback: 戻る。
        cites: [IV.A.p2]
        next: report
      - id: finish
        text: 終える
        feedback: 終える。
        cites: [IV.A.p2]
  - ending: done
    at: "1:00"
    title: 終わり
    text: ここまで。
"""


def advance_to_decision(play: Play) -> None:
    """Show steps until one is a decision."""
    while play.waiting is None:
        play.advance()
