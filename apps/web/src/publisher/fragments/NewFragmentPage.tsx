import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { ApiError, isConflictOfVersions } from '../../shared/api-client/api-error.ts'
import { useService } from '../../shared/api-client/service.ts'
import { useArmChange } from '../../shared/api-client/use-resource.ts'
import { allows, useSession } from '../../shared/auth/session.ts'
import { ResourceForm } from '../../shared/forms/ResourceForm.tsx'
import { useWords } from '../../shared/languages/words.ts'
import { useMessages } from '../../shared/ui/feedback/use-messages.tsx'
import { NotAllowedPage } from '../../shared/ui/page/NotAllowedPage.tsx'
import { Page } from '../../shared/ui/page/Page.tsx'
import { uiWords } from '../../shared/ui/ui-words.ts'
import { assertUnwritten } from '../policies/assert-unwritten.ts'
import { defaultPolicy } from '../policies/default-policy.ts'
import { publisherWords } from '../publisher-words.ts'
import { FragmentFields } from './FragmentFields.tsx'
import { createFragmentSchema, type FragmentValues, toFragmentProperties } from './fragment-values.ts'
import { fragmentsWords } from './fragments-words.ts'

export function NewFragmentPage() {
  const words = useWords(fragmentsWords)
  const area = useWords(publisherWords)
  const ui = useWords(uiWords)
  const service = useService()
  const navigate = useNavigate()
  const messages = useMessages()
  const change = useArmChange()
  const session = useSession()
  const schema = useMemo(() => createFragmentSchema(words, true), [words])
  const list = `/publisher/${service.name}/fragments`
  if (!allows(session, 'publisher')) return <NotAllowedPage needed="publisher" />

  const save = async (values: FragmentValues) => {
    const path = `${service.id}/policyFragments/${values.name}`
    try {
      await assertUnwritten(path)
    } catch (error) {
      if (!isConflictOfVersions(error)) throw error
      const fault = { code: 'ValidationError', target: 'name', message: words('faultTaken') }
      throw new ApiError({ ...fault, status: 400, faults: [fault] })
    }
    await change.mutateAsync({ path, method: 'PUT', body: { properties: toFragmentProperties(values) } })
  }
  return (
    <Page
      title={words('newTitle')}
      area={`${area('area')} · ${service.name}`}
      breadcrumbs={[{ label: area('fragments'), href: list }]}
    >
      <ResourceForm
        schema={schema}
        saved={{ name: '', description: '', value: defaultPolicy('fragment') }}
        draftName={`fragment.${service.id}.new`}
        isWide
        isNew
        onSave={save}
        onSaved={({ name }) => {
          messages.done(ui('saved'))
          void navigate({ to: `${list}/${name}`, ignoreBlocker: true })
        }}
        onCancel={() => void navigate({ to: list })}
      >
        {(form) => <FragmentFields form={form} isReadOnly={false} />}
      </ResourceForm>
    </Page>
  )
}
