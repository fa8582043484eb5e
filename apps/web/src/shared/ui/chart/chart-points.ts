import type { ChartModel } from './chart-model.ts'

/** A place where the key cursor can stand. */
export interface ChartPoint {
  /** Of the line or the group of bars; undefined where there is only one. */
  readonly series: string | undefined
  /** What it is about: a category, a box. */
  readonly label: string | undefined
  readonly values: readonly { readonly axis: 'x' | 'y' | 'count' | keyof typeof boxNames; readonly value: number }[]
}

const boxNames = { min: 0, lowerQuartile: 1, median: 2, upperQuartile: 3, max: 4 } as const

/** Series after series, each with its points from left to right. Scatter plots are walked by x. */
export function chartPoints(model: ChartModel): readonly (readonly ChartPoint[])[] {
  switch (model.kind) {
    case 'bars':
      return model.series.map(({ name, values }) =>
        model.categories.map((label, index) => ({
          series: model.series.length === 1 ? undefined : name,
          label,
          values: [{ axis: 'y' as const, value: values[index] ?? 0 }],
        })),
      )
    case 'lines': {
      const walked = model.series.filter(({ isReference }) => isReference !== true)
      return walked.map(({ name, points }) =>
        points.map(([x, y]) => ({
          series: walked.length === 1 ? undefined : name,
          label: undefined,
          values: toPair(x, y),
        })),
      )
    }
    case 'scatter':
      return [sortedByX(model.points).map(([x, y]) => ({ series: undefined, label: undefined, values: toPair(x, y) }))]
    case 'boxes':
      return [
        model.boxes.map(({ name, count, ...box }) => ({
          series: undefined,
          label: name,
          values: [
            ...(Object.keys(boxNames) as (keyof typeof boxNames)[]).map((axis) => ({ axis, value: box[axis] })),
            { axis: 'count' as const, value: count },
          ],
        })),
      ]
  }
}

const toPair = (x: number, y: number) => [
  { axis: 'x' as const, value: x },
  { axis: 'y' as const, value: y },
]

/** Drawn in the order in which keys walk them. */
export const sortedByX = (points: readonly (readonly [number, number])[]) =>
  points.toSorted((left, right) => left[0] - right[0] || left[1] - right[1])

export interface ChartCursor {
  readonly series: number
  readonly point: number
}

/** Where a key leads from a place; undefined: the key says nothing here. Up and down change the series. */
export function moveCursor(
  points: readonly (readonly unknown[])[],
  from: ChartCursor | undefined,
  key: string,
): ChartCursor | undefined {
  const at = from ?? { series: 0, point: -1 }
  const length = points[at.series]?.length ?? 0
  if (length === 0) return undefined
  const step = Math.max(1, Math.round(length / 10))
  const point = {
    ArrowRight: at.point + 1,
    ArrowLeft: from === undefined ? length - 1 : at.point - 1,
    PageDown: at.point + step,
    PageUp: at.point - step,
    Home: 0,
    End: length - 1,
  }[key]
  if (point !== undefined) return { series: at.series, point: Math.min(length - 1, Math.max(0, point)) }
  const series = { ArrowDown: at.series + 1, ArrowUp: at.series - 1 }[key]
  if (series === undefined) return undefined
  const next = (series + points.length) % points.length
  const most = (points[next]?.length ?? 1) - 1
  return { series: next, point: Math.min(most, Math.max(0, at.point)) }
}
