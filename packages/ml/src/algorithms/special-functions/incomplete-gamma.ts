import { erfInverse } from './error-function.ts'
import { lnGamma } from './gamma-function.ts'

/** The lower incomplete gamma function of x, divided by gamma(a). NaN unless a > 0 and x ≥ 0. */
export function gammaRegularizedP(a: number, x: number): number {
  if (!(a > 0) || !(x >= 0)) return Number.NaN
  if (x === 0) return 0
  if (x === Number.POSITIVE_INFINITY) return 1
  return x < a + 1 ? series(a, x) : 1 - continuedFraction(a, x)
}

/** 1 − P, without the loss of digits where P is nearly 1. */
export function gammaRegularizedQ(a: number, x: number): number {
  if (!(a > 0) || !(x >= 0)) return Number.NaN
  if (x === 0) return 1
  if (x === Number.POSITIVE_INFINITY) return 0
  return x < a + 1 ? 1 - series(a, x) : continuedFraction(a, x)
}

/** The x of which this is P. NaN unless 0 ≤ p ≤ 1. */
export function gammaRegularizedPInverse(a: number, p: number): number {
  if (!(a > 0) || !(p >= 0 && p <= 1)) return Number.NaN
  if (p === 0) return 0
  if (p === 1) return Number.POSITIVE_INFINITY
  return p > 0.9 ? solve(a, 1 - p, gammaRegularizedQ, -1) : solve(a, p, gammaRegularizedP, 1)
}

/** The x of which this is Q. NaN unless 0 ≤ q ≤ 1. */
export function gammaRegularizedQInverse(a: number, q: number): number {
  if (!(a > 0) || !(q >= 0 && q <= 1)) return Number.NaN
  if (q === 0) return Number.POSITIVE_INFINITY
  if (q === 1) return 0
  return q > 0.9 ? solve(a, 1 - q, gammaRegularizedP, 1) : solve(a, q, gammaRegularizedQ, -1)
}

/** Newton's method on the logarithm of x, kept between bounds that are halved where it leaves them. */
function solve(a: number, target: number, share: (a: number, x: number) => number, direction: 1 | -1): number {
  const isBelow = (x: number) => (share(a, x) - target) * direction < 0
  let low = Math.log(Number.MIN_VALUE)
  let high = Math.log(a + 800 + 40 * Math.sqrt(a))
  let place = Math.log(startingPoint(a, direction === 1 ? target : 1 - target))
  for (let step = 0; step < 200; step += 1) {
    const x = Math.exp(place)
    if (isBelow(x)) low = place
    else high = place
    const value = share(a, x)
    // d/d(ln x) of P, as the logarithm of its density.
    const slope = direction * Math.exp(a * place - x - lnGamma(a))
    // Far out, where the share is tiny, its logarithm is nearer to a straight line.
    const newton = value > 0 ? place - (Math.log(value / target) * value) / slope : Number.NaN
    const next = newton > low && newton < high ? newton : (low + high) / 2
    if (Math.abs(next - place) <= 1e-16 * Math.max(1, Math.abs(place))) return Math.exp(next)
    place = next
  }
  return Math.exp(place)
}

/** Wilson and Hilferty's cube for large a, the first term of the series for small. */
function startingPoint(a: number, p: number): number {
  const small = Math.exp((Math.log(Math.max(p, 1e-300)) + lnGamma(a + 1)) / a)
  if (a < 0.5) return Math.min(Math.max(small, 1e-300), 50)
  const normal = Math.SQRT2 * erfInverse(Math.min(Math.max(2 * p - 1, -1 + 1e-15), 1 - 1e-15))
  const cube = 1 - 1 / (9 * a) + normal / (3 * Math.sqrt(a))
  return cube > 0.2 ? a * cube ** 3 : Math.max(small, 1e-300)
}

const scaleAt = (a: number, x: number) => Math.exp(a * Math.log(x) - x - lnGamma(a))

function series(a: number, x: number): number {
  let term = 1 / a
  let sum = term
  for (let n = 1; n < 10_000 && term > sum * 1e-17; n += 1) {
    term *= x / (a + n)
    sum += term
  }
  return sum * scaleAt(a, x)
}

/** Legendre's continued fraction by Lentz's method. */
function continuedFraction(a: number, x: number): number {
  const tiny = 1e-300
  let b = x + 1 - a
  let c = 1 / tiny
  let d = 1 / b
  let value = d
  for (let n = 1; n < 10_000; n += 1) {
    const factor = -n * (n - a)
    b += 2
    d = factor * d + b
    if (Math.abs(d) < tiny) d = tiny
    c = b + factor / c
    if (Math.abs(c) < tiny) c = tiny
    d = 1 / d
    const change = d * c
    value *= change
    if (Math.abs(change - 1) < 1e-16) break
  }
  return value * scaleAt(a, x)
}
