import type { ExportFormat } from '../../exports/export-formats.ts'

/** Under which names below an API its definition can be downloaded. */
export const definitionFiles: Readonly<Record<string, ExportFormat>> = {
  'openapi.json': 'openapi+json-link',
  'openapi.yaml': 'openapi-link',
  'openapi-3.1.json': 'openapi-3.1+json-link',
  'openapi-3.1.yaml': 'openapi-3.1-link',
  'swagger.json': 'swagger-link',
  'definition.wadl': 'wadl-link',
  'definition.wsdl': 'wsdl-link',
}
