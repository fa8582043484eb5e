import { useFormats } from '../../shared/languages/formats.ts'
import table from '../../shared/ui/table/DataTable.module.css'
import type { Outcomes } from './threshold-figures.ts'
import styles from './VisualizeDialog.module.css'
import { useVisualizeWords } from './visualize-words.ts'

/** What was positive and what was taken for it. */
export function TwoClassMatrix({ name, outcomes }: { readonly name: string; readonly outcomes: Outcomes }) {
  const words = useVisualizeWords()
  const { number } = useFormats()
  const title = words('confusionOf', { name })
  const cell = (outcome: keyof Outcomes, isRight: boolean) => (
    <td className={table.numeric} {...(isRight ? { 'data-right': true } : { 'data-wrong': true })}>
      {number(outcomes[outcome])}
      <br />
      <span className={styles.quiet}>{words(outcome)}</span>
    </td>
  )
  return (
    <table className={`${table.table} ${styles.matrix}`} aria-label={title}>
      <caption className={styles.quiet}>{title}</caption>
      <thead>
        <tr>
          <th scope="col">
            {words('actual')} \ {words('predicted')}
          </th>
          <th scope="col" className={table.numeric}>
            {words('positive')}
          </th>
          <th scope="col" className={table.numeric}>
            {words('negative')}
          </th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">{words('positive')}</th>
          {cell('truePositives', true)}
          {cell('falseNegatives', false)}
        </tr>
        <tr>
          <th scope="row">{words('negative')}</th>
          {cell('falsePositives', false)}
          {cell('trueNegatives', true)}
        </tr>
      </tbody>
    </table>
  )
}
