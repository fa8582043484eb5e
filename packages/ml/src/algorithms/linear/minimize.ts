import { createCurvatureMemory } from './curvature-memory.ts'
import { dot } from './vectors.ts'

/** A convex function to be minimised, plus `Σ l1ⱼ·|xⱼ|` where that is given. */
export interface Objective {
  readonly dimension: number
  /** Writes the gradient and returns the value, both without the L1 part. */
  evaluate(x: Float64Array, gradient: Float64Array): number
  /** Factor of each |xⱼ|; undefined: none. */
  readonly l1: Float64Array | undefined
}

export interface MinimizeOptions {
  /** Changes that are remembered for the shape of the function. */
  readonly memory: number
  /** Ends when two iterations in a row improve the value by a smaller share than this. */
  readonly tolerance: number
  readonly maxIterations: number
  readonly signal: AbortSignal
  onIteration(iteration: number, value: number): void
}

export interface Minimum {
  readonly x: Float64Array
  readonly value: number
  readonly iterations: number
  /** False when the iterations ran out first. */
  readonly isConverged: boolean
}

/** No more halvings of a step than this. */
const maxHalvings = 40
const sufficientDecrease = 1e-4
/** Share of the value below which sums over many examples tell nothing. */
const hiddenByRounding = 1e-12

/**
 * L-BFGS; with L1 the orthant-wise variant OWL-QN, by which coefficients become 0 exactly.
 * @see Nocedal, Wright: Numerical Optimization, algorithm 7.4; Andrew, Gao: Scalable Training of L1-Regularized
 * Log-Linear Models, 2007
 * @throws the signal's reason
 */
export function minimize(objective: Objective, start: Float64Array, options: MinimizeOptions): Minimum {
  const { dimension, l1 } = objective
  let x = start.slice()
  let gradient = new Float64Array(dimension)
  let value = objective.evaluate(x, gradient) + penalty(x, l1)
  let nextX = new Float64Array(dimension)
  let nextGradient = new Float64Array(dimension)
  const steepest = new Float64Array(dimension)
  const direction = new Float64Array(dimension)
  const memory = createCurvatureMemory(dimension, options.memory)
  let smallSteps = 0

  for (let iteration = 1; iteration <= options.maxIterations; iteration += 1) {
    options.signal.throwIfAborted()
    descend(x, gradient, l1, steepest)
    const norm = Math.sqrt(dot(steepest, steepest))
    if (!(norm > Number.EPSILON * Math.max(1, Math.abs(value)))) {
      return { x, value, iterations: iteration - 1, isConverged: true }
    }
    direction.set(steepest)
    memory.applyInverse(direction)
    if (l1 !== undefined) keepSigns(direction, steepest)
    let slope = -dot(direction, steepest)
    if (!(slope < 0)) {
      direction.set(steepest)
      slope = -norm * norm
    }
    let step = memory.isEmpty() ? Math.min(1, 1 / norm) : 1
    let nextValue = Number.POSITIVE_INFINITY
    let isFound = false
    let lowest = 0
    let highest = Number.POSITIVE_INFINITY
    for (let attempt = 0; attempt < maxHalvings; attempt += 1) {
      move(x, direction, step, l1 === undefined ? undefined : steepest, nextX)
      nextValue = objective.evaluate(nextX, nextGradient) + penalty(nextX, l1)
      const nextSlope = dot(nextGradient, direction)
      const expected = l1 === undefined ? step * slope : -changeAlong(nextX, x, steepest)
      // Near the end rounding hides whether the value went down; then only the slope tells.
      const isHidden = -expected <= hiddenByRounding * Math.abs(value)
      const isLower = isHidden
        ? nextValue <= value + hiddenByRounding * Math.abs(value) && nextSlope <= -0.9 * slope
        : nextValue <= value + sufficientDecrease * expected
      if (!isLower) highest = step
      else if (l1 === undefined && nextSlope < 0.9 * slope) {
        lowest = step
        isFound = true
      } else {
        isFound = true
        break
      }
      if (highest === Number.POSITIVE_INFINITY) step *= 2
      else if (lowest > 0) step = (lowest + highest) / 2
      else step *= shortening(step * slope, nextValue - value)
    }
    // Rounding hides what is left to gain.
    if (!isFound || Number.isNaN(nextValue)) return { x, value, iterations: iteration - 1, isConverged: true }
    memory.add(x, nextX, gradient, nextGradient)
    // One small improvement may be a poor step; two in a row are the end.
    smallSteps = value - nextValue <= options.tolerance * Math.abs(value) ? smallSteps + 1 : 0
    ;[x, nextX] = [nextX, x]
    ;[gradient, nextGradient] = [nextGradient, gradient]
    value = nextValue
    options.onIteration(iteration, value)
    if (smallSteps === 2) return { x, value, iterations: iteration, isConverged: true }
  }
  return { x, value, iterations: options.maxIterations, isConverged: false }
}

/** Where the parabola through what is known of a step that was too long has its lowest point, as a share of the step. */
function shortening(slope: number, change: number): number {
  const share = -slope / (2 * (change - slope))
  return Number.isFinite(share) ? Math.min(0.5, Math.max(0.1, share)) : 0.1
}

/** Direction of steepest descent; where |x| has its kink, the side that descends, or none. */
function descend(x: Float64Array, gradient: Float64Array, l1: Float64Array | undefined, steepest: Float64Array): void {
  for (let index = 0; index < x.length; index += 1) {
    const slope = gradient[index] as number
    const factor = l1 === undefined ? 0 : (l1[index] as number)
    const at = x[index] as number
    if (at > 0) steepest[index] = -(slope + factor)
    else if (at < 0) steepest[index] = -(slope - factor)
    else if (slope + factor < 0) steepest[index] = -(slope + factor)
    else if (slope - factor > 0) steepest[index] = -(slope - factor)
    else steepest[index] = 0
  }
}

function keepSigns(direction: Float64Array, steepest: Float64Array): void {
  for (let index = 0; index < direction.length; index += 1) {
    if ((direction[index] as number) * (steepest[index] as number) <= 0) direction[index] = 0
  }
}

/** @param orthant with L1: a coordinate that would cross 0 stays at 0 */
function move(
  x: Float64Array,
  direction: Float64Array,
  step: number,
  orthant: Float64Array | undefined,
  next: Float64Array,
): void {
  for (let index = 0; index < x.length; index += 1) {
    const from = x[index] as number
    const to = from + step * (direction[index] as number)
    const side = orthant === undefined || from !== 0 ? from : (orthant[index] as number)
    next[index] = orthant !== undefined && to * side <= 0 ? 0 : to
  }
}

function changeAlong(next: Float64Array, x: Float64Array, steepest: Float64Array): number {
  let sum = 0
  for (let index = 0; index < x.length; index += 1) {
    sum += ((next[index] as number) - (x[index] as number)) * (steepest[index] as number)
  }
  return sum
}

function penalty(x: Float64Array, l1: Float64Array | undefined): number {
  if (l1 === undefined) return 0
  let sum = 0
  for (let index = 0; index < x.length; index += 1) sum += (l1[index] as number) * Math.abs(x[index] as number)
  return sum
}
