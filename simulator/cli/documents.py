"""documents: papers of a scenario for before a class."""

from __future__ import annotations

import argparse

from simulator.cli.failures import WrongUseError
from simulator.cli.play import playable_source, scenario_path
from simulator.cli.report import form_of, give
from simulator.datafile import load_text
from simulator.doctrine import load_doctrine
from simulator.language import tr
from simulator.machine import PhaseMachine
from simulator.report.files import paper_file
from simulator.report.papers import Audience, paper_for
from simulator.report.problems import WritingError
from simulator.scenario import read_scenario


def documents(arguments: argparse.Namespace) -> None:
    """Write the paper of a scenario for an audience."""
    audience = Audience(arguments.audience)
    if arguments.with_injects and audience is not Audience.PARTICIPANTS:
        raise WrongUseError(tr("--with-injects は --for participants と一緒に使ってください。"))
    form = form_of(arguments)
    path = scenario_path(arguments.scenario)
    doctrine = load_doctrine()
    source = playable_source(path, PhaseMachine(doctrine))
    scenario = read_scenario(load_text(source, str(path)))
    paper = paper_for(scenario, doctrine, audience, with_injects=arguments.with_injects)
    try:
        content = paper_file(paper, form)
    except WritingError as error:
        raise WrongUseError(str(error)) from error
    give(content, form, arguments)
