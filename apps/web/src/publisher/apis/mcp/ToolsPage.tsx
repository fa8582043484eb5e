import { mcpSourceOf } from '@sluice/contracts'
import { useService } from '../../../shared/api-client/service.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { ConnectClients } from '../../../shared/mcp/ConnectClients.tsx'
import { ReadOnlyNotice } from '../../../shared/ui/access/ReadOnlyNotice.tsx'
import { Section } from '../../../shared/ui/page/Section.tsx'
import { baseNameOf } from '../api-view.ts'
import { publicAddresses, publicPath } from '../public-address.ts'
import { useApi } from '../use-api.ts'
import { mcpWords } from './mcp-words.ts'
import { ToolList } from './ToolList.tsx'

/** Where an MCP server is called, and what clients may call of it. */
export function ToolsPage() {
  const words = useWords(mcpWords)
  const service = useService()
  const api = useApi()
  const { properties } = api
  const source = mcpSourceOf(properties)
  const place = { ...properties, path: `${properties.path}` }
  const below = source.kind === 'server' ? (properties.mcpProperties?.endpoints?.[0]?.uriTemplate ?? '/mcp') : '/mcp'
  return (
    <>
      <ReadOnlyNotice needed="publisher" />
      <ConnectClients
        name={baseNameOf(api.name)}
        addresses={publicAddresses(service.properties.gatewayUrls, place).map(({ address }) =>
          withPath(address, below),
        )}
        path={withPath(publicPath(place), below)}
        keyHeader={properties.subscriptionRequired ? properties.subscriptionKeyParameterNames.header : undefined}
      />
      {source.kind === 'tools' && <ToolList />}
      {source.kind === 'product' && <ToolList product={lastPart(source.productId)} />}
      {source.kind === 'server' && (
        <Section title={words('tools')}>
          <p>{words('ofServer', { address: properties.serviceUrl ?? properties.backendId ?? '' })}</p>
        </Section>
      )}
    </>
  )
}

const lastPart = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** A version may stand in the query, behind the path. */
function withPath(address: string, below: string): string {
  const mark = address.indexOf('?')
  return mark < 0 ? address + below : address.slice(0, mark) + below + address.slice(mark)
}
