import type { CallRecordDetail } from '@sluice/contracts'
import { useWords } from '../../../shared/languages/words.ts'
import { CodeBlock } from '../../../shared/ui/code/CodeBlock.tsx'
import { Section } from '../../../shared/ui/page/Section.tsx'
import table from '../../../shared/ui/table/DataTable.module.css'
import styles from '../analytics.module.css'
import { requestsWords } from './requests-words.ts'

const names = ['request', 'backendRequest', 'backendResponse', 'response'] as const

/** Headers and bodies as far as diagnostics keep them, in the order in which they went. */
export function RequestMessages({ record }: { readonly record: CallRecordDetail }) {
  const words = useWords(requestsWords)
  const kept = names.flatMap((name) => {
    const message = record[name]
    return message === undefined ? [] : [{ name, message }]
  })
  if (kept.length === 0) return <p className={styles.quiet}>{words('kept')}</p>
  return kept.map(({ name, message: { headers = [], body } }) => (
    <Section key={name} title={words(name)}>
      {headers.length > 0 && (
        <table className={table.table} aria-label={words(name)}>
          <thead>
            <tr>
              <th scope="col">{words('header')}</th>
              <th scope="col">{words('value')}</th>
            </tr>
          </thead>
          <tbody translate="no">
            {headers.map(({ name: header, value }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a header may come several times
              <tr key={at}>
                <th scope="row">
                  <code>{header}</code>
                </th>
                <td className={styles.value}>
                  <code>{value}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {body !== undefined && body !== '' && <CodeBlock text={body} label={words('body')} />}
    </Section>
  ))
}
