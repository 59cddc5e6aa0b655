"""Markdown as it looks once rendered."""

import pytest

from recap_gui.files.markdown import read_markdown
from recap_gui.files.reader import read


def test_front_matter_is_used_and_not_shown():
    front = '---\ntitle: "The Dory"\nshow: Gannet Harbour\nseason: 2\nepisode: 05\ntags: [a, b]\n---\n'
    source = f"{front}\n# Ruth leaves\n\nShe goes."
    document = read(source.encode(), "a.md")
    assert document.text == "Ruth leaves\n\nShe goes."
    assert (document.title, document.show, document.season, document.number) == ("The Dory", "Gannet Harbour", 2, 5)
    assert document.format == "markdown"


def test_a_wikis_title_names_the_show():
    document = read(b"---\ntitle: Fumarole (The Ember Shelf)\n---\nShe goes.", "a.md")
    assert (document.title, document.show) == ("Fumarole", "The Ember Shelf")


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("One\ntwo\n\nthree", "One two\n\nthree"),
        ("One  \ntwo", "One\ntwo"),
        ("*a* **b** _c_ snake_case 2*3*4", "a b c snake_case 234"),
        ("[Ruth](http://x.y 'title') ![alt](z.png) `code`", "Ruth code"),
        ("- a\n- b\n  - c", "a\nb\n\nc"),
        ("> said Ruth", "said Ruth"),
        ("a\n\n***\n\nb", "a\n\n* * *\n\nb"),
        ("Head\n====\n\ntext", "Head\n\ntext"),
        ("a <b>b</b> <!-- gone --> &eacute; \\*c\\*", "a b é *c*"),
        ("<script>x</script>\n\na", "a"),
        ("# No number 1.\n1. a", "No number 1.\n\na"),
        ("---\nnot front matter\n\na", "* * *\n\nnot front matter\n\na"),
    ],
)
def test_the_visible_text(source, text):
    assert read(source.encode(), "a.md").text == text


def test_headings_and_emphasis_are_hints():
    document = read(b"# One\n\n## Two *three*\n\nfour **five**", "a.md")
    kinds = [
        (h.kind, h.value, document.text[h.start : h.end]) for h in document.hints if h.kind in {"heading", "strong"}
    ]
    assert kinds == [
        ("heading", "1", "One"),
        ("heading", "2", "Two three"),
        ("strong", "", "three"),
        ("strong", "", "five"),
    ]


def test_a_line_in_italics_below_a_picture_is_its_caption():
    marked = read_markdown("# Slag\n\n![Ramona](furnace.jpg)\n*Ramona Pike at the furnace.*\n\nShe *runs* away.\n")
    text, hints = marked.page.text, marked.page.hints
    assert [text[h.start : h.end] for h in hints if h.kind == "caption"] == ["Ramona Pike at the furnace."]
    assert "She runs away." in text
