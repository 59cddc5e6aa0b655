"""Everything one can do from the menus, as a table: what, where, which keys, how built."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from recap_gui.gui.action_tips import tip

Key = QKeySequence.StandardKey
Needs: TypeAlias = Literal["", "recap", "story", "scene", "character"]


def _words(text: str) -> str:
    return str(QT_TRANSLATE_NOOP("Actions", text))


@dataclass(frozen=True, slots=True)
class Do:
    """One action: `verb` is the method of the commands that does it. `hint` is a key of the timeline, shown, not bound.

    `needs` says what must be there for it: a recap, its story, a selected scene or character. `line` draws a line
    above it. A `menu` inside (``submenu``) is filled when it opens.
    `also` is a key that holds on every system, beside the standard ones of this one.
    """

    verb: str
    text: str
    menu: str
    keys: str | Key | None = None
    needs: Needs = ""
    line: bool = False
    checkable: bool = False
    submenu: bool = False
    hint: str = ""
    also: str = ""


FILE, EDIT, VIEW, CORRECT, HELP = (_words(m) for m in ("&File", "&Edit", "&View", "&Correct", "&Help"))
MENUS = (FILE, EDIT, VIEW, CORRECT, HELP)

ACTIONS: tuple[Do, ...] = (
    Do("open_files", _words("&Open…"), FILE, Key.Open),
    Do("open_folder", _words("Open a &folder…"), FILE, "Ctrl+Shift+O"),
    Do("paste", _words("&Paste a recap"), FILE, Key.Paste),
    Do("recent", _words("Open &recent"), FILE, submenu=True),
    Do("episode_order", _words("Or&der of the episodes…"), FILE, needs="story", line=True),
    Do("read_as", _words("Read a&gain as"), FILE, needs="recap", submenu=True),
    Do("reload", _words("&Reload"), FILE, "F5", needs="recap"),
    Do("save", _words("&Save now"), FILE, Key.Save, needs="recap"),
    Do("export", _words("&Export…"), FILE, "Ctrl+E", needs="story", line=True),
    Do("print_timeline", _words("&Print…"), FILE, Key.Print, needs="story"),
    Do("save_gold", _words("Save as &gold…"), FILE, needs="story"),
    Do("close_recap", _words("&Close the recap"), FILE, Key.Close, needs="recap", line=True, also="Ctrl+W"),
    Do("quit", _words("&Quit"), FILE, Key.Quit, also="Ctrl+Q"),
    Do("undo", _words("&Undo"), EDIT, Key.Undo, needs="story"),
    Do("redo", _words("&Redo"), EDIT, Key.Redo, needs="story", also="Ctrl+Shift+Z"),
    Do("copy", _words("&Copy the scene's text"), EDIT, Key.Copy, needs="scene", line=True),
    Do("find", _words("&Find…"), EDIT, Key.Find, needs="story", line=True),
    Do("find_next", _words("Find &next"), EDIT, "F3", needs="story"),
    Do("find_previous", _words("Find pre&vious"), EDIT, "Shift+F3", needs="story"),
    Do("jump", _words("&Jump to …"), EDIT, "Ctrl+G", needs="story"),
    Do("palette", _words("Command &palette…"), EDIT, "Ctrl+Shift+P"),
    Do("settings", _words("&Settings…"), EDIT, "Ctrl+,", line=True),
    Do("show_lanes", _words("&Lanes"), VIEW, "Alt+1", needs="story"),
    Do("show_storylines", _words("&Storylines"), VIEW, "Alt+2", needs="story"),
    Do("show_table", _words("&Table"), VIEW, "Alt+3", needs="story"),
    Do("fit_all", _words("Show &everything"), VIEW, needs="story", line=True, hint="0"),
    Do("fit_selection", _words("&Fit the selection"), VIEW, needs="story", hint="F"),
    Do("equal_columns", _words("Columns equally &wide"), VIEW, needs="story", line=True, checkable=True),
    Do("fold_lanes", _words("Fol&d rare lanes"), VIEW, needs="story", checkable=True),
    Do("fold_previously", _words("Fold “pre&viously”"), VIEW, needs="story", checkable=True),
    Do("fold_frames", _words("Fold what tells &no scene"), VIEW, needs="story", checkable=True),
    Do("order", _words("&Order of lanes"), VIEW, needs="story", submenu=True),
    Do("arrange_anew", _words("&Arrange lanes anew"), VIEW, needs="story"),
    Do("all_lanes", _words("Show &hidden lanes"), VIEW, needs="story"),
    Do("seen_to_here", _words("I have seen up to &here"), VIEW, "Ctrl+Shift+H", needs="scene", line=True),
    Do("seen_more", _words("I have seen one scene &more"), VIEW, "Ctrl+Shift+PgDown", needs="story"),
    Do("seen_less", _words("One scene &back"), VIEW, "Ctrl+Shift+PgUp", needs="story"),
    Do("seen_all", _words("I ha&ve seen everything"), VIEW, needs="story"),
    Do("text_larger", _words("Lar&ger text"), VIEW, "Ctrl+Shift++", needs="recap", line=True),
    Do("text_smaller", _words("S&maller text"), VIEW, "Ctrl+Shift+-", needs="recap"),
    Do("panels", _words("&Panels"), VIEW, submenu=True, line=True),
    Do("to_message", _words("&Jump to the message"), VIEW, "F6"),
    Do("reader_mode", _words("&Reader mode"), VIEW, "F9", needs="recap", checkable=True),
    Do("full_screen", _words("F&ull screen"), VIEW, "F11", checkable=True),
    Do("colours", _words("&Colours"), VIEW, submenu=True, line=True),
    Do("split", _words("&Split the scene at the caret"), CORRECT, "Ctrl+Enter", needs="story", also="Ctrl+Return"),
    Do("join", _words("&Join with the scene before"), CORRECT, "Ctrl+J", needs="scene"),
    Do("describe_scene", _words("Place, time, &kind…"), CORRECT, "Ctrl+I", needs="scene"),
    Do("cycle_cell", _words("&Present → talked about → absent"), CORRECT, needs="character", line=True, hint="Space"),
    Do("rename", _words("&Rename…"), CORRECT, needs="character", hint="F2"),
    Do("merge", _words("&Merge the selected characters"), CORRECT, needs="character", hint="M"),
    Do("dismiss", _words("&Not a person"), CORRECT, needs="character"),
    Do("outside", _words("&Outside the story"), CORRECT, needs="character", checkable=True),
    Do("recolour", _words("&Colour"), CORRECT, needs="character", submenu=True),
    Do("review", _words("60-second &check"), CORRECT, "Ctrl+R", needs="story", line=True),
    Do("changes", _words("&What I changed"), CORRECT, needs="story"),
    Do("bare", _words("&Hide my corrections"), CORRECT, needs="story", checkable=True),
    Do("help", _words("&First steps"), HELP, Key.HelpContents),
    Do("how_it_decides", _words("&How it decides"), HELP),
    Do("keys", _words("&Keys"), HELP, "Ctrl+/", hint="?"),
    Do("samples", _words("&Samples"), HELP, submenu=True),
    Do("about", _words("&About Recap Timeline"), HELP, line=True),
)


class Actions(QObject):
    """The table built: a QAction for each entry, bound to the verb of the same name."""

    def __init__(self, commands: Sequence[QObject], bar: QMenuBar, parent: QObject) -> None:
        super().__init__(parent)
        self._commands = commands
        self._made: dict[str, QAction] = {}
        self._menus: dict[str, QMenu] = {}
        self._submenus: dict[str, QMenu] = {}
        for title in MENUS:
            self._menus[title] = bar.addMenu(_said(title))
        for do in ACTIONS:
            self._build(do)

    def __getitem__(self, verb: str) -> QAction:
        return self._made[verb]

    def __iter__(self) -> Iterator[tuple[Do, QAction]]:
        return iter((do, self._made[do.verb]) for do in ACTIONS)

    def command(self, name: str) -> Callable[..., None]:
        """The method of that name, of whichever of the commands has it."""
        owner = next(one for one in self._commands if hasattr(one, name))
        found: Callable[..., None] = getattr(owner, name)
        return found

    def submenu(self, verb: str) -> QMenu:
        """The menu that stands for `verb`."""
        return self._submenus[verb]

    def enable(self, there: frozenset[str]) -> None:
        """Enable what has what it needs; `there` holds the needs that are met."""
        for do in ACTIONS:
            self._made[do.verb].setEnabled(not do.needs or do.needs in there)

    def _build(self, do: Do) -> None:
        menu = self._menus[do.menu]
        if do.line:
            menu.addSeparator()
        text = _said(do.text) + (f"\t{do.hint}" if do.hint else "")
        if do.submenu:
            made = menu.addMenu(text)
            made.setProperty("verb", do.verb)
            made.aboutToShow.connect(self._on_submenu)
            made.triggered.connect(self._on_chosen)
            self._submenus[do.verb] = made
            self._made[do.verb] = made.menuAction()
            return
        action = menu.addAction(text)
        action.setObjectName(do.verb)
        action.setCheckable(do.checkable)
        action.setIconText(_said(do.text).replace("&", "").rstrip("…"))
        action.setStatusTip(tip(do.verb))
        action.setShortcuts(sequences(do))
        if do.verb == "quit":
            action.setMenuRole(QAction.MenuRole.QuitRole)
        action.triggered.connect(self._on_triggered)
        self._made[do.verb] = action

    @Slot()
    def _on_triggered(self) -> None:
        self.command(self.sender().objectName())()

    @Slot()
    def _on_submenu(self) -> None:
        menu = self.sender()
        assert isinstance(menu, QMenu)
        menu.clear()
        self.command(f"fill_{menu.property('verb')}")(menu)

    @Slot(QAction)
    def _on_chosen(self, action: QAction) -> None:
        menu = self.sender()
        if action.data() is not None:
            self.command(f"choose_{menu.property('verb')}")(action.data())


def sequences(do: Do) -> list[QKeySequence]:
    """The keys of an action, the one to show first."""
    if do.keys is None:
        return []
    found = [QKeySequence(do.keys)] if isinstance(do.keys, str) else QKeySequence.keyBindings(do.keys)
    if do.also:
        also = QKeySequence(do.also)
        found = [also, *(one for one in found if one != also)]
    return found


def plain_text(do: Do) -> str:
    """The text of an action as a list shows it."""
    return _said(do.text).replace("&", "").rstrip("…")


def menu_name(do: Do) -> str:
    """The name of its menu."""
    return _said(do.menu).replace("&", "")


def _said(text: str) -> str:
    return QCoreApplication.translate("Actions", text)
