import type {
  ApiProperties,
  ApiReleaseProperties,
  ApiSchemaProperties,
  OperationProperties,
  ProductProperties,
  ToolProperties,
} from '@sluice/contracts'
import { queryOptions } from '@tanstack/react-query'
import type { Query, Resource, ResourceList } from '../../shared/api-client/resource.ts'
import { developerQuery, sendDeveloper } from '../developer-api.ts'

/** An API as developers see it. */
export type ApiView = Omit<ApiProperties, 'serviceUrl' | 'authenticationSettings'> & {
  /** With `expandApiVersionSet`. */
  readonly apiVersionSet?: { readonly id: string; readonly name: string; readonly description?: string | null }
}
export type Api = Resource<ApiView>
export type Operation = Resource<OperationProperties>
export type Product = Resource<ProductProperties>
export type Tool = Resource<ToolProperties>
export type Schema = Resource<ApiSchemaProperties>
export type Release = Resource<ApiReleaseProperties & { readonly createdDateTime?: string }>

/** Where an API is called. */
export interface Hostname {
  readonly value: string
  readonly address: string
  /** With the suffix of the API and, where that stands in the path, its version. */
  readonly baseUrl: string
  readonly version: {
    readonly scheme: 'Query' | 'Header'
    readonly name: string
    readonly value: string
  } | null
}

/** One thing in a list by tags; without a tag where it has none. */
export interface TaggedApi {
  readonly tag?: { readonly id: string; readonly name: string }
  readonly api: { readonly id: string; readonly name: string } & Readonly<Record<string, unknown>>
}
export interface TaggedOperation {
  readonly tag?: { readonly id: string; readonly name: string }
  readonly operation: {
    readonly id: string
    readonly name: string
    readonly method: string
    readonly urlTemplate: string
    readonly description?: string | null
  }
}

const pageRows = 100
/** A page shows no more than that; search finds the rest. */
const mostRows = 1_000

/** All pages of a list, up to a thousand rows. */
export const wholeListQuery = <Row>(service: string, path: string, query: Query = {}) =>
  queryOptions({
    queryKey: ['developer', service, path, { ...query, whole: true }],
    queryFn: async ({ signal }): Promise<readonly Row[]> => {
      const rows: Row[] = []
      for (;;) {
        const { body } = await sendDeveloper<{ value: readonly Row[]; count?: number }>(service, path, {
          query: { ...query, $top: pageRows, $skip: rows.length },
          signal,
        })
        rows.push(...body.value)
        if (body.value.length === 0 || rows.length >= Math.min(body.count ?? 0, mostRows)) return rows
      }
    },
  })

export const apiQuery = (service: string, api: string) =>
  developerQuery<Api>(service, `/apis/${encodeURIComponent(api)}`, { expandApiVersionSet: true })

export const hostnamesQuery = (service: string, api: string) =>
  developerQuery<ResourceList<Hostname>>(service, `/apis/${encodeURIComponent(api)}/hostnames`)

export const taggedApisQuery = (service: string) =>
  wholeListQuery<TaggedApi>(service, '/apisByTags', { includeNotTaggedApis: true })

export const operationsQuery = (service: string, api: string) =>
  wholeListQuery<TaggedOperation>(service, `/apis/${encodeURIComponent(api)}/operationsByTags`, {
    includeNotTaggedOperations: true,
  })

export const toolsQuery = (service: string, api: string) =>
  wholeListQuery<Tool>(service, `/apis/${encodeURIComponent(api)}/tools`)

export const operationQuery = (service: string, api: string, operation: string) =>
  developerQuery<Operation>(service, `/apis/${encodeURIComponent(api)}/operations/${encodeURIComponent(operation)}`)

export const schemasQuery = (service: string, api: string) =>
  wholeListQuery<Schema>(service, `/apis/${encodeURIComponent(api)}/schemas`)

export const releasesQuery = (service: string, api: string) =>
  wholeListQuery<Release>(service, `/apis/${encodeURIComponent(api)}/releases`)

export const apiProductsQuery = (service: string, api: string) =>
  wholeListQuery<Product>(service, `/apis/${encodeURIComponent(api)}/products`)

export const productQuery = (service: string, product: string) =>
  developerQuery<Product>(service, `/products/${encodeURIComponent(product)}`)

export const productApisQuery = (service: string, product: string) =>
  wholeListQuery<Api>(service, `/products/${encodeURIComponent(product)}/apis`)

/** Last part of an id: how a thing is called in addresses. */
export const nameOf = (id: string): string => id.slice(id.lastIndexOf('/') + 1)
