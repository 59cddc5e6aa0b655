"""Logistic regression with a quadratic penalty, small and exact (Newton), for weights one can read."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

from recap_gui import assets

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


def sparse_matrix(rows: Sequence[Mapping[str, float]], place: Mapping[str, int]) -> sparse.csr_matrix:
    """The rows as numbers, the column of a rule by `place`, the last one all ones."""
    numbers = [value for row in rows for value in (*row.values(), 1.0)]
    columns = [at for row in rows for at in (*(place[rule] for rule in row), len(place))]
    bounds = np.cumsum([0, *(len(row) + 1 for row in rows)])
    return sparse.csr_matrix((numbers, columns, bounds), shape=(len(rows), len(place) + 1))


def places_of(rows: Iterable[Mapping[str, float]]) -> dict[str, int]:
    """A column for every rule of the rows."""
    return {rule: at for at, rule in enumerate(sorted({rule for row in rows for rule in row}))}


def common_words(texts: Iterable[Iterable[Iterable[str]]], *, times: int, of: int) -> frozenset[str]:
    """The words that stand in at least so many (`times`) of the groups of words, of so many texts (`of`)."""
    count: Counter[str] = Counter()
    spread: Counter[str] = Counter()
    for text in texts:
        mine: Counter[str] = Counter()
        for words in text:
            mine.update(set(words))
        count.update(mine)
        spread.update(mine.keys())
    return frozenset(word for word, number in count.items() if number >= times and spread[word] >= of)


def fit_many(
    rows: Sequence[Mapping[str, float]],
    labels: Sequence[float],
    *,
    penalty: float = 1.0,
    sample: Sequence[float] | None = None,
    prior: Mapping[str, float] | None = None,
) -> dict[str, float]:
    """The same where rules are so many that few of them hold in any one row.

    `prior` is what the weights are drawn to instead of zero where the data are few.
    """
    place = places_of(rows)
    x = sparse_matrix(rows, place)
    turned, y = x.T.tocsr(), np.array(labels, dtype=float)
    s = np.ones(len(y)) if sample is None else np.array(sample, dtype=float)
    ridge = np.full(x.shape[1], penalty)
    ridge[-1] = 1e-3
    centre = np.array([(prior or {}).get(rule, 0.0) for rule in place] + [0.0])
    scale = 1.0 / np.sqrt(turned.multiply(turned) @ (0.15 * s) + ridge)  # evens out the slopes

    def loss(u: np.ndarray) -> tuple[float, np.ndarray]:
        w = u * scale
        z = np.clip(x @ w, -30, 30)
        away = w - centre
        cost = (s * (np.logaddexp(0, z) - y * z)).sum() + 0.5 * (ridge * away * away).sum()
        return float(cost), (turned @ (s * (1.0 / (1.0 + np.exp(-z)) - y)) + ridge * away) * scale

    start = np.zeros(x.shape[1])
    done = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 1000, "ftol": 1e-11, "gtol": 1e-4})
    found = done.x * scale
    return {**{rule: float(found[at]) for rule, at in place.items()}, BIAS: float(found[-1])}


def fit_bags(
    bags: Sequence[Sequence[Mapping[str, float]]],
    labels: Sequence[bool],
    *,
    penalty: float = 1.0,
    prior: Mapping[str, float] | None = None,
) -> dict[str, float]:
    """Weights by rule where only bags of rows are labelled: a bag holds if any of its rows does (noisy or).

    `prior` is what the weights are drawn to instead of zero where the data are few.
    """
    flat = [row for bag in bags for row in bag]
    place = places_of(flat)
    x = sparse_matrix(flat, place)
    turned = x.T.tocsr()
    owner = np.repeat(np.arange(len(bags)), [len(bag) for bag in bags])
    y = np.array(labels, dtype=bool)
    ridge = np.full(x.shape[1], penalty)
    ridge[-1] = 1e-3
    centre = np.array([(prior or {}).get(rule, 0.0) for rule in place] + [0.0])

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        z = np.clip(x @ w, -30, 30)
        p = 1.0 / (1.0 + np.exp(-z))
        none = np.bincount(owner, np.logaddexp(0, z), minlength=len(y))  # -log of "no row holds"
        none = np.maximum(none, 1e-9)
        cost = np.where(y, -np.log(-np.expm1(-none)), none)
        slope = np.where(y, -1.0 / np.expm1(none), 1.0)
        away = w - centre
        return float(cost.sum() + 0.5 * (ridge * away * away).sum()), turned @ (slope[owner] * p) + ridge * away

    start = np.zeros(x.shape[1])
    start[-1] = -0.5
    done = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return {rule: float(value) for rule, value in zip([*place, BIAS], done.x, strict=True)}


def keep(parts: Mapping[str, Mapping[str, float]]) -> None:
    """Put these parts into weights.json; the others stay as they are."""
    file = assets.path("lexicon", "weights.json")
    known = json.loads(file.read_text(encoding="utf-8"))
    known |= {part: {rule: round(weight, 3) for rule, weight in of.items()} for part, of in parts.items()}
    file.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def show(weights: Mapping[str, float]) -> None:
    """Print weights, the greatest first."""
    for rule, weight in sorted(weights.items(), key=lambda item: -item[1]):
        print(f"{weight:7.2f}  {rule}")
