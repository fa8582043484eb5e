import { useMemo } from 'react'
import { Chart } from '../../shared/ui/chart/Chart.tsx'
import type { ChartModel } from '../../shared/ui/chart/chart-model.ts'
import { useRunWords } from './run-words.ts'

/** The loss after each step of a training, also while it goes on. */
export function TrainingCurve({
  losses,
  height = 180,
}: {
  readonly losses: readonly (readonly [step: number, loss: number])[]
  readonly height?: number
}) {
  const words = useRunWords()
  const model = useMemo<ChartModel>(
    () => ({
      kind: 'lines',
      title: words('curve'),
      x: { name: words('curveStep') },
      y: { name: words('curveLoss') },
      series: [{ name: words('curveLoss'), points: losses }],
    }),
    [losses, words],
  )
  return <Chart model={model} height={height} />
}
