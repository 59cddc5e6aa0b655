"""The corrections of the cast, as changes to a draft: they hold in every episode."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from recap_gui.story.cast import Character, Reason
from recap_gui.story.colours import COLOURS
from recap_gui.story.corrections import Correction
from recap_gui.story.draft import Draft, EpisodeDraft, MisplacedError, strongest
from recap_gui.story.names import fullest, places_of, plain
from recap_gui.story.phrase import phrase
from recap_gui.story.story import Mention, State


def rename(draft: Draft, correction: Correction) -> None:
    """`character` is called `into`; the name it had stays a form."""
    who = draft.who(correction.character, correction)
    name = _wanted(correction)
    character = draft.cast[who]
    draft.change(who, replace(character, name=name, aliases=tuple(dict.fromkeys((*character.aliases, name)))))


def _wanted(correction: Correction) -> str:
    name = (correction.into or "").strip()
    if not name:
        raise MisplacedError(phrase("It does not say what the character is called."))
    return name


def merge(draft: Draft, correction: Correction) -> None:
    """The characters called `names` are one person, called `into` (by default the first of them).

    The one who already has that name, else the one who comes first in the cast, keeps its id. A name given twice stands
    for all who are called so.
    """
    same: list[str] = []
    missing: list[MisplacedError] = []
    for name in dict.fromkeys(correction.names):
        called = draft.named(name)
        if len(called) > 1 and correction.names.count(name) >= len(called):
            same.extend(called)
            continue
        try:
            same.append(draft.who(name, correction))
        except MisplacedError as reason:
            missing.append(reason)
    same = list(dict.fromkeys(same))
    if missing and len(same) < 2:
        raise missing[0]
    if not same:
        raise MisplacedError(phrase("It does not say who is one person."))
    name = (correction.into or correction.names[0]).strip()
    order = list(draft.cast)
    keeper = min(same, key=lambda who: (draft.cast[who].name != name, order.index(who)))
    _decide_for_all(draft, same, keeper)
    merged = [draft.cast[who] for who in sorted(same, key=order.index)]
    for who in same:
        if who != keeper:
            for episode in draft.episodes:
                episode.give(episode.take(who), keeper)
            draft.now[who] = keeper
            draft.change(who, None)
    forms = tuple(dict.fromkeys((*draft.cast[keeper].aliases, *(form for one in merged for form in one.aliases), name)))
    colour = draft.cast[keeper].colour
    if colour is None:
        colour = next((one.colour for one in merged if one.colour is not None), None)
    united = Character(keeper, name, forms, all(one.outside for one in merged), colour)
    draft.change(keeper, united)


def _decide_for_all(draft: Draft, same: list[str], keeper: str) -> None:
    """Turn decisions on any of `same` into one on `keeper`, so that nobody is hidden by a word about another name."""
    for episode in draft.episodes:
        for index, scene in enumerate(episode.scenes):
            if scene.decided and any(decision.character in same for decision in scene.decided):
                state = strongest(episode.state(index, who) for who in same)
                others = tuple(decision for decision in scene.decided if decision.character not in same)
                episode.scenes[index] = replace(scene, decided=others)
                episode.decide(index, keeper, state)


def unalias(draft: Draft, correction: Correction) -> None:
    """The forms `names` are not `character` but one of their own, called `into`; pronouns go with the name before them.

    With `episode` and without an anchor this holds in that episode only.
    """
    _take_forms(draft, draft.who(correction.character, correction), correction.names, correction)


def _take_forms(draft: Draft, who: str, names: tuple[str, ...], correction: Correction) -> None:
    character = draft.cast[who]
    wanted = {plain(name) for name in names}
    forms = tuple(form for form in character.aliases if plain(form) in wanted)
    here = (
        [e for e in draft.episodes if e.episode.source == correction.episode]
        if correction.episode and not correction.at
        else []
    )
    if not forms:
        if any(draft.named(name) for name in names):
            return
        raise MisplacedError(
            phrase("“{who}” is no longer called “{name}”.", who=character.name, name=names[0] if names else "")
        )
    kept = tuple(form for form in character.aliases if form not in forms)
    if not kept and not here:
        raise MisplacedError(phrase("“{who}” has no other name. Rename instead.", who=character.name))
    name = (correction.into or fullest(forms)).strip()
    others = [other for other in draft.named(name) if other != who]
    others = others if len(others) == 1 else []
    new = others[0] if others else f"{who}+{correction.id}"
    if here:
        kept = character.aliases
    shown = character.name if character.name in kept else fullest(kept)
    draft.change(who, replace(character, name=shown, aliases=kept))
    old = draft.cast[new] if others else draft.newcomer(new, name, (name,), outside=character.outside)
    new = old.id
    draft.change(new, replace(old, aliases=tuple(dict.fromkeys((*old.aliases, *forms)))))
    for episode in here or draft.episodes:
        staying: list[Mention] = []
        going: list[Mention] = []
        last = staying
        for mention in episode.take(who):
            if mention.how != "pronoun":
                last = going if plain(episode.text[mention.start : mention.end]) in wanted else staying
            last.append(mention)
        episode.give(staying, who)
        episode.give(going, new)


def separate(draft: Draft, correction: Correction) -> None:
    """The characters called `names` are known not to be one person; where they were taken for one, they are parted."""
    ids: list[str] = []
    missing: list[MisplacedError] = []
    for name in dict.fromkeys(correction.names):
        called = draft.named(name)
        try:
            found = called if len(called) > 1 and correction.names.count(name) > 1 else [draft.who(name, correction)]
        except MisplacedError as reason:
            missing.append(reason)
            continue
        for who in found:
            if who in ids:
                _take_forms(draft, who, (name,), replace(correction, into=name))
                (who,) = [new for new in draft.named(name) if new != who][:1] or [who]
            ids.append(who)
    ids = list(dict.fromkeys(ids))
    if len(ids) < 2:
        raise missing[0] if missing else MisplacedError(phrase("It names one person only."))
    draft.apart.update(frozenset((one, other)) for i, one in enumerate(ids) for other in ids[:i])


def add(draft: Draft, correction: Correction) -> None:
    """The words at `at`, wherever they stand in the season, name a character called `into`, new or known."""
    words = correction.at.exact.strip() if correction.at else ""
    if not words:
        raise MisplacedError(phrase("It does not say which words name the character."))
    name = (correction.into or words).strip()
    spans = [(episode, list(places_of(words, episode.text))) for episode in draft.episodes]
    if not any(found for _, found in spans):
        raise MisplacedError(phrase("The words “{words}” are no longer found.", words=words))
    called = draft.named(name)
    if called:
        character = draft.cast[draft.who(name, replace(correction, at=None))]
    else:
        character = draft.newcomer(f"c+{correction.id}", name, (name,))
    who = character.id
    draft.change(who, replace(character, aliases=tuple(dict.fromkeys((*character.aliases, words)))))
    for other in [c for c in draft.cast.values() if c.id != who and words in c.aliases and len(c.aliases) > 1]:
        kept = tuple(form for form in other.aliases if form != words)
        draft.change(other.id, replace(other, name=other.name if other.name in kept else fullest(kept), aliases=kept))
    for episode, found in spans:
        _name_here(episode, found, who)


def _name_here(episode: EpisodeDraft, spans: list[tuple[int, int]], who: str) -> None:
    """Let `spans` name `who`: mentions inside them go, longer ones around them stay as they are."""
    if not spans:
        return
    named = sorted((m for own in episode.mentions.values() for m in own if m.how != "pronoun"), key=lambda m: m.start)
    starts = [m.start for m in named]
    longest = max((m.end - m.start for m in named), default=0)
    gone: dict[str, set[int]] = {}
    new: list[Mention] = []
    for start, end in spans:
        over = [m for m in named[bisect_left(starts, start - longest) : bisect_left(starts, end)] if m.end > start]
        if any(m.start <= start and end <= m.end and m.end - m.start > end - start for m in over):
            continue
        for mention in over:
            gone.setdefault(mention.character, set()).add(mention.start)
        state = over[0].state if over else _likely(episode.text, end)
        confidence = over[0].confidence if over else 0.6
        new.append(
            Mention(start, end, who, "name", state, confidence, (Reason("you said that these words name a character"),))
        )
    for other, at in gone.items():
        mine = episode.take(other)
        episode.give([m for m in mine if m.how == "pronoun" or m.start not in at], other)
    episode.give(new, who)


def _likely(text: str, end: int) -> State:
    """Whether someone named just before `end` is rather there or rather talked about: owners are talked about."""
    return "mentioned" if text[end : end + 2] in ("'s", "’s") else "present"


def dismiss(draft: Draft, correction: Correction) -> None:
    """`character` is no person: no mentions, no lane."""
    who = draft.who(correction.character, correction)
    for episode in draft.episodes:
        episode.take(who)
        for index, scene in enumerate(episode.scenes):
            if scene.decided:
                kept = tuple(decision for decision in scene.decided if decision.character != who)
                episode.scenes[index] = replace(scene, decided=kept)
    draft.now[who] = None
    draft.change(who, None)


def outside(draft: Draft, correction: Correction) -> None:
    """`character` is an outside figure (state "yes") or one of the story (state "no")."""
    who = draft.who(correction.character, correction)
    character = replace(draft.cast[who], outside=correction.state != "no")
    if not character.outside and character.colour is None:
        character = replace(character, colour=draft.colour_of_turn(who))
    draft.change(who, character)


def colour(draft: Draft, correction: Correction) -> None:
    """`character` wears colour `value` (0–11), or the one of its turn where `value` is None."""
    who = draft.who(correction.character, correction)
    if correction.value is not None and not 0 <= correction.value < COLOURS:
        raise MisplacedError(phrase("There is no such colour."))
    value = correction.value if correction.value is not None else draft.colour_of_turn(who)
    draft.change(who, replace(draft.cast[who], colour=value))
