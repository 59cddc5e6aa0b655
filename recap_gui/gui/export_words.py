"""The words around a picture: its title, where it comes from. No Qt."""

from __future__ import annotations

from pathlib import PurePath

from recap_gui.drawing.say import Say, number
from recap_gui.layout.columns import episode_title
from recap_gui.story import Episode, Story


def title_of(story: Story, say: Say = str) -> str:
    """What a picture of `story` is called: "Gannet Harbour · S01E03 · The dory", or of several "… · Season 1"."""
    if len(story.episodes) == 1:
        return episode_words(story, story.episodes[0])
    name = show_of(story)
    seasons = {episode.season for episode in story.episodes}
    if len(seasons) == 1 and (only := seasons.pop()) is not None and str(only) not in name.split():
        return " · ".join(part for part in (name, say("Season {n}").format(n=only)) if part)
    return name


def episode_words(story: Story, episode: Episode) -> str:
    """The show's name and the episode's code and title, whatever of it is known, each once."""
    show = " ".join((episode.show or "").split())
    own = episode_title(episode, alone=True)
    if not own:
        own = _named(story.title, episode) if len(story.episodes) == 1 else _plain_name(episode.source)
    return f"{show} · {own}" if show and show.casefold() not in own.casefold() else own


def show_of(story: Story) -> str:
    """The name of the show, else the story's title."""
    shows = dict.fromkeys(" ".join(episode.show.split()) for episode in story.episodes if episode.show)
    if shows:
        return " · ".join(shows)
    source = next((episode for episode in story.episodes if episode.source == story.title), None)
    return _named(story.title, source) if source else story.title


def source_of(story: Story, say: Say = str) -> str:
    """The line that says what the picture was made from, and with what."""
    names = list(dict.fromkeys(episode.source for episode in story.episodes if episode.source))
    if not names:
        return "Recap Timeline"
    made = say("From {what} · Recap Timeline")
    return made.format(what=names[0] if len(names) == 1 else number(say, len(names), "{n} recap", "{n} recaps"))


def file_name(title: str) -> str:
    """A name for a file, without a suffix, from a title: nothing in it that a file system minds."""
    kept = "".join(letter if letter.isprintable() and letter not in '/\\:*?"<>|' else "-" for letter in title)
    return " ".join(kept.replace(" · ", " - ").split()).strip(". ")[:120] or "timeline"


def _named(title: str, episode: Episode) -> str:
    """`title`, or where it is but the file's name, that name without its suffix."""
    return _plain_name(title) if title == episode.source else title


def _plain_name(source: str) -> str:
    return PurePath(source).stem.replace("_", " ").replace("-", " ").strip()
