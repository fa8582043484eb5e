import type { ApiProperties, OperationProperties, ToolProperties } from '@sluice/contracts'
import { toolNameOf, toToolName } from '@sluice/contracts'
import { useMemo, useState } from 'react'
import * as z from 'zod'
import { useService } from '../../../shared/api-client/service.ts'
import { useArmChange, useResource } from '../../../shared/api-client/use-resource.ts'
import { TextAreaField, TextField } from '../../../shared/forms/fields.tsx'
import { ResourceForm } from '../../../shared/forms/ResourceForm.tsx'
import { useWords } from '../../../shared/languages/words.ts'
import { FormDialog } from '../../../shared/ui/dialogs/FormDialog.tsx'
import { ErrorState } from '../../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../../shared/ui/feedback/Loading.tsx'
import { useMessages } from '../../../shared/ui/feedback/use-messages.tsx'
import { assertFree } from '../../editing/assert-free.ts'
import { ResourceCombobox } from '../../pickers/ResourceCombobox.tsx'
import { orNull } from '../api-fields.ts'
import { fieldsWords } from '../fields-words.ts'
import { useApi } from '../use-api.ts'
import { mcpWords } from './mcp-words.ts'
import { isToolName } from './new-mcp-form.ts'

/** Adds a tool to a server, or changes one. @param name identifier of a saved one */
export function ToolDialog({ name, onClose }: { readonly name?: string; readonly onClose: () => void }) {
  const words = useWords(mcpWords)
  const fields = useWords(fieldsWords)
  const service = useService()
  const messages = useMessages()
  const api = useApi()
  const path = name === undefined ? undefined : `${api.id}/tools/${encodeURIComponent(name)}`
  const saved = useResource<ToolProperties>(path)
  const { mutateAsync: change } = useArmChange()
  const [chosenApi, setChosenApi] = useState<{ readonly id: string; readonly displayName: string }>()
  const schema = useMemo(
    () =>
      z.object({
        operationId: z.string().min(1, fields('required')),
        displayName: z.string().refine(isToolName, words('nameFault')),
        description: z.string().max(4000, fields('tooLong', { count: 4000 })),
      }),
    [fields, words],
  )
  const tool = saved.data
  const values =
    tool === undefined
      ? { operationId: '', displayName: '', description: '' }
      : {
          operationId: tool.properties.operationId,
          displayName: toolNameOf(tool.name, tool.properties.displayName),
          description: tool.properties.description ?? '',
        }
  const save = async ({ operationId, displayName, description }: typeof values) => {
    const target = path ?? `${api.id}/tools/${displayName}`
    if (path === undefined) await assertFree(target, displayName, 'displayName')
    const properties = { operationId, displayName, description: orNull(description) }
    const ifMatch = tool === undefined ? {} : { ifMatch: tool.entityTag }
    await change({ path: target, method: 'PUT', body: { properties }, ...ifMatch })
  }
  const title = tool === undefined ? words('add') : words('editTitle', { name: values.displayName })
  return (
    <FormDialog title={title} onClose={onClose}>
      {path !== undefined && saved.error !== null ? (
        <ErrorState error={saved.error} onRetry={() => void saved.refetch()} />
      ) : path !== undefined && tool === undefined ? (
        <Loading lines={4} />
      ) : (
        <ResourceForm
          schema={schema}
          saved={values}
          isNew={path === undefined}
          onSave={save}
          onSaved={({ displayName }) => {
            messages.done(words(path === undefined ? 'added' : 'saved', { name: displayName }))
            onClose()
          }}
          onCancel={onClose}
          {...(path === undefined ? { submitLabel: words('add') } : {})}
        >
          {({ control, watch, setValue, formState }) => {
            const operationId = watch('operationId')
            return (
              <>
                {path === undefined && (
                  <>
                    <ResourceCombobox<ApiProperties>
                      label={words('api')}
                      path={`${service.id}/apis`}
                      fields={['displayName', 'path']}
                      filter="type eq 'http' and isCurrent eq true"
                      toText={({ properties }) => properties.displayName}
                      toDetail={({ properties }) => `/${properties.path}`}
                      chosen={chosenApi?.displayName}
                      isRequired
                      onPick={(picked) => {
                        setChosenApi(picked && { id: picked.id, displayName: picked.properties.displayName })
                        setValue('operationId', '', { shouldDirty: true })
                      }}
                    />
                    <ResourceCombobox<OperationProperties>
                      label={words('operation')}
                      path={`${chosenApi?.id ?? `${service.id}/apis/`}/operations`}
                      fields={['displayName', 'urlTemplate']}
                      toText={({ properties }) => properties.displayName}
                      toDetail={({ properties }) => `${properties.method} ${properties.urlTemplate}`}
                      chosen={operationId === '' ? undefined : operationId.slice(operationId.lastIndexOf('/') + 1)}
                      fault={formState.errors.operationId?.message}
                      isRequired
                      isDisabled={chosenApi === undefined}
                      onPick={(picked) => {
                        setValue('operationId', picked?.id ?? '', { shouldDirty: true, shouldValidate: true })
                        if (picked === undefined) return
                        setValue('displayName', toToolName(picked.name), { shouldDirty: true })
                        setValue('description', picked.properties.description ?? '', { shouldDirty: true })
                      }}
                    />
                  </>
                )}
                <TextField
                  control={control}
                  name="displayName"
                  label={words('name')}
                  hint={words('nameHint')}
                  isRequired
                  isCode
                />
                <TextAreaField
                  control={control}
                  name="description"
                  label={words('description')}
                  hint={words('descriptionHint')}
                />
              </>
            )
          }}
        </ResourceForm>
      )}
    </FormDialog>
  )
}
