import type { AuthorizationServerProperties, OpenidConnectProviderProperties } from '@sluice/contracts'
import { useService } from '../../../shared/api-client/service.ts'
import { useAllResources } from '../../../shared/api-client/use-resource.ts'
import { useMay } from '../../../shared/auth/use-may.ts'
import { ChecklistField, SelectField, SwitchField, TextField } from '../../../shared/forms/fields.tsx'
import type { SchemaForm } from '../../../shared/forms/use-schema-form.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { TextLink } from '../../../shared/ui/navigation/TextLink.tsx'
import styles from '../fields.module.css'
import { useApi } from '../use-api.ts'
import type { SecurityValues } from './security-form.ts'
import { securityWords } from './security-words.ts'

export function SecurityFields({ form: { control, watch } }: { readonly form: SchemaForm<SecurityValues> }) {
  const words = useWords(securityWords)
  const service = useService()
  const { properties } = useApi()
  const isDisabled = !useMay('publisher')
  const { data: servers = [] } = useAllResources<AuthorizationServerProperties>(`${service.id}/authorizationServers`)
  const { data: providers = [] } = useAllResources<OpenidConnectProviderProperties>(
    `${service.id}/openidConnectProviders`,
  )
  const [isRequired, authorization] = watch(['subscriptionRequired', 'authorization'])
  const choicesOf = (list: readonly { readonly name: string; readonly properties: { displayName: string } }[]) => [
    { value: '', label: words('chooseOne') },
    ...list.map((one) => ({ value: one.name, label: one.properties.displayName })),
  ]
  return (
    <>
      <h2>{words('key')}</h2>
      <SwitchField
        control={control}
        name="subscriptionRequired"
        label={words('subscriptionRequired')}
        hint={words('subscriptionRequiredHint')}
        isDisabled={isDisabled || !properties.isCurrent}
      />
      {isRequired && (
        <>
          <TextField
            control={control}
            name="subscriptionKeyParameterNames.header"
            label={words('header')}
            isDisabled={isDisabled}
            isRequired
            isCode
          />
          <TextField
            control={control}
            name="subscriptionKeyParameterNames.query"
            label={words('query')}
            isDisabled={isDisabled}
            isRequired
            isCode
          />
        </>
      )}
      <h2 className={styles.group}>{words('authorization')}</h2>
      <SelectField
        control={control}
        name="authorization"
        label={words('authorization')}
        hint={words('authorizationHint')}
        isDisabled={isDisabled}
        choices={(['none', 'oAuth2', 'openid'] as const).map((value) => ({ value, label: words(value) }))}
      />
      {authorization === 'oAuth2' && (
        <>
          <SelectField
            control={control}
            name="authorizationServerId"
            label={words('authorizationServer')}
            hint={servers.length === 0 ? words('noServers') : undefined}
            isDisabled={isDisabled}
            choices={choicesOf(servers)}
          />
          <TextField
            control={control}
            name="scope"
            label={words('scope')}
            hint={words('scopeHint')}
            isDisabled={isDisabled}
            isCode
          />
        </>
      )}
      {authorization === 'openid' && (
        <>
          <SelectField
            control={control}
            name="openidProviderId"
            label={words('openidProvider')}
            hint={providers.length === 0 ? words('noServers') : undefined}
            isDisabled={isDisabled}
            choices={choicesOf(providers)}
          />
          <ChecklistField
            control={control}
            name="bearerTokenSendingMethods"
            label={words('bearerMethods')}
            isDisabled={isDisabled}
            choices={[
              { value: 'authorizationHeader', label: words('byHeader') },
              { value: 'query', label: words('byQuery') },
            ]}
          />
        </>
      )}
      {authorization !== 'none' && (
        <p>
          <TextLink href={`/publisher/${service.name}/security`}>{words('manageServers')}</TextLink>
        </p>
      )}
    </>
  )
}
