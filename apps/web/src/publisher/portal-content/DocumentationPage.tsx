import { Button } from '@fluentui/react-components'
import { DeleteRegular } from '@fluentui/react-icons'
import { type DocumentationProperties, identifiers } from '@sluice/contracts'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import * as z from 'zod'
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
import { NotAllowedPage } from '../../shared/ui/page/NotAllowedPage.tsx'
import { NotFoundPage } from '../../shared/ui/page/NotFoundPage.tsx'
import { Page } from '../../shared/ui/page/Page.tsx'
import { uiWords } from '../../shared/ui/ui-words.ts'
import { assertFree } from '../editing/assert-free.ts'
import { useRemoval } from '../editing/use-removal.ts'
import { publisherWords } from '../publisher-words.ts'
import { DocumentationFields } from './DocumentationFields.tsx'
import { type DocumentationForm, toIdentifier } from './documentation-form.ts'
import { portalContentWords } from './portal-content-words.ts'

const route = getRouteApi('/publisher/$service/portal-content/pages/$page')

export const NewDocumentationPage = () => <Documentation />

export function DocumentationPage() {
  const { page } = route.useParams()
  return <Documentation name={page} />
}

const toForm = ({ title, content }: DocumentationProperties): DocumentationForm => ({ identifier: '', title, content })

function Documentation({ name }: { readonly name?: string }) {
  const service = useService()
  const words = useWords(portalContentWords)
  const area = useWords(publisherWords)
  const ui = useWords(uiWords)
  const messages = useMessages()
  const navigate = useNavigate()
  const remove = useRemoval()
  const canWrite = allows(useSession(), 'publisher')
  const toPath = (id: string) => `${service.id}/documentations/${encodeURIComponent(id)}`
  const path = name === undefined ? undefined : toPath(name)
  const saved = useResource<DocumentationProperties>(path)
  const { mutateAsync: change } = useArmChange()
  const schema = useMemo(
    () =>
      z.object({
        identifier: z
          .string()
          .refine((id) => id === '' || identifiers.documentationId.safeParse(id).success, words('identifierFault')),
        title: z.string().refine((title) => title.trim() !== '', words('titleNeeded')),
        content: z.string(),
      }),
    [words],
  )
  if (isNotFound(saved.error)) return <NotFoundPage />
  if (name === undefined && !canWrite) return <NotAllowedPage needed="publisher" />
  const list = `/publisher/${service.name}/portal-content`

  const save = async ({ identifier, title, content }: DocumentationForm, ifMatch: string | undefined) => {
    const body = { properties: { title: title.trim(), content } }
    if (path !== undefined) {
      await change({ path, method: 'PUT', ...(ifMatch === undefined ? {} : { ifMatch }), body })
      return
    }
    const id = identifier.trim() || toIdentifier(title)
    await assertFree(toPath(id), id, 'identifier')
    await change({ path: toPath(id), method: 'PUT', body })
  }
  const deleteIt = async () => {
    if (path === undefined || saved.data === undefined) return
    const { properties } = saved.data
    if (await remove({ path, name: properties.title, restore: () => Promise.resolve(properties) })) {
      void navigate({ href: list })
    }
  }
  return (
    <Page
      title={name === undefined ? words('newPage') : (saved.data?.properties.title ?? name)}
      isTitleTranslated={name === undefined}
      area={`${area('area')} · ${service.name}`}
      breadcrumbs={[{ label: area('portalContent'), href: list }]}
      actions={
        canWrite &&
        name !== undefined && (
          <Button icon={<DeleteRegular />} onClick={() => void deleteIt()}>
            {words('deletePage')}
          </Button>
        )
      }
    >
      <ReadOnlyNotice needed="publisher" />
      {path !== undefined && saved.data === undefined ? (
        saved.error === null ? (
          <Loading />
        ) : (
          <ErrorState error={saved.error} onRetry={() => void saved.refetch()} />
        )
      ) : (
        <ResourceForm
          key={path}
          schema={schema}
          saved={saved.data === undefined ? { identifier: '', title: '', content: '' } : toForm(saved.data.properties)}
          draftName={path ?? `${service.id}/documentations`}
          isNew={path === undefined}
          isWide
          fieldLabels={{ title: words('title'), content: words('content') }}
          submitLabel={path === undefined ? ui('add') : ui('save')}
          onSave={save}
          {...(path === undefined
            ? {
                onSaved: () => {
                  messages.done(ui('saved'))
                  void navigate({ href: list })
                },
                onCancel: () => void navigate({ href: list }),
              }
            : {
                versions: {
                  entityTag: saved.data?.entityTag ?? '*',
                  load: async () => toForm((await readResource<DocumentationProperties>(path)).properties),
                },
              })}
        >
          {(form) => <DocumentationFields form={form} isNew={path === undefined} isReadOnly={!canWrite} />}
        </ResourceForm>
      )}
    </Page>
  )
}
