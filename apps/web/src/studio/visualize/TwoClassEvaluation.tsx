import { Field, Slider } from '@fluentui/react-components'
import type { EvaluationAnswer } from '@sluice/contracts'
import { useState } from 'react'
import { useFormats } from '../../shared/languages/formats.ts'
import { Section } from '../../shared/ui/page/Section.tsx'
import table from '../../shared/ui/table/DataTable.module.css'
import { CurveChart } from './CurveChart.tsx'
import { MetricsTable } from './MetricsTable.tsx'
import { TwoClassMatrix } from './TwoClassMatrix.tsx'
import { outcomesAt, thresholdFigures } from './threshold-figures.ts'
import styles from './VisualizeDialog.module.css'
import { useVisualizeWords } from './visualize-words.ts'

type Datasets = Extract<EvaluationAnswer, { kind: 'two-class' }>['datasets']
const steps = 100
const figureNames = ['accuracy', 'precision', 'recall', 'fScore', 'falsePositiveRate', 'lift'] as const

/** Curves of one scored dataset or two, and what follows from a threshold. */
export function TwoClassEvaluation({ datasets }: { readonly datasets: Datasets }) {
  const words = useVisualizeWords()
  const { figure } = useFormats()
  const [step, setStep] = useState(steps / 2)
  const threshold = step / steps
  const title = words('atThreshold', { threshold: figure(threshold) })
  const outcomes = datasets.map(({ name, points }) => ({ name, outcomes: outcomesAt(points, threshold) }))
  return (
    <>
      <div className={styles.halves}>
        <CurveChart datasets={datasets} threshold={threshold} />
        <MetricsTable datasets={datasets} />
      </div>
      <div className={styles.halves}>
        <Section title={title}>
          <Field label={words('threshold')} hint={words('thresholdHint')}>
            <div className={styles.slider}>
              <Slider
                aria-label={words('threshold')}
                aria-valuetext={figure(threshold)}
                min={0}
                max={steps}
                value={step}
                onChange={(_, { value }) => setStep(value)}
              />
              <output>{figure(threshold)}</output>
            </div>
          </Field>
          <div className={styles.wideTable}>
            <table className={table.table} aria-label={title}>
              <thead>
                <tr>
                  <th scope="col">{words('figure')}</th>
                  {outcomes.map(({ name }) => (
                    <th key={name} scope="col" className={table.numeric}>
                      {name}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {figureNames.map((figureName) => (
                  <tr key={figureName}>
                    <th scope="row">{words(figureName)}</th>
                    {outcomes.map(({ name, outcomes: counts }) => (
                      <td key={name} className={table.numeric}>
                        {figure(thresholdFigures(counts)[figureName])}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </Section>
        <div className={styles.part}>
          {outcomes.map(({ name, outcomes: counts }) => (
            <TwoClassMatrix key={name} name={name} outcomes={counts} />
          ))}
        </div>
      </div>
    </>
  )
}
