import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useService } from '../../shared/api-client/service.ts'
import { useWords } from '../../shared/languages/words.ts'
import { Notice } from '../../shared/ui/feedback/Notice.tsx'
import { Page } from '../../shared/ui/page/Page.tsx'
import { publisherWords } from '../publisher-words.ts'
import { PlaceTitle } from './PlaceTitle.tsx'
import { PolicyEditor } from './PolicyEditor.tsx'
import styles from './policies.module.css'
import { policiesWords } from './policies-words.ts'
import { toPolicyPlace } from './policy-scope.ts'
import { ScopeTree } from './ScopeTree.tsx'

const route = getRouteApi('/publisher/$service/policies')

/** All scopes that a policy document can stand at, and the document of the chosen one. */
export function PoliciesPage() {
  const words = useWords(policiesWords)
  const area = useWords(publisherWords)
  const service = useService()
  const navigate = useNavigate()
  const { scope, line } = route.useSearch()
  const place = toPolicyPlace(scope)
  const choose = (path: string) => {
    void navigate({ to: '.', search: path === '' ? {} : { scope: path } })
  }
  return (
    <Page title={words('title')} description={words('description')} area={`${area('area')} · ${service.name}`}>
      <div className={styles.scopes}>
        <nav aria-label={words('scopes')} className={styles.tree}>
          <ScopeTree selected={place?.path} onChoose={choose} />
        </nav>
        <div className={styles.right}>
          {place === undefined ? (
            <Notice intent="warning">{words('unknownScope')}</Notice>
          ) : (
            <>
              <PlaceTitle place={place} />
              <PolicyEditor key={place.path} path={`${service.id}${place.path}`} scope={place.scope} line={line} />
            </>
          )}
        </div>
      </div>
    </Page>
  )
}
