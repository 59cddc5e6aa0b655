"""Who stays unnamed across a break that may be none."""

from recap_gui.analysis.language import parse
from recap_gui.analysis.mentions import find_mentions
from recap_gui.analysis.quotes import Quotes
from recap_gui.analysis.settle import settle
from recap_gui.analysis.zones import Zone
from recap_gui.story import Scene

FIRST = "Karen Stone walks into the kitchen. Derek Lane hugs Karen. Karen and Derek sit down, and Derek pours the tea. "
THIRD = " Karen laughs. Derek kisses Karen, and Karen slaps Derek."


def unnamed(confidence):
    """The mentions of Karen in the second scene, whose breaks are that sure."""
    text = FIRST + "Derek draws a map." + THIRD
    parsed = parse(text)
    found = find_mentions(parsed, Quotes(parsed), (Zone(0, len(text)),))
    begin, end = len(FIRST), len(text) - len(THIRD)
    scenes = (
        Scene("s1", 0, begin),
        Scene("s2", begin, end, confidence=confidence),
        Scene("s3", end, len(text), confidence=confidence),
    )
    karen = next(c.id for c in found.cast.characters if "Karen" in c.name)
    return [m for m in settle(found, scenes) if m.character == karen and begin <= m.start < end]


def test_across_a_doubtful_break_people_stay_and_say_why():
    (mention,) = unnamed(0.1)
    assert mention.state == "present" and mention.how == "collective"
    assert any("the scene may go on" in reason.rule or "the same scene" in reason.rule for reason in mention.why)


def test_across_a_sure_break_nobody_stays():
    assert unnamed(0.95) == []
