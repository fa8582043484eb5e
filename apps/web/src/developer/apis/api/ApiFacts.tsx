import { useSuspenseQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useWords } from '../../../shared/languages/words.ts'
import { CodeText } from '../../../shared/ui/values/CodeText.tsx'
import { Facts } from '../../../shared/ui/values/Facts.tsx'
import { type Api, hostnamesQuery } from '../../catalogue/catalogue.ts'
import { OuterLink } from '../../catalogue/OuterLink.tsx'
import { toWebLink } from '../../catalogue/to-web-link.ts'
import { usePortal } from '../../use-portal.ts'
import styles from './ApiPage.module.css'
import { apiWords } from './api-words.ts'

/** Where an API is called and whom to ask about it. */
export function ApiFacts({ api: { name, properties } }: { readonly api: Api }) {
  const words = useWords(apiWords)
  const { service } = usePortal()
  const { data: hostnames } = useSuspenseQuery(hostnamesQuery(service, name))
  const { contact, license, termsOfServiceUrl, subscriptionKeyParameterNames: keys, subscriptionRequired } = properties
  const version = hostnames.value[0]?.properties.version
  const facts: (readonly [string, ReactNode])[] = [
    [
      words('address'),
      <ul key="address" className={styles.addresses}>
        {hostnames.value.map(({ properties: { baseUrl } }) => (
          <li key={baseUrl}>
            <CodeText value={baseUrl} name={words('instance')} />
          </li>
        ))}
      </ul>,
    ],
  ]
  if (version != null) {
    facts.push([
      words('versionName'),
      <code key="version" translate="no">
        {version.scheme === 'Query' ? `?${version.name}=${version.value}` : `${version.name}: ${version.value}`}
      </code>,
    ])
  }
  if (subscriptionRequired) {
    facts.push([
      words('keyHeader'),
      <span key="key">
        <code translate="no">{keys.header}</code> {words('keyQuery')} <code translate="no">{keys.query}</code>
      </span>,
    ])
  }
  if (properties.type !== 'http') facts.push([words('type'), <span key="type">{kindNames[properties.type]}</span>])
  facts.push([words('revision'), <span key="revision">{properties.apiRevision}</span>])
  if (contact != null && (contact.name || contact.email || contact.url)) {
    facts.push([
      words('contact'),
      <span key="contact">
        {contact.url && toWebLink(contact.url) !== undefined ? (
          <OuterLink address={contact.url} text={contact.name ?? contact.url} />
        ) : (
          <span translate="no">{contact.name}</span>
        )}
        {contact.email && (
          <>
            {' '}
            <OuterLink address={`mailto:${contact.email}`} text={contact.email} />
          </>
        )}
      </span>,
    ])
  }
  if (license != null && (license.name || license.url)) {
    facts.push([
      words('licence'),
      <OuterLink key="licence" address={license.url ?? ''} text={license.name ?? license.url ?? ''} />,
    ])
  }
  if (termsOfServiceUrl) facts.push([words('terms'), <OuterLink key="terms" address={termsOfServiceUrl} />])
  return (
    <div className={styles.facts}>
      <Facts facts={facts} />
    </div>
  )
}

const kindNames = { http: 'HTTP', soap: 'SOAP', websocket: 'WebSocket', graphql: 'GraphQL', mcp: 'MCP' } as const
