import { Button } from '@fluentui/react-components'
import { DeleteRegular, SendRegular } from '@fluentui/react-icons'
import type { AlertRuleProperties } from '@sluice/contracts'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { isNotFound } from '../../shared/api-client/api-error.ts'
import { readResource } from '../../shared/api-client/resource.ts'
import { useService } from '../../shared/api-client/service.ts'
import { useArmChange, useResource } from '../../shared/api-client/use-resource.ts'
import { allows, useSession } from '../../shared/auth/session.ts'
import { ResourceForm } from '../../shared/forms/ResourceForm.tsx'
import { useWords } from '../../shared/languages/words.ts'
import { ReadOnlyNotice } from '../../shared/ui/access/ReadOnlyNotice.tsx'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { useMessages } from '../../shared/ui/feedback/use-messages.tsx'
import { NotFoundPage } from '../../shared/ui/page/NotFoundPage.tsx'
import { Page } from '../../shared/ui/page/Page.tsx'
import { useRemoval } from '../editing/use-removal.ts'
import { publisherWords } from '../publisher-words.ts'
import { AlertFields } from './AlertFields.tsx'
import { AlertHistory } from './AlertHistory.tsx'
import { toForm, toProperties } from './alert-form.ts'
import styles from './alerts.module.css'
import { alertsWords } from './alerts-words.ts'
import { useAlertSchema } from './use-alert-schema.ts'

const route = getRouteApi('/publisher/$service/alerts/$alert')

/** One rule: what it looks at, whom it tells, and when it did. */
export function AlertPage() {
  const { alert: name } = route.useParams()
  const service = useService()
  const words = useWords(alertsWords)
  const area = useWords(publisherWords)
  const messages = useMessages()
  const navigate = useNavigate()
  const remove = useRemoval()
  const canWrite = allows(useSession(), 'publisher')
  const path = `${service.id}/alertRules/${encodeURIComponent(name)}`
  const saved = useResource<AlertRuleProperties>(path)
  const { mutateAsync: change } = useArmChange()
  const schema = useAlertSchema()
  if (isNotFound(saved.error)) return <NotFoundPage />
  const base = `/publisher/${service.name}/alerts`
  const title = saved.data?.properties.displayName ?? name
  const sendTest = async () => {
    try {
      await change({ path: `${path}/sendTest`, method: 'POST' })
      messages.done(words('testSent'))
    } catch (error) {
      messages.failed(words('testFailed'), error)
    }
  }
  const deleteIt = async () => {
    const properties = saved.data?.properties ?? {}
    const isRemoved = await remove({ path, name: title, restore: () => Promise.resolve(properties) })
    if (isRemoved) void navigate({ href: base })
  }
  return (
    <Page
      title={title}
      isTitleTranslated={false}
      area={`${area('alerts')} · ${area('area')} · ${service.name}`}
      breadcrumbs={[{ label: area('alerts'), href: base }]}
      width="text"
      actions={
        canWrite && (
          <>
            <Button icon={<SendRegular />} onClick={() => void sendTest()}>
              {words('sendTest')}
            </Button>
            <Button icon={<DeleteRegular />} onClick={() => void deleteIt()}>
              {words('delete')}
            </Button>
          </>
        )
      }
    >
      <ReadOnlyNotice needed="publisher" />
      {saved.data === undefined ? (
        saved.error === null ? (
          <Loading />
        ) : (
          <ErrorState error={saved.error} onRetry={() => void saved.refetch()} />
        )
      ) : (
        <>
          <AlertHistory path={path} />
          <fieldset className={styles.whole} disabled={!canWrite}>
            <ResourceForm
              key={name}
              schema={schema}
              saved={toForm(saved.data.properties)}
              onSave={(form, ifMatch) =>
                change({ path, method: 'PATCH', ifMatch, body: { properties: toProperties(form) } })
              }
              versions={{
                entityTag: saved.data.entityTag,
                load: async () => toForm((await readResource<AlertRuleProperties>(path)).properties),
              }}
            >
              {(form) => <AlertFields form={form} />}
            </ResourceForm>
          </fieldset>
        </>
      )}
    </Page>
  )
}
