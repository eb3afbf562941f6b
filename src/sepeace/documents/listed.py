"""Every document by the name of its schema: that of the verb that prints it, or ``error``."""

from __future__ import annotations

from typing import Any

from sepeace.documents.audit import Audit
from sepeace.documents.batch import BatchDocument
from sepeace.documents.bench import BenchDocument, WarmUpDocument
from sepeace.documents.checks.calibrate import Calibrate
from sepeace.documents.checks.check import CheckDocument
from sepeace.documents.compare import CompareDocument
from sepeace.documents.compare_all import CompareAllDocument
from sepeace.documents.facts import RecordDocument, ScenariosDocument, ShowDocument
from sepeace.documents.figure import FigureDocument
from sepeace.documents.invert import InvertDocument
from sepeace.documents.run import BesideDocument, RunDocument
from sepeace.documents.sensitivity import SensitivityDocument
from sepeace.documents.sweep import SweepDocument
from sepeace.shapes import Mistake

DOCUMENTS: dict[str, Any] = {
    "audit": Audit,
    "batch": BatchDocument,
    "bench": BenchDocument,
    "calibrate": Calibrate,
    "check": CheckDocument,
    "compare": CompareDocument,
    "compare-all": CompareAllDocument,
    "error": Mistake,
    "figure": FigureDocument,
    "invert": InvertDocument,
    "record": RecordDocument,
    "report": CompareDocument | BatchDocument,
    "run": RunDocument | BesideDocument,
    "scenarios": ScenariosDocument,
    "sensitivity": SensitivityDocument,
    "show": ShowDocument,
    "sweep": SweepDocument,
    "warm-up": WarmUpDocument,
}
