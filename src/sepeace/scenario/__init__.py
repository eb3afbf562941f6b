"""Scenarios: the recorded war plus named, dated, sourced changes."""

from sepeace.scenario.assumptions import Assumptions
from sepeace.scenario.changes import Change
from sepeace.scenario.library import historical, load, shipped
from sepeace.scenario.scenario import Scenario
from sepeace.scenario.vocabulary import READINGS, SWITCHES

__all__ = ["READINGS", "SWITCHES", "Assumptions", "Change", "Scenario", "historical", "load", "shipped"]
