"""Exact (Clopper-Pearson) limits of a rate, and plain quantiles."""

from __future__ import annotations

import math


def binomial_below(k: int, n: int, p: float) -> float:
    """P(X <= k) of n trials that succeed with p each."""
    if p <= 0:
        return 1.0
    if p >= 1:
        return 1.0 if k >= n else 0.0
    log_p, log_q = math.log(p), math.log1p(-p)
    choose = math.lgamma(n + 1)
    terms = (choose - math.lgamma(i + 1) - math.lgamma(n - i + 1) + i * log_p + (n - i) * log_q for i in range(k + 1))
    return min(1.0, math.fsum(math.exp(term) for term in terms))


def bisect(k: int, n: int, target: float) -> float:
    """The p at which P(X <= k) has fallen to the target."""
    low, high = 0.0, 1.0
    for _ in range(80):
        middle = (low + high) / 2
        if binomial_below(k, n, middle) > target:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def limits(k: int, n: int, confidence: float = 0.95) -> tuple[float, float]:
    """Between which rates k of n lies."""
    if n == 0:
        return 0.0, 1.0
    tail = (1 - confidence) / 2
    low = 0.0 if k == 0 else bisect(k - 1, n, 1 - tail)
    high = 1.0 if k == n else bisect(k, n, tail)
    return low, high


def quantile(values: list[int], share: float) -> int | None:
    """The smallest value that so large a share of all does not exceed."""
    if not values:
        return None
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]
