// Lanczos' approximation with g = 607/128; coefficients of P. Godfrey.
const lanczos = [
  0.9999999999999971, 57.15623566586292, -59.59796035547549, 14.136097974741746, -0.4919138160976202,
  3.399464998481189e-5, 4.652362892704858e-5, -9.837447530487956e-5, 0.0001580887032249125, -0.00021026444172410488,
  0.00021743961811521265, -0.0001643181065367639, 8.441822398385275e-5, -2.6190838401581408e-5, 3.6899182659531625e-6,
]
const shift = 607 / 128
const halfLogOfTwoPi = 0.9189385332046728

/** The gamma function; NaN at 0 and the negative whole numbers, where it has poles. */
export function gamma(x: number): number {
  if (Number.isInteger(x) && x <= 0) return Number.NaN
  if (x < 0.5) return Math.PI / (Math.sin(Math.PI * x) * gamma(1 - x))
  if (Number.isInteger(x) && x < 24) return factorialOf(x - 1)
  if (x > 171.7) return Number.POSITIVE_INFINITY
  const base = x + shift - 0.5
  // The power is taken in halves, which do not overflow before the product does.
  const power = base ** ((x - 0.5) / 2)
  return Math.sqrt(2 * Math.PI) * power * Math.exp(-base) * power * seriesAt(x)
}

/** The logarithm of the gamma function's magnitude; infinite at its poles. */
export function lnGamma(x: number): number {
  if (Number.isNaN(x)) return x
  if (x <= 0) {
    if (Number.isInteger(x)) return Number.POSITIVE_INFINITY
    return Math.log(Math.PI / Math.abs(Math.sin(Math.PI * x))) - lnGamma(1 - x)
  }
  if (x === 1 || x === 2) return 0
  if (x > 15) return stirling(x)
  return Math.log(gamma(x))
}

export const beta = (a: number, b: number): number => {
  if (a > 0 && b > 0 && a + b < 100) return (gamma(a) / gamma(a + b)) * gamma(b)
  return Math.exp(lnGamma(a) + lnGamma(b) - lnGamma(a + b))
}

/** x!! = x·(x − 2)·(x − 4)·… for whole numbers from −1 on; NaN for others. */
export function doubleFactorial(x: number): number {
  if (!Number.isInteger(x) || x < -1) return Number.NaN
  let product = 1
  for (let factor = x; factor > 1 && product < Number.POSITIVE_INFINITY; factor -= 2) product *= factor
  return product
}

/**
 * The derivative of this order of the digamma function.
 * @param order whole, from 0 on; else NaN
 */
export function polyGamma(order: number, x: number): number {
  if (!Number.isInteger(order) || order < 0 || (Number.isInteger(x) && x <= 0)) return Number.NaN
  if (order === 0) return digamma(x)
  if (x < 0) return Number.NaN
  const sign = order % 2 === 0 ? -1 : 1
  return sign * gamma(order + 1) * hurwitzZeta(order + 1, x)
}

const bernoulli = [1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6, -3617 / 510]

export function digamma(x: number): number {
  if (x < 0) return digamma(1 - x) - Math.PI / Math.tan(Math.PI * x)
  let sum = 0
  let at = x
  for (; at < 10; at += 1) sum -= 1 / at
  sum += Math.log(at) - 1 / (2 * at)
  for (const [k, number] of bernoulli.entries()) sum -= number / ((2 * k + 2) * at ** (2 * k + 2))
  return sum
}

/** Σ 1/(k + x)^s by Euler and Maclaurin. */
function hurwitzZeta(s: number, x: number): number {
  const direct = 15
  let sum = 0
  for (let k = 0; k < direct; k += 1) sum += (k + x) ** -s
  const at = x + direct
  sum += at ** (1 - s) / (s - 1) + at ** -s / 2
  let factor = s * at ** (-s - 1)
  for (const [k, number] of bernoulli.entries()) {
    const order = 2 * k + 2
    sum += (number * factor) / factorialOf(order)
    factor *= ((s + order - 1) * (s + order)) / (at * at)
  }
  return sum
}

function seriesAt(x: number): number {
  let sum = lanczos[0] as number
  for (let k = 1; k < lanczos.length; k += 1) sum += (lanczos[k] as number) / (x + k - 1)
  return sum
}

function stirling(x: number): number {
  const inverse = 1 / (x * x)
  const tail = (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse * (1 / 1680 - inverse / 1188)))) / x
  return (x - 0.5) * Math.log(x) - x + halfLogOfTwoPi + tail
}

function factorialOf(n: number): number {
  let product = 1
  for (let factor = 2; factor <= n; factor += 1) product *= factor
  return product
}
