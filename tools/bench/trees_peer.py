# The same training by scikit-learn, in the same columns of the report.
import sys
import time
from pathlib import Path

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import log_loss

folder, rounds = Path(sys.argv[1]), int(sys.argv[2])
labels = np.fromfile(folder / "labels.f64", dtype=np.float64)
rows = np.fromfile(folder / "columns.f64", dtype=np.float64).reshape(-1, len(labels)).T.copy()
settings = dict(max_iter=100, max_leaf_nodes=20, min_samples_leaf=10, learning_rate=0.2, early_stopping=False)
for round in range(-1, rounds):
    start = time.perf_counter()
    model = HistGradientBoostingClassifier(**settings).fit(rows, labels)
    seconds = time.perf_counter() - start
    start = time.perf_counter()
    probabilities = model.predict_proba(rows)[:, 1]
    together = len(labels) / (time.perf_counter() - start)
    start = time.perf_counter()
    for row in range(100):
        model.predict_proba(rows[row : row + 1])
    alone = 100 / (time.perf_counter() - start)
    # The first round warms up, as ours does.
    if round >= 0:
        print(f"{seconds:.4f} {log_loss(labels, probabilities)} {together:.0f} {alone:.0f}", flush=True)
