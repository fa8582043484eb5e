import type { JsonObject, JsonValue, StoredDocument, StoreReader } from '@sluice/platform'
import { type ResourceDeclaration, toBody } from '../arm/define-resource.ts'
import { findAssociation, findResource } from '../arm/find-declaration.ts'
import { type ServiceIdentity, serviceKey, toServiceId } from '../arm/identity.ts'
import type { ManagementEnvironment } from '../environment.ts'
import type { ServiceBody } from '../services/service-document.ts'
import { type ConfigurationEntry, definitionTail } from './configuration-entry.ts'
import { readSecretMember, secretMembersOf, secretName } from './secret-members.ts'

export interface ReadEntries {
  /** In order of creation. */
  readonly entries: readonly ConfigurationEntry[]
  /** The secrets that entries refer to, in clear, each opened when it is asked for. */
  readonly secrets: ReadonlyMap<string, () => JsonValue>
}

/** Everything that is configured in a service, read as of one moment. */
export async function readEntries(
  reader: StoreReader,
  service: ServiceIdentity,
  secrets: ManagementEnvironment['secrets'],
): Promise<ReadEntries> {
  const key = serviceKey(service.name)
  const own = await reader.get(key)
  const documents = await reader.listBelow(key)
  const opened = new Map<string, () => JsonValue>()
  const entries = own === undefined ? [] : [toServiceEntry(own)]
  for (const document of documents)
    entries.push(...(await toEntry(document, { key, service, secrets, opened, reader })))
  return { entries, secrets: opened }
}

interface Reading {
  readonly key: string
  readonly service: ServiceIdentity
  readonly secrets: ManagementEnvironment['secrets']
  readonly opened: Map<string, () => JsonValue>
  readonly reader: StoreReader
}

function toServiceEntry({ body }: StoredDocument): ConfigurationEntry {
  const { location, sku, tags, properties } = body as unknown as ServiceBody
  return { kind: 'service', path: '/', content: { location, sku, tags, properties } as unknown as JsonObject }
}

async function toEntry(document: StoredDocument, reading: Reading): Promise<ConfigurationEntry[]> {
  const path = document.key.slice(reading.key.length)
  if (path.endsWith(definitionTail)) return toDefinition(document, reading)
  const association = findAssociation(path)
  if (association !== undefined) {
    const { path: ownPath, properties } = toBody(document)
    return [{ kind: 'association', path: ownPath, content: properties ?? {} }]
  }
  const declaration = findResource(path)?.declaration
  // What no client can put there is no configuration: sessions, queues, counters.
  if (declaration === undefined || !isWritable(declaration)) return []
  const entry = toResource(document, declaration, reading)
  if (declaration.readApart === undefined) return [entry]
  return [{ ...entry, content: { ...entry.content, ...(await declaration.readApart(document.key, reading.reader)) } }]
}

function toDefinition({ body }: StoredDocument, { key }: Reading): ConfigurationEntry[] {
  const { path, text, ...rest } = body
  if (typeof text !== 'string' || typeof path !== 'string') throw new Error(`A definition below ${key} has no text.`)
  const at = path.endsWith(definitionTail) ? path : `${path}${definitionTail}`
  return [{ kind: 'definition', path: at, content: { ...rest, text } }]
}

export const isWritable = ({ verbs }: ResourceDeclaration): boolean =>
  verbs === undefined || verbs.includes('put') || verbs.includes('patch')

function toResource(
  document: StoredDocument,
  declaration: ResourceDeclaration,
  { service, secrets, opened }: Reading,
): ConfigurationEntry {
  const body = toBody(document)
  const { path } = body
  const content: Record<string, JsonValue | undefined> = toPortable(body.properties, service)
  for (const name of declaration.madeByService?.properties ?? []) delete content[name]
  for (const member of secretMembersOf(declaration)) {
    if (body.hidden?.[member.name] === undefined) continue
    const name = secretName(path, member.name)
    content[member.name] = { secret: name }
    opened.set(name, () => readSecretMember(body, document.key, member, { declaration, secrets }) ?? null)
  }
  return { kind: 'resource', path, content }
}

/** References of this service without what only holds in one installation: its subscription and resource group. */
function toPortable(properties: JsonObject, service: ServiceIdentity): Record<string, JsonValue | undefined> {
  const prefix = `${toServiceId(service)}/`.toLowerCase()
  const convert = (value: JsonValue | undefined): JsonValue | undefined => {
    if (typeof value === 'string') {
      return value.toLowerCase().startsWith(prefix) ? value.slice(prefix.length - 1) : value
    }
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return value.map((item) => convert(item) ?? null)
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, convert(inner as JsonValue)]))
  }
  return convert(properties) as Record<string, JsonValue | undefined>
}
