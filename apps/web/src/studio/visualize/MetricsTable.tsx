import type { EvaluationAnswer } from '@sluice/contracts'
import { useFormats } from '../../shared/languages/formats.ts'
import { Section } from '../../shared/ui/page/Section.tsx'
import table from '../../shared/ui/table/DataTable.module.css'
import styles from './VisualizeDialog.module.css'
import { useVisualizeWords } from './visualize-words.ts'

/** Metrics side by side, a column for each scored dataset. */
export function MetricsTable({
  datasets,
}: {
  readonly datasets: readonly Pick<EvaluationAnswer['datasets'][number], 'name' | 'metrics'>[]
}) {
  const words = useVisualizeWords()
  const { figure } = useFormats()
  const show = (value: number | string | null | undefined) =>
    typeof value === 'number' ? figure(value) : value === 'Infinity' ? '∞' : (value ?? '–')
  return (
    <Section title={words('metrics')}>
      <div className={styles.wideTable}>
        <table className={table.table} aria-label={words('metrics')}>
          <thead>
            <tr>
              <th scope="col">{words('metric')}</th>
              {datasets.map(({ name }) => (
                <th key={name} scope="col" className={table.numeric}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {datasets[0]?.metrics.map(({ name }, index) => (
              <tr key={name}>
                <th scope="row" translate="no">
                  {name}
                </th>
                {datasets.map((dataset) => (
                  <td key={dataset.name} className={table.numeric}>
                    {show(dataset.metrics[index]?.value)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  )
}
