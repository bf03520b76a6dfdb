"""What the program says on the terminal, and how: findings and what it tells go out, complaints go beside them."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from publisher.model.findings import Finding


def complain(text: str) -> None:
    """Says what is wrong, or what goes on, beside what the program gives out."""
    print(text, file=sys.stderr, flush=True)


def print_findings(findings: Sequence[Finding], language: str) -> None:
    """Gives out findings, one a line."""
    for finding in findings:
        print(finding.text(language))


def of_a_system(error: OSError) -> str:
    """A failure of the system, in one line."""
    return f"{error.filename or 'system'}: error: {error.strerror or error}. Mend it and try again"


def of_our_own(error: Exception) -> str:
    """A fault of the program, told by where it happened: its message and values may be private."""
    frames = traceback.extract_tb(error.__traceback__)
    here = [frame for frame in frames if "publisher" in Path(frame.filename).parts] or frames
    where = f"{Path(here[-1].filename).name}:{here[-1].lineno}"
    return f"publisher: error: the program failed with {type(error).__name__} at {where}. Report it with this line"
