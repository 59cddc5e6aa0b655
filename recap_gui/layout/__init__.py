"""A story into geometry in story units. numpy and scipy, never Qt."""
