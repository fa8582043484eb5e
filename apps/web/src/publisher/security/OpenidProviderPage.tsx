import { identifiers, type OpenidConnectProviderProperties } from '@sluice/contracts'
import { getRouteApi } from '@tanstack/react-router'
import { useMemo } from 'react'
import * as z from 'zod'
import { SwitchField, TextAreaField, TextField } from '../../shared/forms/fields.tsx'
import { useWords } from '../../shared/languages/words.ts'
import { editingWords } from '../editing/editing-words.ts'
import { SecretTextField } from '../editing/SecretTextField.tsx'
import {
  emptyOpenidProvider,
  openidProviderForm,
  toOpenidProvider,
  toOpenidProviderForm,
} from './openid-provider-form.ts'
import { ProviderPage } from './ProviderPage.tsx'
import { SavedSecret } from './SavedSecret.tsx'
import { securityWords } from './security-words.ts'
import { useFormTexts } from './use-form-texts.ts'

const route = getRouteApi('/publisher/$service/security/openid-providers/$provider')

export const NewOpenidProviderPage = () => <OpenidProvider />

export function OpenidProviderPage() {
  const { provider } = route.useParams()
  return <OpenidProvider name={provider} />
}

function OpenidProvider({ name }: { readonly name?: string }) {
  const words = useWords(securityWords)
  const editing = useWords(editingWords)
  const texts = useFormTexts()
  const isNew = name === undefined
  const schema = useMemo(
    () =>
      openidProviderForm(texts).extend({
        id: z
          .string()
          .refine((id) => !isNew || identifiers.openidConnectProviderId.safeParse(id.trim()).success, words('idFault')),
      }),
    [texts, isNew, words],
  )
  return (
    <ProviderPage
      collection="openidConnectProviders"
      name={name}
      tab="oauth"
      newTitle={words('addOpenidProvider')}
      deleteLabel={words('deleteOpenidProvider')}
      schema={schema}
      empty={{ ...emptyOpenidProvider, id: '' }}
      toForm={(properties: OpenidConnectProviderProperties) => ({ ...toOpenidProviderForm(properties), id: '' })}
      toProperties={({ id: _, ...form }) => toOpenidProvider(form)}
      toName={({ id }) => ({ name: id.trim(), field: 'id' })}
      titleOf={({ displayName }) => displayName}
    >
      {({ control }, path) => (
        <>
          <TextField control={control} name="displayName" label={words('displayName')} isRequired />
          {isNew && (
            <TextField control={control} name="id" label={words('id')} hint={words('idHint')} isRequired isCode />
          )}
          <TextAreaField control={control} name="description" label={words('descriptionField')} rows={2} />
          <TextField
            control={control}
            name="metadataEndpoint"
            label={words('metadataEndpoint')}
            hint={words('metadataHint')}
            placeholder="https://"
            isRequired
            isCode
          />
          <TextField control={control} name="clientId" label={words('clientId')} isRequired isCode />
          <SecretTextField
            control={control}
            name="clientSecret"
            label={words('clientSecret')}
            {...(isNew ? {} : { hint: editing('secretKept') })}
          />
          {path !== undefined && <SavedSecret path={path} />}
          <div>
            <SwitchField control={control} name="useInTestConsole" label={words('inTestConsole')} />
            <SwitchField control={control} name="useInApiDocumentation" label={words('inDocumentation')} />
          </div>
        </>
      )}
    </ProviderPage>
  )
}
