import type { Formats } from '../../languages/formats.ts'
import { axisTitle, type ChartAxis, type ChartModel } from './chart-model.ts'
import { type ChartPoint, chartPoints } from './chart-points.ts'
import type { ChartWords } from './chart-words.ts'

/** A value as its axis writes it. */
export const valueText = (value: number, axis: Pick<ChartAxis, 'kind'>, formats: Formats): string =>
  axis.kind === 'time'
    ? formats.moment(new Date(value).toISOString())
    : axis.kind === 'bytes'
      ? formats.bytes(value)
      : formats.figure(value)

const xAxis = (model: ChartModel): ChartAxis => ('x' in model ? model.x : { name: '' })

/** A point as it is spoken and shown below the chart. */
export function pointText(model: ChartModel, point: ChartPoint, words: ChartWords, formats: Formats): string {
  const parts = point.values.map(({ axis, value }) => {
    const of = axis === 'x' ? xAxis(model) : axis === 'count' ? { name: '' } : model.y
    const name = axis === 'x' || axis === 'y' ? of.name : words(axis)
    return `${name} ${valueText(value, of, formats)}${of.unit === undefined || axis === 'count' ? '' : ` ${of.unit}`}`
  })
  const named = [point.series, point.label].filter((text) => text !== undefined)
  return [...named, ...parts].join(', ')
}

/** The chart in a sentence, for whoever does not see it. */
export function summaryText(model: ChartModel, words: ChartWords, formats: Formats): string {
  if (model.summary !== undefined) return model.summary
  const show = (value: number, axis: Pick<ChartAxis, 'kind'> = model.y) => valueText(value, axis, formats)
  if (!chartPoints(model).some(({ length }) => length > 0)) return words('nothing')
  switch (model.kind) {
    case 'bars': {
      const all = model.series.flatMap(({ values }) =>
        values.map((value, index) => ({ value, label: model.categories[index] ?? '' })),
      )
      const { value, label } = all.reduce((most, one) => (one.value > most.value ? one : most))
      return words('summaryBars', { count: all.length, label, value: show(value) })
    }
    case 'lines':
      return model.series
        .filter(({ points, isReference }) => points.length > 0 && isReference !== true)
        .map(({ name, points }) => {
          const values = points.map(([, y]) => y)
          return words('summaryLine', {
            name,
            from: show(values[0] ?? 0),
            to: show(values.at(-1) ?? 0),
            min: show(least(values)),
            max: show(most(values)),
          })
        })
        .join(' ')
    case 'scatter': {
      const [xs, ys] = [model.points.map(([x]) => x), model.points.map(([, y]) => y)]
      return words('summaryScatter', {
        count: model.points.length,
        x: model.x.name,
        y: model.y.name,
        xMin: show(least(xs), model.x),
        xMax: show(most(xs), model.x),
        yMin: show(least(ys)),
        yMax: show(most(ys)),
      })
    }
    case 'boxes': {
      const { name, median } = model.boxes.reduce((high, box) => (box.median > high.median ? box : high))
      return words('summaryBoxes', { count: model.boxes.length, name, value: show(median) })
    }
  }
}

const least = (values: readonly number[]) =>
  values.reduce((low, value) => Math.min(low, value), Number.POSITIVE_INFINITY)
const most = (values: readonly number[]) =>
  values.reduce((high, value) => Math.max(high, value), Number.NEGATIVE_INFINITY)

export interface ChartTable {
  readonly headers: readonly string[]
  /** Texts stay left, numbers stand right. */
  readonly rows: readonly (readonly (string | number)[])[]
}

/** What is drawn, in figures. */
export function chartTable(model: ChartModel, words: ChartWords, formats: Formats): ChartTable {
  switch (model.kind) {
    case 'bars':
      return {
        headers: [
          axisTitle(model.x),
          ...(model.series.length === 1 ? [axisTitle(model.y)] : model.series.map(({ name }) => name)),
        ],
        rows: model.categories.map((category, index) => [
          category,
          ...model.series.map(({ values }) => values[index] ?? 0),
        ]),
      }
    case 'lines': {
      const isOne = model.series.length === 1
      return {
        headers: [...(isOne ? [] : [words('series')]), axisTitle(model.x), axisTitle(model.y)],
        rows: model.series.flatMap(({ name, points }) =>
          points.map(([x, y]) => [
            ...(isOne ? [] : [name]),
            model.x.kind === 'time' ? valueText(x, model.x, formats) : x,
            y,
          ]),
        ),
      }
    }
    case 'scatter': {
      const show = (value: number, axis: ChartAxis) => (axis.kind === 'time' ? valueText(value, axis, formats) : value)
      return {
        headers: [axisTitle(model.x), axisTitle(model.y)],
        rows: model.points.map(([x, y]) => [show(x, model.x), show(y, model.y)]),
      }
    }
    case 'boxes':
      return {
        headers: [
          axisTitle(model.x),
          ...(['count', 'min', 'lowerQuartile', 'median', 'upperQuartile', 'max'] as const).map((name) => words(name)),
        ],
        rows: model.boxes.map((box) => [
          box.name,
          box.count,
          ...[box.min, box.lowerQuartile, box.median, box.upperQuartile, box.max].map((value) =>
            model.y.kind === 'time' ? valueText(value, model.y, formats) : value,
          ),
        ]),
      }
  }
}
