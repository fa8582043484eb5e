const rootOfPi = Math.sqrt(Math.PI)

/** The error function, to within a few units of the last digit. */
export function erf(x: number): number {
  if (Number.isNaN(x)) return x
  const magnitude = Math.abs(x)
  const value = magnitude < 2.5 ? seriesOf(magnitude) : 1 - erfcOfLarge(magnitude)
  return x < 0 ? -value : value
}

/** 1 − erf(x), without the loss of digits where erf is nearly 1. */
export function erfc(x: number): number {
  if (Number.isNaN(x)) return x
  if (x < 0) return 2 - erfc(-x)
  return x < 0.5 ? 1 - seriesOf(x) : erfcx(x) * Math.exp(-x * x)
}

/** exp(x²)·erfc(x), which does not underflow for large x. */
export function erfcx(x: number): number {
  if (Number.isNaN(x)) return x
  if (x < 0) return 2 * Math.exp(x * x) - erfcx(-x)
  return x < 2 ? Math.exp(x * x) * (1 - seriesOf(x)) : continuedFraction(x)
}

/** The number whose error function is y. NaN outside of [-1, 1]. */
export function erfInverse(y: number): number {
  if (!(y >= -1 && y <= 1)) return Number.NaN
  if (Math.abs(y) === 1) return y * Number.POSITIVE_INFINITY
  // Winitzki's approximation, good to 3 digits but near 0; each of Halley's steps triples them.
  const log = Math.log((1 - y) * (1 + y))
  const a = 2 / (Math.PI * 0.147) + log / 2
  const guess = Math.sign(y) * Math.sqrt(Math.sqrt(a * a - log / 0.147) - a)
  let x = Math.abs(y) < 0.1 ? (y * rootOfPi) / 2 : guess
  for (let step = 0; step < 3 && x !== 0; step += 1) {
    // Near 1 the difference of the complements has more digits.
    const error = Math.abs(y) > 0.5 ? Math.sign(y) * (1 - Math.abs(y) - erfc(Math.abs(x))) : erf(x) - y
    const slope = (2 / rootOfPi) * Math.exp(-x * x)
    x -= error / (slope + x * error)
  }
  return x
}

/** The distribution function of the standard normal distribution. */
export const normalDistribution = (x: number): number => erfc(-x / Math.SQRT2) / 2

/** Kummer's series, all of whose terms are positive. */
function seriesOf(x: number): number {
  let term = x
  let sum = x
  for (let n = 1; term > sum * 1e-17 && n < 200; n += 1) {
    term *= (2 * x * x) / (2 * n + 1)
    sum += term
  }
  return (2 / rootOfPi) * Math.exp(-x * x) * sum
}

const erfcOfLarge = (x: number) => continuedFraction(x) * Math.exp(-x * x)

/** exp(x²)·erfc(x) by Laplace's continued fraction, for x from 2 on. */
function continuedFraction(x: number): number {
  if (x > 1e8) return 1 / (x * rootOfPi)
  let value = x
  for (let n = Math.ceil(20 + 500 / (x * x)); n > 0; n -= 1) value = x + n / 2 / value
  return 1 / (value * rootOfPi)
}
