import { useFormats } from '../../shared/languages/formats.ts'
import { Section } from '../../shared/ui/page/Section.tsx'
import table from '../../shared/ui/table/DataTable.module.css'
import { shareText } from './share-text.ts'
import styles from './VisualizeDialog.module.css'
import { useVisualizeWords } from './visualize-words.ts'

/** How often each class was taken for each other one, with shares of the actual class. */
export function ConfusionMatrix({
  name,
  classes,
  counts,
}: {
  readonly name: string
  readonly classes: readonly string[]
  /** One list an actual class, one number a predicted class. */
  readonly counts: readonly (readonly number[])[]
}) {
  const words = useVisualizeWords()
  const { number, figure } = useFormats()
  const title = words('confusionOf', { name })
  return (
    <Section title={title}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className={styles.wideTable} tabIndex={0} aria-label={title}>
        <table className={`${table.table} ${styles.matrix}`} aria-label={title}>
          <thead>
            <tr>
              <th scope="col">
                {words('actual')} \ {words('predicted')}
              </th>
              {classes.map((one) => (
                <th key={one} scope="col" className={table.numeric} translate="no">
                  {one}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {classes.map((actual, row) => {
              const line = counts[row] ?? []
              const total = line.reduce((sum, count) => sum + count, 0)
              return (
                <tr key={actual}>
                  <th scope="row" translate="no">
                    {actual}
                  </th>
                  {classes.map((predicted, column) => {
                    const count = line[column] ?? 0
                    return (
                      <td
                        key={predicted}
                        className={table.numeric}
                        data-right={row === column || undefined}
                        data-wrong={(row !== column && count > 0) || undefined}
                      >
                        {number(count)}{' '}
                        <span className={styles.quiet}>{total === 0 ? '' : shareText(count / total, figure)}</span>
                      </td>
                    )
                  })}
                </tr>
              )
            })}
          </tbody>
        </table>
      </section>
    </Section>
  )
}
