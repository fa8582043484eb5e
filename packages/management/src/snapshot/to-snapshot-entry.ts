import type { SnapshotEntry, SnapshotKind } from '@sluice/contracts'
import type { StoredDocument } from '@sluice/platform'
import type { ResourceBody } from '../arm/define-resource.ts'
import type { ServiceBody } from '../resources/service.ts'

/** Forms of keys (without `/services/{service}`), most frequent first. */
const kinds: readonly (readonly [SnapshotKind, RegExp])[] = [
  ['operation', /^\/apis\/[^/]+\/operations\/[^/]+$/],
  ['subscription', /^\/subscriptions\/[^/]+$/],
  ['api', /^\/apis\/[^/]+$/],
  ['policy', /\/policies\/policy$/],
  ['user', /^\/users\/[^/]+$/],
  ['groupUser', /^\/groups\/[^/]+\/users\/[^/]+$/],
  ['productApi', /^\/products\/[^/]+\/apis\/[^/]+$/],
  ['productGroup', /^\/products\/[^/]+\/groups\/[^/]+$/],
  ['product', /^\/products\/[^/]+$/],
  ['group', /^\/groups\/[^/]+$/],
]

/** What a gateway sees of a document; undefined when it is no business of a gateway. */
export function toSnapshotEntry(document: StoredDocument): SnapshotEntry | undefined {
  const match = /^\/services\/[^/]+/.exec(document.key)
  if (match === null) return undefined
  const path = document.key.slice(match[0].length)
  const { key: id, ordinal } = document
  if (path === '')
    return { id, ordinal, kind: 'service', properties: (document.body as unknown as ServiceBody).properties }
  const kind = kinds.find(([, form]) => form.test(path))?.[0]
  if (kind === undefined) return undefined
  const { properties, hidden } = document.body as unknown as ResourceBody
  if (kind !== 'subscription') return { id, ordinal, kind, properties } as unknown as SnapshotEntry
  const { primaryKeyHash, secondaryKeyHash } = hidden ?? {}
  return {
    id,
    ordinal,
    kind,
    properties: { ...properties, primaryKeyHash, secondaryKeyHash },
  } as unknown as SnapshotEntry
}
