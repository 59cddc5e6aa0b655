from __future__ import annotations

import pytest

from recap_gui.analysis.language import parse
from recap_gui.analysis.names import gather, parts
from recap_gui.analysis.runs import find_runs, key_of


def keys(text):
    return list(gather(parse(text)))


@pytest.mark.parametrize(
    ("written", "titles", "core"),
    [
        ("Det. Sgt. Maeve Corrigan", ("det", "sgt"), ("maeve", "corrigan")),
        ("Queen Ysolde Varrow", ("queen",), ("ysolde", "varrow")),
        ("Mrs. Teel", ("mrs",), ("teel",)),
        ("Dan-bi-ssi", (), ("dan-bi",)),
        ("O’Rourke", (), ("o'rourke",)),
        ("Commodore", (), ("commodore",)),
    ],
)
def test_a_name_is_taken_apart(written, titles, core):
    found = parts(written.split())
    assert (found.titles, found.core) == (titles, core)


def test_epithets_are_no_part_of_the_name():
    assert parts(["Evil", "Ellis"]).core == ("ellis",)


def test_titles_tell_the_gender():
    assert parts(["Mrs.", "Teel"]).gender == "f"
    assert parts(["Lord", "Stanmoor"]).gender == "m"
    assert parts(["Dr.", "Voss"]).gender == ""


def test_possessives_and_contractions_end_a_name():
    assert keys("She meets Rebecca’s publicist Randall. He says that Karen’ll come.") == ["rebecca", "randall", "karen"]


def test_the_first_word_of_a_sentence_is_not_part_of_a_name():
    assert keys("Meanwhile Tawny signs. Then Prue and Teddy leave.") == ["tawny", "prue", "teddy"]


def test_who_hails_somebody_says_no_part_of_the_name():
    assert keys("It’s over. (He waves.) Hey Jeremy, we say. “Thanks Anna,” says Hi Thornton.") == [
        "jeremy",
        "anna",
        "thornton",
    ]


def test_hyphens_apostrophes_accents_and_initials():
    text = "There sit Jean-Baptiste N’Diaye, Íñigo Zubizarreta, D.B. Russell and Chidinma Eze-Balogun."
    assert keys(text) == ["jean-baptiste n'diaye", "íñigo zubizarreta", "db russell", "chidinma eze-balogun"]


def test_shouting_makes_no_names():
    assert keys("He yells and then he writes TELL THEM I AM NAPPING on the board.") == []


def test_names_in_capitals_with_their_actors_are_names():
    text = "This is JO GWANG-OH (Kang Ki-young), and LADY JANG (Son Eun-seo) waves. Gwang-oh leaves. NEVER (he shouts)."
    assert keys(text) == ["jo gwang-oh", "kang ki-young", "lady jang", "son eun-seo", "gwang-oh"]
    assert gather(parse(text))["jo gwang-oh"].shown == "Jo Gwang-oh"


def test_a_headline_gives_only_names_known_from_the_text():
    text = "Written Update: Will Khyati Reveal The Secret Truth Tomorrow?\n\nKhyati runs. Then Khyati hides."
    assert keys(text) == ["khyati"]
    assert len(gather(parse(text))["khyati"].found) == 3


def test_pronouns_and_conjunctions_do_not_go_on_a_name():
    assert keys("That is all about the letter D. If Frances sees it, she laughs.") == ["d", "frances"]


def test_runs_tell_what_stands_before():
    run = find_runs(parse("They go to the Commodore at once."))[0]
    assert (run.key, run.article, run.before) == ("commodore", True, "the")


def test_equal_names_have_equal_keys():
    assert key_of("O’Rourke") == key_of("O'Rourke") == "o'rourke"
