import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useWords } from '../../shared/languages/words.ts'
import { Notice } from '../../shared/ui/feedback/Notice.tsx'
import { Page } from '../../shared/ui/page/Page.tsx'
import { Section } from '../../shared/ui/page/Section.tsx'
import { StateLabel } from '../../shared/ui/values/StateLabel.tsx'
import { TimeAgo } from '../../shared/ui/values/TimeAgo.tsx'
import { apiQuery } from '../catalogue/catalogue.ts'
import { developerWords } from '../developer-words.ts'
import { usePortal } from '../use-portal.ts'
import { AttachmentList } from './AttachmentList.tsx'
import { CommentForm } from './CommentForm.tsx'
import { issueQuery, issueStateKinds } from './issue-queries.ts'
import { issueWords } from './issue-words.ts'
import styles from './issues.module.css'

const route = getRouteApi('/developer/$service/issues/$api/$issue')

/** What somebody has reported, and what others say to it. */
export function IssuePage() {
  const words = useWords(issueWords)
  const shared = useWords(developerWords)
  const { service, base, area } = usePortal()
  const { api, issue: id } = route.useParams()
  const { data: issue } = useSuspenseQuery(issueQuery(service, api, id))
  const { data: about } = useQuery(apiQuery(service, api))
  const { title, description, state, author, createdDate, comments = [], attachments = [] } = issue.properties
  return (
    <Page
      title={title}
      isTitleTranslated={false}
      area={area}
      badge={<StateLabel kind={issueStateKinds[state]}>{words(state)}</StateLabel>}
      breadcrumbs={[
        { label: shared('home'), href: base },
        { label: shared('issues'), href: `${base}/issues` },
      ]}
    >
      <p className={styles.meta}>
        <Link to="/developer/$service/apis/$api" params={{ service, api }} translate="no">
          {about?.properties.displayName ?? api}
        </Link>
        <span>{words(`by_${author}`)}</span>
        {createdDate !== undefined && <TimeAgo iso={createdDate} />}
      </p>
      {state === 'proposed' && <Notice intent="info">{words('mine')}</Notice>}
      <p className={styles.text}>{description}</p>
      {attachments.length > 0 && (
        <div className={styles.section}>
          <Section title={words('attachments')}>
            <AttachmentList api={api} issue={id} attachments={attachments} />
          </Section>
        </div>
      )}
      <div className={styles.section}>
        <Section title={words('comments')}>
          {comments.length === 0 && <p className={styles.meta}>{words('noComments')}</p>}
          <ul className={styles.comments}>
            {comments.map(({ name, properties }) => (
              <li key={name}>
                <p className={styles.meta}>
                  <strong>{words(`by_${properties.author}`)}</strong>
                  {properties.createdDate !== undefined && <TimeAgo iso={properties.createdDate} />}
                </p>
                <p className={styles.text}>{properties.text}</p>
              </li>
            ))}
          </ul>
          <CommentForm api={api} issue={id} />
        </Section>
      </div>
    </Page>
  )
}
