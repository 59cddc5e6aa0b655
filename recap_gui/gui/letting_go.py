"""What is shown no more, let go of beside the window: to free 200 recaps takes 45 ms, 2,000 half a second (M)."""

from __future__ import annotations

from recap_gui.work.seen import Shown


class LettingGo:
    """A task for the background thread: holds the stories of `shown` until the window does so no more, and drops them.

    Episode by episode, since to free a value holds the interpreter's lock.
    """

    def __init__(self, shown: Shown | None) -> None:
        self._held: list[object] = []
        if shown is not None:
            stories = [shown.story, shown.plan.whole, *(part.story for part in shown.plan.parts)]
            self._held += [episode for story in stories for episode in story.episodes]
            self._held += stories

    def __call__(self) -> None:
        """Drop them."""
        while self._held:
            self._held.pop()
