import { expect, it } from 'vitest'
import type { ChartModel } from './chart-model.ts'
import { chartPoints, moveCursor } from './chart-points.ts'

const lines: ChartModel = {
  kind: 'lines',
  title: 'ROC',
  x: { name: 'False positive rate' },
  y: { name: 'True positive rate' },
  series: [
    {
      name: 'first',
      points: [
        [0, 0],
        [0.5, 0.8],
        [1, 1],
      ],
    },
    {
      name: 'chance',
      points: [
        [0, 0],
        [1, 1],
      ],
      isReference: true,
    },
    {
      name: 'second',
      points: [
        [0, 0],
        [1, 1],
      ],
    },
  ],
}

it('leaves what is only there to compare with out of the walk', () => {
  const points = chartPoints(lines)
  expect(points.map((series) => series.length)).toEqual([3, 2])
  expect(points[0]?.[1]).toEqual({
    series: 'first',
    label: undefined,
    values: [
      { axis: 'x', value: 0.5 },
      { axis: 'y', value: 0.8 },
    ],
  })
})

it('walks scatter plots from left to right, and boxes by all their figures', () => {
  const [points] = chartPoints({
    kind: 'scatter',
    title: '',
    x: { name: 'x' },
    y: { name: 'y' },
    points: [
      [3, 1],
      [1, 2],
      [1, 1],
    ],
  })
  expect(points?.map(({ values }) => values.map(({ value }) => value))).toEqual([
    [1, 1],
    [1, 2],
    [3, 1],
  ])
  const box = { name: 'red', count: 4, min: 1, lowerQuartile: 2, median: 3, upperQuartile: 4, max: 5 }
  const [[first] = []] = chartPoints({ kind: 'boxes', title: '', x: { name: 'x' }, y: { name: 'y' }, boxes: [box] })
  expect(first?.values.map(({ value }) => value)).toEqual([1, 2, 3, 4, 5, 4])
})

it('moves the cursor by keys, and stays within the chart', () => {
  const points = chartPoints(lines)
  expect(moveCursor(points, undefined, 'ArrowRight')).toEqual({ series: 0, point: 0 })
  expect(moveCursor(points, undefined, 'ArrowLeft')).toEqual({ series: 0, point: 2 })
  expect(moveCursor(points, { series: 0, point: 2 }, 'ArrowRight')).toEqual({ series: 0, point: 2 })
  expect(moveCursor(points, { series: 0, point: 2 }, 'ArrowDown')).toEqual({ series: 1, point: 1 })
  expect(moveCursor(points, { series: 0, point: 1 }, 'ArrowUp')).toEqual({ series: 1, point: 1 })
  expect(moveCursor(points, { series: 0, point: 1 }, 'End')).toEqual({ series: 0, point: 2 })
  expect(moveCursor(points, { series: 0, point: 1 }, 'x')).toBeUndefined()
  expect(moveCursor([[]], undefined, 'ArrowRight')).toBeUndefined()
})
