import { Button, Tooltip } from '@fluentui/react-components'
import { DeleteRegular, PlugConnectedRegular } from '@fluentui/react-icons'
import type { BackendProperties } from '@sluice/contracts'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
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
import styles from './Backend.module.css'
import { BackendFields } from './BackendFields.tsx'
import { type BackendForm, checkedBackendForm, toForm, toProperties } from './backend-form.ts'
import { backendsWords } from './backends-words.ts'

const route = getRouteApi('/publisher/$service/backends/$backend')

export function BackendPage() {
  const { backend: name } = route.useParams()
  const service = useService()
  const words = useWords(backendsWords)
  const area = useWords(publisherWords)
  const messages = useMessages()
  const navigate = useNavigate()
  const remove = useRemoval()
  const canWrite = allows(useSession(), 'publisher')
  const path = `${service.id}/backends/${encodeURIComponent(name)}`
  const saved = useResource<BackendProperties>(path)
  const { mutateAsync: change } = useArmChange()
  const schema = useMemo(
    () =>
      checkedBackendForm({
        address: words('addressNeeded'),
        members: words('memberNeeded'),
        statusCodes: words('statusCodesFault'),
      }),
    [words],
  )
  if (isNotFound(saved.error)) return <NotFoundPage />
  const base = `/publisher/${service.name}/backends`

  const save = (form: BackendForm, ifMatch: string | undefined) =>
    change({
      path,
      method: 'PUT',
      ifMatch,
      body: { properties: toProperties(form, saved.data?.properties ?? {}, service.id) },
    })
  const reconnect = async () => {
    try {
      await change({ path: `${path}/reconnect`, method: 'POST' })
      messages.done(words('reconnected', { name }))
    } catch (error) {
      messages.failed(words('reconnectFailed', { name }), error)
    }
  }
  const deleteIt = async () => {
    const properties = saved.data?.properties ?? {}
    if (await remove({ path, name, restore: () => Promise.resolve(properties) })) void navigate({ href: base })
  }
  return (
    <Page
      title={name}
      isTitleTranslated={false}
      area={`${area('area')} · ${service.name}`}
      breadcrumbs={[{ label: area('backends'), href: base }]}
      width="text"
      actions={
        canWrite && (
          <>
            <Tooltip content={words('reconnectHint')} relationship="description">
              <Button icon={<PlugConnectedRegular />} onClick={() => void reconnect()}>
                {words('reconnect')}
              </Button>
            </Tooltip>
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
        <fieldset className={styles.whole} disabled={!canWrite}>
          <ResourceForm
            key={name}
            schema={schema}
            saved={toForm(saved.data.properties)}
            onSave={save}
            versions={{
              entityTag: saved.data.entityTag,
              load: async () => toForm((await readResource<BackendProperties>(path)).properties),
            }}
          >
            {(form) => <BackendFields form={form} own={name} />}
          </ResourceForm>
        </fieldset>
      )}
    </Page>
  )
}
