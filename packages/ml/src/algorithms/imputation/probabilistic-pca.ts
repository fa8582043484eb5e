import { factorise, substitute } from '../solve-positive-definite.ts'
import { fillMissing, measureColumns, type Standard, standardise } from './standardise.ts'

/** A plane of few directions near which the rows lie, with the noise around it. */
export interface ProbabilisticPca extends Standard {
  readonly componentCount: number
  /** Column after column, a weight for each component. */
  readonly weights: Float64Array
  /** Where the plane meets each standardised column. */
  readonly offsets: Float64Array
  readonly noise: number
}

const maxComponents = 10
const smallestNoise = 1e-6

/**
 * Probabilistic principal components by expectation maximisation over the values that are there. Components are as many
 * as have a variance above that of a column, at most 10, as found on data whose gaps are filled with means.
 * @param columns NaN = missing; each has a value
 * @param onIteration is told how many iterations are done
 * @see Tipping and Bishop, Probabilistic Principal Component Analysis (1999); Ilin and Raiko (2010)
 */
export function fitProbabilisticPca(
  columns: readonly Float64Array[],
  iterations: number,
  onIteration: (iteration: number) => void = () => {},
): ProbabilisticPca {
  const standard = measureColumns(columns)
  const values = standardise(columns, standard)
  let model: ProbabilisticPca = { ...standard, ...startingPlane(values) }
  for (let iteration = 0; iteration < iterations && model.componentCount > 0; iteration += 1) {
    model = improve(model, values)
    onIteration(iteration + 1)
  }
  return model
}

/** @param columns the same columns, of any rows; NaN = missing */
export function fillByProbabilisticPca(model: ProbabilisticPca, columns: readonly Float64Array[]): Float64Array[] {
  const values = standardise(columns, model)
  const filled = values.map((column) => column.slice())
  const { componentCount: size, weights, offsets } = model
  const rowCount = columns[0]?.length ?? 0
  const solver = createRowSolver(model, values)
  for (let row = 0; row < rowCount; row += 1) {
    if (values.every((column) => !Number.isNaN(column[row] as number))) continue
    const position = solver.positionOf(row)
    for (const [index, column] of filled.entries()) {
      if (!Number.isNaN(column[row] as number)) continue
      let estimate = offsets[index] as number
      for (let k = 0; k < size; k += 1) estimate += (weights[index * size + k] as number) * (position[k] as number)
      column[row] = estimate
    }
  }
  return fillMissing(columns, filled, model)
}

/** Where a row lies on the plane, from the values that it has. */
function createRowSolver(model: ProbabilisticPca, values: readonly Float64Array[]) {
  const { componentCount: size, weights, offsets, noise } = model
  const factor = new Float64Array(size * size)
  const position = new Float64Array(size)
  return {
    factor,
    /** Overwritten by the next call, as `factor` is. */
    positionOf(row: number): Float64Array {
      factor.fill(0)
      position.fill(0)
      for (let k = 0; k < size; k += 1) factor[k * size + k] = noise
      for (let index = 0; index < values.length; index += 1) {
        const value = (values[index] as Float64Array)[row] as number
        if (Number.isNaN(value)) continue
        const from = index * size
        for (let a = 0; a < size; a += 1) {
          const weight = weights[from + a] as number
          position[a] = (position[a] as number) + weight * (value - (offsets[index] as number))
          for (let b = 0; b <= a; b += 1) {
            factor[a * size + b] = (factor[a * size + b] as number) + weight * (weights[from + b] as number)
          }
        }
      }
      // With noise on the diagonal there always is a factor.
      factorise(factor, size)
      substitute(factor, position)
      return position
    },
  }
}

function improve(model: ProbabilisticPca, values: readonly Float64Array[]): ProbabilisticPca {
  const { componentCount: size, noise } = model
  const width = values.length
  // One more direction, always 1, finds the offsets together with the weights.
  const wide = size + 1
  const moments = values.map(() => ({
    matrix: new Float64Array(wide * wide),
    right: new Float64Array(wide),
    squares: 0,
    count: 0,
  }))
  const solver = createRowSolver(model, values)
  const rowCount = values[0]?.length ?? 0
  const extended = new Float64Array(wide)
  const second = new Float64Array(wide * wide)
  for (let row = 0; row < rowCount; row += 1) {
    extended.set(solver.positionOf(row))
    extended[size] = 1
    const spread = inverseOf(solver.factor, size)
    for (let a = 0; a < wide; a += 1) {
      for (let b = 0; b < wide; b += 1) {
        const uncertain = a < size && b < size ? noise * (spread[a * size + b] as number) : 0
        second[a * wide + b] = (extended[a] as number) * (extended[b] as number) + uncertain
      }
    }
    for (let index = 0; index < width; index += 1) {
      const value = (values[index] as Float64Array)[row] as number
      if (Number.isNaN(value)) continue
      const moment = moments[index] as (typeof moments)[number]
      moment.squares += value * value
      moment.count += 1
      for (let a = 0; a < wide; a += 1) moment.right[a] = (moment.right[a] as number) + value * (extended[a] as number)
      for (let k = 0; k < wide * wide; k += 1) moment.matrix[k] = (moment.matrix[k] as number) + (second[k] as number)
    }
  }
  const weights = new Float64Array(width * size)
  const offsets = new Float64Array(width)
  let error = 0
  let count = 0
  for (const [index, { matrix, right, squares, count: seen }] of moments.entries()) {
    const solution = right.slice()
    const factor = matrix.slice()
    for (let a = 0; a < wide; a += 1) factor[a * wide + a] = (factor[a * wide + a] as number) + smallestNoise
    factorise(factor, wide)
    substitute(factor, solution)
    weights.set(solution.subarray(0, size), index * size)
    offsets[index] = solution[size] as number
    error += squares - 2 * dot(solution, right) + quadratic(matrix, solution)
    count += seen
  }
  return { ...model, weights, offsets, noise: Math.max(error / count, smallestNoise) }
}

const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, index) => sum + value * (b[index] as number), 0)

function quadratic(matrix: Float64Array, vector: Float64Array): number {
  const size = vector.length
  let sum = 0
  for (let a = 0; a < size; a += 1) {
    for (let b = 0; b < size; b += 1)
      sum += (vector[a] as number) * (matrix[a * size + b] as number) * (vector[b] as number)
  }
  return sum
}

function inverseOf(factor: Float64Array, size: number): Float64Array {
  const inverse = new Float64Array(size * size)
  for (let column = 0; column < size; column += 1) {
    const unit = inverse.subarray(column * size, (column + 1) * size)
    unit[column] = 1
    substitute(factor, unit)
  }
  return inverse
}

/** The largest principal components of the values with their gaps filled by means, by orthogonal iteration. */
function startingPlane(values: readonly Float64Array[]) {
  const width = values.length
  const rowCount = values[0]?.length ?? 0
  const full = values.map((column) => column.map((value) => (Number.isNaN(value) ? 0 : value)))
  const correlations = new Float64Array(width * width)
  for (let a = 0; a < width; a += 1) {
    for (let b = 0; b <= a; b += 1) {
      const value = dot(full[a] as Float64Array, full[b] as Float64Array) / rowCount
      correlations[a * width + b] = value
      correlations[b * width + a] = value
    }
  }
  const wanted = Math.max(Math.min(width - 1, maxComponents), 0)
  let directions: Float64Array[] = Array.from({ length: wanted }, (_, k) =>
    Float64Array.from({ length: width }, (__, index) => (index % wanted === k ? 1 : 0) + 1 / (1 + index + k)),
  )
  let variances = new Float64Array(wanted)
  for (let iteration = 0; iteration < 50; iteration += 1) {
    const turned = directions.map((direction) => multiply(correlations, direction))
    variances = Float64Array.from(turned, (vector, k) => dot(vector, directions[k] as Float64Array))
    directions = orthonormalise(turned)
  }
  const total = full.reduce((sum, column) => sum + dot(column, column) / rowCount, 0)
  const average = total / width
  const above = variances.filter((variance) => variance > average * 1.0001).length
  const componentCount = wanted === 0 ? 0 : Math.max(1, above)
  const explained = variances.slice(0, componentCount).reduce((sum, variance) => sum + variance, 0)
  const noise = Math.max((total - explained) / Math.max(width - componentCount, 1), smallestNoise)
  const weights = new Float64Array(width * componentCount)
  for (let k = 0; k < componentCount; k += 1) {
    const length = Math.sqrt(Math.max((variances[k] as number) - noise, smallestNoise))
    for (let index = 0; index < width; index += 1) {
      weights[index * componentCount + k] = length * ((directions[k] as Float64Array)[index] as number)
    }
  }
  return { componentCount, weights, offsets: new Float64Array(width), noise }
}

function multiply(matrix: Float64Array, vector: Float64Array): Float64Array {
  const size = vector.length
  return Float64Array.from({ length: size }, (_, row) => dot(matrix.subarray(row * size, (row + 1) * size), vector))
}

function orthonormalise(vectors: readonly Float64Array[]): Float64Array[] {
  const result: Float64Array[] = []
  for (const vector of vectors) {
    const left = vector.slice()
    for (const earlier of result) {
      const share = dot(left, earlier)
      for (let index = 0; index < left.length; index += 1)
        left[index] = (left[index] as number) - share * (earlier[index] as number)
    }
    const length = Math.sqrt(dot(left, left))
    result.push(length > 1e-12 ? left.map((value) => value / length) : left.fill(0))
  }
  return result
}
