"""What stands in the place of the timeline while the story is being found: the text can be read by then."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from recap_gui.gui.opening import Opener
from recap_gui.gui.widgets import EmptyState
from recap_gui.gui.workspace import Workspace

DELAY = 300
"""ms: what is found sooner (kept results, short recaps) comes without a word."""


class Waiting(QWidget):
    """Lies over `views` from the first text to the story, and takes no clicks."""

    def __init__(self, views: QWidget, workspace: Workspace, opener: Opener) -> None:
        super().__init__(views)
        self._workspace = workspace
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        box = QVBoxLayout(self)
        box.addStretch(2)
        box.addWidget(EmptyState(self.tr("Finding scenes and characters …"), self.tr("The text can be read already.")))
        box.addStretch(3)
        self._soon = QTimer(self, singleShot=True, interval=DELAY)
        self._soon.timeout.connect(self._come)
        workspace.documents_changed.connect(self._on_documents)
        workspace.story_changed.connect(self._on_story)
        opener.finished.connect(self._go)
        opener.cancelled.connect(self._go)
        views.installEventFilter(self)
        self.hide()

    @Slot(object)
    def _on_documents(self, documents: tuple[object, ...]) -> None:
        if documents and self._workspace.story is None:
            self._soon.start()
        else:
            self._go()

    @Slot(object)
    def _on_story(self, story: object) -> None:
        if story is not None:
            self._go()

    @Slot()
    def _come(self) -> None:
        if self._workspace.story is None and self._workspace.documents:
            self._fit()
            self.show()
            self.raise_()

    @Slot()
    @Slot(object)
    def _go(self, _batch: object = None) -> None:
        self._soon.stop()
        self.hide()

    def _fit(self) -> None:
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Be as large as what it lies over, and above it."""
        if watched is self.parent() and event.type() == QEvent.Type.Resize:
            self._fit()
        return False
