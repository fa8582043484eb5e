import { getRouteApi } from '@tanstack/react-router'
import { identifierOf } from '../../shared/api-client/identifier-of.ts'
import { useService } from '../../shared/api-client/service.ts'
import { useArmChange } from '../../shared/api-client/use-resource.ts'
import { useMay } from '../../shared/auth/use-may.ts'
import { TextField } from '../../shared/forms/fields.tsx'
import { ResourceForm } from '../../shared/forms/ResourceForm.tsx'
import { useWords } from '../../shared/languages/words.ts'
import { useMessages } from '../../shared/ui/feedback/use-messages.tsx'
import { NotAllowedPage } from '../../shared/ui/page/NotAllowedPage.tsx'
import { Page } from '../../shared/ui/page/Page.tsx'
import { assertFree } from '../editing/assert-free.ts'
import { publisherWords } from '../publisher-words.ts'
import { GroupFields } from './GroupFields.tsx'
import { type NewGroupValues, newGroup, newGroupValues, toGroup } from './group-values.ts'
import { groupWords } from './group-words.ts'

const route = getRouteApi('/publisher/$service/groups/new')
const idOf = ({ id, displayName }: NewGroupValues) => id.trim() || identifierOf(displayName, 'group')

/** Adds a group. */
export function NewGroupPage() {
  const words = useWords(groupWords)
  const area = useWords(publisherWords)
  const messages = useMessages()
  const service = useService()
  const navigate = route.useNavigate()
  const { mutateAsync } = useArmChange()
  const mayChange = useMay('publisher')
  const list = `/publisher/${service.name}/groups`
  if (!mayChange) return <NotAllowedPage needed="publisher" />
  return (
    <Page
      title={words('newTitle')}
      description={words('newDescription')}
      area={`${area('area')} · ${service.name}`}
      breadcrumbs={[{ label: words('title'), href: list }]}
      width="text"
    >
      <ResourceForm<NewGroupValues>
        schema={newGroupValues}
        saved={newGroup}
        draftName={`new group ${service.id}`}
        isNew
        submitLabel={words('create')}
        onCancel={() => void navigate({ href: list })}
        onSave={async (values) => {
          const id = idOf(values)
          const path = `${service.id}/groups/${encodeURIComponent(id)}`
          await assertFree(path, id, 'id')
          await mutateAsync({ path, method: 'PUT', body: { properties: toGroup(values) } })
        }}
        onSaved={(values) => {
          messages.done(words('created', { name: values.displayName }))
          void navigate({ href: `${list}/${encodeURIComponent(idOf(values))}` })
        }}
      >
        {(form) => (
          <>
            <GroupFields form={form} />
            <TextField
              control={form.control}
              name="id"
              label={words('id')}
              hint={words('idHint')}
              placeholder={identifierOf(form.watch('displayName'), '')}
              isCode
            />
          </>
        )}
      </ResourceForm>
    </Page>
  )
}
