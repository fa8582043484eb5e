export function dot(left: Float64Array, right: Float64Array): number {
  let sum = 0
  for (let index = 0; index < left.length; index += 1) sum += (left[index] as number) * (right[index] as number)
  return sum
}

/** `target += factor · vector`. */
export function addTimes(target: Float64Array, vector: Float64Array, factor: number): void {
  for (let index = 0; index < target.length; index += 1) {
    target[index] = (target[index] as number) + factor * (vector[index] as number)
  }
}
