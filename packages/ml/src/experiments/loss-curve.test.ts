import { expect, it } from 'vitest'
import { createLossCurve } from './loss-curve.ts'

it('keeps a training curve short, its steps evenly apart', () => {
  const curve = createLossCurve()
  expect(curve.add([3, Number.POSITIVE_INFINITY])).toEqual([[1, 3]])
  expect(curve.add([2])).toEqual([
    [1, 3],
    [3, 2],
  ])
  const points = curve.add(Array.from({ length: 5_000 }, (_, index) => 1 / (index + 1)))
  expect(points.length).toBeLessThan(200)
  const gaps = new Set(points.slice(1).map(([step], index) => step - (points[index]?.[0] ?? 0)))
  expect([...gaps]).toHaveLength(1)
  expect(points.at(-1)?.[0]).toBeGreaterThan(4_900)
})
