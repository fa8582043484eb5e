# The same training by scikit-learn: prints the seconds of each round and the loss reached.
import sys
import time
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

folder, rounds = Path(sys.argv[1]), int(sys.argv[2])
labels = np.fromfile(folder / "labels.f64", dtype=np.float64)
rows = csr_matrix(
    (
        np.fromfile(folder / "values.i32", dtype=np.int32).astype(np.float64),
        np.fromfile(folder / "column-indexes.i32", dtype=np.int32),
        np.fromfile(folder / "row-starts.i32", dtype=np.int32),
    ),
    shape=(len(labels), 1024),
)
for _ in range(rounds):
    start = time.perf_counter()
    model = LogisticRegression(C=1.0, max_iter=1000).fit(rows, labels)
    seconds = time.perf_counter() - start
    scores = rows @ model.coef_[0] + model.intercept_[0]
    loss = np.logaddexp(0, scores).sum() - (labels * scores).sum() + 0.5 * (model.coef_**2).sum()
    print(f"{seconds:.4f} {loss / len(labels)}", flush=True)
