import type { IdentityProviderName, IdentityProviderProperties } from '@sluice/contracts'
import type { Resource } from '../../shared/api-client/resource.ts'
import { useWords } from '../../shared/languages/words.ts'
import { ProviderList } from './ProviderList.tsx'
import { providerTitles } from './provider-titles.ts'
import { securityWords } from './security-words.ts'

/** Where people can sign in with an account that they have already. */
export function IdentityProviderList() {
  const words = useWords(securityWords)
  return (
    <ProviderList
      title={words('identityProviders')}
      description={words('identityProvidersText')}
      emptyText={words('identityProvidersEmpty')}
      addLabel={words('addIdentityProvider')}
      collection="identityProviders"
      folder="identity-providers"
      titleOf={titleOf}
      kindOf={nameOf}
    />
  )
}

const titleOf = ({ name, properties: { type } }: Resource<IdentityProviderProperties>) =>
  providerTitles[type as IdentityProviderName] ?? name
const nameOf = ({ name }: Resource<IdentityProviderProperties>) => name
