import type { ApiProperties, ApiVersionSetProperties } from '@sluice/contracts'
import type { JsonObject, StoreReader } from '@sluice/platform'
import { toBody } from '../../arm/define-resource.ts'
import { toKey, toServiceId } from '../../arm/identity.ts'
import type { ResourceRequest } from '../../arm/resource-request.ts'
import { gatewayUrlsOf } from '../../services/gateway-urls.ts'
import type { ServiceAddresses } from '../../services/service-addresses.ts'

interface Version {
  readonly scheme: ApiVersionSetProperties['versioningScheme']
  /** Of the query parameter or header; null = it is a segment of the path. */
  readonly name: string | null
  readonly value: string
}

/**
 * Where an API is called: the addresses of the gateway that its protocols allow, each with the suffix of the API, and how
 * its version is named in a call. Of that the compatible service answers the name alone.
 */
export async function answerHostnames(
  reader: StoreReader,
  { path, service }: ResourceRequest,
  addresses: ServiceAddresses,
): Promise<Response> {
  const [apiPath] = /^\/apis\/[^/]+/i.exec(path) ?? ['']
  const document = await reader.get(toKey(service.name, apiPath.toLowerCase()))
  const api = document && toBody<ApiProperties>(document).properties
  const version = api && (await readVersion(reader, service.name, api))
  const suffix = [api?.path ?? '', version?.scheme === 'Segment' ? version.value : ''].filter((part) => part !== '')
  const id = `${toServiceId(service)}${path}`
  const value = gatewayUrlsOf(addresses, api?.protocols ?? [])
    .map((gateway) => new URL(gateway))
    .map(({ host, origin }): JsonObject => {
      const named = version === undefined || version.name === null ? null : { ...version }
      return {
        id: `${id}/${host}`,
        type: 'Microsoft.ApiManagement/service/apis/hostnames',
        name: host,
        properties: { value: host, address: origin, baseUrl: [origin, ...suffix].join('/'), version: named },
      }
    })
  return Response.json({ value, count: value.length, nextLink: null })
}

async function readVersion(reader: StoreReader, service: string, api: ApiProperties): Promise<Version | undefined> {
  const { apiVersion: value, apiVersionSetId } = api
  if (!value) return undefined
  const document = apiVersionSetId ? await reader.get(toKey(service, apiVersionSetId)) : undefined
  const set = document && toBody<ApiVersionSetProperties>(document).properties
  if (set?.versioningScheme === 'Query') return { scheme: 'Query', name: set.versionQueryName ?? null, value }
  if (set?.versioningScheme === 'Header') return { scheme: 'Header', name: set.versionHeaderName ?? null, value }
  return { scheme: 'Segment', name: null, value }
}
