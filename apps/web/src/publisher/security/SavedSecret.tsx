import { sendArm } from '../../shared/api-client/resource.ts'
import { allows, useSession } from '../../shared/auth/session.ts'
import { useWords } from '../../shared/languages/words.ts'
import { SecretField } from '../../shared/ui/values/SecretField.tsx'
import styles from './Security.module.css'
import { securityWords } from './security-words.ts'

/** The client secret that is saved, for administrators. @param path of the provider */
export function SavedSecret({ path }: { readonly path: string }) {
  const words = useWords(securityWords)
  const canRead = allows(useSession(), 'administrator')
  if (!canRead) return null
  const load = async () => {
    const { body } = await sendArm<{ clientSecret?: string | null }>(`${path}/listSecrets`, { method: 'POST' })
    return body.clientSecret ?? ''
  }
  return (
    <div className={styles.key}>
      <span className={styles.keyName}>{words('secret')}</span>
      <SecretField name={words('secret')} load={load} />
    </div>
  )
}
