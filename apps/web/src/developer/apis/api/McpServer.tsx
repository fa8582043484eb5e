import { toolNameOf } from '@sluice/contracts'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useWords } from '../../../shared/languages/words.ts'
import { ConnectClients } from '../../../shared/mcp/ConnectClients.tsx'
import { Section } from '../../../shared/ui/page/Section.tsx'
import { type Api, hostnamesQuery, toolsQuery } from '../../catalogue/catalogue.ts'
import { usePortal } from '../../use-portal.ts'
import styles from './ApiPage.module.css'
import { apiWords } from './api-words.ts'

/** Of an MCP server: how clients are told of it, and what they may call. */
export function McpServer({ api: { name, properties } }: { readonly api: Api }) {
  const words = useWords(apiWords)
  const { service } = usePortal()
  const { data: hostnames } = useSuspenseQuery(hostnamesQuery(service, name))
  const { data: tools } = useSuspenseQuery(toolsQuery(service, name))
  const below = properties.mcpProperties?.endpoints?.[0]?.uriTemplate ?? '/mcp'
  return (
    <>
      <ConnectClients
        name={name}
        addresses={hostnames.value.map((one) => one.properties.baseUrl + below)}
        path={`/${properties.path}${below}`}
        keyHeader={properties.subscriptionRequired ? properties.subscriptionKeyParameterNames.header : undefined}
      />
      <Section title={words('tools')} description={words('toolsLead')}>
        {tools.length === 0 && <p>{words('noTools')}</p>}
        <ul className={styles.tools}>
          {tools.map((tool) => (
            <li key={tool.name} translate="no">
              <code className={styles.name}>{toolNameOf(tool.name, tool.properties.displayName)}</code>
              {tool.properties.description && <p>{tool.properties.description}</p>}
            </li>
          ))}
        </ul>
      </Section>
    </>
  )
}
