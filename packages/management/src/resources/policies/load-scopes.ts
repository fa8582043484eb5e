import { AppError } from '@sluice/contracts'
import {
  expandDocument,
  type PolicyDocument,
  parsePolicyDocument,
  readDefinitions,
  type ScopedDocument,
  type StoredDefinitions,
} from '@sluice/policy-language'
import { toBody } from '../../arm/define-resource.ts'
import type { RouteContext } from '../../arm/define-route.ts'
import { declaredAt } from '../../arm/find-declaration.ts'
import { toKey } from '../../arm/identity.ts'
import type { PolicyScope } from '../../environment.ts'
import { definitionsAt, loadDefinitions } from './policy-definitions.ts'
import { type PolicyText, textOf } from './policy-texts.ts'

/** One scope of a call. */
export interface ScopePlace {
  readonly scope: PolicyScope
  /** Below the service; '' is the service itself. */
  readonly path: string
}

/** With its document, in which fragments are put in and named values stand as their names. */
export interface StoredScope extends ScopedDocument {
  /** As it is stored. */
  readonly path: string
  readonly displayName: string
  /** The document has faults, and is not used. */
  readonly isFaulty: boolean
}

type Source = Pick<RouteContext, 'environment' | 'service'>

/** Reads the documents of these scopes. @throws AppError `ResourceNotFound` when there is no such product, API, operation */
export async function loadScopes(source: Source, places: readonly ScopePlace[]): Promise<readonly StoredScope[]> {
  const { environment, service } = source
  const reader = environment.store
  const read = await Promise.all(
    places.map(async ({ scope, path }) => {
      const owner = await readOwner(source, { scope, path })
      const document = await reader.get(toKey(service.name, `${path}/policies/policy`))
      return { scope, ...owner, text: document && textOf(document) }
    }),
  )
  const texts = read.flatMap(({ text }) => (text === undefined ? [] : [text.value]))
  const definitions = await loadDefinitions({ environment, service, reader }, texts)
  return Promise.all(
    read.map(async ({ scope, path, displayName, text }) => {
      const known = await definitionsAt({ reader, service }, path, definitions)
      const document = text && readDocument(text, scope, known, environment)
      return {
        scope,
        scopeId: toKey(service.name, path === '' ? '/' : path),
        path,
        displayName,
        document,
        isFaulty: text !== undefined && document === undefined,
      }
    }),
  )
}

const forms: Record<Exclude<PolicyScope, 'global'>, string> = {
  product: '/products/{productId}',
  api: '/apis/{apiId}',
  operation: '/apis/{apiId}/operations/{operationId}',
}

async function readOwner(
  { environment, service }: Source,
  { scope, path }: ScopePlace,
): Promise<{ readonly path: string; readonly displayName: string }> {
  if (scope === 'global') return { path: '', displayName: service.name }
  const document = await environment.store.get(toKey(service.name, path))
  if (document === undefined) throw new AppError('ResourceNotFound', { kind: declaredAt(forms[scope]).title })
  const body = toBody<{ readonly displayName: string }>(document)
  return { path: body.path, displayName: body.properties.displayName }
}

/** As the gateway does: a document with any fault is not used at all. */
function readDocument(
  { value, format }: PolicyText,
  scope: PolicyScope,
  definitions: StoredDefinitions,
  { checkPolicy }: Source['environment'],
): PolicyDocument | undefined {
  const { document } = parsePolicyDocument(value, format)
  if (document === undefined || checkPolicy(value, format, scope, definitions).length > 0) return undefined
  return expandDocument(document, readDefinitions(definitions).findFragment).expanded
}
