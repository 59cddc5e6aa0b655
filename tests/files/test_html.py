"""HTML to text, and what is set apart."""

import itertools

import pytest

from recap_gui.files.html import declared_charset, from_clipboard, looks_like_html, read_html
from recap_gui.files.reader import read
from recap_gui.story import APART

PROSE = "Ruth walks down to the wharf and asks Sam where his captain has gone, and Sam looks at the water, silent. "


def apart(page):
    return [(hint.kind, page.text[hint.start : hint.end]) for hint in page.hints if hint.kind in APART]


def spans(page, kind):
    return [page.text[hint.start : hint.end] for hint in page.hints if hint.kind == kind]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>One\n  two</p><p>three</p>", "One two\n\nthree"),
        ("one<br>two<br><br>three", "one\ntwo\n\nthree"),
        ("<p>a <b>b</b>c <i> d </i>e</p>", "a bc d e"),
        ("<ul><li>a<li>b</ul>c", "a\nb\n\nc"),
        ("<table><tr><th>a<td>b<tr><td>c<td>d</table>", "a\tb\nc\td"),
        ("<table><tr><td><p>a</p><td><p>b</p></tr><tr><td><p>c</p><td><p>d</p></table>", "a\tb\nc\td"),
        ("<table><tr><td><p>a</p><p>b</p><td><p>c</p></table>d", "a\n\nb\n\nc\n\nd"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("x&nbsp;y &amp; &eacute;&#146;&hellip;", "x\xa0y & é’…"),
        ("<p>so&shy;lo</p>", "solo"),
        ("a<q>b</q>", "a“b”"),
        ("a<hr>b", "a\n\n* * *\n\nb"),
        ("a<hr><hr>\n<p></p><hr>b<hr>c", "a\n\n* * *\n\nb\n\n* * *\n\nc"),
        ("<div>a<div>b<div>c</div></div></div>d", "a\n\nb\n\nc\n\nd"),
        ("<p>a<p>b</p></p>c", "a\n\nb\n\nc"),
        ("<b>a<i>b</b>c</i>d", "abcd"),
        ("a <!-- b --> c <![CDATA[d]]> e", "a c e"),
        ("&#xD800;&#0;a&#x110000;", "��a�"),
    ],
)
def test_the_text_is_what_a_browser_shows(source, text):
    assert read_html(source).text == text


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>X</script>",
        "<style>X</style>",
        "<template>X</template>",
        "<noscript>X</noscript>",
        "<iframe>X</iframe>",
        "<svg><title>X</title><text>X</text></svg>",
        "<select><option>X</select>",
        "<textarea>X</textarea>",
        "<div hidden>X<div>X</div></div>",
        '<span style="color: red; display : none">X</span>',
        '<span style="visibility:hidden">X</span>',
        '<p class="screen-reader-text">X</p>',
        "<dialog>X</dialog>",
        '<img alt="X" title="X" src="X">',
        '<input value="X">',
        "<!-- X -->",
        '<p title="X" data-x="X"></p>',
    ],
)
def test_what_is_not_shown_is_never_in_the_text(hidden):
    page = read_html(f"<html><head><title>X</title><meta name=x content=X></head><body>a {hidden} b</body></html>")
    assert "X" not in page.text
    assert page.text.split() == ["a", "b"]
    assert page.head_title == "X"


def test_the_pages_own_style_sheet_hides_but_not_for_print():
    sheet = ".gone, #too{color:red;display:none} p.three{display:none} @media print{.kept{display:none}}"
    page = read_html(
        f"<style>{sheet} .a .b{{display:none}}</style><p class=gone>1</p><p id=too>2</p><p class='x three'>3</p>"
        "<p class=kept>4</p><p class=b>5</p>"
    )
    assert page.text == "4\n\n5"


def test_headings_emphasis_and_blocks_are_hints():
    page = read_html("<h1>A <em>title</em></h1><p>One <b>two <i>three</i></b> four</p><li>five")
    assert spans(page, "heading") == ["A title"]
    assert spans(page, "title") == ["A title"]
    assert spans(page, "strong") == ["title", "two three"]
    assert spans(page, "block") == ["One two three four", "five"]


@pytest.mark.parametrize(
    ("furniture", "kind"),
    [
        ("<nav>Recaps Podcast Merch</nav>", "menu"),
        ("<header>The Couch</header>", "menu"),
        ("<div role=search>Search</div>", "menu"),
        ("<aside>Most read</aside>", "menu"),
        ('<div class="post-sharing">Post Pin</div>', "menu"),
        ('<div id="google_ad_1">Buy boats</div>', "ad"),
        ("<p>ADVERTISEMENT</p>", "ad"),
        ('<div class="commentList">First!</div>', "comments"),
        ('<p class="entry-meta">by Gremlin, 11:52</p>', "byline"),
        ("<p>Posted by Dilys on Tuesday</p>", "byline"),
        ("<figure><figcaption>Odile smiles</figcaption></figure>", "caption"),
        ("<footer>Privacy</footer>", "footer"),
        ("<p>© The Couch Gremlin</p>", "footer"),
        ("<p><a href=x>One</a></p><p><a href=y>Two</a></p>", "menu"),
    ],
)
def test_page_furniture_is_set_apart_and_the_recap_is_not(furniture, kind):
    page = read_html(f"<body><p>{PROSE * 4}</p><p>{PROSE * 4}</p>{furniture}<p>{PROSE * 4}</p></body>")
    assert [found for found, _ in apart(page)] == [kind]
    assert PROSE not in apart(page)[0][1]
    assert all(hint.value for hint in page.hints if hint.kind in APART)


@pytest.mark.parametrize(
    "body",
    [
        f'<div class="sidebar">{"<p>" + PROSE * 3 + "</p>"}</div>' * 1,
        f"<form>{('<p>' + PROSE * 3 + '</p>') * 4}</form>",
        f'<div id="page" class="has-sidebar comments-open">{("<p>" + PROSE * 3 + "</p>") * 4}</div>',
        f'<article class="post tag-ads category-menu">{("<p>" + PROSE * 3 + "</p>") * 4}</article>',
        f"<p>By the pier {PROSE * 3}</p>" * 4,
        f'<p>{PROSE} <a class="social-link">Sam</a> {PROSE * 2}</p>' * 4,
    ],
)
def test_the_recap_itself_is_never_set_apart(body):
    page = read_html(
        f"<body>{body}{('<p>' + PROSE * 2 + '</p>') * (body.count('sidebar') == 1 and 'has-' not in body)}</body>"
    )
    assert apart(page) == [] or "sidebar" in body
    if "has-sidebar" not in body and "sidebar" in body:
        assert apart(page)[0][0] == "menu"  # a short side bar beside the recap


def test_after_the_heading_of_the_comments_all_is_comments():
    page = read_html(
        f"<p>{PROSE * 5}</p><h3>3 comments</h3><p>Great recap!</p><p>{PROSE * 2}</p><footer>Privacy</footer>"
    )
    assert [kind for kind, _ in apart(page)] == ["comments", "footer"]
    assert apart(page)[0][1].startswith("3 comments")


def test_apart_hints_never_overlap_and_cover_every_word_once():
    page = read_html(
        f"<nav>a<footer>b<nav>c</nav></footer></nav><p>{PROSE * 9}</p><footer>d<div class=ad>e</div></footer>"
    )
    found = [hint for hint in page.hints if hint.kind in APART]
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))
    assert page.text.split()[:3] == ["a", "b", "c"]


def test_cast_lists_and_several_recaps_on_one_page():
    recap = f"<p>{PROSE * 6}</p>"
    page = read_html(
        f"<h2>Show 1x01: One</h2>{recap}<h3>Cast</h3>"
        "<ul><li>Ann Bee as Ruth Hall, a doctor</li><li>Sam – Cy Dee</li></ul>"
        f"<h2>Show 1x02: Two</h2>{recap}"
    )
    assert [(page.text[h.start : h.end], h.value) for h in page.hints if h.kind == "cast"] == [
        ("Ann Bee as Ruth Hall, a doctor", "Ruth Hall"),
        ("Sam – Cy Dee", ""),
    ]
    assert [hint.value for hint in page.hints if hint.kind == "episode"] == ["Show 1x01: One", "Show 1x02: Two"]


def test_nesting_has_no_limit():
    deep = "<div>" * 50_000 + "deep" + "</div>" * 50_000 + "<p>after</p>"
    assert read_html(deep).text == "deep\n\nafter"


def test_the_charset_a_page_declares():
    assert declared_charset(b'<head><meta charset="Shift_JIS">') == "Shift_JIS"
    assert declared_charset(b"<meta http-equiv=x content='text/html; charset=koi8-r'>") == "koi8-r"
    assert declared_charset(b"<p>charset=x") is None
    page = '<html><meta charset="windows-1251"><p>Мария вышла'.encode("windows-1251")
    assert read(page, "a.html").text == "Мария вышла"


def test_pages_are_known_by_their_beginning():
    assert looks_like_html("\n<!-- saved --><!DOCTYPE html>")
    assert not looks_like_html("<Ruth> says hello")
    assert read(b"<!doctype html><p>a<p>b", "recap.txt").format == "html"
    assert read(b"Ruth < Sam, and that is it.", "recap.html").text == "Ruth < Sam, and that is it."


def test_the_clipboard_sets_nothing_apart():
    page = "<html><body><!--StartFragment--><nav>A</nav><b style='font-weight: normal'>b</b>"
    source = f"Version:0.9\r\nStartHTML:00\r\n{page}"
    assert from_clipboard(source).startswith("<html>")
    document = read(source.encode(), "clipboard", as_format="rich text")
    assert (document.text, document.format) == ("A\n\nb", "rich text")
    assert {hint.kind for hint in document.hints} == {"block"}


def test_a_web_archive_gives_its_page():
    archive = b"""From: <Saved>
MIME-Version: 1.0
Content-Type: multipart/related;
\tboundary="--x"


----x
Content-Type: text/html; charset="utf-8"
Content-Transfer-Encoding: quoted-printable

<html><body><p>caf=C3=A9 =
noir</p></body></html>
----x
Content-Type: text/css

p{}
----x--
""".replace(b"\n", b"\r\n")
    assert read(archive, "page.mhtml").text == "café noir"


def test_title_show_and_numbers_of_a_page():
    document = read(b"<html><head><title>Cove recap 4x11 | Gremlin</title><body><h1>What now</h1><p>They go.", "x.html")
    assert (document.title, document.show, document.season, document.number) == ("What now", "Cove", 4, 11)
