import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useCallback } from 'react'
import { useWords } from '../../../shared/languages/words.ts'
import { NothingFound } from '../../../shared/ui/feedback/EmptyState.tsx'
import { Section } from '../../../shared/ui/page/Section.tsx'
import { SearchField } from '../../../shared/ui/table/SearchField.tsx'
import { Verb } from '../../../shared/ui/values/Verb.tsx'
import { isFound } from '../../catalogue/api-filter.ts'
import { nameOf, operationsQuery } from '../../catalogue/catalogue.ts'
import { groupByTag } from '../../catalogue/group-by-tag.ts'
import { UrlTemplate } from '../../catalogue/UrlTemplate.tsx'
import { usePortal } from '../../use-portal.ts'
import styles from './ApiPage.module.css'
import { apiWords } from './api-words.ts'

const route = getRouteApi('/developer/$service/apis/$api')

/** From so many operations on, a search helps. */
const searchFrom = 6

/** What an API can do, under the tags of its operations. */
export function OperationList({ api }: { readonly api: string }) {
  const words = useWords(apiWords)
  const { service } = usePortal()
  const { q = '' } = route.useSearch()
  const navigate = route.useNavigate()
  const { data: operations } = useSuspenseQuery(operationsQuery(service, api))
  const search = useCallback(
    (text: string) => void navigate({ search: text === '' ? {} : { q: text }, replace: true }),
    [navigate],
  )
  const found = operations.filter(({ tag, operation: { name, urlTemplate, method, description } }) =>
    isFound(q, [name, urlTemplate, method, description, tag?.name]),
  )
  const groups = groupByTag(found)
  return (
    <Section title={words('operations')}>
      {operations.length >= searchFrom && (
        <div className={styles.search}>
          <SearchField things={words('operationThings')} value={q} onSearch={search} />
        </div>
      )}
      {operations.length === 0 && <p>{words('noOperations')}</p>}
      {operations.length > 0 && found.length === 0 && (
        <NothingFound things={words('operationThings')} search={q} onClear={() => search('')} />
      )}
      {groups.map(({ tag, rows }) => (
        <div key={tag ?? ''}>
          {(tag !== undefined || groups.length > 1) && (
            <h3 className={styles.tag} translate={tag === undefined ? undefined : 'no'}>
              {tag ?? words('untagged')}
            </h3>
          )}
          <ul className={styles.operations}>
            {rows.map(({ operation: { id, name, method, urlTemplate } }) => (
              <li key={id}>
                <Link
                  to="/developer/$service/apis/$api/operations/$operation"
                  params={{ service, api, operation: nameOf(id) }}
                  className={styles.operation}
                >
                  <Verb verb={method} />
                  <span>
                    <span className={styles.name} translate="no">
                      {name}
                    </span>
                    <br />
                    <UrlTemplate template={urlTemplate} className={styles.template} />
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </Section>
  )
}
