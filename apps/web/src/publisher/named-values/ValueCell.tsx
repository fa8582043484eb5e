import type { Resource } from '../../shared/api-client/resource.ts'
import { allows, useSession } from '../../shared/auth/session.ts'
import { useWords } from '../../shared/languages/words.ts'
import { SecretField } from '../../shared/ui/values/SecretField.tsx'
import styles from './NamedValues.module.css'
import type { NamedValueView } from './named-value-form.ts'
import { namedValuesWords } from './named-values-words.ts'
import { readValue } from './read-value.ts'

/** The value as far as whoever looks may see it. */
export function ValueCell({ namedValue: { id, properties } }: { readonly namedValue: Resource<NamedValueView> }) {
  const words = useWords(namedValuesWords)
  const canRead = allows(useSession(), 'publisher')
  if (properties.keyVault) return <span className={styles.aside}>{words('keyVaultText')}</span>
  if (!properties.secret) {
    return (
      <code translate="no" className={styles.value}>
        {properties.value}
      </code>
    )
  }
  if (!canRead) return <span className={styles.aside}>{words('secretHidden')}</span>
  return <SecretField name={words('valueOf', { name: properties.displayName })} load={() => readValue(id)} />
}
