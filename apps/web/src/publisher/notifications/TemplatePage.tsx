import { Button } from '@fluentui/react-components'
import { ArrowResetRegular, SendRegular } from '@fluentui/react-icons'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
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
import { publisherWords } from '../publisher-words.ts'
import { notificationsWords } from './notifications-words.ts'
import { SendTestDialog } from './SendTestDialog.tsx'
import { TemplateFields } from './TemplateFields.tsx'
import { type TemplateForm, type TemplateView, templateForm, toChanged, toForm } from './template-form.ts'

const route = getRouteApi('/publisher/$service/notifications/templates/$template')

export function TemplatePage() {
  const { template: name } = route.useParams()
  const service = useService()
  const words = useWords(notificationsWords)
  const area = useWords(publisherWords)
  const messages = useMessages()
  const canWrite = allows(useSession(), 'administrator')
  const path = `${service.id}/templates/${encodeURIComponent(name)}`
  const saved = useResource<TemplateView>(path)
  const { mutateAsync: change } = useArmChange()
  const [isTesting, setTesting] = useState(false)
  if (saved.error !== null && (isNotFound(saved.error) || saved.error.status === 400)) return <NotFoundPage />

  const save = async (form: TemplateForm, ifMatch: string | undefined) => {
    if (saved.data === undefined) return
    await change({
      path,
      method: 'PATCH',
      ifMatch,
      body: { properties: toChanged(form, toForm(saved.data.properties)) },
    })
  }
  const reset = async () => {
    if (saved.data === undefined) return
    const properties = toForm(saved.data.properties)
    try {
      await change({ path, method: 'DELETE', ifMatch: saved.data.entityTag })
      messages.undoable(words('resetDone'), () => {
        change({ path, method: 'PUT', body: { properties } }).catch((error: unknown) =>
          messages.failed(words('resetFailed'), error),
        )
      })
    } catch (error) {
      messages.failed(words('resetFailed'), error)
    }
  }
  const base = `/publisher/${service.name}/notifications`
  return (
    <Page
      title={saved.data?.properties.title ?? name}
      isTitleTranslated={false}
      area={`${area('area')} · ${service.name}`}
      description={words('templateText')}
      breadcrumbs={[
        { label: area('notifications'), href: base },
        { label: words('templates'), href: `${base}?tab=templates` },
      ]}
      actions={
        canWrite && (
          <>
            <Button icon={<SendRegular />} onClick={() => setTesting(true)}>
              {words('sendTest')}
            </Button>
            {saved.data?.properties.isDefault === false && (
              <Button icon={<ArrowResetRegular />} onClick={() => void reset()}>
                {words('reset')}
              </Button>
            )}
          </>
        )
      }
    >
      <ReadOnlyNotice needed="administrator" />
      {saved.data === undefined ? (
        saved.error === null ? (
          <Loading />
        ) : (
          <ErrorState error={saved.error} onRetry={() => void saved.refetch()} />
        )
      ) : (
        <ResourceForm
          key={name}
          schema={templateForm}
          saved={toForm(saved.data.properties)}
          draftName={path}
          isWide
          fieldLabels={{ subject: words('subject'), body: words('body'), title: words('title') }}
          onSave={save}
          versions={{
            entityTag: saved.data.entityTag,
            load: async () => toForm((await readResource<TemplateView>(path)).properties),
          }}
        >
          {(form) => (
            <TemplateFields
              form={form}
              path={path}
              parameters={saved.data.properties.parameters}
              isReadOnly={!canWrite}
            />
          )}
        </ResourceForm>
      )}
      {isTesting && <SendTestDialog path={path} onClose={() => setTesting(false)} />}
    </Page>
  )
}
