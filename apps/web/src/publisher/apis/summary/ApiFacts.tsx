import type { ProductProperties } from '@sluice/contracts'
import { Fragment, type ReactNode } from 'react'
import { useService } from '../../../shared/api-client/service.ts'
import { useResourceList } from '../../../shared/api-client/use-resource.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { TextLink } from '../../../shared/ui/navigation/TextLink.tsx'
import { CodeText } from '../../../shared/ui/values/CodeText.tsx'
import { Facts } from '../../../shared/ui/values/Facts.tsx'
import { apiHref, apiPath, baseNameOf } from '../api-view.ts'
import { publicAddresses, publicPath } from '../public-address.ts'
import { useApi } from '../use-api.ts'
import { summaryWords } from './summary-words.ts'

type Fact = readonly [name: string, value: ReactNode]

export function ApiFacts() {
  const words = useWords(summaryWords)
  const service = useService()
  const { id, name, properties } = useApi()
  const base = baseNameOf(name)
  const parts = properties.type === 'mcp' ? 'tools' : 'operations'
  const { data: held } = useResourceList(`${id}/${parts}`, { $top: 1 })
  const products = useResourceList<ProductProperties>(`${apiPath(service.id, base)}/products`)
  const { contact, license, termsOfServiceUrl, apiVersionSet: set, serviceUrl } = properties
  const known = publicAddresses(service.properties.gatewayUrls, properties)
  const header = set?.versioningScheme === 'Header' && properties.apiVersion ? set.versionHeaderName : undefined
  const addresses = properties.protocols.map((protocol): Fact => {
    const upper = protocol.toUpperCase()
    const label = words('address', { protocol: upper })
    const address = known.find((one) => one.protocol === protocol)?.address
    return [
      label,
      address === undefined ? (
        words('noAddress', { protocol: upper, path: publicPath(properties) || '/' })
      ) : (
        <CodeText key={label} value={address} name={label} />
      ),
    ]
  })
  const optional = (label: string, value: ReactNode): readonly Fact[] => (value ? [[label, value]] : [])
  return (
    <Facts
      facts={[
        ...addresses,
        ...optional(words('version'), versionText()),
        ...optional(words('backend'), backendText()),
        [
          words(parts),
          held && (
            <TextLink href={apiHref(service.name, name, parts)}>
              {words(parts === 'tools' ? 'toolsCount' : 'operationsCount', { count: held.count ?? 0 })}
            </TextLink>
          ),
        ],
        [words('products'), products.data && productLinks(products.data.value)],
        [
          words('subscription'),
          words(properties.subscriptionRequired ? 'subscriptionRequired' : 'subscriptionNotRequired'),
        ],
        [words('identifier'), <CodeText key="id" value={name} name={words('identifier')} />],
        [
          words('revision'),
          <span key="revision" translate="no">
            {properties.apiRevision}
          </span>,
        ],
        [
          words('type'),
          <span key="type" translate="no">
            {properties.type}
          </span>,
        ],
        ...optional(words('contact'), contact && [contact.name, contact.email, contact.url].filter(Boolean).join(', ')),
        ...optional(words('license'), license && [license.name, license.url].filter(Boolean).join(', ')),
        ...optional(words('terms'), termsOfServiceUrl),
        [
          words('developerPortal'),
          <TextLink key="portal" href={`/developer/${service.name}/apis/${base}`}>
            {words('openPortal')}
          </TextLink>,
        ],
      ]}
    />
  )

  function backendText(): ReactNode {
    if (serviceUrl) return <CodeText value={serviceUrl} name={words('backend')} />
    // An MCP server of tools has none: the APIs of its operations have.
    return properties.type === 'mcp' ? undefined : words('backendByPolicy')
  }

  function versionText(): ReactNode {
    if (set === undefined) return undefined
    return (
      <>
        {properties.apiVersion ? <span translate="no">{properties.apiVersion}</span> : words('original')}
        {header ? ` · ${words('addressHeader', { header })}` : ''}
      </>
    )
  }

  function productLinks(list: readonly { readonly name: string; readonly properties: ProductProperties }[]): ReactNode {
    if (list.length === 0) return words('noProducts')
    return list.map((product, index) => (
      <Fragment key={product.name}>
        {index > 0 && ', '}
        <TextLink href={`/publisher/${service.name}/products/${product.name}/summary`} isName>
          {product.properties.displayName}
        </TextLink>
      </Fragment>
    ))
  }
}
