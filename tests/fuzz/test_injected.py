"""Errors of our own, put into slots, paints, threads and the child: told once, logged, the rest works."""

import injected
import pytest


@pytest.mark.parametrize("place", injected.PLACES)
def test_an_error_is_told_once_and_the_rest_works(place):
    _, wrong = injected.injected(place)
    assert not wrong
