/** Format of an export as it is asked for → as the answer names it. @see reference: API Management, 1.3 */
export const exportFormats = {
  'swagger-link': 'swagger-link-json',
  'wadl-link': 'wadl-link-json',
  'wsdl-link': 'wsdl-link+xml',
  'openapi-link': 'openapi-link',
  'openapi+json-link': 'openapi+json-link',
  // Beyond the compatible service: OpenAPI 3.1, and what was imported, character by character.
  'openapi-3.1-link': 'openapi-3.1-link',
  'openapi-3.1+json-link': 'openapi-3.1+json-link',
  'source-link': 'source-link',
} as const

export type ExportFormat = keyof typeof exportFormats
