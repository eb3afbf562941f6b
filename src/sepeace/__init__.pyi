"""The public names of sepeace: written here once, for lazy loading as for type checkers."""

from . import figures as figures
from . import model as model
from . import record as record
from . import report as report
from . import stats as stats
from .documents.audit import Audit as Audit
from .errors import SepeaceError as SepeaceError
from .inverse.inversion import Inversion as Inversion
from .inverse.invert import invert as invert
from .runs.audit import audit as audit
from .runs.batch import Batch as Batch
from .runs.batch import batch as batch
from .runs.compare import Comparison as Comparison
from .runs.compare import compare as compare
from .runs.many.compare_many import Comparisons as Comparisons
from .runs.many.compare_many import compare_many as compare_many
from .runs.many.fears import Fears as Fears
from .runs.many.fears import fears as fears
from .runs.many.leverage import Leverage as Leverage
from .runs.many.leverage import leverage as leverage
from .runs.paired_run import Beside as Beside
from .runs.paired_run import beside as beside
from .runs.read import read as read
from .runs.run import Event as Event
from .runs.run import Run as Run
from .runs.run import run as run
from .runs.sweep import Sweep as Sweep
from .runs.sweep import sweep as sweep
from .scenario import Assumptions as Assumptions
from .scenario import Scenario as Scenario
from .scenario import load as load
from .scenario import shipped as shipped
from .scenario.changes import Change as Change
from .scenario.changes import ChannelChange as ChannelChange
from .scenario.changes import ContactChange as ContactChange
from .scenario.changes import EventChange as EventChange
from .scenario.changes import LeaderChange as LeaderChange
from .scenario.changes import OperationChange as OperationChange
from .scenario.changes import ParameterChange as ParameterChange
from .scenario.changes import PolicyChange as PolicyChange
from .uncertainty.sensitivity import Sensitivity as Sensitivity
from .uncertainty.sensitivity import sensitivity as sensitivity

__version__: str
__all__: list[str]
