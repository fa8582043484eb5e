import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import * as z from 'zod'
import { workspacesQuery } from '../../shared/api-client/workspaces-query.ts'
import { useMay } from '../../shared/auth/use-may.ts'
import { TextAreaField, TextField } from '../../shared/forms/fields.tsx'
import { ResourceForm } from '../../shared/forms/ResourceForm.tsx'
import { translate, useWords } from '../../shared/languages/words.ts'
import { ReadOnlyPage } from '../../shared/ui/access/ReadOnlyPage.tsx'
import { Page } from '../../shared/ui/page/Page.tsx'
import { Section } from '../../shared/ui/page/Section.tsx'
import { CodeText } from '../../shared/ui/values/CodeText.tsx'
import { Facts } from '../../shared/ui/values/Facts.tsx'
import { TimeAgo } from '../../shared/ui/values/TimeAgo.tsx'
import { useStudioChange } from '../api/studio-api.ts'
import { useStudioPlace } from '../api/use-studio-place.ts'
import { useWorkspace } from '../api/workspace.ts'
import { TokenList } from './TokenList.tsx'
import { workspaceWords } from './workspace-words.ts'

const createSchema = () =>
  z.object({
    friendlyName: z
      .string()
      .trim()
      .min(1, { error: () => translate(workspaceWords, 'nameNeeded') })
      .max(260),
    description: z.string().max(4000),
  })

/** Name, id, addresses and tokens of the workspace. */
export function WorkspaceSettingsPage() {
  const words = useWords(workspaceWords)
  const { area } = useStudioPlace()
  const { id, friendlyName, description, createdAt } = useWorkspace()
  const mayChange = useMay('publisher')
  const client = useQueryClient()
  const { mutateAsync } = useStudioChange()
  const [schema] = useState(createSchema)
  return (
    <Page title={words('title')} description={words('description')} area={area} width="text">
      <ReadOnlyPage needed="publisher" />
      <Section title={words('place')} description={words('placeText')}>
        <Facts
          facts={[
            [words('id'), <CodeText key="id" value={id} name={words('id')} />],
            [
              words('apiAddress'),
              <CodeText key="api" value={`${location.origin}/studio/workspaces/${id}`} name={words('apiAddress')} />,
            ],
            [
              words('apiDescription'),
              <CodeText
                key="description"
                value={`${location.origin}/studio/openapi.json`}
                name={words('apiDescription')}
              />,
            ],
            [words('created'), <TimeAgo key="created" iso={createdAt} />],
          ]}
        />
      </Section>
      {mayChange && (
        <Section title={words('names')}>
          <ResourceForm
            schema={schema}
            saved={{ friendlyName, description }}
            draftName={`workspace ${id}`}
            onSave={async (values) => {
              await mutateAsync({ path: '', method: 'PATCH', body: values, touches: [] })
              await client.invalidateQueries({ queryKey: workspacesQuery.queryKey })
            }}
          >
            {({ control }) => (
              <>
                <TextField control={control} name="friendlyName" label={words('name')} isRequired />
                <TextAreaField control={control} name="description" label={words('descriptionField')} />
              </>
            )}
          </ResourceForm>
        </Section>
      )}
      {mayChange && <TokenList />}
    </Page>
  )
}
