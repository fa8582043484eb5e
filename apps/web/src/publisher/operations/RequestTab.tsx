import { TextAreaField } from '../../shared/forms/fields.tsx'
import type { SchemaForm } from '../../shared/forms/use-schema-form.ts'
import { useWords } from '../../shared/languages/words.ts'
import { BodyList } from './BodyList.tsx'
import type { OperationValues } from './operation-values.ts'
import styles from './operations.module.css'
import { operationsWords } from './operations-words.ts'
import { ParameterTable } from './ParameterTable.tsx'

/** What callers send beside the variables of the address. */
export function RequestTab({ form }: { readonly form: SchemaForm<OperationValues> }) {
  const words = useWords(operationsWords)
  const { queryParameters, headers } = form.watch('request')
  return (
    <>
      <TextAreaField control={form.control} name="request.description" label={words('description')} rows={2} />
      <section className={styles.part} aria-label={words('queryParameters')}>
        <h3>{words('queryParameters')}</h3>
        {queryParameters.length === 0 && <p className={styles.hint}>{words('noQuery')}</p>}
        <ParameterTable
          form={form}
          name="request.queryParameters"
          label={words('queryParameters')}
          addLabel={words('addQueryParameter')}
        />
      </section>
      <section className={styles.part} aria-label={words('headers')}>
        <h3>{words('headers')}</h3>
        {headers.length === 0 && <p className={styles.hint}>{words('noHeaders')}</p>}
        <ParameterTable form={form} name="request.headers" label={words('headers')} addLabel={words('addHeader')} />
      </section>
      <section className={styles.part} aria-label={words('bodies')}>
        <h3>{words('bodies')}</h3>
        <BodyList form={form} name="request.representations" />
      </section>
    </>
  )
}
