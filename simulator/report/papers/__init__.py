"""Papers of a scenario for before a class: for participants, facilitator and evaluators, and a chart."""

from simulator.report.papers.paper import Audience, paper_for

__all__ = ["Audience", "paper_for"]
