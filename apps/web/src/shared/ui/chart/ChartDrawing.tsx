import { BarChart, BoxplotChart, LineChart, ScatterChart } from 'echarts/charts'
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { type EChartsType, init, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { useFormats } from '../../languages/formats.ts'
import { useScheme } from '../../theme/scheme.ts'
import styles from './Chart.module.css'
import type { ChartModel } from './chart-model.ts'
import { type ChartLook, toChartOption } from './chart-option.ts'
import type { ChartCursor } from './chart-points.ts'

// Drawn on a canvas: the other renderer writes style attributes, which the page's policy does not allow.
use([BarChart, BoxplotChart, LineChart, ScatterChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer])

export interface ChartDrawingProps {
  readonly model: ChartModel
  readonly cursor: ChartCursor | undefined
}

/** The picture alone; `Chart` says in words what is in it. */
export function ChartDrawing({ model, cursor }: ChartDrawingProps) {
  const place = useRef<HTMLDivElement>(null)
  const chart = useRef<EChartsType>(undefined)
  const scheme = useScheme()
  const { figure } = useFormats()
  useEffect(() => {
    const element = place.current
    if (element === null) return
    const made = init(element)
    chart.current = made
    const observer = new ResizeObserver(() => made.resize())
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
    chart.current?.setOption(toChartOption(model, readLook(element, figure)), { notMerge: true })
  }, [model, scheme, figure])
  useEffect(() => {
    if (cursor === undefined) chart.current?.dispatchAction({ type: 'hideTip' })
    else {
      chart.current?.dispatchAction({ type: 'showTip', seriesIndex: cursor.series, dataIndex: cursor.point })
    }
  }, [cursor])
  return <div ref={place} className={styles.drawing} />
}

function readLook(element: Element, figure: ChartLook['figure']): ChartLook {
  const style = getComputedStyle(element)
  const read = (name: string) => style.getPropertyValue(name).trim()
  return {
    series: [1, 2, 3, 4, 5].map((number) => read(`--chart-${number}`)),
    text: read('--text'),
    secondary: read('--text-secondary'),
    line: read('--line'),
    surface: read('--surface'),
    font: style.fontFamily,
    figure,
  }
}
