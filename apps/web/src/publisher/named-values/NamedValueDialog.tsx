import { readResource } from '../../shared/api-client/resource.ts'
import { useService } from '../../shared/api-client/service.ts'
import { useArmChange, useResource } from '../../shared/api-client/use-resource.ts'
import { allows, useSession } from '../../shared/auth/session.ts'
import { SwitchField, TextField } from '../../shared/forms/fields.tsx'
import { ResourceForm } from '../../shared/forms/ResourceForm.tsx'
import { useWords } from '../../shared/languages/words.ts'
import { FormDialog } from '../../shared/ui/dialogs/FormDialog.tsx'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { Notice } from '../../shared/ui/feedback/Notice.tsx'
import { useMessages } from '../../shared/ui/feedback/use-messages.tsx'
import { uiWords } from '../../shared/ui/ui-words.ts'
import { assertFree } from '../editing/assert-free.ts'
import { editingWords } from '../editing/editing-words.ts'
import { NamedValueUsage } from './NamedValueUsage.tsx'
import {
  emptyNamedValue,
  type NamedValueForm,
  type NamedValueView,
  namedValueForm,
  toForm,
  toProperties,
} from './named-value-form.ts'
import { namedValuesWords } from './named-values-words.ts'
import { ValueCell } from './ValueCell.tsx'

/** Adds a named value, or shows and changes one. @param name of a saved one */
export function NamedValueDialog({ name, onClose }: { readonly name?: string; readonly onClose: () => void }) {
  const service = useService()
  const words = useWords(namedValuesWords)
  const editing = useWords(editingWords)
  const ui = useWords(uiWords)
  const messages = useMessages()
  const canWrite = allows(useSession(), 'publisher')
  const path = name === undefined ? undefined : `${service.id}/namedValues/${encodeURIComponent(name)}`
  const saved = useResource<NamedValueView>(path)
  const { mutateAsync: change } = useArmChange()
  const title =
    name === undefined ? words('addTitle') : words('editTitle', { name: saved.data?.properties.displayName ?? name })

  const save = async (values: NamedValueForm, ifMatch: string | undefined) => {
    const properties = toProperties(values)
    const target = path ?? `${service.id}/namedValues/${encodeURIComponent(properties.displayName)}`
    if (path === undefined) await assertFree(target, properties.displayName, 'displayName')
    await change({
      path: target,
      method: 'PUT',
      body: { properties },
      ...(ifMatch === undefined ? {} : { ifMatch }),
    })
  }
  const form = (
    <ResourceForm
      schema={
        path === undefined
          ? namedValueForm.refine(({ value }) => value.trim() !== '', { path: ['value'], error: words('valueNeeded') })
          : namedValueForm
      }
      saved={saved.data === undefined ? emptyNamedValue : toForm(saved.data.properties)}
      isNew={path === undefined}
      fieldLabels={{ displayName: words('displayName'), value: words('value'), secret: words('secret') }}
      onSave={save}
      {...(path === undefined || saved.data === undefined
        ? {}
        : {
            versions: {
              entityTag: saved.data.entityTag,
              load: async () => toForm((await readResource<NamedValueView>(path)).properties),
            },
          })}
      onSaved={() => {
        messages.done(ui('saved'))
        onClose()
      }}
      onCancel={onClose}
      submitLabel={path === undefined ? words('add') : ui('save')}
    >
      {({ control, watch }) => {
        const isSecret = watch('secret')
        const keeps = path !== undefined && saved.data?.properties.secret === true
        return (
          <>
            <TextField
              control={control}
              name="displayName"
              label={words('displayName')}
              hint={words(path === undefined ? 'displayNameHint' : 'renameHint')}
              isRequired
              isCode
            />
            <TextField
              control={control}
              name="value"
              label={words('value')}
              type={isSecret ? 'password' : 'text'}
              autoComplete={isSecret ? 'new-password' : 'off'}
              isRequired={!keeps}
              isCode
              {...(keeps ? { hint: editing('secretKept') } : {})}
            />
            <SwitchField control={control} name="secret" label={words('secret')} hint={words('secretHint')} />
            <TextField control={control} name="tags" label={words('tags')} hint={words('tagsHint')} />
          </>
        )
      }}
    </ResourceForm>
  )
  const isChangeable = canWrite && !saved.data?.properties.keyVault
  return (
    <FormDialog title={title} onClose={onClose}>
      {path === undefined ? (
        form
      ) : saved.error !== null ? (
        <ErrorState error={saved.error} onRetry={() => void saved.refetch()} />
      ) : saved.data === undefined ? (
        <Loading lines={4} />
      ) : (
        <>
          {isChangeable ? form : <ValueCell namedValue={saved.data} />}
          {saved.data.properties.keyVault && <Notice intent="info">{words('keyVaultText')}</Notice>}
          <NamedValueUsage path={path} />
        </>
      )}
    </FormDialog>
  )
}
