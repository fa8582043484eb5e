import type { UseQueryResult } from '@tanstack/react-query'
import { useService } from '../../shared/api-client/service.ts'
import { useWords } from '../../shared/languages/words.ts'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { TextLink } from '../../shared/ui/navigation/TextLink.tsx'
import { Section } from '../../shared/ui/page/Section.tsx'
import styles from './fragments.module.css'
import { fragmentsWords } from './fragments-words.ts'
import { hrefOfUse } from './href-of-use.ts'

/** Where a fragment is included, with the way there. */
export function FragmentUses({ uses: { data, error, refetch } }: { readonly uses: UseQueryResult<readonly string[]> }) {
  const words = useWords(fragmentsWords)
  const service = useService()
  return (
    <Section title={words('usedBy')} description={words('usedByText')}>
      {error !== null ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Loading lines={2} />
      ) : data.length === 0 ? (
        <p>{words('notUsed')}</p>
      ) : (
        <ul className={styles.uses}>
          {data.map((id) => {
            const { label, href } = hrefOfUse(id, service)
            return (
              <li key={id}>
                <TextLink href={href} isName>
                  {label}
                </TextLink>
              </li>
            )
          })}
        </ul>
      )}
    </Section>
  )
}
