"""Papers of a scenario to give out before a class: for participants, facilitator, evaluators; and a chart."""

from simulator.report.papers.paper import Audience, paper_for

__all__ = ["Audience", "paper_for"]
