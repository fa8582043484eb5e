/** The complete elliptic integral of the first kind of the parameter m = k², m ≤ 1. */
export function ellipticK(m: number): number {
  if (!(m <= 1)) return Number.NaN
  if (m === 1) return Number.POSITIVE_INFINITY
  return Math.PI / (2 * meanOf(m).mean)
}

/** The complete elliptic integral of the second kind of the parameter m = k², m ≤ 1. */
export function ellipticE(m: number): number {
  if (!(m <= 1)) return Number.NaN
  if (m === 1) return 1
  const { mean, loss } = meanOf(m)
  return (Math.PI / (2 * mean)) * (1 - loss)
}

/** The arithmetic-geometric mean of 1 and √(1 − m), and what E loses against K on the way. */
function meanOf(m: number): { readonly mean: number; readonly loss: number } {
  let a = 1
  let g = Math.sqrt(1 - m)
  let loss = m / 2
  for (let step = 0, weight = 1; step < 40; step += 1, weight *= 2) {
    const difference = (a - g) / 2
    loss += weight * difference * difference
    const next = (a + g) / 2
    g = Math.sqrt(a * g)
    a = next
    if (Math.abs(difference) < 1e-17 * a) break
  }
  return { mean: a, loss }
}
