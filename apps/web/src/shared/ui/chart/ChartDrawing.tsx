import { BarChart, BoxplotChart, LineChart, ScatterChart } from 'echarts/charts'
import { BrushComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { type EChartsType, init, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { useEffect, useRef, useState } from 'react'
import { type Formats, useFormats } from '../../languages/formats.ts'
import { useScheme } from '../../theme/scheme.ts'
import styles from './Chart.module.css'
import type { ChartModel } from './chart-model.ts'
import { type ChartArea, type ChartLook, toChartOption } from './chart-option.ts'
import type { ChartCursor } from './chart-points.ts'

// Drawn on a canvas: the other renderer writes style attributes, which the page's policy does not allow.
use([
  BarChart,
  BoxplotChart,
  LineChart,
  ScatterChart,
  BrushComponent,
  GridComponent,
  LegendComponent,
  TooltipComponent,
  CanvasRenderer,
])

export interface ChartDrawingProps {
  readonly model: ChartModel
  readonly cursor: ChartCursor | undefined
  /** What is marked by keys. */
  readonly area: ChartArea | undefined
  /** With it a part of the chart can be chosen by dragging. */
  readonly onArea: ((area: ChartArea) => void) | undefined
}

/** The names of series may take other rows with so many pixels more or less. */
const widthStep = 40

/** What the library says at the end of a drag. */
interface BrushEnd {
  readonly areas: readonly { readonly coordRange?: readonly unknown[] }[]
}

/** The picture alone; `Chart` says in words what is in it. */
export function ChartDrawing({ model, cursor, area, onArea }: ChartDrawingProps) {
  const place = useRef<HTMLDivElement>(null)
  const chart = useRef<EChartsType>(undefined)
  const scheme = useScheme()
  const formats = useFormats()
  const [width, setWidth] = useState(600)
  const isRangeable = onArea !== undefined
  const tell = useRef(onArea)
  useEffect(() => {
    tell.current = onArea
  }, [onArea])
  useEffect(() => {
    const element = place.current
    if (element === null) return
    const made = init(element)
    chart.current = made
    made.on('brushEnd', (event) => {
      const [from, to] = (event as unknown as BrushEnd).areas[0]?.coordRange ?? []
      // What was chosen is shown by what comes; nothing stays marked.
      made.dispatchAction({ type: 'brush', areas: [] })
      if (typeof from === 'number' && typeof to === 'number') tell.current?.([from, to])
    })
    const observer = new ResizeObserver(([entry]) => {
      made.resize()
      setWidth(Math.floor((entry?.contentRect.width ?? 0) / widthStep) * widthStep)
    })
    observer.observe(element)
    return () => {
      observer.disconnect()
      made.dispose()
      chart.current = undefined
    }
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the scheme changes what the variables of the page say
  useEffect(() => {
    const element = place.current
    if (element === null) return
    chart.current?.setOption(toChartOption(model, readLook(element, formats, width), isRangeable), { notMerge: true })
    if (!isRangeable) return
    const brushOption = { brushType: 'lineX', brushMode: 'single' }
    chart.current?.dispatchAction({ type: 'takeGlobalCursor', key: 'brush', brushOption })
  }, [model, scheme, formats, isRangeable, width])
  useEffect(() => {
    if (cursor === undefined) chart.current?.dispatchAction({ type: 'hideTip' })
    else {
      chart.current?.dispatchAction({ type: 'showTip', seriesIndex: cursor.series, dataIndex: cursor.point })
    }
  }, [cursor])
  useEffect(() => {
    const areas = area === undefined ? [] : [{ brushType: 'lineX', xAxisIndex: 0, coordRange: [...area] }]
    if (isRangeable) chart.current?.dispatchAction({ type: 'brush', areas })
  }, [area, isRangeable])
  return <div ref={place} className={styles.drawing} />
}

function readLook(element: Element, { figure, bytes, tick, moment }: Formats, width: number): ChartLook {
  const style = getComputedStyle(element)
  const read = (name: string) => style.getPropertyValue(name).trim()
  return {
    series: [1, 2, 3, 4, 5].map((number) => read(`--chart-${number}`)),
    text: read('--text'),
    secondary: read('--text-secondary'),
    line: read('--line'),
    surface: read('--surface'),
    font: style.fontFamily,
    width,
    tones: {
      done: read('--done'),
      warning: read('--warning'),
      failed: read('--failed'),
      quiet: read('--text-secondary'),
    },
    figure,
    bytes,
    tick,
    moment,
  }
}
