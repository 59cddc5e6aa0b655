"""Corrections against a plain model: edit, undo, redo, save, reload, crash, analyse again, in any order."""

import random
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from made_story import check_partition, from_gold, with_made_breaks

from recap_gui.files.corrections_file import CorrectionsFile, decode, encode
from recap_gui.files.corrections_store import Store, recap_target
from recap_gui.files.save import Disk
from recap_gui.story import Story, edits
from recap_gui.story.correct import correct
from recap_gui.story.corrections import Correction

NAMES = ("01-half-hour-call", "15-tannery-lane", "22-a-quiet-ringing")
STORIES = {name: from_gold(name) for name in NAMES}
VERBS = 14


def edit_of(story: Story, verb: int, pick: random.Random, new_id: str) -> edits.Edit:
    """An edit of kind `verb` on something of `story`."""
    episode = pick.choice(story.episodes)
    scene = pick.choice(episode.scenes)
    if not story.characters:
        verb %= 5
    who = pick.choice(story.characters).id if story.characters else ""
    offset = pick.randrange(len(episode.text))
    match verb:
        case 0:
            return edits.split_at(story, episode.id, offset, new_id=new_id)
        case 1:
            return edits.join_before(story, scene.id, new_id=new_id)
        case 2:
            near = pick.randrange(max(0, scene.start - 200), min(len(episode.text), scene.start + 200))
            return edits.move_break(story, scene.id, near, new_id=new_id, exactly=pick.random() < 0.3)
        case 3:
            kind = pick.choice([None, "scene", "frame", "previously"])
            return edits.set_scene(story, scene.id, new_id=new_id, kind=kind, place=pick.choice(["", "here", None]))
        case 4:
            return edits.confirm_break(story, scene.id, new_id=new_id)
        case 5 | 6:
            state = pick.choice(["present", "mentioned", "absent"])
            return edits.set_presence(story, scene.id, who, state, new_id=new_id)
        case 7:
            return edits.rename(story, who, f"Name {pick.randrange(9)}", new_id=new_id)
        case 8:
            return edits.merge(story, [who, pick.choice(story.characters).id], new_id=new_id)
        case 9:
            forms = next(c.aliases for c in story.characters if c.id == who)
            return edits.unalias(story, who, [pick.choice(forms)], new_id=new_id)
        case 10:
            end = min(len(episode.text), offset + pick.randrange(3, 20))
            return edits.add(story, episode.id, offset, end, new_id=new_id)
        case 11:
            return edits.dismiss(story, who, new_id=new_id)
        case 12:
            return edits.set_outside(story, who, new_id=new_id, outside=pick.random() < 0.7)
        case 13:
            return edits.recolour(story, who, pick.randrange(12), new_id=new_id)
    return edits.separate(story, [who, pick.choice(story.characters).id], new_id=new_id)


verbs = st.lists(st.tuples(st.integers(0, VERBS), st.integers(0, 10**6)), max_size=12)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(STORIES)), verbs)
@example("15-tannery-lane", [(0, 0), (0, 1), (11, 0), (9, 27), (9, 27)])  # two spellings of all that someone is called
def test_scenes_partition_the_text_replay_is_deterministic_and_prefixes_undo(name, chosen):
    story = STORIES[name]
    made: list[Correction] = []
    shown = [story]
    for number, (verb, seed) in enumerate(chosen):
        edit = edit_of(shown[-1], verb, random.Random(seed), f"k{number}")
        if isinstance(edit, Correction):
            made.append(edit)
            result = correct(story, made)
            check_partition(result.story)
            assert not result.unplaced, result.unplaced
            shown.append(result.story)
    for count in range(len(made), -1, -1):
        assert correct(story, made[:count]).story == shown[count]
    assert correct(from_gold(name), list(made)).story == shown[-1]
    assert decode(encode(CorrectionsFile(tuple(made)))).corrections == tuple(made)


class Model(RuleBasedStateMachine):
    """The session of a window without the window: the tuple of corrections, its undo stack, the file on the disk."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.store = Store(self.folder / "data", disk=Disk(fsync=lambda descriptor: None))
        self.target = recap_target(self.folder / "a.txt", "0" * 64)
        self.kept = self.store.load(self.target)
        self.corrections: tuple[Correction, ...] = ()
        self.undone: list[tuple[Correction, ...]] = []
        self.done: list[tuple[Correction, ...]] = []
        self.on_disk: tuple[Correction, ...] = ()
        self.number = 0
        self.shown_before: dict[tuple[Correction, ...], Story] = {}

    @initialize(name=st.sampled_from(sorted(STORIES)))
    def open(self, name: str) -> None:
        self.name = name
        self.analysed = self.first = STORIES[name]

    @rule(verb=st.integers(0, VERBS), seed=st.integers(0, 10**6))
    def edit(self, verb: int, seed: int) -> None:
        self.number += 1
        made = edit_of(correct(self.analysed, self.corrections).story, verb, random.Random(seed), f"k{self.number}")
        if isinstance(made, Correction):
            self.done.append(self.corrections)
            self.undone.clear()
            self.corrections = (*self.corrections, made)

    @precondition(lambda self: self.corrections)
    @rule(seed=st.integers(0, 10**6))
    def revert_one(self, seed: int) -> None:
        gone = random.Random(seed).choice(self.corrections)
        self.done.append(self.corrections)
        self.undone.clear()
        self.corrections = tuple(c for c in self.corrections if c.id != gone.id)

    @precondition(lambda self: self.done)
    @rule()
    def undo(self) -> None:
        self.undone.append(self.corrections)
        self.corrections = self.done.pop()

    @precondition(lambda self: self.undone)
    @rule()
    def redo(self) -> None:
        self.done.append(self.corrections)
        self.corrections = self.undone.pop()

    @rule()
    def save(self) -> None:
        self.kept = self.store.save(self.kept, CorrectionsFile(self.corrections))
        self.on_disk = self.corrections
        assert self.kept.came == 0 and self.kept.note is None

    @rule()
    def crash_and_open_again(self) -> None:
        self.store = Store(self.folder / "data", disk=Disk(fsync=lambda descriptor: None))
        self.kept = self.store.load(self.target)
        assert self.kept.file.corrections == self.on_disk
        self.corrections = self.on_disk
        self.done, self.undone = [], []

    @rule(seed=st.integers(0, 3))
    def analyse_again(self, seed: int) -> None:
        """Another analyser, or the recap edited on the disk; seed 0 brings the first story back."""
        text = self.first.episodes[0].text
        pick = random.Random(seed)
        if seed > 1:
            at = pick.randrange(len(text))
            text = text[:at] + " Meanwhile it rains. " + text[at + pick.randrange(80) :]
        self.analysed = with_made_breaks(text, self.name, pick) if seed else self.first
        self.shown_before.clear()

    @invariant()
    def the_story_is_that_of_the_corrections(self) -> None:
        result = correct(self.analysed, self.corrections)
        check_partition(result.story)
        assert len(result.placed) + len(result.unplaced) == len(self.corrections)
        assert self.shown_before.setdefault(self.corrections, result.story) == result.story

    def teardown(self) -> None:
        shutil.rmtree(self.folder)


def test_any_order_of_work_equals_the_model():
    run_state_machine_as_test(
        Model,
        settings=settings(
            max_examples=200, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


@pytest.mark.slow
def test_any_order_of_work_long():
    run_state_machine_as_test(
        Model,
        settings=settings(
            max_examples=1000, stateful_step_count=50, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
