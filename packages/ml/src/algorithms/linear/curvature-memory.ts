import { addTimes, dot } from './vectors.ts'

/** The last few changes of place and gradient, from which the shape of a function is guessed. */
export interface CurvatureMemory {
  isEmpty(): boolean
  /** Remembers a move; the oldest one is forgotten when there are too many. */
  add(x: Float64Array, nextX: Float64Array, gradient: Float64Array, nextGradient: Float64Array): void
  /** Multiplies by the guessed inverse of the second derivatives, in place. */
  applyInverse(vector: Float64Array): void
}

/** @see Nocedal, Wright: Numerical Optimization, algorithm 7.4 */
export function createCurvatureMemory(dimension: number, capacity: number): CurvatureMemory {
  interface Move {
    readonly places: Float64Array
    readonly gradients: Float64Array
    /** 1 ÷ their product. */
    inverse: number
  }
  const moves: Move[] = []
  const shares = new Float64Array(capacity)
  let scale = 1

  return {
    isEmpty: () => moves.length === 0,
    add(x, nextX, gradient, nextGradient) {
      const isFull = moves.length === capacity
      const move = (isFull ? moves.shift() : undefined) ?? {
        places: new Float64Array(dimension),
        gradients: new Float64Array(dimension),
        inverse: 0,
      }
      let product = 0
      let squares = 0
      for (let index = 0; index < dimension; index += 1) {
        const place = (nextX[index] as number) - (x[index] as number)
        const change = (nextGradient[index] as number) - (gradient[index] as number)
        move.places[index] = place
        move.gradients[index] = change
        product += place * change
        squares += change * change
      }
      // A convex function never gives a negative one, rounding does.
      if (!(product > 1e-300 && product > Number.EPSILON * squares * scale)) return
      move.inverse = 1 / product
      scale = product / squares
      moves.push(move)
    },
    applyInverse(vector) {
      for (let index = moves.length - 1; index >= 0; index -= 1) {
        const { places, gradients, inverse } = moves[index] as Move
        const share = inverse * dot(places, vector)
        shares[index] = share
        addTimes(vector, gradients, -share)
      }
      if (moves.length > 0) for (let index = 0; index < dimension; index += 1) (vector[index] as number) *= scale
      for (const [index, { places, gradients, inverse }] of moves.entries()) {
        const share = inverse * dot(gradients, vector)
        addTimes(vector, places, (shares[index] as number) - share)
      }
    },
  }
}
