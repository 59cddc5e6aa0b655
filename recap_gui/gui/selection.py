"""What the user points at and chooses to see: the selection, what the pointer is over, the choice of lanes. Values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from recap_gui.story import Kind

if TYPE_CHECKING:
    from recap_gui.layout.arrangement import Arrangement  # needs numpy: not before the window has been seen

Width: TypeAlias = Literal["words", "equal"]

NO_SCENES = range(0)


@dataclass(frozen=True, slots=True)
class Selection:
    """What is selected. Scenes count in telling order over the whole season (see `Telling`), all kinds, apart included.

    `scenes` has step 1. `characters` holds ids in the order they were added. `cell` is (scene, character) where one
    block, or one empty place for a block, is meant; its scene and character are in `scenes` and `characters` too.
    `end` is the scene that moves when the selection is extended, None where no scene is selected.
    """

    scenes: range = NO_SCENES
    characters: tuple[str, ...] = ()
    cell: tuple[int, str] | None = None
    end: int | None = None

    @property
    def scene(self) -> int | None:
        """The one scene that matters most: the end that moves, or None."""
        return self.end

    @property
    def character(self) -> str | None:
        """The one character that matters most: the last one added, or None."""
        return self.characters[-1] if self.characters else None

    @property
    def empty(self) -> bool:
        """Whether nothing is selected."""
        return not self.scenes and not self.characters


@dataclass(frozen=True, slots=True)
class Hover:
    """What the pointer is over, in whichever panel: a scene, a character, or both (a cell)."""

    scene: int | None = None
    character: str | None = None


@dataclass(frozen=True, slots=True)
class LaneChoices:
    """How the user wants the lanes: `order` names a rule of the layout, `manual` (ids, top to bottom) goes before it.

    `only` shows just these characters where it is not empty. `folded` lets rare lanes fold into "and N more";
    scenes of `folded_kinds` are thin stubs. `tightest` (ids) is what the child found for the order of that name.
    `kept` are the lanes as they were shown when the story was corrected; None: they follow the rules.
    """

    order: str = "appearance"
    width: Width = "words"
    pinned: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    manual: tuple[str, ...] = ()
    folded: bool = True
    folded_kinds: tuple[Kind, ...] = ("frame",)
    tightest: tuple[str, ...] = ()
    kept: Arrangement | None = None
