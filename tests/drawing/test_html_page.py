"""The page to read offline: what it holds, what it lets the keyboard reach, how it looks to whom."""

import re
from html import unescape
from html.parser import HTMLParser

import pytest

from recap_gui.gui.exports import EXPORTS, Options
from recap_gui.story.excerpt import parse
from tests.gold_story import gold_story, season_story

VOID = {"meta", "br", "hr", "input"}


class Tree(HTMLParser):
    """Checks that elements are closed in order; collects them."""

    def __init__(self):
        super().__init__()
        self.open, self.all, self.wrong = [], [], []

    def handle_starttag(self, tag, attrs):
        self.all.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.all.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def page(story, **options):
    return EXPORTS[".html"](story, Options(**options)).decode()


def read(html):
    tree = Tree()
    tree.feed(html)
    assert not tree.wrong and not tree.open
    return tree.all


@pytest.mark.parametrize("layout", ["lanes", "storylines", "table"])
def test_every_link_leads_to_a_scene_that_is_there(layout):
    found = read(page(season_story(), layout=layout))
    ids = {attributes["id"] for _, attributes in found if "id" in attributes}
    links = [attributes["href"] for tag, attributes in found if tag == "a"]
    assert len(links) > 100 and all(link[0] == "#" and link[1:] in ids for link in links)


@pytest.mark.parametrize("layout", ["lanes", "storylines"])
def test_the_keyboard_stops_once_for_each_scene_of_the_picture(layout):
    html = page(season_story(), layout=layout)
    picture = html[html.index('<div class="picture"') : html.index('<div class="read"')]
    stops = [a for tag, a in read(f"{picture}") if tag == "a" and a.get("tabindex") != "-1"]
    scenes = sum(scene.kind == "scene" for episode in season_story().episodes for scene in episode.scenes)
    assert 0.8 * scenes <= len(stops) <= scenes and all(stop["aria-label"] for stop in stops)


def test_every_episode_is_named_once_in_the_index():
    html = page(season_story())
    nav = html[html.index("<nav") : html.index("</nav>")]
    assert [title[:6] for title in re.findall("<b>(.*?)</b>", nav)] == ["S01E01", "S01E02", "S01E03", "S01E04"]


def test_names_in_the_text_wear_their_lanes_colours():
    story = gold_story("03")
    html = page(story)
    marked = re.findall("<u class=c(\\d+)>(.*?)</u>", html)
    assert len(marked) > 10 and len({colour for colour, _ in marked}) > 5
    plain = " ".join(unescape(re.sub("<[^>]+>", "", html)).split())
    for paragraph in story.episodes[0].text.split("\n\n")[:8]:
        assert " ".join(paragraph.split()) in plain


def test_a_light_page_turns_dark_where_the_desktop_is():
    assert "prefers-color-scheme:dark" in page(gold_story("03"))
    assert "prefers-color-scheme:dark" not in page(gold_story("03"), theme="print")
    dark = page(gold_story("03"), theme="dark")
    assert '<meta name="color-scheme" content="dark">' in dark and "prefers-color-scheme" not in dark


def test_only_what_was_chosen_is_in_the_page():
    story = season_story()
    html = page(story, scenes=parse(story, "S01E02"))
    assert story.episodes[1].text[200:240] in re.sub("<[^>]+>", "", html)
    for other in (0, 2, 3):
        assert story.episodes[other].text[200:240] not in re.sub("<[^>]+>", "", html)


def test_the_page_describes_itself():
    found = read(page(gold_story("03"), alt="What it shows.", title="Title", caption="Below."))
    assert ("meta", {"name": "description", "content": "What it shows."}) in found
    svg = next(attributes for tag, attributes in found if tag == "svg")
    assert svg["role"] == "group" and svg["aria-label"] == "Title"
    region = next(attributes for _, attributes in found if attributes.get("class") == "picture")
    assert region["role"] == "region" and region["tabindex"] == "0" and region["aria-label"]
