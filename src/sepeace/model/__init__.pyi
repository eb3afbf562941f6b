"""The modules of sepeace.model: written here once, for lazy loading as for type checkers."""

from . import attrition as attrition
from . import bargaining as bargaining
from . import beliefs as beliefs
from . import choice as choice
from . import counterfactual as counterfactual
from . import draws as draws
from . import first_passage as first_passage
from . import hazards as hazards
from . import parameters as parameters
from . import signals as signals

__all__: list[str]
