"""Writes what scikit-learn finds where our boosted trees and k-means are compared with it:
tests/vectors/boosted-trees.json and tests/vectors/k-means.json (Debian: apt-get install python3-sklearn).

Run `npm run fix` after it. The data are not in the files: both sides make them with one generator from one seed.
"""
import json
import os

import numpy as np
import sklearn
from sklearn.cluster import KMeans
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
from sklearn.metrics import log_loss, mean_absolute_error, mean_squared_error, r2_score, roc_auc_score

folder = os.path.join(os.path.dirname(__file__), '..', '..', 'tests', 'vectors')
mask = 0xFFFFFFFF


def seeded_random(seed):
    """mulberry32, as in packages/ml/src/algorithms/seeded-random.ts."""
    state = seed

    def following():
        nonlocal state
        state = (state + 0x6D2B79F5) & mask
        mixed = ((state ^ (state >> 15)) * (state | 1)) & mask
        mixed = (mixed ^ (mixed + (((mixed ^ (mixed >> 7)) * (mixed | 61)) & mask))) & mask
        return (mixed ^ (mixed >> 14)) / 2**32

    return following


def examples(seed, rows, missing):
    """Ten columns, the ninth of few values, the tenth of one; a share of the first two is missing."""
    following = seeded_random(seed)
    features, classes, numbers = [], [], []
    for _ in range(rows):
        x = [following() for _ in range(8)] + [int(following() * 5), 1.0]
        score = 2 * x[0] + 4 * x[1] * x[2] - 3 * x[3] * x[3] + (1 if x[4] > 0.5 else 0) + 0.3 * x[8] - 2
        noise = following() + following() - 1
        classes.append(1 if score + noise > 0 else 0)
        numbers.append(score + 0.5 * noise)
        features.append([np.nan if column < 2 and following() < missing else v for column, v in enumerate(x)])
    return np.array(features), np.array(classes), np.array(numbers)


def weights_of(seed, rows):
    following = seeded_random(seed)
    return np.array([1 + int(following() * 3) for _ in range(rows)], dtype=float)


def boosted_trees():
    settings = dict(max_iter=100, max_leaf_nodes=20, min_samples_leaf=10, learning_rate=0.2, early_stopping=False)
    cases = []
    for name, missing, weighted in [('complete', 0, False), ('missing values', 0.2, False), ('weights', 0.1, True)]:
        seed, rows = 20 + len(cases), 20000
        x, classes, numbers = examples(seed, rows, missing)
        test_x, test_classes, test_numbers = examples(seed + 100, rows, missing)
        weights = weights_of(seed + 200, rows) if weighted else None
        classifier = HistGradientBoostingClassifier(**settings).fit(x, classes, sample_weight=weights)
        regressor = HistGradientBoostingRegressor(**settings).fit(x, numbers, sample_weight=weights)
        probabilities = classifier.predict_proba(test_x)[:, 1]
        predictions = regressor.predict(test_x)
        cases.append({
            'name': name, 'seed': seed, 'rows': rows, 'missing': missing, 'weighted': weighted,
            'twoClass': {
                'accuracy': float(np.mean((probabilities > 0.5) == test_classes)),
                'auc': float(roc_auc_score(test_classes, probabilities)),
                'logLoss': float(log_loss(test_classes, probabilities)),
            },
            'regression': {
                'meanAbsoluteError': float(mean_absolute_error(test_numbers, predictions)),
                'rootMeanSquaredError': float(np.sqrt(mean_squared_error(test_numbers, predictions))),
                'determination': float(r2_score(test_numbers, predictions)),
            },
        })
    return {'scikitLearn': sklearn.__version__, 'cases': cases}


def k_means():
    cases = []
    for clusters in [2, 3, 5, 8]:
        seed, rows = 40 + clusters, 600
        following = seeded_random(seed)
        centers = [[following() * 10 for _ in range(4)] for _ in range(clusters)]
        points = np.array([
            [value + 2 * (following() + following() - 1) for value in centers[row % clusters]] for row in range(rows)
        ])
        found = KMeans(clusters, init=points[:clusters], n_init=1, max_iter=300, tol=0, algorithm='lloyd').fit(points)
        distances = found.transform(points[:3])
        cases.append({
            'clusters': clusters, 'seed': seed, 'rows': rows,
            'centers': found.cluster_centers_.tolist(),
            'assignments': found.labels_[:50].tolist(),
            'cost': float(found.inertia_),
            'distancesOfFirstRows': distances.tolist(),
        })
    return {'scikitLearn': sklearn.__version__, 'cases': cases}


def write(name, value):
    with open(os.path.join(folder, name), 'w') as file:
        file.write(json.dumps(value, indent=2) + '\n')


write('boosted-trees.json', boosted_trees())
write('k-means.json', k_means())
