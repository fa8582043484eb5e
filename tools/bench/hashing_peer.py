# The same hashing by scikit-learn: prints the seconds of each round.
import sys
import time

from sklearn.feature_extraction.text import HashingVectorizer

file, rounds = sys.argv[1], int(sys.argv[2])
lines = open(file, encoding="utf-8").read().split("\n")
vectorizer = HashingVectorizer(
    n_features=1024, ngram_range=(1, 2), lowercase=False, token_pattern=r"\S+", alternate_sign=False, norm=None
)
for _ in range(rounds):
    start = time.perf_counter()
    stored = vectorizer.transform(lines).nnz
    print(f"{time.perf_counter() - start:.4f} {stored}", flush=True)
