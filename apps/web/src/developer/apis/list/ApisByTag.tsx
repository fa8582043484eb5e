import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useWords } from '../../../shared/languages/words.ts'
import { ErrorState } from '../../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../../shared/ui/feedback/Loading.tsx'
import { ApiCard } from '../../catalogue/ApiCard.tsx'
import { isFound } from '../../catalogue/api-filter.ts'
import cards from '../../catalogue/cards.module.css'
import { nameOf, type TaggedApi, taggedApisQuery } from '../../catalogue/catalogue.ts'
import { groupByTag } from '../../catalogue/group-by-tag.ts'
import { usePortal } from '../../use-portal.ts'
import styles from './ApisPage.module.css'
import { apisWords } from './apis-words.ts'
import { NoApis } from './NoApis.tsx'

const route = getRouteApi('/developer/$service/apis')

/** APIs under each of their tags. */
export function ApisByTag() {
  const words = useWords(apisWords)
  const { service } = usePortal()
  const { q = '' } = route.useSearch()
  const list = useQuery(taggedApisQuery(service))
  if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
  if (list.data === undefined) return <Loading />
  const groups = groupByTag(list.data.filter((row) => isMatch(row, q)))
  if (groups.length === 0) return <NoApis />
  return groups.map(({ tag, rows }) => (
    <section key={tag ?? ''} className={styles.group} aria-label={tag ?? words('untagged')}>
      <h2 translate={tag === undefined ? undefined : 'no'}>{tag ?? words('untagged')}</h2>
      <ul className={cards.cards}>
        {rows.map(({ api }) => (
          <ApiCard
            key={api.id}
            id={nameOf(api.id)}
            displayName={api.name}
            path={String(api.path ?? '')}
            description={api.description as string | null | undefined}
            version={api.apiVersion as string | null | undefined}
          />
        ))}
      </ul>
    </section>
  ))
}

const isMatch = ({ api }: TaggedApi, search: string): boolean =>
  isFound(search, [api.name, api.description as string | undefined, `/${String(api.path ?? '')}`])
