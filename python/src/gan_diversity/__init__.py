"""Judges generative-image trainings while they run: has it collapsed, since when, what next.

``Monitor`` hands images and scores of a training to gan-diversity and says what it thinks of them; ``check`` judges
folders that are there. Both need the npm package gan-diversity (Node 20.19 or newer).
"""

from .check import Analysis, Checkpoint, check, check_runs
from .errors import GanDiversityError, GanDiversityWarning
from .monitor import Monitor
from .verdict import Verdict

__version__ = "0.1.0"
__all__ = [
    "Analysis",
    "Checkpoint",
    "GanDiversityError",
    "GanDiversityWarning",
    "Monitor",
    "Verdict",
    "check",
    "check_runs",
]
