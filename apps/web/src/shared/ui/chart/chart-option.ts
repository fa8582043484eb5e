import type { BarSeriesOption, BoxplotSeriesOption, LineSeriesOption, ScatterSeriesOption } from 'echarts/charts'
import type { GridComponentOption, LegendComponentOption, TooltipComponentOption } from 'echarts/components'
import type { ComposeOption } from 'echarts/core'
import { axisTitle, type ChartAxis, type ChartModel } from './chart-model.ts'
import { sortedByX } from './chart-points.ts'

export type ChartOption = ComposeOption<
  | BarSeriesOption
  | BoxplotSeriesOption
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
  figure(value: number): string
}

const dashes = ['solid', [8, 4], [2, 3], [10, 3, 2, 3], [4, 2]] as const
const markers = ['circle', 'rect', 'triangle', 'diamond', 'roundRect'] as const
/** Markers on more points than this would hide the line. */
const mostMarkers = 60

/** What the drawing library is told; series stand in the order of the model, so that a key cursor finds its point. */
export function toChartOption(model: ChartModel, look: ChartLook): ChartOption {
  const colour = (index: number) => look.series[index % look.series.length] ?? look.text
  const hasLegend = seriesCount(model) > 1
  const common: ChartOption = {
    animation: false,
    textStyle: { fontFamily: look.font, color: look.text },
    grid: {
      left: 8,
      right: 16,
      top: hasLegend ? 40 : 16,
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
      valueFormatter: (value) => (typeof value === 'number' ? look.figure(value) : String(value)),
    },
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
  const axis = (of: ChartAxis, isUpright: boolean) => toAxis(of, isUpright, look)
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
        xAxis: lies ? value : category,
        yAxis: lies ? category : value,
        series: model.series.map(({ name, values }, index) => ({
          type: 'bar' as const,
          name,
          data: [...values],
          ...(model.isStacked === true ? { stack: 'all' } : {}),
          ...(model.isHistogram === true ? { barCategoryGap: '2%' } : { barMaxWidth: 40 }),
          itemStyle: { color: colour(index) },
        })),
      }
    }
    case 'lines': {
      const walked = model.series.filter(({ isReference }) => isReference !== true)
      const references = model.series.filter(({ isReference }) => isReference === true)
      return {
        ...common,
        xAxis: axis(model.x, false),
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

function toAxis({ kind = 'number', min, max, ...named }: ChartAxis, isUpright: boolean, look: ChartLook) {
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
        : { formatter: (value: number | string) => (typeof value === 'number' ? look.figure(value) : value) }),
    },
    splitLine: { lineStyle: { color: look.line } },
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
  }
}
