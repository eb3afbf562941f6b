"""`audit --json`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from sepeace.display import Displayed
from sepeace.shapes import Count, Document, Keywords, Numbered, Said, one_of

MOST_DIFFERENCES = 1_000
"""No more are listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Differing(Document):
    """Something in the folder that is not as it should be."""

    part: Said
    """The file, by its name inside the folder."""
    campaign: Count | None
    """Its number; null where the file as a whole is meant."""
    column: Said
    """Of the file; or `sha256`, `file` for one that cannot be read, or a key of the summary."""
    stored: Any
    """What stands there; for a checksum that of the manifest."""
    found: Any
    """What was found instead; null where there is nothing."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Audit(Displayed, Numbered):
    """Whether a results folder holds what the model gives.

    >>> _ = sp.batch("historical", campaigns=20, results="out")
    >>> found = sp.audit("out", sample=3)
    >>> found.ok, found.to_json()["checked"]
    (True, 3)
    """

    folder: Said
    """As it was named."""
    kind: Annotated[str, one_of(("batch", "compare", "sweep"))]
    """What the folder holds."""
    scenario: Said
    """Its name."""
    banner: Said | None = None
    """A warning that stands above all that is said of the scenario; null where there is none."""
    finished: bool
    """Whether the run is."""
    parts: Count
    """Finished parts of the run."""
    campaigns: Count
    """In those parts."""
    files: Count
    """Held against their checksums."""
    checked: Count
    """Campaigns run again."""
    equal: Count
    """Those of them that came out the same in every column."""
    differences: Annotated[tuple[Differing, ...], Keywords({"maxItems": MOST_DIFFERENCES})]
    """What differs; no more than 1,000 are listed."""
    ok: bool
    """Whether nothing differs; if not, the exit status is 1."""

    @property
    def one_line(self) -> str:
        """Which folder, and what differs."""
        found = "all in order" if self.ok else f"{len(self.differences)} differences"
        return f"{self.folder}: {self.equal} of {self.checked} campaigns run again are equal, {found}"
