import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recap_gui import assets
from recap_gui.files.corrections_file import (
    CorrectionsFile,
    LaneFacts,
    RecapFacts,
    UnusableError,
    decode,
    encode,
    merged,
)
from recap_gui.story.corrections import Anchor, Correction

MADE = CorrectionsFile(
    (
        Correction("7f3a", "split", at=Anchor("As the team leaves", "to direct.\n\n", " the office, E", 0.25), order=1),
        Correction("81c0", "presence", character="Leo", in_=Anchor("At Julia’s home, she"), state="mentioned"),
        Correction("90aa", "merge", names=("Dr. Voss", "Hanne Voss"), into="Hanne Voss"),
        Correction("91bb", "scene", in_=Anchor("Later"), fields=("place",), place=None),
        Correction("92cc", "colour", character="Leo", value=0),
    ),
    RecapFacts("X.txt", "ab" * 32, 5649),
)


def test_round_trip():
    assert decode(encode(MADE)) == MADE
    season = CorrectionsFile(MADE.corrections, None, ("b.txt", "a.txt"), LaneFacts(order=("Leo",)), season=True)
    assert decode(encode(season)) == season


def test_the_example_of_the_design_opens():
    text = """{"format": "recap-timeline/corrections", "version": 1,
      "recap": {"name": "X.txt", "sha256": "…", "length": 5649}, "corrections": [
      {"id": "81c0", "do": "presence", "character": "Leo", "in": {"exact": "At Julia’s home, she", "prefix": "",
       "suffix": " and Tom"}, "state": "mentioned"}]}"""
    (correction,) = decode(text.encode()).corrections
    assert correction == Correction(
        "81c0", "presence", character="Leo", in_=Anchor("At Julia’s home, she", "", " and Tom"), state="mentioned"
    )


def test_what_is_unknown_is_written_back():
    raw = json.loads(encode(MADE))
    raw["mood"] = {"a": [1, None]}
    raw["recap"]["language"] = "en"
    raw["corrections"][0]["by"] = "Ann"
    raw["corrections"][0]["at"]["page"] = 3
    raw["corrections"].append({"id": "zz", "do": "fold", "at": "somewhere", "names": 5})
    raw["corrections"].append({"id": "yy", "do": "fold", "how": {"deep": True}})
    assert json.loads(encode(decode(json.dumps(raw).encode()))) == raw


@pytest.mark.parametrize(
    ("data", "standing"),
    [
        (b"", "damaged"),
        (encode(MADE)[:-9], "damaged"),
        (b"\xff\xfe\x00", "damaged"),
        (b"[]", "foreign"),
        (b'{"format": "other", "version": 1}', "foreign"),
        (encode(MADE).replace(b'"version": 1', b'"version": 2'), "newer"),
        (encode(MADE).replace(b'"version": 1', b'"version": true'), "damaged"),
        (encode(MADE).replace(b'"id": "7f3a"', b'"id": 5'), "damaged"),
        (encode(MADE).replace(b"5649", b"NaN"), "damaged"),
        (encode(MADE).replace(b"X.txt", b"\\ud800"), "damaged"),
        (b'{"format": "recap-timeline/corrections", "version": 1, "corrections": 1}', "damaged"),
        (b"[" * 100_000, "damaged"),
    ],
)
def test_what_cannot_be_used_says_why(data, standing):
    with pytest.raises(UnusableError) as caught:
        decode(data)
    assert caught.value.standing == standing


def test_an_id_used_twice_gets_another():
    raw = json.loads(encode(MADE))
    raw["corrections"] = [raw["corrections"][0], raw["corrections"][0], {**raw["corrections"][1], "id": "7f3a"}]
    assert [c.id for c in decode(json.dumps(raw).encode()).corrections] == ["7f3a", "7f3a+"]


def damaged(data: bytes, rng: random.Random) -> bytes:
    found = bytearray(data)
    for _ in range(rng.randrange(1, 6)):
        if not found:
            break
        at = rng.randrange(len(found))
        match rng.randrange(4):
            case 0:
                found[at] = rng.randrange(256)
            case 1:
                del found[at : at + rng.randrange(1, 30)]
            case 2:
                found[at:at] = found[rng.randrange(len(found)) :][:20]
            case _:
                found = found[: max(at, 1)]
    return bytes(found)


def check_damages(rng: random.Random, times: int) -> None:
    for _ in range(times):
        data = damaged(encode(MADE), rng)
        try:
            file = decode(data)
        except UnusableError:
            continue
        assert encode(decode(encode(file))) == encode(file)


def test_damaged_files_are_refused_or_read_never_worse(rng):
    check_damages(rng, 300)


@pytest.mark.slow
def test_damaged_files_long(rng):
    check_damages(rng, 2_000)


ids = st.sets(st.sampled_from("abcdefgh"))


@settings(max_examples=100)
@given(ids, ids, ids)
def test_merging_keeps_what_anyone_added_and_drops_what_anyone_took_away(base, mine, theirs):
    def file(chosen: set[str]) -> CorrectionsFile:
        return CorrectionsFile(tuple(Correction(one, "dismiss", character=one) for one in sorted(chosen)))

    found = {c.id for c in merged(file(mine), file(theirs), file(base)).corrections}
    assert found == (mine & theirs) | (mine - base) | (theirs - base)


def test_the_schema_allows_what_is_written():
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads(assets.data("schemas", "corrections.schema.json"))
    jsonschema.Draft202012Validator.check_schema(schema)
    season = CorrectionsFile(MADE.corrections, None, ("b.txt",), LaneFacts(hidden=("Leo",)), season=True)
    for file in (MADE, season, CorrectionsFile()):
        jsonschema.validate(json.loads(encode(file)), schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(
            {"format": "recap-timeline/corrections", "version": 1, "corrections": [{"do": "split"}]}, schema
        )
