/** Formats that an API can be exported in, by the names of the server. */
export const exportFormats = [
  { format: 'openapi+json-link', label: 'OpenAPI 3.0 (JSON)' },
  { format: 'openapi-link', label: 'OpenAPI 3.0 (YAML)' },
  { format: 'openapi-3.1+json-link', label: 'OpenAPI 3.1 (JSON)' },
  { format: 'openapi-3.1-link', label: 'OpenAPI 3.1 (YAML)' },
  { format: 'swagger-link', label: 'Swagger 2 (JSON)' },
  { format: 'wadl-link', label: 'WADL' },
] as const

export const wsdlFormat = { format: 'wsdl-link', label: 'WSDL' } as const
