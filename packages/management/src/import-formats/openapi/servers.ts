import type { ImportedApiProperties } from '../imported-api.ts'
import { childOf, childrenOf, type DefinitionNode, memberOf, rootOf, textOf } from './definition-node.ts'
import type { Reading } from './reading.ts'

const maxUrlLength = 2000

/**
 * The Web service URL of 3.x: the first https server, else the first http one. A relative server is below the link that
 * the definition came from; without one it says nothing.
 * @see reference: API Management, 1.16
 */
export function readServers(
  reading: Reading,
  field: 'servers' | 'x-servers',
): Pick<ImportedApiProperties, 'serviceUrl'> {
  const servers = childOf(rootOf(reading.root), field)
  if (servers.value === undefined) return {}
  if (!Array.isArray(servers.value)) {
    reading.report(servers, `'${field}' has to be a list.`)
    return {}
  }
  const urls = childrenOf(servers).flatMap(([, server]) => readServer(reading, server) ?? [])
  const url = urls.find(({ protocol }) => protocol === 'https:') ?? urls[0]
  return url === undefined ? {} : { serviceUrl: toServiceUrl(url) }
}

function readServer(reading: Reading, server: DefinitionNode): URL | undefined {
  const template = textOf(server, 'url')
  if (template === undefined) {
    reading.report(server, "A server has to have a 'url'.")
    return undefined
  }
  const variables = childOf(server, 'variables')
  const text = template.replace(/\{([^{}]*)\}/g, (placeholder, name: string) => {
    const value = memberOf(memberOf(variables.value, name), 'default')
    return typeof value === 'string' || typeof value === 'number' ? String(value) : placeholder
  })
  const isAbsolute = URL.canParse(text)
  if (/[{}]/.test(text) || (!isAbsolute && !URL.canParse(text, reading.root.url))) {
    reading.notes.add('Servers that are no complete address are left out', template)
    return undefined
  }
  if (text !== template) reading.notes.add('Variables of servers have their default value', template)
  const url = new URL(text, reading.root.url)
  if (url.protocol === 'http:' || url.protocol === 'https:') return url
  reading.notes.add('Servers that are no http or https address are left out', template)
  return undefined
}

/** The Web service URL and protocols of 2.0, from `x-servers` or from scheme, host and base path. */
export function readHost(reading: Reading): Pick<ImportedApiProperties, 'serviceUrl' | 'protocols'> {
  const root = rootOf(reading.root)
  const schemes = readSchemes(reading, childOf(root, 'schemes'))
  const protocols = schemes.length > 0 ? { protocols: schemes } : {}
  const fromServers = readServers(reading, 'x-servers')
  if (fromServers.serviceUrl !== undefined) return { ...protocols, ...fromServers }
  const link = reading.root.url === undefined ? undefined : new URL(reading.root.url)
  const host = textOf(root, 'host') || link?.host
  if (host === undefined) return protocols
  const own = schemes
    .filter((scheme) => scheme === 'https' || scheme === 'http')
    .sort()
    .at(-1)
  const scheme = own ?? link?.protocol.slice(0, -1) ?? 'https'
  const basePath = textOf(root, 'basePath') ?? ''
  const text = `${scheme}://${host}${basePath.replace(/^(?=[^/])/, '/')}`
  if (URL.canParse(text) && !/[{}\s]/.test(host)) return { ...protocols, serviceUrl: toServiceUrl(new URL(text)) }
  reading.report(childOf(root, 'host'), `'${host}' is no host.`)
  return protocols
}

function readSchemes(reading: Reading, node: DefinitionNode): ('http' | 'https' | 'ws' | 'wss')[] {
  if (node.value === undefined) return []
  if (!Array.isArray(node.value)) {
    reading.report(node, "'schemes' has to be a list.")
    return []
  }
  const schemes = childrenOf(node).flatMap(([, entry]) => {
    const { value } = entry
    if (value === 'http' || value === 'https' || value === 'ws' || value === 'wss') return value
    reading.report(entry, `${JSON.stringify(value)} is none of http, https, ws, wss.`)
    return []
  })
  return [...new Set(schemes)]
}

function toServiceUrl(url: URL): string | undefined {
  const text = url.href.replace(/\/$/, '')
  return text.length <= maxUrlLength ? text : undefined
}
