"""What is asked when several recaps are opened: whether their order is right, or which of them to open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QDialog

from recap_gui.gui.opened_recaps import Offer
from recap_gui.story.season_order import ordered_by
from recap_gui.work.seen import Shown

if TYPE_CHECKING:
    from recap_gui.gui.main_window import MainWindow
    from recap_gui.gui.order_sheet import OrderSheet


class SeasonDialogs(QObject):
    """Never in the way: an order that is certain is told in passing, and asked about only where it is not."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._session = window, window.session
        self._session.listed.connect(self._on_listed)
        self._session.ordered.connect(self._on_ordered)
        self._session.shown_changed.connect(self._on_shown)
        window.message_bar.chosen.connect(self._on_chosen)

    def open_order(self) -> OrderSheet | None:
        """The sheet with the order of the episodes that are shown; None where there is but one."""
        from recap_gui.gui.order_sheet import OrderSheet

        story = self._window.workspace.story
        if story is None or len({episode.source for episode in story.episodes}) < 2:
            self._window.messages.tell(self.tr("There is but one recap."))
            return None
        sheet = self._window.findChild(OrderSheet)
        if sheet is None:
            sheet = OrderSheet(story.episodes, self._window, certain=bool(ordered_by(story.episodes)))
            sheet.chosen.connect(self._on_order)
        sheet.show()
        sheet.raise_()
        return sheet

    @Slot(bool)
    def _on_ordered(self, is_new: bool) -> None:  # noqa: FBT001 - the slot of a signal
        story = self._window.workspace.story
        if story is None or len(story.episodes) < 2:
            return
        by = ordered_by(story.episodes)
        if not by:
            self.open_order()
            return
        if not is_new or self._window.message_bar.is_saying or self._window.workspace.is_cut:
            return
        words = (
            self.tr("{n} episodes, ordered by number.") if by == "number" else self.tr("{n} episodes, ordered by date.")
        )
        self._window.messages.say(words.format(n=len(story.episodes)), (("order", self.tr("Change the order…")),))

    @Slot(object)
    def _on_order(self, order: tuple[str, ...]) -> None:
        """What lies beyond the horizon follows in the order it has."""
        shown = self._session.shown
        if shown is not None:
            rest = (episode.source for episode in shown.plan.whole.episodes)
            self._session.set_order(tuple(dict.fromkeys((*order, *rest))))

    @Slot(object)
    def _on_listed(self, offers: tuple[Offer, ...]) -> None:
        from recap_gui.gui.one_by_one import OneByOne

        for old in self._window.findChildren(OneByOne):
            old.close()
        dialog = OneByOne(offers, self._window)
        dialog.asked.connect(self._window.open_paths)
        dialog.show()

    @Slot(object)
    def _on_shown(self, shown: Shown | None) -> None:
        """What was said and opened before the horizon was set may tell of what lies beyond."""
        if shown is not None and shown.plan.place is not None:
            self._window.message_bar.forget()
            self._window.status.clearMessage()
            for dialog in self._window.findChildren(QDialog):
                dialog.close()

    @Slot(str)
    def _on_chosen(self, key: str) -> None:
        if key == "order":
            self.open_order()
