import { type AuthorizationServerProperties, identifiers } from '@sluice/contracts'
import { getRouteApi } from '@tanstack/react-router'
import { useMemo } from 'react'
import * as z from 'zod'
import { ChecklistField, SwitchField, TextAreaField, TextField } from '../../shared/forms/fields.tsx'
import { useWords } from '../../shared/languages/words.ts'
import { editingWords } from '../editing/editing-words.ts'
import { SecretTextField } from '../editing/SecretTextField.tsx'
import {
  authorizationServerForm,
  emptyAuthorizationServer,
  serverChoices,
  toAuthorizationServer,
  toAuthorizationServerForm,
} from './authorization-server-form.ts'
import { ProviderPage } from './ProviderPage.tsx'
import { SavedSecret } from './SavedSecret.tsx'
import { securityWords } from './security-words.ts'
import { useFormTexts } from './use-form-texts.ts'

const route = getRouteApi('/publisher/$service/security/authorization-servers/$server')

export const NewAuthorizationServerPage = () => <AuthorizationServer />

export function AuthorizationServerPage() {
  const { server } = route.useParams()
  return <AuthorizationServer name={server} />
}

/** Names on the wire are not translated. */
const toChoices = (names: readonly string[]) => names.map((value) => ({ value, label: value }))

function AuthorizationServer({ name }: { readonly name?: string }) {
  const words = useWords(securityWords)
  const editing = useWords(editingWords)
  const texts = useFormTexts()
  const isNew = name === undefined
  const schema = useMemo(
    () =>
      authorizationServerForm(texts).extend({
        id: z
          .string()
          .refine((id) => !isNew || identifiers.authorizationServerId.safeParse(id.trim()).success, words('idFault')),
      }),
    [texts, isNew, words],
  )
  return (
    <ProviderPage
      collection="authorizationServers"
      name={name}
      tab="oauth"
      newTitle={words('addAuthorizationServer')}
      deleteLabel={words('deleteAuthorizationServer')}
      schema={schema}
      empty={{ ...emptyAuthorizationServer, id: '' }}
      toForm={(properties: AuthorizationServerProperties) => ({ ...toAuthorizationServerForm(properties), id: '' })}
      toProperties={({ id: _, ...form }) => toAuthorizationServer(form)}
      toName={({ id }) => ({ name: id.trim(), field: 'id' })}
      titleOf={({ displayName }) => displayName}
    >
      {({ control, watch }, path) => (
        <>
          <TextField control={control} name="displayName" label={words('displayName')} isRequired />
          {isNew && (
            <TextField control={control} name="id" label={words('id')} hint={words('idHint')} isRequired isCode />
          )}
          <TextAreaField control={control} name="description" label={words('descriptionField')} rows={2} />
          <TextField
            control={control}
            name="clientRegistrationEndpoint"
            label={words('clientRegistration')}
            placeholder="https://"
            isRequired
            isCode
          />
          <TextField
            control={control}
            name="authorizationEndpoint"
            label={words('authorizationEndpoint')}
            placeholder="https://"
            isRequired
            isCode
          />
          <TextField
            control={control}
            name="tokenEndpoint"
            label={words('tokenEndpoint')}
            placeholder="https://"
            isCode
          />
          <ChecklistField
            control={control}
            name="grantTypes"
            label={words('grantTypes')}
            choices={toChoices(serverChoices.grantTypes)}
            isRequired
          />
          <ChecklistField
            control={control}
            name="authorizationMethods"
            label={words('authorizationMethods')}
            choices={toChoices(serverChoices.authorizationMethods)}
            isRequired
          />
          <ChecklistField
            control={control}
            name="clientAuthenticationMethod"
            label={words('clientAuthentication')}
            choices={toChoices(serverChoices.clientAuthenticationMethod)}
          />
          <ChecklistField
            control={control}
            name="bearerTokenSendingMethods"
            label={words('bearerMethods')}
            choices={[
              { value: 'authorizationHeader', label: words('header') },
              { value: 'query', label: words('query') },
            ]}
          />
          <TextField control={control} name="clientId" label={words('clientId')} isRequired isCode />
          <SecretTextField
            control={control}
            name="clientSecret"
            label={words('clientSecret')}
            {...(isNew ? {} : { hint: editing('secretKept') })}
          />
          {path !== undefined && <SavedSecret path={path} />}
          <TextField control={control} name="defaultScope" label={words('defaultScope')} isCode />
          <TextAreaField
            control={control}
            name="tokenBodyParameters"
            label={words('tokenBody')}
            hint={words('tokenBodyHint')}
            rows={2}
            isCode
          />
          {watch('grantTypes').includes('resourceOwnerPassword') && (
            <>
              <TextField control={control} name="resourceOwnerUsername" label={words('ownerUser')} isCode />
              <SecretTextField
                control={control}
                name="resourceOwnerPassword"
                label={words('ownerPassword')}
                {...(isNew ? {} : { hint: editing('secretKept') })}
              />
            </>
          )}
          <div>
            <SwitchField control={control} name="supportState" label={words('supportState')} />
            <SwitchField control={control} name="useInTestConsole" label={words('inTestConsole')} />
            <SwitchField control={control} name="useInApiDocumentation" label={words('inDocumentation')} />
          </div>
        </>
      )}
    </ProviderPage>
  )
}
