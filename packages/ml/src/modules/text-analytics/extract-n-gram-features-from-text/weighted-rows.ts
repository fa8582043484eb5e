/** Weights of the n-grams that each row has, by their place in the vocabulary, in the order in which the row has them. */
export interface WeightedRows {
  readonly rowStarts: Int32Array
  readonly places: Int32Array
  readonly weights: Float64Array
}

export function createWeightedRows(rowCount: number) {
  const rowStarts = new Int32Array(rowCount + 1)
  let places = new Int32Array(256)
  let weights = new Float64Array(256)
  let stored = 0
  return {
    append(place: number, weight: number): void {
      if (stored === places.length) {
        places = enlarged(places, new Int32Array(stored * 2))
        weights = enlarged(weights, new Float64Array(stored * 2))
      }
      places[stored] = place
      weights[stored] = weight
      stored += 1
    },
    endRow(row: number): void {
      rowStarts[row + 1] = stored
    },
    finish: (): WeightedRows => ({
      rowStarts,
      places: places.subarray(0, stored),
      weights: weights.subarray(0, stored),
    }),
  }
}

/** Only these places, which become 0, 1, … */
export function keepPlaces({ rowStarts, places, weights }: WeightedRows, kept: readonly number[]): WeightedRows {
  const newPlaces = new Map(kept.map((place, index) => [place, index]))
  const rowCount = rowStarts.length - 1
  const rows = createWeightedRows(rowCount)
  for (let row = 0; row < rowCount; row += 1) {
    for (let at = rowStarts[row] as number; at < (rowStarts[row + 1] as number); at += 1) {
      const place = newPlaces.get(places[at] as number)
      if (place !== undefined) rows.append(place, weights[at] as number)
    }
    rows.endRow(row)
  }
  return rows.finish()
}

/** Divides each row by its L2 norm; a row of zeros stays one. */
export function normalizeRows({ rowStarts, places, weights }: WeightedRows): WeightedRows {
  const normalized = new Float64Array(weights.length)
  for (let row = 0; row + 1 < rowStarts.length; row += 1) {
    const start = rowStarts[row] as number
    const end = rowStarts[row + 1] as number
    let squares = 0
    for (let at = start; at < end; at += 1) squares += (weights[at] as number) ** 2
    const norm = Math.sqrt(squares)
    for (let at = start; at < end; at += 1) normalized[at] = norm === 0 ? 0 : (weights[at] as number) / norm
  }
  return { rowStarts, places, weights: normalized }
}

function enlarged<Numbers extends Int32Array | Float64Array>(from: Numbers, to: Numbers): Numbers {
  to.set(from)
  return to
}
