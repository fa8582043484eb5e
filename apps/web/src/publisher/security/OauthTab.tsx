import type { AuthorizationServerProperties, OpenidConnectProviderProperties } from '@sluice/contracts'
import type { Resource } from '../../shared/api-client/resource.ts'
import { useService } from '../../shared/api-client/service.ts'
import { useWords } from '../../shared/languages/words.ts'
import { TextLink } from '../../shared/ui/navigation/TextLink.tsx'
import { Section } from '../../shared/ui/page/Section.tsx'
import { publisherWords } from '../publisher-words.ts'
import { ProviderList } from './ProviderList.tsx'
import { securityWords } from './security-words.ts'

/** Whose tokens APIs take, and where the console gets them. */
export function OauthTab() {
  const service = useService()
  const words = useWords(securityWords)
  const area = useWords(publisherWords)
  return (
    <>
      <ProviderList
        title={words('authorizationServers')}
        description={words('authorizationServersText')}
        emptyText={words('authorizationServersEmpty')}
        addLabel={words('addAuthorizationServer')}
        collection="authorizationServers"
        folder="authorization-servers"
        titleOf={titleOf}
        kindOf={nameOf}
      />
      <ProviderList
        title={words('openidProviders')}
        description={words('openidProvidersText')}
        emptyText={words('openidProvidersEmpty')}
        addLabel={words('addOpenidProvider')}
        collection="openidConnectProviders"
        folder="openid-providers"
        titleOf={titleOf}
        kindOf={nameOf}
      />
      <Section title={words('clientCertificates')}>
        <p>
          {words('clientCertificatesText')}{' '}
          <TextLink href={`/publisher/${service.name}/certificates`}>{area('certificates')}</TextLink>.
        </p>
      </Section>
    </>
  )
}

type Row = Resource<AuthorizationServerProperties | OpenidConnectProviderProperties>
const titleOf = ({ properties }: Row) => properties.displayName
const nameOf = ({ name }: Row) => name
