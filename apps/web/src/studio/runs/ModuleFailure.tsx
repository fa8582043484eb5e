import type { ModuleRunAnswer } from '@sluice/contracts'
import type { CatalogueEntry } from '@sluice/dataflow'
import { Facts } from '../../shared/ui/values/Facts.tsx'
import styles from './ModuleResult.module.css'
import { useRunWords } from './run-words.ts'

/** What went wrong in a module: a sentence, the cause, what to do, and the other errors that it knows. */
export function ModuleFailure({
  error,
  declaration,
}: {
  readonly error: NonNullable<ModuleRunAnswer['error']>
  readonly declaration: CatalogueEntry
}) {
  const words = useRunWords()
  const { number, code, message, remedy, target } = error
  return (
    <section className={styles.failure} aria-label={words('error')}>
      <h3>{words('error')}</h3>
      <p className={styles.sentence}>{message}</p>
      <Facts
        facts={[
          [
            words('cause'),
            <span key="cause" className={styles.cause}>
              {number !== undefined && <span>{words('errorNumber', { number })}</span>}
              <code translate="no">{code}</code>
            </span>,
          ],
          ...(target === undefined
            ? []
            : [
                [
                  words('errorTarget'),
                  <span key="target" translate="no">
                    {target}
                  </span>,
                ] as const,
              ]),
          ...(remedy === '' ? [] : [[words('whatToDo'), remedy] as const]),
        ]}
      />
      {declaration.errors.length > 0 && (
        <details className={styles.documented}>
          <summary>{words('allErrors')}</summary>
          <dl>
            {declaration.errors.map((one) => (
              <div key={one.code} data-this={one.code === code || undefined}>
                <dt>
                  {words('errorNumber', { number: one.number })}: {one.message}
                </dt>
                <dd>{one.remedy}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </section>
  )
}
