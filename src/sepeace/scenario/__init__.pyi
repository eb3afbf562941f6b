"""The public names of sepeace.scenario: written here once, for lazy loading as for type checkers."""

from .assumptions import Assumptions as Assumptions
from .changes import Change as Change
from .library import counted as counted
from .library import historical as historical
from .library import load as load
from .library import shipped as shipped
from .scenario import Scenario as Scenario
from .vocabulary import READINGS as READINGS
from .vocabulary import SWITCHES as SWITCHES

__all__: list[str]
