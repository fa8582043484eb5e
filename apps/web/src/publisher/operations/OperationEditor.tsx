import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { ResourceForm } from '../../shared/forms/ResourceForm.tsx'
import { useWords } from '../../shared/languages/words.ts'
import { useMessages } from '../../shared/ui/feedback/use-messages.tsx'
import { uiWords } from '../../shared/ui/ui-words.ts'
import { useApi } from '../apis/use-api.ts'
import { OperationForm } from './OperationForm.tsx'
import { createOperationSchema } from './operation-schema.ts'
import { operationsWords } from './operations-words.ts'
import { joinTags, type SavedOperation, useSaveOperation } from './use-save-operation.ts'

const route = getRouteApi('/publisher/$service/apis/$api/operations')

/** All of an operation in one form: one Save for signature, caching, request, responses and policies. */
export function OperationEditor(props: SavedOperation & { readonly isClone?: boolean }) {
  const { path, saved, isClone = false } = props
  const words = useWords(operationsWords)
  const ui = useWords(uiWords)
  const api = useApi()
  const params = route.useParams()
  const navigate = useNavigate()
  const messages = useMessages()
  const isNew = path === undefined
  const { save, load } = useSaveOperation(props)
  const schema = useMemo(() => createOperationSchema(words, isNew), [words, isNew])
  return (
    <ResourceForm
      schema={schema}
      saved={saved}
      // A clone begins as another operation each time.
      {...(isClone ? {} : { draftName: `operation.${path ?? `${api.id}/new`}` })}
      isWide
      isNew={isNew}
      fieldLabels={{
        displayName: words('displayName'),
        method: words('method'),
        urlTemplate: words('template'),
        description: words('description'),
        templateParameters: words('parameters'),
        request: words('request'),
        responses: words('responses'),
        policy: words('policy'),
      }}
      onSave={save}
      {...(isNew ? {} : { versions: { entityTag: joinTags(props.entityTag, props.policyTag), load } })}
      onSaved={(values) => {
        messages.done(ui('saved'))
        if (!isNew) return
        void navigate({
          to: '/publisher/$service/apis/$api/operations/$operation',
          params: { ...params, operation: values.name },
          ignoreBlocker: true,
        })
      }}
      {...(isNew
        ? {
            onCancel: () => void navigate({ to: '/publisher/$service/apis/$api/operations', params }),
          }
        : {})}
    >
      {(form) => <OperationForm form={form} path={path} isNew={isNew} />}
    </ResourceForm>
  )
}
