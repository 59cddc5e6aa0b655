"""Sentences that are put into the user's language where they are shown."""

from recap_gui.story.phrase import Phrase, phrase


def test_a_phrase_reads_as_english_and_in_another_language() -> None:
    said = {"{who} waits for {n} {what}.": "{n} {what} lässt {who} warten.", "boats": "Boote"}
    sentence = phrase("{who} waits for {n} {what}.", who="Ruth", n=1200, what=phrase("boats"))
    assert str(sentence) == "Ruth waits for 1,200 boats."
    assert sentence.spoken(lambda words: said.get(words, words)) == "1,200 Boote lässt Ruth warten."


def test_places_are_filled_once_and_nothing_in_the_words_is_obeyed() -> None:
    assert str(phrase("{one} {two}", one="{two}", two="{one}")) == "{two} {one}"
    assert str(Phrase("{who.__class__} {n:99999999} {not_there}", (("who", "x"), ("n", 1)))) == (
        "{who.__class__} {n:99999999} {not_there}"
    )
