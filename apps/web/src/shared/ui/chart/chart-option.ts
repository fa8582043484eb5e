import type { BarSeriesOption, BoxplotSeriesOption, LineSeriesOption, ScatterSeriesOption } from 'echarts/charts'
import type {
  BrushComponentOption,
  GridComponentOption,
  LegendComponentOption,
  TooltipComponentOption,
} from 'echarts/components'
import type { ComposeOption } from 'echarts/core'
import { axisTitle, type ChartAxis, type ChartModel, type ChartTone } from './chart-model.ts'
import { sortedByX } from './chart-points.ts'
import { spanOf } from './chart-range.ts'

export type ChartOption = ComposeOption<
  | BarSeriesOption
  | BoxplotSeriesOption
  | BrushComponentOption
  | LineSeriesOption
  | ScatterSeriesOption
  | GridComponentOption
  | LegendComponentOption
  | TooltipComponentOption
>

/** Colours of the scheme in use, and how numbers are written. */
export interface ChartLook {
  readonly series: readonly string[]
  readonly text: string
  readonly secondary: string
  readonly line: string
  readonly surface: string
  readonly font: string
  /** Of the drawing, in pixels. */
  readonly width: number
  /** Of series that are states. */
  readonly tones: Readonly<Record<ChartTone, string>>
  figure(value: number): string
  bytes(count: number): string
  /** A time at an axis that spans so many milliseconds. */
  tick(at: Date, spanMs: number): string
  /** A time in full. */
  moment(iso: string): string
}

/** Which part of x is marked; in the values of a time axis, or in numbers of categories. */
export type ChartArea = readonly [from: number, to: number]

const dashes = ['solid', [8, 4], [2, 3], [10, 3, 2, 3], [4, 2]] as const
const markers = ['circle', 'rect', 'triangle', 'diamond', 'roundRect'] as const
/** Bars that stand on one another differ by more than their colour. */
const patterns = [
  undefined,
  { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: Math.PI / 4 },
  { symbol: 'circle', dashArrayX: [[6, 6]], dashArrayY: [6, 0], symbolSize: 0.7 },
  { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: 0 },
  { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: -Math.PI / 4 },
] as const
/** Markers on more points than this would hide the line. */
const mostMarkers = 60

/** What the drawing library is told; series stand in the order of the model, so that a key cursor finds its point. */
export function toChartOption(model: ChartModel, look: ChartLook, isRangeable = false): ChartOption {
  const colour = (index: number) => look.series[index % look.series.length] ?? look.text
  const hasLegend = seriesCount(model) > 1
  const write = ({ kind }: Pick<ChartAxis, 'kind'>) => (kind === 'bytes' ? look.bytes : look.figure)
  const common: ChartOption = {
    animation: false,
    textStyle: { fontFamily: look.font, color: look.text },
    grid: {
      left: 8,
      right: 16,
      top: hasLegend ? 18 + 22 * legendRows(model, look.width) : 16,
      bottom: 8,
      outerBoundsMode: 'same',
      outerBoundsContain: 'all',
    },
    tooltip: {
      // Drawn, not made of elements: the page's policy allows no styles in markup.
      renderMode: 'richText',
      trigger: 'item',
      transitionDuration: 0,
      confine: true,
      backgroundColor: look.surface,
      borderColor: look.line,
      textStyle: { color: look.text, fontSize: 12, fontFamily: look.font },
      valueFormatter: (value) => (typeof value === 'number' ? write(model.y)(value) : String(value)),
    },
    ...(isRangeable ? { brush } : {}),
    ...(hasLegend
      ? {
          legend: {
            // A mark stands on its line, and is told of by it.
            ...(model.kind === 'lines' ? { data: model.series.map(({ name }) => name) } : {}),
            top: 4,
            left: 8,
            itemWidth: 28,
            selectedMode: false,
            textStyle: { color: look.text, fontSize: 12, fontFamily: look.font },
          },
        }
      : {}),
  }
  const axis = (of: ChartAxis, isUpright: boolean) => toAxis(of, isUpright, look, write(of))
  switch (model.kind) {
    case 'bars': {
      const lies = model.isLying === true
      const category = {
        ...axis(model.x, lies),
        type: 'category' as const,
        data: [...model.categories],
        splitLine: { show: false },
        inverse: lies,
        axisLabel: { color: look.secondary, fontSize: 12, formatter: (text: string) => shorten(text, lies ? 28 : 16) },
      }
      const value = axis(model.y, !lies)
      return {
        ...common,
        ...(model.spans === undefined ? {} : { tooltip: { ...common.tooltip, trigger: 'axis' as const } }),
        xAxis: lies ? value : category,
        yAxis: lies ? category : value,
        series: model.series.map(({ name, values, tone }, index) => ({
          type: 'bar' as const,
          name,
          data: [...values],
          ...(model.isStacked === true ? { stack: 'all' } : {}),
          ...(model.isHistogram === true ? { barCategoryGap: '2%' } : { barMaxWidth: 40 }),
          itemStyle: {
            color: tone === undefined ? colour(index) : look.tones[tone],
            ...(hasLegend ? { decal: toDecal(index, look) } : {}),
          },
        })),
      }
    }
    case 'lines': {
      const walked = model.series.filter(({ isReference }) => isReference !== true)
      const references = model.series.filter(({ isReference }) => isReference === true)
      return {
        ...common,
        ...(model.x.kind === 'time'
          ? {
              tooltip: {
                ...common.tooltip,
                trigger: 'axis' as const,
                axisPointer: {
                  type: 'line' as const,
                  animation: false,
                  label: { formatter: ({ value }) => look.moment(new Date(Number(value)).toISOString()) },
                },
              },
              xAxis: toTimeAxis(axis(model.x, false), spanOf(model), look),
            }
          : { xAxis: axis(model.x, false) }),
        yAxis: axis(model.y, true),
        series: [
          ...walked.map(({ name, points }, index) => ({
            type: 'line' as const,
            name,
            data: points.map(([x, y]) => [x, y]),
            color: colour(index),
            symbol: markers[index % markers.length] ?? 'circle',
            symbolSize: 6,
            showSymbol: points.length <= mostMarkers,
            lineStyle: { width: 2, type: toDash(dashes[index % dashes.length]) },
          })),
          ...references.map(({ name, points }) => ({
            type: 'line' as const,
            name,
            data: points.map(([x, y]) => [x, y]),
            color: look.secondary,
            showSymbol: false,
            silent: true,
            lineStyle: { width: 1, type: 'dotted' as const },
          })),
          ...(model.marks ?? []).map(({ name, x, y }, index) => ({
            type: 'scatter' as const,
            name,
            data: [[x, y]],
            symbolSize: 13,
            z: 5,
            itemStyle: { color: look.surface, borderColor: colour(index), borderWidth: 3 },
          })),
        ],
      }
    }
    case 'scatter':
      return {
        ...common,
        xAxis: { ...axis(model.x, false), scale: true },
        yAxis: { ...axis(model.y, true), scale: true },
        series: [
          {
            type: 'scatter',
            data: sortedByX(model.points).map(([x, y]) => [x, y]),
            symbolSize: 6,
            itemStyle: { color: colour(0), opacity: 0.6 },
          },
        ],
      }
    case 'boxes':
      return {
        ...common,
        xAxis: {
          ...axis(model.x, false),
          type: 'category',
          data: model.boxes.map(({ name }) => name),
          splitLine: { show: false },
        },
        yAxis: { ...axis(model.y, true), scale: true },
        series: [
          {
            type: 'boxplot',
            data: model.boxes.map((box) => [box.min, box.lowerQuartile, box.median, box.upperQuartile, box.max]),
            itemStyle: { color: look.surface, borderColor: colour(0), borderWidth: 2 },
          },
        ],
      }
  }
}

/** Chosen from left to right; what is chosen is told to the page, and nothing fades. */
const brush: BrushComponentOption = {
  xAxisIndex: 0,
  brushType: 'lineX',
  brushMode: 'single',
  transformable: false,
  toolbox: [],
  outOfBrush: { colorAlpha: 1 },
}

function toDecal(index: number, { surface }: ChartLook) {
  const pattern = patterns[index % patterns.length]
  if (pattern === undefined) return { symbol: 'none' }
  const { dashArrayX, dashArrayY, ...rest } = pattern
  return { ...rest, dashArrayX: dashArrayX.map(copy), dashArrayY: [...dashArrayY], color: surface }
}

const copy = (dash: number | readonly number[]) => (typeof dash === 'number' ? dash : [...dash])

function toTimeAxis(axis: ReturnType<typeof toAxis>, spanMs: number, { tick }: ChartLook) {
  return {
    ...axis,
    axisLabel: { ...axis.axisLabel, formatter: (value: number) => tick(new Date(value), spanMs) },
  }
}

/** How many rows the names of series take; a letter is about as wide as half its height. */
function legendRows(model: ChartModel, width: number): number {
  const names = model.kind === 'bars' || model.kind === 'lines' ? model.series.map(({ name }) => name) : []
  let [rows, at] = [1, 8]
  for (const name of names) {
    const length = legendMark + 7 * name.length
    if (at > 8 && at + length > width) {
      rows += 1
      at = 8
    }
    at += length
  }
  return rows
}

/** The mark beside a name, with what is left free around it. */
const legendMark = 28 + 16

function seriesCount(model: ChartModel): number {
  if (model.kind === 'bars') return model.series.length
  return model.kind === 'lines' ? model.series.length : 1
}

/** Long names differ at their ends as often as at their beginnings. */
function shorten(text: string, most: number): string {
  if (text.length <= most) return text
  const kept = Math.floor((most - 1) / 2)
  return `${text.slice(0, kept)}…${text.slice(-kept)}`
}

const toDash = (dash: (typeof dashes)[number] | undefined) => (typeof dash === 'string' ? dash : [...(dash ?? [])])

function toAxis(
  { kind = 'number', min, max, ...named }: ChartAxis,
  isUpright: boolean,
  look: ChartLook,
  write: (value: number) => string,
) {
  return {
    type: kind === 'time' ? ('time' as const) : ('value' as const),
    name: axisTitle(named),
    nameLocation: 'middle' as const,
    nameGap: isUpright ? 40 : 28,
    nameTextStyle: { color: look.secondary, fontSize: 12 },
    axisLine: { show: !isUpright, lineStyle: { color: look.line } },
    axisTick: { show: false },
    axisLabel: {
      color: look.secondary,
      fontSize: 12,
      hideOverlap: true,
      ...(kind === 'time'
        ? {}
        : { formatter: (value: number | string) => (typeof value === 'number' ? write(value) : value) }),
    },
    splitLine: { lineStyle: { color: look.line } },
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
  }
}
