import type { ApiModel } from './export/api-model.ts'
import { toOpenApi } from './export/write-openapi.ts'
import { toSwagger } from './export/write-swagger.ts'
import { toWadl } from './export/write-wadl.ts'
import type { ImportedApi } from './imported-api.ts'

export type { ApiModel } from './export/api-model.ts'

export type ExportTarget = 'openapi-2.0' | 'openapi-3.0' | 'openapi-3.1' | 'wadl'
/** WADL is always XML. */
export type ExportSyntax = 'json' | 'yaml'

/** A definition generated from the resources of an API; the order is that of the operations. */
export async function writeDefinition(model: ApiModel, target: ExportTarget, syntax: ExportSyntax): Promise<string> {
  if (target === 'wadl') return toWadl(model)
  const document =
    target === 'openapi-2.0' ? toSwagger(model) : toOpenApi(model, target === 'openapi-3.0' ? '3.0' : '3.1')
  if (syntax === 'json') return `${JSON.stringify(document, undefined, 2)}\n`
  const { stringify } = await import('yaml')
  return stringify(document, { lineWidth: 0, aliasDuplicateObjects: false })
}

/**
 * Whether a source document is already what is wanted, so that it can be given back as it came.
 * @param target also `wsdl`, which is never generated
 */
export function isWantedSource(
  {
    format,
    version,
    source: { mediaType },
  }: Pick<ImportedApi, 'format' | 'version'> & {
    readonly source: { readonly mediaType: string }
  },
  target: ExportTarget | 'wsdl',
  syntax: ExportSyntax,
): boolean {
  if (target === 'wadl' || target === 'wsdl') return format === target
  if (mediaType !== `application/${syntax}`) return false
  if (target === 'openapi-2.0') return format === 'swagger'
  return format === 'openapi' && version.startsWith(target === 'openapi-3.0' ? '3.0' : '3.1')
}
