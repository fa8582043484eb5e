import type { StoreReader } from '@sluice/platform'
import {
  attributeOf,
  isElement,
  parsePolicyDocument,
  readDefinitions,
  resolveDocument,
  type XmlElement,
} from '@sluice/policy-language'
import { type ServiceIdentity, toKey } from '../arm/identity.ts'
import type { ManagementEnvironment } from '../environment.ts'
import { loadDefinitions } from '../resources/policies/policy-definitions.ts'
import { textOf } from '../resources/policies/policy-texts.ts'

/** A quota as a product's policy sets it for each of its subscriptions. */
export interface QuotaLimit {
  readonly calls: number | undefined
  readonly kilobytes: number | undefined
  /** 0 = once for all. */
  readonly periodSeconds: number
}

/** The quota of a product, as the policy of its document says; undefined where it sets none. */
export async function readQuotaLimit(
  environment: ManagementEnvironment,
  reader: StoreReader,
  service: ServiceIdentity,
  product: string,
): Promise<QuotaLimit | undefined> {
  const document = await reader.get(toKey(service.name, `/products/${product}/policies/policy`))
  if (document === undefined) return undefined
  const { value, format } = textOf(document)
  const { document: policy } = parsePolicyDocument(value, format)
  if (policy === undefined) return undefined
  const definitions = await loadDefinitions({ environment, service, reader }, [value])
  const { inbound } = resolveDocument(policy, readDefinitions(definitions)).resolved.sections
  const quota = inbound && findElement(inbound, 'quota')
  if (quota === undefined) return undefined
  const periodSeconds = numberOf(quota, 'renewal-period')
  const [calls, kilobytes] = [numberOf(quota, 'calls'), numberOf(quota, 'bandwidth')]
  if (periodSeconds === undefined || (calls === undefined && kilobytes === undefined)) return undefined
  return { calls, kilobytes, periodSeconds }
}

function findElement(within: XmlElement, name: string): XmlElement | undefined {
  for (const child of within.children) {
    if (!isElement(child)) continue
    const found = child.name === name ? child : findElement(child, name)
    if (found !== undefined) return found
  }
  return undefined
}

function numberOf(element: XmlElement, attribute: string): number | undefined {
  const text = attributeOf(element, attribute)?.trim()
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined
}
