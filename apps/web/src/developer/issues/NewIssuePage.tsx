import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useMemo, useRef, useState } from 'react'
import * as z from 'zod'
import { SelectField, TextAreaField, TextField } from '../../shared/forms/fields.tsx'
import { ResourceForm } from '../../shared/forms/ResourceForm.tsx'
import { translate, useWords } from '../../shared/languages/words.ts'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { useMessages } from '../../shared/ui/feedback/use-messages.tsx'
import { Page } from '../../shared/ui/page/Page.tsx'
import { type Api, wholeListQuery } from '../catalogue/catalogue.ts'
import { developerWords } from '../developer-words.ts'
import { useDeveloperChange } from '../use-developer-change.ts'
import { usePortal } from '../use-portal.ts'
import { FileField } from './FileField.tsx'
import { toIssuePath } from './issue-queries.ts'
import { issueWords } from './issue-words.ts'
import { mostFileBytes, readFile } from './read-file.ts'

const route = getRouteApi('/developer/$service/issues/new')

/** Tells the publishers of an API what does not work. */
export function NewIssuePage() {
  const words = useWords(issueWords)
  const shared = useWords(developerWords)
  const messages = useMessages()
  const { service, base, area } = usePortal()
  const { api = '' } = route.useSearch()
  const navigate = route.useNavigate()
  const apis = useQuery(wholeListQuery<Api>(service, '/apis'))
  const change = useDeveloperChange(service)
  const [file, setFile] = useState<File>()
  const isTooLarge = file !== undefined && file.size > mostFileBytes
  const made = useRef<string>(undefined)
  const schema = useMemo(
    () =>
      z.object({
        api: z.string().min(1, { error: () => translate(issueWords, 'apiNeeded') }),
        title: z
          .string()
          .trim()
          .min(1, { error: () => translate(issueWords, 'titleNeeded') }),
        description: z
          .string()
          .trim()
          .min(1, { error: () => translate(issueWords, 'descriptionNeeded') }),
      }),
    [],
  )
  const saved = useMemo(() => ({ api, title: '', description: '' }), [api])
  return (
    <Page
      title={words('newIssue')}
      area={area}
      width="text"
      breadcrumbs={[
        { label: shared('home'), href: base },
        { label: shared('issues'), href: `${base}/issues` },
      ]}
      description={words('newText')}
    >
      {apis.isError && <ErrorState error={apis.error} onRetry={() => void apis.refetch()} />}
      {apis.isPending && <Loading />}
      {apis.isSuccess && (
        <ResourceForm
          schema={schema}
          saved={saved}
          draftName={`issue.${service}`}
          submitLabel={words('newIssue')}
          isNew
          onSave={async (values) => {
            if (isTooLarge) throw new Error(words('tooLarge'))
            const id = crypto.randomUUID()
            const path = toIssuePath(values.api, id)
            await change.mutateAsync({
              path,
              method: 'PUT',
              properties: { title: values.title.trim(), description: values.description.trim() },
            })
            made.current = id
            if (file === undefined || file.size === 0) return
            try {
              await change.mutateAsync({
                path: `${path}/attachments/${crypto.randomUUID()}`,
                method: 'PUT',
                properties: {
                  title: file.name,
                  contentFormat: file.type === '' ? 'application/octet-stream' : file.type,
                  content: await readFile(file),
                },
              })
            } catch (error) {
              // Saving again would report it twice.
              messages.failed(words('unattached'), error)
            }
          }}
          onSaved={(values) => {
            messages.done(words('reported'))
            if (made.current === undefined) return
            const params = { service, api: values.api, issue: made.current }
            // When the form knows that it is saved: else it would ask whether to leave it.
            setTimeout(() => void navigate({ to: '/developer/$service/issues/$api/$issue', params }))
          }}
        >
          {({ control }) => (
            <>
              <SelectField
                control={control}
                name="api"
                label={words('api')}
                isRequired
                choices={[
                  { value: '', label: words('choose') },
                  ...apis.data.map(({ name, properties }) => ({ value: name, label: properties.displayName })),
                ]}
              />
              <TextField control={control} name="title" label={words('title')} isRequired />
              <TextAreaField
                control={control}
                name="description"
                label={words('description')}
                hint={words('descriptionHint')}
                rows={8}
                isRequired
              />
              <FileField
                label={words('attach')}
                hint={words('attachHint')}
                fault={isTooLarge ? words('tooLarge') : undefined}
                file={file}
                onFile={setFile}
              />
            </>
          )}
        </ResourceForm>
      )}
    </Page>
  )
}
