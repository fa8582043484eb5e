"""Writes tests/vectors/linear-learners.json and tests/vectors/metrics.json: what scikit-learn 1.2 (Debian: apt-get
install python3-sklearn) and published sources give for the same data, so that the tests need no Python.

    /usr/bin/python3 tools/vectors/linear_learners.py && npm run fix
"""
import json
import warnings
from pathlib import Path

import numpy as np
import sklearn
from sklearn import datasets, linear_model, metrics

folder = Path(__file__).parent.parent.parent / 'tests' / 'vectors'
warnings.filterwarnings('ignore', category=FutureWarning)
random = np.random.default_rng(11)
engine = f'scikit-learn {sklearn.__version__}'


def short(number):
    return int(number) if float(number).is_integer() else float(number)


def columns(rows):
    return [[short(cell) for cell in column] for column in np.asarray(rows, dtype=float).T]


def case(name, source, task, rows, labels, expected, weights=None, settings=None):
    return {
        'name': name,
        'source': source,
        'task': task,
        'columns': columns(rows),
        'labels': [short(label) for label in labels],
        **({} if weights is None else {'weights': [short(weight) for weight in weights]}),
        'settings': settings or {},
        'expected': expected,
    }


def coefficients(model):
    """Feature after feature, one number a class."""
    return {
        'coefficients': np.atleast_2d(model.coef_).T.ravel().tolist(),
        'intercepts': np.atleast_1d(model.intercept_).tolist(),
    }


def published():
    longley = np.array([
        [60323, 83.0, 234289, 2356, 1590, 107608, 1947], [61122, 88.5, 259426, 2325, 1456, 108632, 1948],
        [60171, 88.2, 258054, 3682, 1616, 109773, 1949], [61187, 89.5, 284599, 3351, 1650, 110929, 1950],
        [63221, 96.2, 328975, 2099, 3099, 112075, 1951], [63639, 98.1, 346999, 1932, 3594, 113270, 1952],
        [64989, 99.0, 365385, 1870, 3547, 115094, 1953], [63761, 100.0, 363112, 3578, 3350, 116219, 1954],
        [66019, 101.2, 397469, 2904, 3048, 117388, 1955], [67857, 104.6, 419180, 2822, 2857, 118734, 1956],
        [68169, 108.4, 442769, 2936, 2798, 120445, 1957], [66513, 110.8, 444546, 4681, 2637, 121950, 1958],
        [68655, 112.6, 482704, 3813, 2552, 123366, 1959], [69564, 114.2, 502601, 3931, 2514, 125368, 1960],
        [69331, 115.7, 518173, 4806, 2572, 127852, 1961], [70551, 116.9, 554894, 4007, 2827, 130081, 1962],
    ])
    yield case(
        'Longley', 'NIST StRD, Longley: certified values', 'regression', longley[:, 1:], longley[:, 0],
        {
            'coefficients': [15.0618722713733, -0.0358191792925910, -2.02022980381683, -1.03322686717359,
                             -0.0511041056535807, 1829.15146461355],
            'intercepts': [-3482258.63459582],
        },
        settings={'l2Weight': 0},
    )
    x = np.arange(21.0)
    powers = np.stack([x ** power for power in range(1, 6)], axis=1)
    yield case(
        'Wampler1', 'NIST StRD, Wampler1: certified values', 'regression', powers, 1 + powers.sum(axis=1),
        {'coefficients': [1.0] * 5, 'intercepts': [1.0]}, settings={'l2Weight': 0},
    )
    temperatures = [66, 70, 69, 68, 67, 72, 73, 70, 57, 63, 70, 78, 67, 53, 67, 75, 70, 81, 76, 79, 75, 76, 58]
    failed = [0, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 1]
    yield case(
        'O-rings', 'Dalal, Fowlkes, Hoadley 1989; coefficients as in R glm: 15.0429, -0.2322', 'two-class',
        [[t] for t in temperatures], failed,
        {'coefficients': [-0.2322], 'intercepts': [15.0429], 'digits': 4}, settings={'l1Weight': 0, 'l2Weight': 0},
    )
    doses = [1.6907, 1.7242, 1.7552, 1.7842, 1.8113, 1.8369, 1.8610, 1.8839]
    beetles = [59, 60, 62, 56, 63, 59, 62, 60]
    killed = [6, 13, 18, 28, 52, 53, 61, 60]
    yield case(
        'Beetles', 'Bliss 1935; Dobson, An Introduction to Generalized Linear Models, table 7.3: -60.717, 34.270',
        'two-class', [[dose] for dose in doses * 2], [1] * 8 + [0] * 8,
        {'coefficients': [34.270], 'intercepts': [-60.717], 'digits': 3},
        weights=killed + [n - k for n, k in zip(beetles, killed)], settings={'l1Weight': 0, 'l2Weight': 0},
    )


def logistic(rows, labels, l1, l2, weights=None):
    total = l1 + l2
    solver = (
        {'solver': 'saga', 'penalty': 'elasticnet', 'l1_ratio': l1 / total, 'tol': 1e-9, 'max_iter': 20_000}
        if l1 > 0 else {'solver': 'newton-cg', 'tol': 1e-8, 'max_iter': 500}
    )
    model = linear_model.LogisticRegression(C=1 / total, multi_class='auto', **solver)
    return coefficients(model.fit(rows, labels, sample_weight=weights))


def standardized(rows):
    return (rows - rows.mean(axis=0)) / rows.std(axis=0)


def computed():
    iris = datasets.load_iris()
    cancer = datasets.load_breast_cancer()
    diabetes = datasets.load_diabetes(scaled=False)
    for l1, l2 in [(0, 1), (0, 0.01), (1, 1)]:
        rows = iris.data if l1 == 0 else np.round(standardized(iris.data), 6)
        yield case(
            f'iris, L1 {l1}, L2 {l2}', engine, 'multiclass', rows, iris.target,
            logistic(rows, iris.target, l1, l2), settings={'l1Weight': l1, 'l2Weight': l2},
        )
    rows = np.round(standardized(cancer.data)[::2, ::3], 6)
    labels = cancer.target[::2]
    for l1, l2 in [(0, 1), (0, 100), (1, 1), (5, 0.5)]:
        yield case(
            f'breast cancer, L1 {l1}, L2 {l2}', engine, 'two-class', rows, labels, logistic(rows, labels, l1, l2),
            settings={'l1Weight': l1, 'l2Weight': l2},
        )
    weights = np.round(random.uniform(0, 3, len(labels)), 3)
    yield case(
        'breast cancer, weighted', engine, 'two-class', rows, labels, logistic(rows, labels, 0, 1, weights), weights,
        {'l1Weight': 0, 'l2Weight': 1},
    )
    raw = cancer.data[::4, ::5]
    yield case(
        'breast cancer, columns of very different size', engine, 'two-class', raw, cancer.target[::4],
        logistic(raw, cancer.target[::4], 0, 1), settings={'l1Weight': 0, 'l2Weight': 1},
    )
    counts = random.poisson(0.15, (400, 40))
    wanted = (counts @ random.normal(0, 1, 40) + random.logistic(0, 1, 400) > 0).astype(int)
    for l1, l2 in [(0, 1), (1, 1)]:
        yield case(
            f'counts, L1 {l1}, L2 {l2}', engine, 'two-class', counts, wanted, logistic(counts, wanted, l1, l2),
            settings={'l1Weight': l1, 'l2Weight': l2},
        )
    weights = np.round(random.uniform(0.1, 3, len(diabetes.target)), 3)
    for name, l2, used, intercept in [
        ('diabetes', 0, None, True), ('diabetes, L2 10', 10, None, True), ('diabetes, weighted', 0, weights, True),
        ('diabetes, no intercept', 1, None, False),
    ]:
        model = linear_model.Ridge(alpha=l2, solver='cholesky' if l2 else 'svd', fit_intercept=intercept)
        model.fit(diabetes.data, diabetes.target, sample_weight=used)
        yield case(
            name, engine, 'regression', diabetes.data, diabetes.target, coefficients(model), used,
            {'l2Weight': l2, 'includeIntercept': intercept},
        )


def two_class_metrics(name, labels, probabilities):
    predicted = probabilities > 0.5
    return {
        'name': name,
        'labels': labels.tolist(),
        'probabilities': probabilities.tolist(),
        'expected': {
            'Accuracy': metrics.accuracy_score(labels, predicted),
            'Precision': metrics.precision_score(labels, predicted),
            'Recall': metrics.recall_score(labels, predicted),
            'F-Score': metrics.f1_score(labels, predicted),
            'AUC': metrics.roc_auc_score(labels, probabilities),
            'Average Log Loss': metrics.log_loss(labels, probabilities),
        },
    }


def all_metrics():
    labels = random.integers(0, 2, 200)
    noisy = np.clip(labels * 0.3 + random.uniform(0.02, 0.68, 200), 0, 1)
    classes = random.integers(0, 4, 150)
    shares = random.dirichlet(np.ones(4), 150) + 0.7 * np.eye(4)[classes] * random.uniform(0, 1, (150, 1))
    shares /= shares.sum(axis=1, keepdims=True)
    predicted = shares.argmax(axis=1)
    numbers = random.normal(5, 2, 80)
    guesses = numbers + random.normal(0, 1, 80)
    spread = np.abs(numbers - numbers.mean())
    return {
        'twoClass': [
            two_class_metrics('distinct probabilities', labels, np.round(noisy, 6)),
            two_class_metrics('many ties', labels, np.round(noisy, 1).clip(0.05, 0.95)),
        ],
        'multiclass': [{
            'classCount': 4,
            'labels': classes.tolist(),
            'predicted': predicted.tolist(),
            'probabilities': shares.tolist(),
            'expected': {
                'Overall accuracy': metrics.accuracy_score(classes, predicted),
                'Average accuracy': float(np.mean([
                    metrics.accuracy_score(classes == one, predicted == one) for one in range(4)
                ])),
                'Micro-averaged precision': metrics.precision_score(classes, predicted, average='micro'),
                'Macro-averaged precision': metrics.precision_score(classes, predicted, average='macro'),
                'Micro-averaged recall': metrics.recall_score(classes, predicted, average='micro'),
                'Macro-averaged recall': metrics.recall_score(classes, predicted, average='macro'),
            },
        }],
        'regression': [{
            'labels': numbers.tolist(),
            'predicted': guesses.tolist(),
            'expected': {
                'Mean Absolute Error': metrics.mean_absolute_error(numbers, guesses),
                'Root Mean Squared Error': metrics.mean_squared_error(numbers, guesses, squared=False),
                'Relative Absolute Error': float(np.abs(numbers - guesses).sum() / spread.sum()),
                'Relative Squared Error': 1 - metrics.r2_score(numbers, guesses),
                'Coefficient of Determination': metrics.r2_score(numbers, guesses),
            },
        }],
    }


def write(name, content):
    (folder / name).write_text(json.dumps(content, indent=None, separators=(',', ':')) + '\n')


write('linear-learners.json', [*published(), *computed()])
write('metrics.json', all_metrics())
