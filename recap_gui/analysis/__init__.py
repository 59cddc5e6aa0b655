"""A document into a story: scenes, cast, mentions. Deterministic; no clock, no randomness, no Qt."""
