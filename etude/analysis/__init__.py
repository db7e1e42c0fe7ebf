"""What results say beyond an average: single operations, their compositions, pass@k, before and after."""

from etude.analysis.atoms import AtomsReport, atoms
from etude.analysis.results import Result, read_results

__all__ = ["AtomsReport", "Result", "atoms", "read_results"]
