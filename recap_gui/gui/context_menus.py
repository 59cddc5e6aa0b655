"""Context menus: what one can do with a cell, a scene, a character or selected words. Entries carry verbs, not code."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QObject, QPoint, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from recap_gui.gui.reader_breaks import is_movable
from recap_gui.gui.theme import Look
from recap_gui.gui.widgets import dot, menu_text
from recap_gui.gui.workspace import Workspace
from recap_gui.story.sentences import name_at

COLOUR_NAMES = 12
LONGEST_HEADING = 80
"""Letters of selected words that can be a place or a time."""


@dataclass(frozen=True, slots=True)
class Call:
    """A verb of the workspace with its arguments."""

    verb: str
    args: tuple[Any, ...] = ()
    named: dict[str, Any] = field(default_factory=dict)


class ContextMenus(QObject):
    """Builds the menus and calls the workspace's verbs."""

    def __init__(self, workspace: Workspace, commands: QObject, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace, self._commands, self.look = workspace, commands, look
        self._widget = parent

    def for_timeline(self, scene: int | None, character: str | None) -> QMenu:
        """The menu of a place on the timeline."""
        menu = self._menu()
        if scene is not None and character is not None:
            self._cell(menu, scene, character)
            menu.addSeparator()
        if character is not None:
            self._character(menu, character)
            menu.addSeparator()
        if scene is not None:
            self._scene(menu, scene)
        return menu

    def for_text(self, episode: int, offset: int, span: tuple[int, int] | None, character: str | None) -> QMenu:
        """The menu of a place in the text, or of selected words."""
        menu = self._menu()
        telling = self._workspace.telling
        if telling is None:
            return menu
        scene = telling.at(episode, offset)
        if span is not None:
            self._words(menu, episode, *span)
            menu.addSeparator()
        elif character is None and scene is not None and (name := self._nameless(episode, offset, scene)) is not None:
            self._naming(menu, episode, *name)
            menu.addSeparator()
        self._add(menu, self.tr("Begin a scene here"), Call("split", (episode, offset)))
        if scene is not None:
            self._moves(menu, scene, offset)
        if scene is not None:
            if character is not None:
                menu.addSeparator()
                self._cell(menu, scene, character)
                menu.addSeparator()
                self._character(menu, character)
            menu.addSeparator()
            self._scene(menu, scene)
        return menu

    def _nameless(self, episode: int, offset: int, scene: int) -> tuple[int, int] | None:
        """Where words that look like a name, and are nobody's, stand around `offset`."""
        telling = self._workspace.telling
        assert telling is not None
        found = name_at(telling.story.episodes[episode].text, offset)
        if found is None or any(m.start < found[1] and found[0] < m.end for m in telling.mentions(scene)):
            return None
        return found

    def _moves(self, menu: QMenu, scene: int, offset: int) -> None:
        """The breaks around a place of the text, to move there."""
        telling = self._workspace.telling
        if telling is None:
            return
        if is_movable(telling, scene) and telling.scenes[scene].start != offset:
            self._add(
                menu, self.tr("Let this scene begin here"), Call("move_break", (scene, offset), {"exactly": True})
            )
        if scene + 1 < len(telling) and is_movable(telling, scene + 1):
            call = Call("move_break", (scene + 1, offset), {"exactly": True})
            self._add(menu, self.tr("Let the next scene begin here"), call)

    def show(self, menu: QMenu, at: QPoint) -> None:
        """Open a menu; it deletes itself."""
        if menu.isEmpty():
            menu.deleteLater()
        else:
            menu.popup(at)

    def _menu(self) -> QMenu:
        menu = QMenu(self._widget)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.triggered.connect(self._on_triggered)
        return menu

    def _add(self, menu: QMenu, text: str, call: Call, *, checked: bool | None = None) -> QAction:
        action = menu.addAction(menu_text(text))
        action.setData(call)
        if checked is not None:
            action.setCheckable(True)
            action.setChecked(checked)
        return action

    def _cell(self, menu: QMenu, scene: int, character: str) -> None:
        telling = self._workspace.telling
        if telling is None or character not in telling.cast or telling.cast[character].outside:
            return
        found = telling.presence(scene, character)
        now = found.state if found is not None else "absent"
        name = telling.cast[character].name
        texts = (
            ("present", self.tr("{who} is present here")),
            ("mentioned", self.tr("{who} is only talked about here")),
            ("absent", self.tr("{who} is not here")),
        )
        for state, text in texts:
            call = Call("set_presence", (scene, character, state))
            self._add(menu, text.format(who=name), call, checked=state == now).setEnabled(state != now)

    def _character(self, menu: QMenu, character: str) -> None:
        telling = self._workspace.telling
        if telling is None or character not in telling.cast:
            return
        found = telling.cast[character]
        self._add(menu, self.tr("Rename {who}…").format(who=found.name), Call("!rename_character", (character,)))
        others = menu.addMenu(self.tr("Same person as"))
        for other in sorted(telling.cast.values(), key=lambda c: (c.outside, c.name.casefold())):
            if other.id != character:
                self._add(others, other.name, Call("merge", ((other.id, character), other.id)))
        others.setEnabled(not others.isEmpty())
        forms = [form for form in found.aliases if form != found.name]
        if forms:
            split = menu.addMenu(self.tr("Somebody else is meant by"))
            for form in forms:
                self._add(split, form, Call("split_alias", (character, (form,))))
        colours = menu.addMenu(self.tr("Colour"))
        self.fill_colours(colours, character)
        outside = Call("set_outside", (character,), {"outside": not found.outside})
        self._add(menu, self.tr("Outside the story"), outside, checked=found.outside)
        self._add(menu, self.tr("Not a person"), Call("dismiss", (character,)))

    def fill_colours(self, menu: QMenu, character: str) -> None:
        """The twelve colours, and that of the character's turn."""
        telling = self._workspace.telling
        now = telling.colour(character) if telling is not None else None
        for number in range(COLOUR_NAMES):
            call = Call("recolour", (character, number))
            action = self._add(menu, self.tr("Colour {n}").format(n=number + 1), call, checked=number == now)
            action.setIcon(dot(self.look.lane(number)))
            action.setIconVisibleInMenu(True)
        menu.addSeparator()
        self._add(menu, self.tr("By its turn"), Call("recolour", (character, None)))

    def _scene(self, menu: QMenu, scene: int) -> None:
        telling = self._workspace.telling
        if telling is None or not 0 <= scene < len(telling):
            return
        found = telling.scenes[scene]
        join = self._add(menu, self.tr("Join with the scene before"), Call("join", (scene,)))
        join.setEnabled(scene not in telling.first)
        self._add(menu, self.tr("Place, time, kind…"), Call("!describe", (scene,)))
        kinds = (
            ("scene", self.tr("It is a scene")),
            ("previously", self.tr("It looks back at earlier episodes")),
            ("frame", self.tr("It tells no scene")),
        )
        self._people(menu, scene)
        kind_menu = menu.addMenu(self.tr("Kind"))
        for kind, text in kinds:
            now = found.kind == kind and found.apart is None
            self._add(kind_menu, text, Call("set_scene", (scene,), {"kind": kind}), checked=now)
        if found.apart is not None:
            self._add(menu, self.tr("Put back: it belongs to the recap"), Call("put_back", (scene,)))
        elif found.id in self._workspace.put_back_in(telling.episode_index(scene)):
            self._add(menu, self.tr("Set apart again"), Call("set_apart_again", (scene,)))

    def _people(self, menu: QMenu, scene: int) -> None:
        """Everyone of the story, to say who is in the scene and who is talked about."""
        telling = self._workspace.telling
        assert telling is not None
        here = {found.character: found.state for found in telling.presences(scene)}
        cast = sorted((c for c in telling.cast.values() if not c.outside), key=lambda c: c.name.casefold())
        for state, text in (("present", self.tr("Present")), ("mentioned", self.tr("Talked about"))):
            people = menu.addMenu(text)
            for one in cast:
                is_so = here.get(one.id) == state
                call = Call("set_presence", (scene, one.id, "absent" if is_so else state))
                self._add(people, one.name, call, checked=is_so)
            people.setEnabled(not people.isEmpty())

    def _naming(self, menu: QMenu, episode: int, start: int, end: int) -> None:
        """What words can name: a new character, or one there is."""
        telling = self._workspace.telling
        assert telling is not None
        words = " ".join(telling.story.episodes[episode].text[start:end].split())
        text = self.tr("“{words}” is a character").format(words=words if len(words) < 30 else words[:29] + "…")
        self._add(menu, text, Call("add_character", (episode, start, end)))
        names = menu.addMenu(self.tr("The words mean"))
        for other in sorted(telling.cast.values(), key=lambda c: (c.outside, c.name.casefold())):
            self._add(names, other.name, Call("add_character", (episode, start, end, other.name)))
        names.setEnabled(not names.isEmpty())

    def _words(self, menu: QMenu, episode: int, start: int, end: int) -> None:
        """What selected words can mean."""
        telling = self._workspace.telling
        assert telling is not None
        self._naming(menu, episode, start, end)
        words = " ".join(telling.story.episodes[episode].text[start:end].split())
        scene = telling.at(episode, start)
        if scene is not None and words and len(words) <= LONGEST_HEADING:
            menu.addSeparator()
            short = words if len(words) < 30 else words[:29] + "…"
            texts = (("place", self.tr("The scene is set at “{words}”")), ("time", self.tr("The time is “{words}”")))
            for field, said in texts:
                self._add(menu, said.format(words=short), Call("set_scene", (scene,), {field: words}))

    @Slot(QAction)
    def _on_triggered(self, action: QAction) -> None:
        call = action.data()
        if isinstance(call, Call):
            self.do(call)

    def do(self, call: Call) -> None:
        """Call a verb: of the workspace, or (with a leading !) of the commands."""
        owner: QObject = self._commands if call.verb.startswith("!") else self._workspace
        getattr(owner, call.verb.lstrip("!"))(*call.args, **call.named)
