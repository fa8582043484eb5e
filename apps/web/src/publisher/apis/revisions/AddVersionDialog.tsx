import { Checkbox, Field, Input, Select } from '@fluentui/react-components'
import type { ProductProperties } from '@sluice/contracts'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Resource } from '../../../shared/api-client/resource.ts'
import { useService } from '../../../shared/api-client/service.ts'
import { useAllResources } from '../../../shared/api-client/use-resource.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { QuestionDialog } from '../../../shared/ui/dialogs/QuestionDialog.tsx'
import { useMessages } from '../../../shared/ui/feedback/use-messages.tsx'
import { AddressPreview } from '../AddressPreview.tsx'
import { type ApiView, apiHref, apiPath, baseNameOf } from '../api-view.ts'
import { useApi } from '../use-api.ts'
import { missingFields, type NewVersion, toVersionSet, versionIdentifier } from './new-version.ts'
import { revisionsWords } from './revisions-words.ts'
import { schemeWords } from './scheme-words.ts'
import { useAddVersion } from './use-add-version.ts'

const schemes = Object.keys(schemeWords) as (keyof typeof schemeWords)[]

/** Makes another version of the API that the page is about. */
export function AddVersionDialog({
  versions,
  onClose,
}: {
  readonly versions: readonly Resource<ApiView>[]
  readonly onClose: () => void
}) {
  const words = useWords(revisionsWords)
  const service = useService()
  const navigate = useNavigate()
  const messages = useMessages()
  const { name, properties } = useApi()
  const base = baseNameOf(name)
  const products = useAllResources<ProductProperties>(`${apiPath(service.id, base)}/products`)
  const add = useAddVersion()
  const [fields, setFields] = useState<NewVersion>({
    version: '',
    identifier: '',
    setName: properties.displayName,
    scheme: 'Segment',
    parameter: '',
    isInProducts: true,
  })
  const [isTried, setTried] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const set = properties.apiVersionSet
  const missing = missingFields(fields, set !== undefined)
  const isTaken = versions.some((api) => (api.properties.apiVersion ?? '') === fields.version.trim())
  const change = (part: Partial<NewVersion>) => setFields((before) => ({ ...before, ...part }))
  const faultOf = (field: keyof NewVersion) =>
    isTried && missing.includes(field) ? { validationMessage: words('required') } : {}

  const confirm = async () => {
    setTried(true)
    setError(undefined)
    if (missing.length > 0 || isTaken) return
    setBusy(true)
    try {
      await add(fields, products.data ?? [])
    } catch (failure) {
      setError(failure)
      return
    } finally {
      setBusy(false)
    }
    messages.done(words('versionAdded', { version: fields.version.trim() }))
    void navigate({ href: apiHref(service.name, fields.identifier.trim()) })
  }
  return (
    <QuestionDialog
      title={words('addVersion')}
      confirmLabel={words('addVersion')}
      isBusy={isBusy}
      error={error}
      onConfirm={() => void confirm()}
      onCancel={onClose}
    >
      <p>{words('addVersionText')}</p>
      {set === undefined && <p>{words('addVersionTextNew')}</p>}
      <Field
        label={words('version')}
        hint={{ children: words('versionHint') }}
        required
        {...(isTaken && fields.version.trim() !== ''
          ? { validationMessage: words('versionTaken') }
          : faultOf('version'))}
      >
        <Input
          value={fields.version}
          maxLength={100}
          input={{ translate: 'no' }}
          onChange={(_, { value }) =>
            change({ version: value, identifier: versionIdentifier(base, properties.apiVersion, value) })
          }
        />
      </Field>
      {set === undefined && (
        <>
          <Field label={words('setName')} required {...faultOf('setName')}>
            <Input value={fields.setName} maxLength={100} onChange={(_, { value }) => change({ setName: value })} />
          </Field>
          <Field label={words('scheme')}>
            <Select
              value={fields.scheme}
              onChange={(_, { value }) => change({ scheme: value as NewVersion['scheme'] })}
            >
              {schemes.map((scheme) => (
                <option key={scheme} value={scheme}>
                  {words(schemeWords[scheme])}
                </option>
              ))}
            </Select>
          </Field>
          {fields.scheme !== 'Segment' && (
            <Field
              label={words(fields.scheme === 'Query' ? 'queryName' : 'headerName')}
              hint={{ children: words('parameterHint') }}
              required
              {...faultOf('parameter')}
            >
              <Input
                value={fields.parameter}
                maxLength={100}
                input={{ translate: 'no' }}
                onChange={(_, { value }) => change({ parameter: value })}
              />
            </Field>
          )}
        </>
      )}
      <AddressPreview
        api={{
          path: properties.path,
          protocols: properties.protocols,
          apiVersion: fields.version.trim(),
          apiVersionSet: set ?? { id: '', name: fields.setName, ...toVersionSet(fields) },
        }}
      />
      <Field label={words('identifier')} required {...faultOf('identifier')}>
        <Input
          value={fields.identifier}
          maxLength={80}
          input={{ translate: 'no' }}
          onChange={(_, { value }) => change({ identifier: value })}
        />
      </Field>
      {(products.data ?? []).length > 0 && (
        <Checkbox
          label={words('inProducts')}
          checked={fields.isInProducts}
          onChange={(_, { checked }) => change({ isInProducts: checked === true })}
        />
      )}
    </QuestionDialog>
  )
}
