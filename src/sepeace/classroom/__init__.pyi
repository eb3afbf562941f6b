"""The public names of sepeace.classroom: written here once, for lazy loading as for type checkers."""

from .lesson_runs import LESSON as LESSON
from .lesson_runs import LessonRuns as LessonRuns
from .lesson_runs import lesson_runs as lesson_runs
from .pack import SHEETS as SHEETS
from .pack import pack as pack
from .pack import sheets as sheets
from .texts import languages as languages
from .wording_check import Finding as Finding
from .wording_check import findings as findings

__all__: list[str]
