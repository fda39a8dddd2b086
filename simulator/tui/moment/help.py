"""The help of `?` on the panes that walking and playing share."""

from simulator.language import msg

SHEET_HELP = msg(
    "直前の遷移の条件、この遷移の手順、加わる・終わる措置、本文に定めのないこと。"
    "▸ は畳まれた部分で、{list_open} で開く。ほかの行は {list_open} で条項を開く。"
)
CLAUSE_HELP = msg("選んだ行が引く文を、その段落の中で示す。行を移ると変わる。")
