import type { OperationProperties } from '@sluice/contracts'
import { useWords } from '../../../shared/languages/words.ts'
import { Markdown } from '../../../shared/ui/values/Markdown.tsx'
import styles from './OperationPage.module.css'
import { operationWords } from './operation-words.ts'

export type ShownParameter = OperationProperties['templateParameters'][number] & {
  /** `path` or `query`, where that is not plain. */
  readonly place?: string
}

/** Parameters or headers, one below the other: what they are, and what may stand in them. */
export function ParameterList({ parameters }: { readonly parameters: readonly ShownParameter[] }) {
  const words = useWords(operationWords)
  return (
    <ul className={styles.parameters}>
      {parameters.map(({ name, type, place, required, description, defaultValue, values = [] }) => (
        <li key={`${place} ${name}`} className={styles.parameter}>
          <div>
            <code translate="no">{name}</code>
            {required === true && (
              <>
                {' '}
                <span className={styles.required}>{words('required')}</span>
              </>
            )}
          </div>
          <div>
            <span className={styles.kind}>
              <code translate="no">{type}</code>
              {place !== undefined && ` · ${place}`}
            </span>
            {description != null && description !== '' && <Markdown text={description} />}
            {defaultValue != null && defaultValue !== '' && (
              <p translate="no">{words('default', { value: defaultValue })}</p>
            )}
            {values.length > 0 && <p translate="no">{words('permitted', { values: values.join(', ') })}</p>}
          </div>
        </li>
      ))}
    </ul>
  )
}
