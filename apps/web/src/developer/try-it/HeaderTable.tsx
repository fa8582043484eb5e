import { useWords } from '../../shared/languages/words.ts'
import { CopyButton } from '../../shared/ui/values/CopyButton.tsx'
import { SecretField } from '../../shared/ui/values/SecretField.tsx'
import styles from './TryConsole.module.css'
import { tryItWords } from './try-it-words.ts'

/** The headers of an answer in its order; one name may be there more than once. */
export function HeaderTable({
  headers,
  secrets,
}: {
  readonly headers: readonly (readonly [name: string, value: string])[]
  /** What was sent masked: where it comes back, it is masked again. */
  readonly secrets: readonly string[]
}) {
  const words = useWords(tryItWords)
  const all = headers.map(([name, value]) => `${name}: ${value}`).join('\n')
  return (
    <div className={styles.headers}>
      <table className={styles.headerTable} aria-label={words('responseHeaders')}>
        <thead>
          <tr>
            <th scope="col">{words('responseHeaderName')}</th>
            <th scope="col">{words('responseHeaderValue')}</th>
          </tr>
        </thead>
        <tbody translate="no">
          {headers.map(([name, value], index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a name may be there twice with one value, and the list never changes
            <tr key={index}>
              <td>{name}</td>
              <td>{secrets.includes(value) ? <SecretField name={name} load={async () => value} /> : value}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <CopyButton value={all} name={words('responseHeaders')} size="small" />
    </div>
  )
}
