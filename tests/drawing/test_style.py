"""Styles: contrast, and lanes that colour-blind eyes tell apart."""

import itertools

import numpy as np
import pytest

from recap_gui.drawing.style import LANE_COUNT, PLACE_COUNT, ROLES, THEMES, Metrics, lane_role, style

# Machado, Oliveira and Fernandes 2009, severity 1.
BLIND = {
    "none": np.eye(3),
    "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "tritan": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}


def linear(colour):
    value = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def contrast(a, b):
    light, dark = sorted((linear(c) @ [0.2126, 0.7152, 0.0722] for c in (a, b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def oklab(rgb):
    rgb = np.clip(rgb, 0, None)
    lms = np.cbrt(
        np.array(
            [
                rgb @ [0.4122214708, 0.5363325363, 0.0514459929],
                rgb @ [0.2119034982, 0.6806995451, 0.1073969566],
                rgb @ [0.0883024619, 0.2817188376, 0.6299787005],
            ]
        )
    )
    return (
        np.array(
            [
                [0.2104542553, 0.7936177850, -0.0040720468],
                [1.9779984951, -2.4285922050, 0.4505937099],
                [0.0259040371, 0.7827717662, -0.8086757660],
            ]
        )
        @ lms
    )


@pytest.mark.parametrize("theme", THEMES)
def test_every_role_has_a_colour(theme):
    assert len(style(theme).colours) == len(ROLES)
    assert len(style(theme).lanes) == LANE_COUNT == 12
    assert len(set(style(theme).lanes)) == LANE_COUNT
    assert PLACE_COUNT == 8


@pytest.mark.parametrize("theme", THEMES)
def test_marks_keep_three_to_one_and_text_four_and_a_half(theme):
    look = style(theme)
    for ground in ("ground", "stripe"):
        for lane in look.lanes:
            assert contrast(lane, look.colour(ground)) >= 2.9
        assert contrast(look.colour("fold"), look.colour(ground)) >= 3
    assert all(contrast(lane, look.colour("ground")) >= 3 for lane in look.lanes)
    for ground in ("ground", "panel", "greyed"):
        for role in ("text", "quiet"):
            assert contrast(look.colour(role), look.colour(ground)) >= 4.5


@pytest.mark.parametrize("theme", ["contrast", "contrast-dark"])
def test_high_contrast_keeps_four_and_a_half_for_marks_and_seven_for_text(theme):
    look = style(theme)
    assert all(contrast(lane, look.colour("ground")) >= 4.5 for lane in look.lanes)
    assert contrast(look.colour("text"), look.colour("ground")) >= 7


@pytest.mark.parametrize(("blind", "least"), [("none", 0.11), ("deutan", 0.075), ("protan", 0.075), ("tritan", 0.045)])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_lanes_stay_apart(theme, blind, least):
    seen = [oklab(np.array(BLIND[blind]) @ linear(colour)) for colour in style(theme).lanes]
    assert min(np.linalg.norm(a - b) for a, b in itertools.combinations(seen, 2)) >= least


def test_type_and_its_room_grow_together():
    large = style("light", text_scale=2).metrics
    assert large.body == 2 * Metrics().body
    assert large.lane == 2 * Metrics().lane
    assert large.radius == Metrics().radius


def test_a_fold_wears_no_characters_colour():
    assert lane_role(255) not in {lane_role(n) for n in range(12)}
