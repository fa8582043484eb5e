import { Button, Field, Select } from '@fluentui/react-components'
import { DeleteRegular } from '@fluentui/react-icons'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useService } from '../../../shared/api-client/service.ts'
import { useArmChange, useResource } from '../../../shared/api-client/use-resource.ts'
import { useMay } from '../../../shared/auth/use-may.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { AskDialog } from '../../../shared/ui/dialogs/AskDialog.tsx'
import { ErrorState } from '../../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../../shared/ui/feedback/Loading.tsx'
import { useMessages } from '../../../shared/ui/feedback/use-messages.tsx'
import { Section } from '../../../shared/ui/page/Section.tsx'
import { Facts } from '../../../shared/ui/values/Facts.tsx'
import { Markdown } from '../../../shared/ui/values/Markdown.tsx'
import { StateLabel } from '../../../shared/ui/values/StateLabel.tsx'
import { TimeAgo } from '../../../shared/ui/values/TimeAgo.tsx'
import { apiPath, baseNameOf } from '../api-view.ts'
import { useApi } from '../use-api.ts'
import { IssueAttachments } from './IssueAttachments.tsx'
import { IssueComments } from './IssueComments.tsx'
import { type IssueState, type IssueView, issueStateKinds } from './issue-view.ts'
import styles from './issues.module.css'
import { issuesWords } from './issues-words.ts'
import { UserName } from './UserName.tsx'

const route = getRouteApi('/publisher/$service/apis/$api/issues')
const states = Object.keys(issueStateKinds) as IssueState[]

/** One issue: what was reported, how it stands, what was said of it. */
export function IssuePage({ issue: id }: { readonly issue: string }) {
  const words = useWords(issuesWords)
  const service = useService()
  const { name } = useApi()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const messages = useMessages()
  const mayWrite = useMay('publisher')
  const path = `${apiPath(service.id, baseNameOf(name))}/issues/${id}`
  const issue = useResource<IssueView>(path, { expandCommentsAttachments: true })
  const { mutateAsync, isPending } = useArmChange()
  const [isAsking, setAsking] = useState(false)
  if (issue.data === undefined) {
    return issue.error === null ? <Loading /> : <ErrorState error={issue.error} onRetry={() => void issue.refetch()} />
  }
  const { properties, entityTag } = issue.data
  const setState = async (state: IssueState) => {
    try {
      await mutateAsync({ path, method: 'PATCH', body: { properties: { state } }, ifMatch: entityTag })
      messages.done(words('stateChanged', { state: words(state) }))
    } catch (error) {
      messages.failed(words('stateFailed'), error)
    }
  }
  const remove = async () => {
    try {
      await mutateAsync({ path, method: 'DELETE', ifMatch: '*' })
    } catch (error) {
      setAsking(false)
      messages.failed(words('deleteFailed'), error)
      return
    }
    messages.done(words('deleted'))
    await navigate({ search: (before) => ({ ...before, issue: undefined }) })
  }
  return (
    <>
      <p className={styles.back}>
        <Link
          to="/publisher/$service/apis/$api/issues"
          params={{ service: service.name, api: name }}
          search={{ ...search, issue: undefined }}
        >
          {words('back')}
        </Link>
      </p>
      <div className={styles.heading}>
        <h2 translate="no">{properties.title}</h2>
        <StateLabel kind={issueStateKinds[properties.state]}>{words(properties.state)}</StateLabel>
      </div>
      <div className={styles.issue}>
        <Facts
          facts={[
            [words('reporter'), <UserName key="reporter" userId={properties.userId} />],
            [
              words('created'),
              properties.createdDate !== undefined && <TimeAgo key="created" iso={properties.createdDate} />,
            ],
          ]}
        />
        <div translate="no">
          <Markdown text={properties.description} />
        </div>
        {mayWrite && (
          <div className={styles.actions}>
            <Field label={words('state')} className={styles.state}>
              <Select
                value={properties.state}
                disabled={isPending}
                onChange={(_, { value }) => void setState(value as IssueState)}
              >
                {states.map((state) => (
                  <option key={state} value={state}>
                    {words(state)}
                  </option>
                ))}
              </Select>
            </Field>
            {properties.state !== 'closed' && (
              <Button disabledFocusable={isPending} onClick={() => isPending || void setState('closed')}>
                {words('close')}
              </Button>
            )}
            <Button icon={<DeleteRegular />} onClick={() => setAsking(true)}>
              {words('delete')}
            </Button>
          </div>
        )}
      </div>
      <Section title={words('comments')}>
        <IssueComments path={path} comments={properties.comments ?? []} />
      </Section>
      {(properties.attachments ?? []).length > 0 && (
        <Section title={words('attachments')}>
          <IssueAttachments attachments={properties.attachments ?? []} />
        </Section>
      )}
      <AskDialog
        isOpen={isAsking}
        title={words('deleteTitle')}
        confirmLabel={words('delete')}
        isBusy={isPending}
        onCancel={() => setAsking(false)}
        onConfirm={() => void remove()}
      >
        <p>{words('deleteText')}</p>
      </AskDialog>
    </>
  )
}
