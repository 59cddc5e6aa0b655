"""A season: several recaps as one story on one axis with one cast."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from recap_gui.story.cast import Character, Proposal, Reason
from recap_gui.story.names import plain
from recap_gui.story.person_names import Gender, parsed
from recap_gui.story.season_cast import Group, Maybe, group
from recap_gui.story.season_order import in_season_order
from recap_gui.story.story import Decision, Episode, Mention, Scene, Story


def join(stories: Sequence[Story], *, order: Sequence[str] = (), title: str = "") -> Story:
    """The season that `stories` tell, as one story: episodes in order (`order` holds source names and wins), one cast.

    Ids are made anew: episodes ``e1`` … in order, characters ``c1`` … by first appearance, scenes under their episode.
    """
    parts = [part for story in stories for part in _by_show(story)]
    found = [(story, episode) for story in parts for episode in story.episodes]
    ranked = in_season_order([episode for _, episode in found], order)
    first: dict[int, int] = {}
    for rank, index in enumerate(ranked):
        first.setdefault(id(found[index][0]), rank)
    parts.sort(key=lambda part: first.get(id(part), len(found)))
    groups, doubts = group([(part.characters, part.episodes, _show(part)) for part in parts])
    ids = {member: f"c{number}" for number, one in enumerate(groups, 1) for member in one.members}
    new = {id(part): {c.id: ids[at, n] for n, c in enumerate(part.characters)} for at, part in enumerate(parts)}
    episodes = tuple(
        _renumbered(found[index][1], f"e{rank}", new[id(found[index][0])]) for rank, index in enumerate(ranked, 1)
    )
    cast = tuple(_character(f"c{number}", one, parts) for number, one in enumerate(groups, 1))
    names = {id(found[index][1]): f"e{rank}" for rank, index in enumerate(ranked, 1)}
    genders = {f"c{number}": one.gender for number, one in enumerate(groups, 1)}
    proposals = [p for part in parts for p in _carried(part, new[id(part)], names) if _may_be(p, genders)]
    proposals += [_proposal(maybe, ids, parts, names) for maybe in doubts]
    shows = list(dict.fromkeys(episode.show for episode in episodes if episode.show))
    notes = tuple(dict.fromkeys(note for story in stories for note in story.notes))
    return Story(
        title or " · ".join(shows) or (stories[0].title if stories else ""), cast, episodes, tuple(proposals), notes
    )


def _show(part: Story) -> str | None:
    return next((plain(episode.show) for episode in part.episodes if episode.show), None)


def _by_show(story: Story) -> list[Story]:
    """`story`, or one story for each show where its recap tells of several: their people stay apart."""
    shows: dict[str, list[Episode]] = {}
    for episode in story.episodes:
        shows.setdefault(plain(episode.show or ""), []).append(episode)
    if len(shows) < 2:
        return [story]
    parts = []
    for episodes in shows.values():
        named = {mention.character for episode in episodes for mention in episode.mentions}
        named |= {d.character for episode in episodes for scene in episode.scenes for d in scene.decided}
        cast = tuple(_as_called_in(c, episodes) for c in story.characters if c.id in named)
        own = tuple(p for p in story.proposals if set(p.same) <= named)
        parts.append(replace(story, characters=cast, episodes=tuple(episodes), proposals=own))
    return parts


def _as_called_in(character: Character, episodes: Sequence[Episode]) -> Character:
    """`character` with those forms alone that name it in `episodes`."""
    used = {
        plain(episode.text[m.start : m.end])
        for episode in episodes
        for m in episode.mentions
        if m.character == character.id and m.how == "name"
    }
    forms = tuple(form for form in character.aliases if plain(form) in used)
    if not forms:
        return character
    return replace(character, name=character.name if character.name in forms else max(forms, key=len), aliases=forms)


def _renumbered(episode: Episode, new_id: str, ids: dict[str, str]) -> Episode:
    def scene_id(old: str) -> str:
        return new_id + old.removeprefix(episode.id) if old.startswith(episode.id) else f"{new_id}.{old}"

    def scene(old: Scene) -> Scene:
        decided = tuple(Decision(ids.get(d.character, d.character), d.state) for d in old.decided)
        goes_on = scene_id(old.continues) if old.continues is not None else None
        return replace(old, id=scene_id(old.id), continues=goes_on, decided=decided)

    mentions = tuple(
        m
        if ids[m.character] == m.character
        else Mention(m.start, m.end, ids[m.character], m.how, m.state, m.confidence, m.why)
        for m in episode.mentions
        if m.character in ids
    )
    return replace(episode, id=new_id, scenes=tuple(map(scene, episode.scenes)), mentions=mentions)


def _character(new_id: str, one: Group, parts: Sequence[Story]) -> Character:
    members = [parts[at].characters[number] for at, number in one.members]
    forms = tuple(dict.fromkeys(form for member in members for form in member.aliases))
    names = [member.name for member in members]
    name = max(names, key=lambda n: (_words(n), not parsed(n).title, names.count(n), -names.index(n)))
    colour = next((member.colour for member in members if member.colour is not None), None)
    return Character(new_id, name, tuple(dict.fromkeys((*forms, name))), one.outside, colour)


def _words(name: str) -> int:
    found = parsed(name)
    return 0 if found.role else 2 if found.full else 1


def _carried(part: Story, ids: dict[str, str], names: dict[int, str]) -> list[Proposal]:
    episodes = {episode.id: names[id(episode)] for episode in part.episodes}
    only = names[id(part.episodes[0])] if len(part.episodes) == 1 else ""
    found = []
    for proposal in part.proposals:
        same = tuple(dict.fromkeys(ids[who] for who in proposal.same if who in ids))
        if len(same) > 1:
            found.append(replace(proposal, same=same, episode=episodes.get(proposal.episode, only)))
    return found


def _may_be(proposal: Proposal, genders: Mapping[str, Gender | None]) -> bool:
    """Whether what the whole season tells of gender leaves a proposal of one recap standing."""
    return len({genders[who] for who in proposal.same} - {None}) < 2


def _proposal(maybe: Maybe, ids: dict[tuple[int, int], str], parts: Sequence[Story], names: dict[int, str]) -> Proposal:
    """A doubtful union, with the first words that name the later one."""
    at, number = maybe.other.members[0]
    who = parts[at].characters[number].id
    same = (ids[maybe.one.members[0]], ids[maybe.other.members[0]])
    for episode in parts[at].episodes:
        for mention in episode.mentions:
            if mention.character == who:
                reason = Reason(maybe.rule, ((mention.start, mention.end),))
                return Proposal(same, maybe.confidence, (reason,), names[id(episode)])
    return Proposal(same, maybe.confidence, (Reason(maybe.rule),))
