import type { ApiProperties, OperationProperties } from '@sluice/contracts'
import type { JsonObject, OutgoingHttp } from '@sluice/platform'

/** The values of `format` that this product imports. @see reference: API Management, 1.3 */
export const importFormats = [
  'openapi',
  'openapi+json',
  'openapi-link',
  'openapi+json-link',
  'swagger-json',
  'swagger-link-json',
  'wadl-xml',
  'wadl-link-json',
  'wsdl',
  'wsdl-link',
] as const
export type ImportFormat = (typeof importFormats)[number]

/** What was sent, character by character. */
export interface SourceDocument {
  readonly mediaType: 'application/json' | 'application/yaml' | 'application/xml'
  readonly text: string
}

export interface ImportedOperation {
  readonly id: string
  /** Passes the contract `operationProperties`. */
  readonly properties: OperationProperties
  /** Ids of `ImportedApi.tags`. */
  readonly tags: readonly string[]
  /** `operationId` as it is written; in a WSDL the name of the operation, in a WADL the id of the method. */
  readonly originalId?: string
  /** Policy document (`rawxml`) that the operation needs to work. */
  readonly policy?: string
}

export interface ImportedTag {
  readonly id: string
  readonly displayName: string
  readonly description?: string
  readonly externalDocsUrl?: string
  readonly externalDocsDescription?: string
}

export interface ImportedSchema {
  readonly id: string
  /** @see reference: API Management, 1.11 */
  readonly contentType: string
  /** `{ components }`, `{ definitions }` or `{ value }`; recursive schemas stay `$ref`. */
  readonly document: JsonObject
}

/** What the definition says about the API itself; what it does not say is not there. */
export type ImportedApiProperties = Partial<
  Pick<
    ApiProperties,
    'displayName' | 'description' | 'serviceUrl' | 'protocols' | 'termsOfServiceUrl' | 'contact' | 'license' | 'type'
  >
>

/** A definition in the terms of our resources. */
export interface ImportedApi {
  readonly format: 'openapi' | 'swagger' | 'wadl' | 'wsdl'
  /** `2.0`, `3.0.3`, `3.1.0`, `WADL`, `WSDL 1.1`. */
  readonly version: string
  readonly properties: ImportedApiProperties
  readonly operations: readonly ImportedOperation[]
  readonly tags: readonly ImportedTag[]
  readonly schemas: readonly ImportedSchema[]
  readonly source: SourceDocument
  /** What the resources cannot hold and why; the source document still has it. */
  readonly notes: readonly string[]
}

export interface ImportOptions {
  /** Fetches links and external references; without it both are refused. */
  readonly outgoing?: OutgoingHttp
  /** Where required query parameters go; default `template`. */
  readonly translateRequiredQueryParameters?: 'template' | 'query'
  readonly wsdlSelector?: { readonly wsdlServiceName?: string; readonly wsdlEndpointName?: string }
  /** Of a text, in characters; default 16 Mi. */
  readonly maxTextLength?: number
  /** Parameters of a URL template as the gateway reads it, and what is wrong with the template. */
  readTemplate(template: string): { readonly parameterNames: readonly string[]; readonly faults: readonly string[] }
}
