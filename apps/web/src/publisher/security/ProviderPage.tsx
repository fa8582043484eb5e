import { Button } from '@fluentui/react-components'
import { DeleteRegular } from '@fluentui/react-icons'
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { FieldValues } from 'react-hook-form'
import type * as z from 'zod'
import { isNotFound } from '../../shared/api-client/api-error.ts'
import { readResource } from '../../shared/api-client/resource.ts'
import { useService } from '../../shared/api-client/service.ts'
import { useArmChange, useResource } from '../../shared/api-client/use-resource.ts'
import { allows, useSession } from '../../shared/auth/session.ts'
import { ResourceForm } from '../../shared/forms/ResourceForm.tsx'
import type { SchemaForm } from '../../shared/forms/use-schema-form.ts'
import { useWords } from '../../shared/languages/words.ts'
import { ReadOnlyNotice } from '../../shared/ui/access/ReadOnlyNotice.tsx'
import { AskDialog } from '../../shared/ui/dialogs/AskDialog.tsx'
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
import styles from './Security.module.css'
import type { SecurityTab } from './security-tabs.ts'
import { securityWords } from './security-words.ts'

/** A page of one provider: what all kinds of them have in common. */
export function ProviderPage<Properties, Values extends FieldValues>({
  collection,
  name,
  tab,
  newTitle,
  deleteLabel,
  schema,
  empty,
  toForm,
  toProperties,
  toName,
  titleOf,
  children,
}: {
  /** `identityProviders` */
  readonly collection: string
  /** Of a saved one; undefined = a new one. */
  readonly name: string | undefined
  /** Where it is listed. */
  readonly tab: SecurityTab
  readonly newTitle: string
  readonly deleteLabel: string
  readonly schema: z.ZodType<unknown, Values>
  readonly empty: Values
  readonly toForm: (properties: Properties) => Values
  readonly toProperties: (values: Values) => object
  /** Identifier of a new one, and the field that tells it. */
  readonly toName: (values: Values) => { readonly name: string; readonly field: string }
  readonly titleOf: (properties: Properties, name: string) => string
  readonly children: (form: SchemaForm<Values>, path: string | undefined) => ReactNode
}) {
  const service = useService()
  const words = useWords(securityWords)
  const area = useWords(publisherWords)
  const ui = useWords(uiWords)
  const messages = useMessages()
  const navigate = useNavigate()
  const remove = useRemoval()
  const canWrite = allows(useSession(), 'administrator')
  const toPath = (id: string) => `${service.id}/${collection}/${encodeURIComponent(id)}`
  const path = name === undefined ? undefined : toPath(name)
  const saved = useResource<Properties>(path)
  const { mutateAsync: change } = useArmChange()
  const [isLeaving, setLeaving] = useState(false)
  if (isNotFound(saved.error)) return <NotFoundPage />
  if (name === undefined && !canWrite) return <NotAllowedPage needed="administrator" />
  const base = `/publisher/${service.name}/security`
  const list = `${base}?tab=${tab}`
  const title = name === undefined ? newTitle : saved.data === undefined ? name : titleOf(saved.data.properties, name)

  const save = async (values: Values, ifMatch: string | undefined) => {
    const properties = toProperties(values)
    if (path !== undefined) {
      await change({ path, method: 'PUT', ...(ifMatch === undefined ? {} : { ifMatch }), body: { properties } })
      return
    }
    const own = toName(values)
    await assertFree(toPath(own.name), own.name, own.field)
    await change({ path: toPath(own.name), method: 'PUT', body: { properties } })
  }
  return (
    <Page
      title={title}
      isTitleTranslated={name === undefined}
      area={`${area('area')} · ${service.name}`}
      breadcrumbs={[
        { label: area('security'), href: base },
        { label: words(tab), href: list },
      ]}
      width="text"
      actions={
        canWrite &&
        name !== undefined && (
          <Button icon={<DeleteRegular />} onClick={() => setLeaving(true)}>
            {deleteLabel}
          </Button>
        )
      }
    >
      <ReadOnlyNotice needed="administrator" />
      {path !== undefined && saved.data === undefined ? (
        saved.error === null ? (
          <Loading />
        ) : (
          <ErrorState error={saved.error} onRetry={() => void saved.refetch()} />
        )
      ) : (
        <fieldset className={styles.whole} disabled={!canWrite}>
          <ResourceForm
            key={path}
            schema={schema}
            saved={saved.data === undefined ? empty : toForm(saved.data.properties)}
            isNew={path === undefined}
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
                    load: async () => toForm((await readResource<Properties>(path)).properties),
                  },
                })}
          >
            {(form) => children(form, path)}
          </ResourceForm>
        </fieldset>
      )}
      <AskDialog
        isOpen={isLeaving}
        title={words('deleteTitle', { name: title })}
        confirmLabel={ui('delete')}
        onCancel={() => setLeaving(false)}
        onConfirm={async () => {
          setLeaving(false)
          if (path !== undefined && (await remove({ path, name: title }))) void navigate({ href: list })
        }}
      >
        {words('deleteText')}
      </AskDialog>
    </Page>
  )
}
