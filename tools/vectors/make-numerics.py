#!/usr/bin/env python3
"""Writes tests/vectors/*.json: what NumPy and SciPy (Debian: python3-numpy, python3-scipy) compute, to check our numerics by.

Run by hand when a vector is added: python3 tools/vectors/make-numerics.py
"""

import json
import math
import pathlib

import numpy as np
from scipy import special, stats

folder = pathlib.Path(__file__).resolve().parents[2] / "tests" / "vectors"


def number(value):
    """JSON has no infinity and no NaN: they stand as texts."""
    value = float(value)
    return value if math.isfinite(value) else str(value).replace("inf", "Infinity").replace("nan", "NaN")


def write(name, content):
    content = {"madeBy": f"tools/vectors/make-numerics.py, NumPy {np.__version__}", **content}
    (folder / f"{name}.json").write_text(json.dumps(content, indent=1) + "\n")


def samples():
    random = np.random.default_rng(20140921)
    return {
        "normal": random.normal(170, 10, 50),
        "skewed": random.exponential(3, 40),
        "counts": random.integers(0, 6, 60).astype(float),
        "far from zero": 1e5 + random.normal(0, 1, 30),
        "two": np.array([3.0, 5.0]),
        "three": np.array([3.0, 5.0, -1.0]),
        "four": np.array([2.0, 5.0, 1.0, 9.0]),
        "constant": np.full(5, 7.25),
        "one": np.array([4.5]),
    }


def summary(x):
    n = len(x)
    values, counts = np.unique(x, return_counts=True)
    quantile = lambda share: number(np.quantile(x, share))
    is_constant = n > 0 and np.all(x == x[0])
    return {
        "Count": n,
        "Unique Value Count": len(values),
        "Min": number(x.min()),
        "Max": number(x.max()),
        "Mean": number(math.fsum(x) / n),
        "Mean Deviation": number(math.fsum(abs(x - math.fsum(x) / n)) / n),
        "1st Quartile": quantile(0.25),
        "Median": quantile(0.5),
        "3rd Quartile": quantile(0.75),
        "Mode": number(values[np.argmax(counts)]),
        "Range": number(np.ptp(x)),
        "Sample Variance": number(x.var(ddof=1)) if n > 1 else "NaN",
        "Sample Standard Deviation": number(x.std(ddof=1)) if n > 1 else "NaN",
        "Sample Skewness": number(stats.skew(x, bias=False)) if n > 2 and not is_constant else "NaN",
        "Sample Kurtosis": number(stats.kurtosis(x, bias=False)) if n > 3 and not is_constant else "NaN",
        "P0.5": quantile(0.005),
        "P1": quantile(0.01),
        "P5": quantile(0.05),
        "P95": quantile(0.95),
        "P99.5": quantile(0.995),
    }


def normalizations(x):
    logs = np.log(x[x > 0])
    return {
        "z-score": [number(v) for v in stats.zscore(x)],
        "min-max": [number(v) for v in (x - x.min()) / np.ptp(x)],
        "logistic": [number(v) for v in special.expit(x)],
        "log-normal": [number(v) for v in stats.lognorm.cdf(x, s=logs.std(), scale=np.exp(logs.mean()))],
        "tanh": [number(v) for v in np.tanh(x)],
    }


def table(function, *arguments):
    return [[*[number(a) for a in row], number(function(*row))] for row in arguments]


def special_functions():
    wide = [-30, -5.5, -2.5, -1.5, -1, -0.5, -1e-3, 0, 1e-8, 0.1, 0.5, 1, 1.5, 2, 2.4999, 2.5001, 3, 5, 10, 27, 60]
    positive = [1e-5, 0.1, 0.5, 0.9, 1, 1.5, 2, 3, 4.5, 7, 10, 25.5, 100, 170]
    shares = [1e-10, 1e-3, 0.1, 0.25, 0.5, 0.75, 0.9, 0.999, 1 - 1e-10]
    pairs = [(a, x) for a in [0.1, 0.5, 1, 2.5, 10, 100, 1000] for x in [1e-6, 0.1, 0.5, 1, 3, 10, 99, 120, 1000]]
    unary = lambda function, xs: table(function, *[(x,) for x in xs])
    return {
        "erf": unary(special.erf, wide),
        "erfc": unary(special.erfc, wide[:-1]),
        "erfcx": unary(special.erfcx, wide[3:] + [1e5, 1e10]),
        "erfInverse": unary(special.erfinv, [-1, -0.999999, -0.7, -0.1, 0, 1e-9, 0.3, 0.5, 0.9, 0.9999999999, 1, 1.5]),
        "gamma": unary(special.gamma, positive + [-0.5, -1.5, -10.3, 0.0]),
        "lnGamma": unary(special.gammaln, positive + [-0.5, -1.5, 500, 1e6, 1e12]),
        "beta": table(special.beta, *[(a, b) for a in [0.2, 1, 3.5, 20] for b in [0.1, 1, 8, 90]]),
        "gammaP": table(special.gammainc, *pairs),
        "gammaQ": table(special.gammaincc, *pairs),
        "gammaPInverse": table(special.gammaincinv, *[(a, p) for a in [0.1, 0.5, 1, 2.5, 10, 100] for p in shares]),
        "gammaQInverse": table(special.gammainccinv, *[(a, p) for a in [0.1, 0.5, 1, 2.5, 10, 100] for p in shares]),
        "polyGamma": table(
            lambda n, x: special.polygamma(int(n), x),
            *[(n, x) for n in [0, 1, 2, 5] for x in [1e-3, 0.5, 1, 2.5, 10, 100, 1e5]],
        ),
        "ellipticK": unary(special.ellipk, [-10, -1, 0, 0.1, 0.5, 0.9, 0.999999, 1, 1.1]),
        "ellipticE": unary(special.ellipe, [-10, -1, 0, 0.1, 0.5, 0.9, 0.999999, 1, 1.1]),
        "exponentialIntegral": unary(special.expi, [-50, -10, -2, -1, -0.5, -1e-3, 1e-3, 0.3725, 0.5, 1, 2, 6, 20, 38, 45, 100]),
        "doubleFactorial": unary(lambda n: special.factorial2(int(n), exact=True), [0, 1, 2, 3, 7, 10, 25]),
    }


folder.mkdir(parents=True, exist_ok=True)
write("statistics", {"samples": [{"name": name, "values": [number(v) for v in x], "summary": summary(x)} for name, x in samples().items()]})
write(
    "normalizations",
    {
        "samples": [
            {"name": name, "values": [number(v) for v in x], "normalizations": normalizations(x)}
            for name, x in samples().items()
            if len(x) > 1 and name not in ("constant", "far from zero")
        ]
    },
)
write("special-functions", {"functions": special_functions()})
