import {
  AppError,
  endpointConcurrency,
  endpointName,
  type WebServiceDefinition,
  type WebServiceDocument,
  type WebServiceEndpointDocument,
  webServiceDocument,
  webServiceEndpointDocument,
} from '@sluice/contracts'
import type { Clock, Secrets, StoredDocument, Transaction } from '@sluice/platform'
import { endpointKey, webServiceKey } from './document-keys.ts'
import {
  createEndpointKey,
  createMachineLearningId,
  endpointKeyPurpose,
  type RandomBytes,
  sealSecret,
} from './endpoint-keys.ts'
import { putDocument } from './put-document.ts'

export interface EndpointChangeServices {
  readonly secrets: Pick<Secrets, 'seal' | 'lookupHash'>
  readonly clock: Clock
  readonly randomBytes: RandomBytes
}

/** Where an endpoint stands. */
export interface EndpointPlace {
  readonly workspaceId: string
  readonly webServiceId: string
  readonly name: string
}

/** What may be set on an endpoint. */
export type EndpointSettings = Partial<
  Pick<
    WebServiceEndpointDocument,
    | 'description'
    | 'throttleLevel'
    | 'maxConcurrentCalls'
    | 'preventUpdate'
    | 'isSampleDataEnabled'
    | 'isLabelOptional'
    | 'diagnosticsTraceLevel'
  >
>

/** The most endpoints of one web service. @see reference: AzureML, 1.10 */
export const maxEndpoints = 10_000

/** @throws AppError `EndpointNameInvalid` */
export function assertEndpointName(name: string): void {
  if (!endpointName.safeParse(name).success) throw new AppError('EndpointNameInvalid', { name })
}

/**
 * Concurrent calls of an endpoint. The level Low has a fixed number, which must not be given.
 * @param before what was set until now
 * @throws AppError `WebServiceConcurrentRequestRequirementInvalid`, `WebServiceTooManyConcurrentRequestRequirement`
 * @see reference: AzureML, 3.3
 */
export function resolveConcurrency(
  given: { readonly level?: 'Low' | 'High' | undefined; readonly calls?: number | null | undefined },
  before?: { readonly throttleLevel: 'Low' | 'High'; readonly maxConcurrentCalls: number },
): { readonly throttleLevel: 'Low' | 'High'; readonly maxConcurrentCalls: number } {
  const calls = given.calls ?? undefined
  const throttleLevel = given.level ?? before?.throttleLevel ?? (calls === undefined ? 'Low' : 'High')
  if (throttleLevel === 'Low') {
    if (calls !== undefined) {
      const reason = `The throttle level Low has ${endpointConcurrency.low} concurrent calls; no number can be given.`
      throw new AppError('WebServiceConcurrentRequestRequirementInvalid', { reason })
    }
    return { throttleLevel, maxConcurrentCalls: endpointConcurrency.low }
  }
  if (calls === undefined) {
    const kept = before?.throttleLevel === 'High' ? before.maxConcurrentCalls : endpointConcurrency.default
    return { throttleLevel, maxConcurrentCalls: kept }
  }
  const { default: minimum, maximum } = endpointConcurrency
  if (calls > maximum) throw new AppError('WebServiceTooManyConcurrentRequestRequirement', { maximum })
  if (!Number.isInteger(calls) || calls < minimum) {
    const reason = `The throttle level High takes whole numbers from ${minimum} to ${maximum}.`
    throw new AppError('WebServiceConcurrentRequestRequirementInvalid', { reason })
  }
  return { throttleLevel, maxConcurrentCalls: calls }
}

/** An endpoint with new keys; not stored. */
export function createEndpointDocument(
  webService: Pick<WebServiceDocument, 'id' | 'definition' | 'isLabelOptional'>,
  name: string,
  settings: EndpointSettings,
  { secrets, clock, randomBytes }: EndpointChangeServices,
): {
  readonly endpoint: WebServiceEndpointDocument
  readonly keys: { readonly primary: string; readonly secondary: string }
} {
  const now = new Date(clock.now()).toISOString()
  const id = createMachineLearningId(randomBytes)
  const keys = { primary: createEndpointKey(randomBytes), secondary: createEndpointKey(randomBytes) }
  const primary = sealSecret(secrets, keys.primary, endpointKeyPurpose(id, 'primary'))
  const secondary = sealSecret(secrets, keys.secondary, endpointKeyPurpose(id, 'secondary'))
  const endpoint: WebServiceEndpointDocument = {
    id,
    name,
    description: '',
    createdAt: now,
    webServiceId: webService.id,
    version: now,
    throttleLevel: 'High',
    maxConcurrentCalls: endpointConcurrency.default,
    preventUpdate: false,
    isSampleDataEnabled: false,
    isLabelOptional: webService.isLabelOptional,
    diagnosticsTraceLevel: 'None',
    ...settings,
    primaryKeySealed: primary.sealed,
    secondaryKeySealed: secondary.sealed,
    primaryKeyHash: primary.hash,
    secondaryKeyHash: secondary.hash,
    definition: webService.definition,
  }
  return { endpoint, keys }
}

export async function putEndpoint(
  transaction: Transaction,
  workspaceId: string,
  endpoint: WebServiceEndpointDocument,
): Promise<StoredDocument> {
  const key = endpointKey(workspaceId, endpoint.webServiceId, endpoint.name)
  return putDocument(transaction, key, endpoint, { 'machine-learning-endpoint': endpoint.id })
}

/** @throws AppError `WebServiceNotFound` */
export async function loadWebService(
  transaction: Transaction,
  { workspaceId, webServiceId }: Pick<EndpointPlace, 'workspaceId' | 'webServiceId'>,
): Promise<WebServiceDocument> {
  const stored = await transaction.get(webServiceKey(workspaceId, webServiceId))
  if (stored === undefined) throw new AppError('WebServiceNotFound', {})
  return webServiceDocument.parse(stored.body)
}

/** @throws AppError `EndpointNotFound` */
export async function loadEndpoint(
  transaction: Transaction,
  place: EndpointPlace,
): Promise<WebServiceEndpointDocument> {
  const stored = await transaction.get(endpointKey(place.workspaceId, place.webServiceId, place.name))
  if (stored === undefined) throw new AppError('EndpointNotFound', { name: place.name })
  return webServiceEndpointDocument.parse(stored.body)
}

/** Replaces one of the keys; the old one is void at once. @returns the new key, and what was stored */
export async function renewEndpointKey(
  transaction: Transaction,
  place: EndpointPlace,
  which: 'primary' | 'secondary',
  { secrets, randomBytes }: EndpointChangeServices,
): Promise<{ readonly key: string; readonly stored: StoredDocument }> {
  const endpoint = await loadEndpoint(transaction, place)
  const key = createEndpointKey(randomBytes)
  const { sealed, hash } = sealSecret(secrets, key, endpointKeyPurpose(endpoint.id, which))
  const changed = { ...endpoint, [`${which}KeySealed`]: sealed, [`${which}KeyHash`]: hash }
  return { key, stored: await putEndpoint(transaction, place.workspaceId, changed) }
}

/** @throws AppError `EndpointNotFound`, `DefaultEndpointNeeded` */
export async function deleteEndpoint(transaction: Transaction, place: EndpointPlace): Promise<void> {
  const { workspaceId, webServiceId, name } = place
  const { defaultEndpointName } = await loadWebService(transaction, place)
  await loadEndpoint(transaction, place)
  if (name === defaultEndpointName) {
    const others = await transaction.list(`${webServiceKey(workspaceId, webServiceId)}/endpoints`, { limit: 2 })
    if (others.length > 1) throw new AppError('DefaultEndpointNeeded', {})
  }
  await transaction.remove(endpointKey(workspaceId, webServiceId, name))
}

/** Removes a web service with its endpoints. @throws AppError `WebServiceNotFound` */
export async function deleteWebService(
  transaction: Transaction,
  { workspaceId, webServiceId }: Pick<EndpointPlace, 'workspaceId' | 'webServiceId'>,
): Promise<void> {
  const key = webServiceKey(workspaceId, webServiceId)
  if (!(await transaction.remove(key))) throw new AppError('WebServiceNotFound', {})
  await transaction.removeBelow(key)
}

/** Whether two definitions do the same, whatever is said of them and in which order their members are written. */
export const isSameDefinition = (one: WebServiceDefinition, other: WebServiceDefinition): boolean =>
  sortedJson(withoutDescriptions(one)) === sortedJson(withoutDescriptions(other))

const withoutDescriptions = ({ inputs, outputs, parameters, ...rest }: WebServiceDefinition) => {
  const clear = (parts: readonly object[]) => parts.map((part) => ({ ...part, description: '' }))
  return { ...rest, inputs: clear(inputs), outputs: clear(outputs), parameters: clear(parameters) }
}

const sortedJson = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  )
