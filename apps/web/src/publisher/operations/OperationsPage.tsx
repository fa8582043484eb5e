import { AddRegular } from '@fluentui/react-icons'
import { getRouteApi, Link, Outlet, useNavigate } from '@tanstack/react-router'
import { allows, useSession } from '../../shared/auth/session.ts'
import { useFormats } from '../../shared/languages/formats.ts'
import { useWords } from '../../shared/languages/words.ts'
import { NothingFound } from '../../shared/ui/feedback/EmptyState.tsx'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { LinkButton } from '../../shared/ui/navigation/LinkButton.tsx'
import { SearchField } from '../../shared/ui/table/SearchField.tsx'
import { Verb } from '../../shared/ui/values/Verb.tsx'
import { useApi } from '../apis/use-api.ts'
import styles from './operations.module.css'
import { operationsWords } from './operations-words.ts'
import { mostOperations, useOperations } from './use-operations.ts'

const route = getRouteApi('/publisher/$service/apis/$api/operations')

/** The operations of an API on the left, and what is open of them on the right. */
export function OperationsPage() {
  const words = useWords(operationsWords)
  const { service, api: apiName } = route.useParams()
  const { q = '', tab } = route.useSearch()
  const navigate = useNavigate()
  const { number } = useFormats()
  const api = useApi()
  const mayWrite = allows(useSession(), 'publisher')
  const { data, error, refetch } = useOperations(api.id, q)
  const search = (text: string) => {
    void navigate({ to: '.', replace: true, search: (before) => ({ ...before, q: text === '' ? undefined : text }) })
  }
  const params = { service, api: apiName }
  return (
    <div className={styles.page}>
      <section className={styles.list} aria-label={words('operations')}>
        {mayWrite && (
          <LinkButton
            to="/publisher/$service/apis/$api/operations/new"
            params={params}
            search={q === '' ? {} : { q }}
            icon={<AddRegular />}
          >
            {words('addOperation')}
          </LinkButton>
        )}
        <SearchField things={words('operationsLower')} value={q} onSearch={search} />
        {error !== null ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : data === undefined ? (
          <Loading />
        ) : data.length === 0 && q !== '' ? (
          <NothingFound things={words('operationsLower')} search={q} onClear={() => search('')} />
        ) : (
          <>
            <nav aria-label={words('operations')}>
              <ul className={styles.entries}>
                {data.map(({ name, properties }) => (
                  <li key={name}>
                    <Link
                      to="/publisher/$service/apis/$api/operations/$operation"
                      params={{ ...params, operation: name }}
                      search={{ ...(q === '' ? {} : { q }), ...(tab === undefined ? {} : { tab }) }}
                      className={styles.entry}
                      activeOptions={{ includeSearch: false }}
                    >
                      <Verb verb={properties.method} />
                      <span className={styles.names} translate="no">
                        <span className={styles.name}>{properties.displayName}</span>
                        <code className={styles.path}>{properties.urlTemplate}</code>
                      </span>
                    </Link>
                  </li>
                ))}
              </ul>
            </nav>
            {data.length >= mostOperations && (
              <p className={styles.hint}>{words('listMore', { count: number(mostOperations) })}</p>
            )}
          </>
        )}
      </section>
      <div className={styles.editor}>
        <Outlet />
      </div>
    </div>
  )
}
