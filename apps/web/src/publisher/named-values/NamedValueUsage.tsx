import { useService } from '../../shared/api-client/service.ts'
import { useArm } from '../../shared/api-client/use-resource.ts'
import { useWords } from '../../shared/languages/words.ts'
import { TextLink } from '../../shared/ui/navigation/TextLink.tsx'
import { toPageOf } from '../editing/to-page-of.ts'
import styles from './NamedValues.module.css'
import { namedValuesWords } from './named-values-words.ts'

/** What refers to a named value, with links. @param path of the named value */
export function NamedValueUsage({ path }: { readonly path: string }) {
  const service = useService()
  const words = useWords(namedValuesWords)
  const { data } = useArm<{ readonly value: readonly { readonly id: string }[] }>(`${path}/references`, { $top: 200 })
  if (data === undefined) return null
  return (
    <section className={styles.part} aria-label={words('usedBy')}>
      <h3>{words('usedBy')}</h3>
      {data.value.length === 0 ? (
        <p className={styles.aside}>{words('unused')}</p>
      ) : (
        <>
          <p className={styles.aside}>{words('usedByText')}</p>
          <ul className={styles.usage}>
            {data.value.map(({ id }) => {
              const { href, label } = toPageOf(id, service)
              return (
                <li key={id}>
                  <TextLink href={href} isName>
                    {label}
                  </TextLink>
                </li>
              )
            })}
          </ul>
        </>
      )}
    </section>
  )
}
