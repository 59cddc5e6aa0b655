"""Fits the weights by which outside figures (actors, authors, celebrities) are told from characters.

python tests/benchmarks/fit_outside.py [--write] [--wrong]
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import practice
from logistic import fit, keep, show
from score_recaps import HERE, load_scorer, parsed_words, read

from recap_gui.analysis import votes
from recap_gui.analysis.cast import find_cast
from recap_gui.analysis.frames import find_zones
from recap_gui.analysis.mentions import chances_of, heard, name_spots, outside_votes
from recap_gui.analysis.presence import Presence
from recap_gui.analysis.quotes import Quotes
from recap_gui.analysis.votes import weights
from recap_gui.analysis.zones import Zones

# What the text says outright outweighs how often the name comes back; the data have too few cases to learn it.
SAID_OUTRIGHT = {
    "an actor in brackets or in a cast list": 7.0,
    "named as author or by a sign of the net": 3.5,
    "named in page furniture only": 2.0,
}


PLAYED = "played by an actor whom the text names"


# Frames are found by votes too, and a synopsis taken for one must not cost its people their lanes; nor is everyone whom
# a recap calls once by the full name a celebrity.
NO_MORE_THAN = {"never named where the story is told": 0.6, "a full name, named once": 1.5}


def labelled(score, folder):
    """Per recap: (votes, is outside, weight, name) of every person found."""
    for name, file, gold in score.load_gold(folder):
        document = read(file.read_bytes(), file.name)
        parsed = parsed_words(document, cache=True)
        yield name, rows_of(score, document, parsed, gold)


def rows_of(score, document, parsed, gold):
    """(votes, is outside, weight, name) of every person found in one recap."""
    quotes = Quotes(parsed)
    zones = find_zones(document, parsed, quotes)
    cast = find_cast(parsed, quotes, zones)
    spots = name_spots(cast)
    readings = Presence(parsed, quotes, Zones(zones)).readings(spots)
    chances = chances_of(heard(readings, weights("presence words")), weights("presence"))
    cases = outside_votes(parsed, quotes, Zones(zones), cast, spots, chances)
    prediction = {"characters": [{"name": c.name, "aliases": c.aliases} for c in cast.characters]}
    to = score.Cast(document.text, gold, prediction).to
    rows = []
    for character, case, j in zip(cast.characters, cases, to, strict=True):
        inside = j is not None and gold["characters"][j]["kind"] == "character"
        rows.append(({v.rule: v.value for v in case}, float(not inside), 0.5 if j is None else 1.0, character.name))
    return rows


def train(entries, penalty):
    """Weights from the entries of `labelled`."""
    rows = [row for _, found in entries for row in found]
    shares = [row[2] * practice.share(name) for name, found in entries for row in found]
    found = fit([r[0] for r in rows], [r[1] for r in rows], penalty=penalty, sample=shares)
    for rule, least in SAID_OUTRIGHT.items():
        found[rule] = max(found.get(rule, 0.0), least)
    found[PLAYED] = min(found.get(PLAYED, 0.0), -7.0)
    for rule, most in NO_MORE_THAN.items():
        found[rule] = min(found.get(rule, 0.0), most)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="*", default=[])
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--wrong", action="store_true")
    parser.add_argument("--penalty", type=float, default=1.0)
    options = parser.parse_args()
    score = load_scorer(HERE / "score.py")
    recaps = [entry for folder in [HERE, *options.folders] for entry in labelled(score, folder)]

    everything = train(recaps, options.penalty)
    for title, held in (("fitted", False), ("held out in turn", True)):
        table = [[0, 0], [0, 0]]
        for entry in recaps:
            used = train([e for e in recaps if e is not entry], options.penalty) if held else everything
            for row, label, _, who in entry[1]:
                said = votes.log_odds([votes.Vote(k, v) for k, v in row.items()], used) > 0
                table[int(label)][int(said)] += 1
                if held and options.wrong and said != bool(label):
                    print(f"{entry[0][:16]:16} {'called a character' if label else 'called outside'}: {who}  {row}")
        (right, lost), (shown, found) = table
        print(
            f"{title}: characters right {right}/{right + lost}, outside figures and no persons {found}/{shown + found}"
        )
    if options.write:
        keep({"outside": everything})
    show(everything)
    return 0


if __name__ == "__main__":
    sys.exit(main())
