"""Writes what scikit-learn and SciPy find where our feature scores are compared with them:
tests/vectors/feature-scores.json (Debian: apt-get install python3-sklearn).

Run `npm run fix` after it.
"""
import json
import os

import numpy as np
import scipy
import sklearn
from scipy import stats
from sklearn.feature_selection import chi2, f_classif
from sklearn.metrics import mutual_info_score

file_name = os.path.join(os.path.dirname(__file__), '..', '..', 'tests', 'vectors', 'feature-scores.json')
random = np.random.default_rng(20)


def score(x, classes, numbers):
    rows, count = len(x), len(set(classes))
    f, _ = f_classif(x.reshape(-1, 1), classes)
    return {
        # The F of an analysis of variance is the Fisher score times its degrees of freedom.
        'fisher-score': float(f[0]) * (count - 1) / (rows - count),
        'chi-squared': float(chi2(x.reshape(-1, 1), classes)[0][0]),
        'mutual-information': float(mutual_info_score(x != 0, classes)),
        'pearson-correlation': float(abs(stats.pearsonr(x, numbers)[0])),
        'spearman-correlation': float(abs(stats.spearmanr(x, numbers)[0])),
        'kendall-correlation': float(abs(stats.kendalltau(x, numbers)[0])),
    }


def targets(rows, kind):
    classes = random.integers(0, 2 if kind == 'two' else 4, rows)
    if kind == 'continuous':
        return classes, np.round(random.normal(size=rows), 3)
    return classes, classes.astype(float)


def features(rows, classes):
    rare = np.where(random.random(rows) < 0.2, 1.0, 0.0)
    counts = random.poisson(0.4 + 0.5 * classes, rows).astype(float)
    weights = np.where(random.random(rows) < 0.5, np.round(random.random(rows) * (1 + classes), 3), 0.0)
    full = np.round(random.random(rows) + 0.1 * classes + 0.01, 2)
    return [rare, counts, weights, full]


cases = []
for rows, kind in [(12, 'two'), (40, 'two'), (40, 'four'), (60, 'continuous'), (25, 'continuous')]:
    classes, numbers = targets(rows, kind)
    cases.append({
        'classes': classes.tolist(),
        'numbers': numbers.tolist(),
        'features': [{'values': x.tolist(), 'scores': score(x, classes, numbers)} for x in features(rows, classes)],
    })

# Features below 0, for which chi-squared means nothing.
classes, numbers = targets(30, 'continuous')
x = np.where(random.random(30) < 0.6, np.round(random.normal(size=30), 1), 0.0)
signed = {
    'pearson-correlation': float(abs(stats.pearsonr(x, numbers)[0])),
    'spearman-correlation': float(abs(stats.spearmanr(x, numbers)[0])),
    'kendall-correlation': float(abs(stats.kendalltau(x, numbers)[0])),
}
cases.append({'classes': classes.tolist(), 'numbers': numbers.tolist(), 'features': [{'values': x.tolist(), 'scores': signed}]})

with open(file_name, 'w') as file:
    file.write(json.dumps({'scikitLearn': sklearn.__version__, 'scipy': scipy.__version__, 'cases': cases}, indent=2) + '\n')
