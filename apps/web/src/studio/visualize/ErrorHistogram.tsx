import { useMemo } from 'react'
import { useFormats } from '../../shared/languages/formats.ts'
import { Chart } from '../../shared/ui/chart/Chart.tsx'
import type { ChartModel } from '../../shared/ui/chart/chart-model.ts'
import { useVisualizeWords } from './visualize-words.ts'

/** How far predictions of numbers are off. */
export function ErrorHistogram({
  name,
  errors,
}: {
  readonly name: string
  readonly errors: readonly { readonly from: number; readonly to: number; readonly count: number }[]
}) {
  const words = useVisualizeWords()
  const { figure } = useFormats()
  const model = useMemo(
    (): ChartModel => ({
      kind: 'bars',
      title: `${words('errors')}: ${name}`,
      x: { name: words('error') },
      y: { name: words('rowsAxis') },
      categories: errors.map(({ from, to }) => `${figure(from)} – ${figure(to)}`),
      series: [{ name: words('rowsAxis'), values: errors.map(({ count }) => count) }],
      isHistogram: true,
    }),
    [errors, name, words, figure],
  )
  return <Chart model={model} height={300} />
}
