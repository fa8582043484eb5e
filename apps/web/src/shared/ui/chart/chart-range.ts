import type { ChartModel } from './chart-model.ts'

/** From where to where along x, in the unit of x: milliseconds since 1970 where it is a time. */
export type ChartRange = readonly [from: number, to: number]

/** How much of x a chart of lines shows. */
export function spanOf(model: ChartModel): number {
  if (model.kind !== 'lines') return 0
  const xs = model.series.flatMap(({ points }) => points.map(([x]) => x))
  if (xs.length === 0) return 0
  const [least, most] = extremes(xs)
  return (model.x.max ?? most) - (model.x.min ?? least)
}

/**
 * What a part of a chart stands for that was marked, in values of its axis: numbers of categories, or x of lines.
 * @returns undefined where nothing lies between them, or the chart has no range to choose
 */
export function rangeOfArea(model: ChartModel, from: number, to: number): ChartRange | undefined {
  const [low, high] = from <= to ? [from, to] : [to, from]
  if (model.kind === 'lines') return high > low ? [low, high] : undefined
  if (model.kind !== 'bars' || model.spans === undefined) return undefined
  const begin = model.spans[Math.max(0, Math.round(low))]
  const end = model.spans[Math.min(model.spans.length - 1, Math.round(high))]
  return begin === undefined || end === undefined ? undefined : [begin[0], end[1]]
}

/**
 * Where two points of a series lie, in values of the axis, in order.
 * @param series counted as keys walk them: without what is there only to compare with
 */
export function areaOfPoints(
  model: ChartModel,
  { series, from, to }: { readonly series: number; readonly from: number; readonly to: number },
): ChartRange | undefined {
  const [low, high] = from <= to ? [from, to] : [to, from]
  if (model.kind === 'bars') return model.spans === undefined ? undefined : [low, high]
  if (model.kind !== 'lines') return undefined
  const points = model.series.filter(({ isReference }) => isReference !== true)[series]?.points
  const begin = points?.[low]
  const end = points?.[high]
  return begin === undefined || end === undefined ? undefined : [begin[0], end[0] + (model.step ?? 0)]
}

/** Without spreading: there may be more values than a call takes arguments. */
const extremes = (values: readonly number[]): readonly [number, number] => [
  values.reduce((low, value) => Math.min(low, value), Number.POSITIVE_INFINITY),
  values.reduce((high, value) => Math.max(high, value), Number.NEGATIVE_INFINITY),
]
