import { type SnapshotEntry, type SnapshotKind, toolNameOf } from '@sluice/contracts'
import type { StoredDocument } from '@sluice/platform'
import { toBody } from '../arm/define-resource.ts'
import { nameOf } from '../arm/identity.ts'
import type { ServiceBody } from '../services/service-document.ts'
import { issuerOfEndpoint, issuerOfMetadata } from './token-issuer.ts'

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
  ['namedValue', /^\/namedvalues\/[^/]+$/],
  ['policyFragment', /^\/policyfragments\/[^/]+$/],
  ['backend', /^\/backends\/[^/]+$/],
  ['versionSet', /^\/apiversionsets\/[^/]+$/],
  ['tool', /^\/apis\/[^/]+\/tools\/[^/]+$/],
  ['apiSchema', /^\/apis\/[^/]+\/schemas\/[^/]+$/],
  ['cache', /^\/caches\/[^/]+$/],
  ['certificate', /^\/certificates\/[^/]+$/],
  ['tokenIssuer', /^\/(?:authorizationservers|openidconnectproviders)\/[^/]+$/],
  ['diagnostic', /^(?:\/apis\/[^/]+)?\/diagnostics\/[^/]+$/],
  ['debugCredentials', /^\/debugcredentials\/[^/]+$/],
  ['globalSchema', /^\/schemas\/[^/]+$/],
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
  const { path: ownPath, properties, hidden } = toBody(document)
  const shown = toShown[kind]?.(properties, hidden ?? {}, ownPath) ?? properties
  return { id, ordinal, kind, properties: shown } as unknown as SnapshotEntry
}

type Properties = Readonly<Record<string, unknown>>

/** Kinds of which a gateway sees more, or less, than the properties. What is hidden is sealed or a hash. */
const toShown: Partial<Record<SnapshotKind, (properties: Properties, hidden: Properties, path: string) => Properties>> =
  {
    subscription: (properties, { primaryKeyHash, secondaryKeyHash }) => ({
      ...properties,
      primaryKeyHash,
      secondaryKeyHash,
    }),
    namedValue: ({ displayName, value }, { value: sealedValue }) =>
      sealedValue === undefined ? { displayName, value } : { displayName, sealedValue },
    policyFragment: ({ value, format }) => ({ value, format }),
    backend: ({ type, url, pool, tls, circuitBreaker }, { credentials: sealedCredentials }) => ({
      type,
      url,
      pool,
      tls,
      circuitBreaker,
      sealedCredentials,
    }),
    tool: (properties, _, path) => ({ ...properties, name: toolNameOf(nameOf(path), String(properties.displayName)) }),
    cache: ({ useFromLocation }, { connectionString: sealedConnectionString }) => ({
      useFromLocation,
      sealedConnectionString,
    }),
    // Where it is written is the gateway's own; of loggers elsewhere it knows nothing.
    diagnostic: ({ alwaysLog, sampling, verbosity, logClientIp, frontend, backend }) => ({
      alwaysLog,
      sampling,
      verbosity,
      logClientIp,
      frontend,
      backend,
    }),
    certificate: ({ thumbprint }, { keyPair: sealedKeyPair }) => ({ thumbprint, sealedKeyPair }),
    // Nothing of the client that they know, least of all its secret.
    tokenIssuer: ({ authorizationEndpoint, metadataEndpoint, defaultScope: scope }) =>
      metadataEndpoint === undefined
        ? { issuer: issuerOfEndpoint(String(authorizationEndpoint)), scope }
        : { issuer: issuerOfMetadata(String(metadataEndpoint)) },
    versionSet: ({ displayName, versioningScheme, versionQueryName, versionHeaderName }) => ({
      displayName,
      versioningScheme,
      versionQueryName,
      versionHeaderName,
    }),
  }
