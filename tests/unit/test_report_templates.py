"""The templates of the report: what they print is escaped, and what they ask for must be there."""

from dataclasses import replace

import pytest
from jinja2 import UndefinedError

import sepeace
from sepeace.report.material import Picture
from sepeace.report.rendering import rendered

KURSK = "germany_wins_at_kursk"


# Red when a title can break the page, in its text or in an attribute, or a control character reaches it.
def test_text_is_escaped():
    odd = replace(sepeace.load(KURSK), title='<b>"Citadel" & co\x1b</b>')
    made = rendered("notebook/Scenario.html", kind="Scenario", result=odd)
    assert "<p>&lt;b&gt;&#34;Citadel&#34; &amp; co\\x1b&lt;/b&gt;. " in made
    image = Picture(source="data:,", title='<"', caption="a < b")
    given = {"result": odd, "picture": image, "notes": ("c < d",), "bears": False}
    made = rendered("notebook.html", kind="Scenario", **given)
    assert 'alt="&lt;&#34;"' in made and "<figcaption>a &lt; b</figcaption>" in made
    assert "<p>c &lt; d</p>" in made


# Red when a name that nobody gives leaves a gap in the page.
def test_a_template_that_uses_an_unknown_name_is_an_error():
    with pytest.raises(UndefinedError, match="report"):
        rendered("appendix/limits.html")
