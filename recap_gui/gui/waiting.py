"""What stands in the place of the timeline while there is none: the story is being found, or there is none to find."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from recap_gui.gui.centre import TABLE
from recap_gui.gui.opening import Opener
from recap_gui.gui.widgets import EmptyState
from recap_gui.gui.workspace import Workspace

DELAY = 300
"""ms: what is found sooner (kept results, short recaps) comes without a word."""


class Waiting(QWidget):
    """Lies over `views` from the first text to the story, stays where that has no scene, and takes no clicks."""

    def __init__(self, views: QStackedWidget, workspace: Workspace, opener: Opener) -> None:
        super().__init__(views)
        self._views, self._workspace = views, workspace
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        box = QVBoxLayout(self)
        box.addStretch(2)
        self.words = EmptyState("")
        box.addWidget(self.words)
        box.addStretch(3)
        self._soon = QTimer(self, singleShot=True, interval=DELAY)
        self._soon.timeout.connect(self._come)
        workspace.documents_changed.connect(self._on_documents)
        workspace.story_changed.connect(self._on_story)
        opener.finished.connect(self._look)
        opener.cancelled.connect(self._look)
        views.currentChanged.connect(self._look)
        views.installEventFilter(self)
        self.hide()

    @Slot(object)
    def _on_documents(self, documents: tuple[object, ...]) -> None:
        if documents and self._workspace.story is None:
            self._soon.start()
        else:
            self._look()

    @Slot(object)
    def _on_story(self, story: object) -> None:
        if story is not None:
            self._look()

    @Slot()
    def _come(self) -> None:
        if self._workspace.story is None and self._workspace.documents:
            self._say(self.tr("Finding scenes and characters …"), self.tr("The text can be read already."))

    @Slot()
    @Slot(int)
    @Slot(object)
    def _look(self, _what: object = None) -> None:
        """Nothing is being found any more: go, or say that there is nothing. The table has a row for every text."""
        self._soon.stop()
        story = self._workspace.story
        bare = story is not None and not any(s.kind != "frame" for e in story.episodes for s in e.scenes)
        if bare and self._views.currentIndex() != TABLE:
            self._say(
                self.tr("No scene was found in this text"),
                self.tr("If it does tell one: Correct → Place, time, kind… calls it a scene."),
            )
        else:
            self.hide()

    def _say(self, title: str, hint: str) -> None:
        self.words.say(title, hint)
        self._fit()
        self.show()
        self.raise_()

    def _fit(self) -> None:
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Be as large as what it lies over, and above it."""
        if watched is self.parent() and event.type() == QEvent.Type.Resize:
            self._fit()
        return False
