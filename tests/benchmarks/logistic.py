"""Logistic regression with a quadratic penalty, small and exact (Newton), for weights one can read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

BIAS = "what is usual"


def matrix(rows: Sequence[Mapping[str, float]], rules: Sequence[str]) -> np.ndarray:
    """The rows as numbers, one column a rule, the last one all ones."""
    return np.array([[row.get(rule, 0.0) for rule in rules] + [1.0] for row in rows], dtype=float)


def fit(
    rows: Sequence[Mapping[str, float]],
    labels: Sequence[float],
    *,
    penalty: float = 1.0,
    sample: Sequence[float] | None = None,
) -> dict[str, float]:
    """Weights by rule, the bias under `BIAS`."""
    rules = sorted({rule for row in rows for rule in row})
    x, y = matrix(rows, rules), np.array(labels, dtype=float)
    s = np.ones(len(y)) if sample is None else np.array(sample, dtype=float)
    w = np.zeros(x.shape[1])
    ridge = np.full(x.shape[1], penalty)
    ridge[-1] = 1e-3
    for _ in range(60):
        p = 1.0 / (1.0 + np.exp(-np.clip(x @ w, -30, 30)))
        gradient = x.T @ (s * (p - y)) + ridge * w
        hessian = (x * (s * p * (1 - p))[:, None]).T @ x + np.diag(ridge)
        step = np.linalg.solve(hessian, gradient)
        w -= step
        if np.abs(step).max() < 1e-9:
            break
    return {rule: float(value) for rule, value in zip([*rules, BIAS], w, strict=True)}
