const euler = 0.5772156649015329

/** The exponential integral Ei(x); −∞ at 0. */
export function exponentialIntegral(x: number): number {
  if (Number.isNaN(x)) return x
  if (x === 0) return Number.NEGATIVE_INFINITY
  if (x < -1) return -decayOf(-x)
  if (x > 40) return asymptotic(x)
  let term = 1
  let sum = 0
  for (let n = 1; n < 500; n += 1) {
    term *= x / n
    const next = sum + term / n
    if (next === sum) break
    sum = next
  }
  return euler + Math.log(Math.abs(x)) + sum
}

/** E₁(x) for x > 1 by its continued fraction. */
function decayOf(x: number): number {
  let b = x + 1
  let c = 1e300
  let d = 1 / b
  let value = d
  for (let n = 1; n < 1000; n += 1) {
    const factor = -n * n
    b += 2
    d = 1 / (factor * d + b)
    c = b + factor / c
    const change = c * d
    value *= change
    if (Math.abs(change - 1) < 1e-16) break
  }
  return value * Math.exp(-x)
}

function asymptotic(x: number): number {
  let term = 1
  let sum = 1
  for (let n = 1; n < 200; n += 1) {
    const next = (term * n) / x
    if (next >= term || next < 1e-18) break
    term = next
    sum += term
  }
  return (Math.exp(x) / x) * sum
}
