"""What each action does, in one sentence: the status bar says it while the pointer is on the action."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication


def _words(text: str) -> str:
    return str(QT_TRANSLATE_NOOP("ActionTips", text))


TIPS: dict[str, str] = {
    "open_files": _words("Open a recap, or several that are a season."),
    "open_folder": _words("Open all recaps in a folder."),
    "paste": _words("Open the text on the clipboard; where a story is open, as a further episode."),
    "reload": _words("Read the files again, as they are now. Your corrections stay."),
    "save": _words("Corrections are saved by themselves within a second; this saves at once and says so."),
    "export": _words("Save the whole timeline as a picture, a page or data."),
    "print_timeline": _words("Print the whole timeline."),
    "save_gold": _words("Save what you corrected as the truth, a file for each episode, to measure the analysis by."),
    "close_recap": _words("Back to the welcome page. Nothing is lost."),
    "quit": _words("End the program. Nothing is lost."),
    "undo": _words("Take back the last correction."),
    "redo": _words("Make the correction again."),
    "copy": _words("Copy the selected words, or the text of the selected scenes."),
    "find": _words("Find words in the recap, and mark their scenes on the timeline."),
    "find_next": _words("Go to the next place where the words stand."),
    "find_previous": _words("Go to the place before."),
    "jump": _words("Type a name, a scene's number or a place, and go there."),
    "palette": _words("Type what you want to do."),
    "settings": _words("Colours, text size, wheel, keys and more. What you change holds at once."),
    "show_lanes": _words("A lane for every character, a column for every scene."),
    "show_storylines": _words("A line for every character that bends to the people met."),
    "show_table": _words("The scenes one below the other, with who is there."),
    "fit_all": _words("Bring the whole story into view."),
    "fit_selection": _words("Bring what is selected into view, as large as it fits."),
    "equal_columns": _words("Every scene as wide as every other, or as its text is long."),
    "fold_lanes": _words("Characters who are there only once share one lane."),
    "fold_previously": _words("Make what looks back at earlier episodes narrow."),
    "fold_frames": _words("Make titles, opinions and the like narrow."),
    "episode_order": _words("See what the episodes are ordered by, and put them in another order."),
    "read_as": _words("Say what the recap is, or how its letters are coded, where that was guessed wrong."),
    "seen_to_here": _words("Show nothing that comes after the selected scene, in no panel and no export."),
    "seen_more": _words("Show one scene more."),
    "seen_less": _words("Show one scene less, and nothing of what comes after it."),
    "seen_all": _words("Show everything again."),
    "arrange_anew": _words("Lanes stay where they are while you correct. This puts them in their order again."),
    "all_lanes": _words("Show lanes again that were hidden, or left out for one."),
    "text_larger": _words("Make the recap's text larger."),
    "text_smaller": _words("Make the recap's text smaller."),
    "to_message": _words("The keyboard goes to the message that lies over the picture, or back."),
    "reader_mode": _words("The text over the whole window, the timeline as a ribbon. Esc comes back."),
    "full_screen": _words("The window over the whole screen, or as before."),
    "split": _words("A new scene begins where the caret stands in the text."),
    "join": _words("The selected scene is no scene of its own: it goes on the one before."),
    "describe_scene": _words("Say where and when the selected scene is, or that it tells no scene."),
    "cycle_cell": _words("Turn the selected character in the selected scene on: there, talked about, neither."),
    "rename": _words("Give the selected character another name."),
    "merge": _words("The selected characters are one person. Ctrl+click on their lane heads selects several."),
    "dismiss": _words("What was taken for a character is no person: its lane goes."),
    "outside": _words("An actor, an author or a celebrity: named, but in no scene."),
    "review": _words("Answer what the program is least sure of, most important first."),
    "changes": _words("Every correction of yours, each to be taken back."),
    "bare": _words("Show what was found without your corrections, or with them again. Nothing is lost."),
    "help": _words("The guide: short pages with pictures."),
    "how_it_decides": _words("How scenes and characters are found, and what cannot be known."),
    "keys": _words("All keys on one page."),
    "about": _words("Versions and licences, to copy."),
}


def tip(verb: str) -> str:
    """The sentence about an action, "" for a menu."""
    words = TIPS.get(verb, "")
    return QCoreApplication.translate("ActionTips", words) if words else ""
