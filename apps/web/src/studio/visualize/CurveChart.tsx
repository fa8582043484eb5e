import type { EvaluationAnswer } from '@sluice/contracts'
import { useMemo, useState } from 'react'
import { Chart } from '../../shared/ui/chart/Chart.tsx'
import type { ChartModel } from '../../shared/ui/chart/chart-model.ts'
import { Tabs } from '../../shared/ui/navigation/Tabs.tsx'
import { type CurveKind, curveOf, curvePoint, outcomesAt } from './threshold-figures.ts'
import styles from './VisualizeDialog.module.css'
import { useVisualizeWords } from './visualize-words.ts'

type Datasets = Extract<EvaluationAnswer, { kind: 'two-class' }>['datasets']
const kinds: readonly CurveKind[] = ['roc', 'precisionRecall', 'lift']
const axes = {
  roc: ['falsePositiveRate', 'truePositiveRate'],
  precisionRecall: ['recall', 'precision'],
  lift: ['positiveRate', 'lift'],
} as const

/** ROC, precision-recall or lift; where the threshold is, is marked. */
export function CurveChart({ datasets, threshold }: { readonly datasets: Datasets; readonly threshold: number }) {
  const words = useVisualizeWords()
  const [kind, setKind] = useState<CurveKind>('roc')
  const model = useMemo((): ChartModel => {
    const [x, y] = axes[kind]
    const marks = datasets.map(({ name, points }) => {
      const [markX, markY] = curvePoint(kind, outcomesAt(points, threshold))
      return { name: `${name}, ${words('atThreshold', { threshold })}`, x: markX, y: markY }
    })
    return {
      kind: 'lines',
      title: words(kind),
      x: { name: words(x), min: 0, max: 1 },
      y: { name: words(y), min: 0, ...(kind === 'lift' ? {} : { max: 1 }) },
      series: [
        ...datasets.map(({ name, points }) => ({ name, points: curveOf(kind, points) })),
        ...references(kind).map((points) => ({ name: words('chance'), points, isReference: true })),
      ],
      marks,
    }
  }, [datasets, threshold, kind, words])
  return (
    <div className={styles.part}>
      <Tabs
        label={words('curves')}
        tabs={kinds.map((id) => ({ id, label: words(id) }))}
        selected={kind}
        onSelect={setKind}
        size="small"
      />
      <Chart model={model} height={360} />
    </div>
  )
}

/** What guessing would give. */
function references(kind: CurveKind): (readonly (readonly [number, number])[])[] {
  if (kind === 'precisionRecall') return []
  return kind === 'roc'
    ? [
        [
          [0, 0],
          [1, 1],
        ],
      ]
    : [
        [
          [0, 1],
          [1, 1],
        ],
      ]
}
