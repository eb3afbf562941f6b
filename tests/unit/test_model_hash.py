"""The hash of the model: whatever a plan or the kernel needs is in it, or cannot decide a campaign."""

import subprocess
import sys

from sepeace import fingerprint

NO_PART = {
    "sepeace",
    "sepeace.display",
    "sepeace.errors",
    "sepeace.files",
    "sepeace.fingerprint",
    "sepeace.shapes",
    "sepeace.version",
}
"""What shows, writes and refuses."""
WORDS = ("sepeace.wording",)


# Red when a module that decides a campaign can change and the results still count as the same model's.
def test_all_that_decides_a_campaign_is_in_the_hash():
    code = "import sys, sepeace.scenario.plan, sepeace.kernel.campaign; print(*sys.modules)"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name for name in shown.stdout.split() if name.partition(".")[0] == "sepeace"}
    parts = tuple(f"sepeace.{part.removesuffix('.py')}" for part in fingerprint.MODEL)
    left = {name for name in loaded - NO_PART if not name.startswith((*parts, *WORDS))}
    assert len(loaded) > 40 and left == set()
