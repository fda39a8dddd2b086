"""A small scenario with what version 2 adds."""

SOURCE = """\
schema: 2
title: 大雨の朝
summary: 丙市に大雨が降る朝の、部局のはたらき。
objectives:
  - {id: judge, topic: 避難の判断, text: 避難を呼びかける時を言える}
audience: 研修
difficulty: basic
duration: 60
begins: "06:00"
date: 5月21日
start: [heiji, saigai]
seats:
  - japan_government
  - {id: soumu, name: 総務部, stands_for: agencies}
  - {id: fire, name: 消防局}
hotwash: [何が遅れたか。]
steps:
  - inject: first
    at: 5月21日 06:20
    from: 住民
    to: all
    mode: email
    subject: 道路の冠水
    place: 丙市の県道
    text: 道が水につかった。
    expect:
      - 折り返す
      - {text: 所在を確かめる, within: 10, ticks: [番号を聞いた, 消防局に伝えた]}
    problems: [電話が重なる]
    cites: [IV.E.p1]
    objectives: [judge]
  - decision: call
    at: "+0:15"
    seat: [soumu, fire]
    text: 避難を呼びかけるか。
    options:
      - {id: now, text: いま, effects: [{set: asked}], cites: [IV.E.p1]}
      - {id: both, text: 県と共に, when: {flag: asked}, closed: 県に聞いていない, cites: [IV.E.p1]}
      - {id: hidden, text: 国と共に, when: {flag: asked}, cites: [IV.E.p1]}
      - id: wait
        text: 待つ
        cites: [IV.E.p1]
        later:
          - inject: again
            after: "0:20"
            from: 住民
            to: [soumu]
            mode: phone
            text: 水が増えた。
            expect: [{text: 呼びかけ直す, within: 5}]
            problems: [電話が切れる]
            notes: 続けて鳴らす。
            objectives: [judge]
            cites: [IV.E.p1]
  - question: who
    at: "+0:10"
    text: だれが呼びかけるか。
    points: [ためらう理由, 後に要るもの]
    cites: [IV.E.p1]
  - ending: done
    at: T+2:00
    title: 八時二十分
    text: ここまで。
"""
