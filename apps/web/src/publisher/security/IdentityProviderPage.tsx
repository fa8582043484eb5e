import { type IdentityProviderName, type IdentityProviderProperties, identityProviderNames } from '@sluice/contracts'
import { getRouteApi } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useService } from '../../shared/api-client/service.ts'
import { useAllResources } from '../../shared/api-client/use-resource.ts'
import { SelectField, TextField } from '../../shared/forms/fields.tsx'
import { useWords } from '../../shared/languages/words.ts'
import { CodeText } from '../../shared/ui/values/CodeText.tsx'
import { Facts } from '../../shared/ui/values/Facts.tsx'
import { editingWords } from '../editing/editing-words.ts'
import { SecretTextField } from '../editing/SecretTextField.tsx'
import {
  emptyIdentityProvider,
  fieldsOfType,
  identityProviderForm,
  toFreeName,
  toIdentityProvider,
  toIdentityProviderForm,
} from './identity-provider-form.ts'
import { ProviderPage } from './ProviderPage.tsx'
import { providerTitles } from './provider-titles.ts'
import { SavedSecret } from './SavedSecret.tsx'
import styles from './Security.module.css'
import { securityWords } from './security-words.ts'
import { useFormTexts } from './use-form-texts.ts'

const route = getRouteApi('/publisher/$service/security/identity-providers/$provider')

export const NewIdentityProviderPage = () => <IdentityProvider />

export function IdentityProviderPage() {
  const { provider } = route.useParams()
  return <IdentityProvider name={provider} />
}

function IdentityProvider({ name }: { readonly name?: string }) {
  const service = useService()
  const words = useWords(securityWords)
  const editing = useWords(editingWords)
  const texts = useFormTexts()
  const isNew = name === undefined
  const schema = useMemo(() => identityProviderForm(texts, isNew), [texts, isNew])
  const { data: others = [] } = useAllResources<IdentityProviderProperties>(`${service.id}/identityProviders`)
  const taken = others.map((one) => one.name)
  const labels = {
    signinTenant: words('tenant'),
    allowedTenants: words('allowedTenants'),
    authority: words('authority'),
    signupPolicyName: words('signUpPolicy'),
    signinPolicyName: words('signIn'),
    profileEditingPolicyName: words('profileEditing'),
    passwordResetPolicyName: words('passwordReset'),
    clientLibrary: words('clientLibrary'),
  } as const
  const hintOf = (field: keyof typeof labels, type: IdentityProviderName) => {
    if (field === 'allowedTenants') return words('allowedTenantsHint')
    if (field !== 'authority') return undefined
    return words(type === 'oidc' ? 'issuerHint' : 'authorityHint')
  }
  return (
    <ProviderPage
      collection="identityProviders"
      name={name}
      tab="providers"
      newTitle={words('addIdentityProvider')}
      deleteLabel={words('deleteIdentityProvider')}
      schema={schema}
      empty={emptyIdentityProvider}
      toForm={toIdentityProviderForm}
      toProperties={toIdentityProvider}
      toName={({ type }) => ({ name: toFreeName(type, taken) ?? type, field: 'type' })}
      titleOf={({ type }, own) => `${providerTitles[type as IdentityProviderName] ?? type} (${own})`}
    >
      {({ control, watch }, path) => {
        const type = watch('type')
        const own = name ?? toFreeName(type, taken) ?? type
        return (
          <>
            {isNew && (
              <SelectField
                control={control}
                name="type"
                label={words('type')}
                choices={identityProviderNames.map((value) => ({ value, label: providerTitles[value] }))}
              />
            )}
            <Facts
              facts={[
                [
                  words('redirect'),
                  <div key="redirect">
                    <CodeText
                      value={`${location.origin}/api/sign-in/${own.toLowerCase()}/callback`}
                      name={words('redirect')}
                    />
                    <p className={styles.aside}>{words('redirectHint')}</p>
                  </div>,
                ],
              ]}
            />
            <TextField control={control} name="clientId" label={words('clientId')} isRequired isCode />
            <SecretTextField
              control={control}
              name="clientSecret"
              label={words('clientSecret')}
              isRequired={isNew}
              {...(isNew ? {} : { hint: editing('secretKept') })}
            />
            {path !== undefined && <SavedSecret path={path} />}
            {fieldsOfType[type].map((field) => (
              <TextField
                key={field}
                control={control}
                name={field}
                label={field === 'authority' && type === 'oidc' ? words('issuer') : labels[field]}
                hint={hintOf(field, type)}
                isRequired={
                  (field === 'authority' && type !== 'aad') ||
                  (type === 'aadB2C' && (field === 'signinTenant' || field === 'signinPolicyName'))
                }
                isCode
              />
            ))}
          </>
        )
      }}
    </ProviderPage>
  )
}
