import { expect, it } from 'vitest'
import type { ChartModel } from './chart-model.ts'
import { areaOfPoints, rangeOfArea, spanOf } from './chart-range.ts'

const lines: ChartModel = {
  kind: 'lines',
  title: 'Calls',
  x: { name: 'Time', kind: 'time' },
  y: { name: 'Calls' },
  step: 100,
  series: [
    { name: 'before', isReference: true, points: [[500, 3]] },
    {
      name: 'now',
      points: [
        [1_000, 1],
        [1_100, 2],
        [1_200, 3],
      ],
    },
  ],
}
const bars: ChartModel = {
  kind: 'bars',
  title: 'Status',
  x: { name: 'Time' },
  y: { name: 'Calls' },
  categories: ['10:00', '10:15', '10:30'],
  spans: [
    [0, 15],
    [15, 30],
    [30, 45],
  ],
  series: [{ name: 'all', values: [1, 2, 3] }],
}

it('takes what was marked on lines as it is, from left to right', () => {
  expect(rangeOfArea(lines, 1_150, 1_020)).toEqual([1_020, 1_150])
  expect(rangeOfArea(lines, 1_020, 1_020)).toBeUndefined()
})

it('takes whole categories of bars that are times', () => {
  expect(rangeOfArea(bars, 0.6, 1.9)).toEqual([15, 45])
  expect(rangeOfArea(bars, -0.4, 0.2)).toEqual([0, 15])
  expect(rangeOfArea(bars, 2, 9)).toEqual([30, 45])
  const { spans: _, ...named } = bars
  expect(rangeOfArea(named, 0, 1)).toBeUndefined()
})

it('marks from one point to another, up to where the last one reaches', () => {
  expect(areaOfPoints(lines, { series: 0, from: 2, to: 1 })).toEqual([1_100, 1_300])
  expect(areaOfPoints(bars, { series: 0, from: 2, to: 1 })).toEqual([1, 2])
  expect(areaOfPoints(lines, { series: 0, from: 2, to: 7 })).toBeUndefined()
})

it('spans all that is drawn', () => {
  expect(spanOf(lines)).toBe(700)
  expect(spanOf(bars)).toBe(0)
})
