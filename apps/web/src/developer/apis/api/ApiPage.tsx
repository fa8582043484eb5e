import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useWords } from '../../../shared/languages/words.ts'
import { LinkButton } from '../../../shared/ui/navigation/LinkButton.tsx'
import { Page } from '../../../shared/ui/page/Page.tsx'
import { Markdown } from '../../../shared/ui/values/Markdown.tsx'
import { apiQuery } from '../../catalogue/catalogue.ts'
import { developerWords } from '../../developer-words.ts'
import { usePortal } from '../../use-portal.ts'
import { ApiAccess } from './ApiAccess.tsx'
import { ApiFacts } from './ApiFacts.tsx'
import styles from './ApiPage.module.css'
import { apiWords } from './api-words.ts'
import { ChangeLog } from './ChangeLog.tsx'
import { DownloadMenu } from './DownloadMenu.tsx'
import { McpServer } from './McpServer.tsx'
import { OperationList } from './OperationList.tsx'
import { VersionPicker } from './VersionPicker.tsx'

const route = getRouteApi('/developer/$service/apis/$api')

/** What an API is, where it is called, and what it can do. */
export function ApiPage() {
  const words = useWords(apiWords)
  const shared = useWords(developerWords)
  const { service, base, area } = usePortal()
  const { api: id } = route.useParams()
  const { data: api } = useSuspenseQuery(apiQuery(service, id))
  const { displayName, description, type } = api.properties
  return (
    <Page
      title={displayName}
      isTitleTranslated={false}
      area={area}
      breadcrumbs={[
        { label: shared('home'), href: base },
        { label: shared('apis'), href: `${base}/apis` },
      ]}
      actions={
        <>
          <VersionPicker api={api} />
          {(type === 'http' || type === 'soap') && <DownloadMenu api={id} />}
          <LinkButton to="/developer/$service/issues/new" params={{ service }} search={{ api: id }}>
            {words('report')}
          </LinkButton>
        </>
      }
    >
      <div className={styles.parts}>
        <div className={styles.main}>
          {description != null && description !== '' && <Markdown text={description} />}
          {type === 'mcp' ? <McpServer api={api} /> : <OperationList api={id} />}
        </div>
        <div className={styles.side}>
          <ApiFacts api={api} />
          <ApiAccess api={api} />
          <ChangeLog api={id} />
        </div>
      </div>
    </Page>
  )
}
