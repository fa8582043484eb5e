import { definitionFault, refuseDefinition, valueField } from './definition-faults.ts'
import { fetchText } from './fetch-text.ts'
import { type ImportedApi, type ImportFormat, type ImportOptions, importFormats } from './imported-api.ts'
import { readOpenApi } from './openapi/read-openapi.ts'
import { readWadl } from './wadl/read-wadl.ts'
import { readWsdl } from './wsdl/read-wsdl.ts'

type Reader = (text: string, url: string | undefined, options: ImportOptions) => Promise<ImportedApi>

const readers: Readonly<Record<ImportFormat, { readonly read: Reader; readonly isLink: boolean }>> = {
  openapi: { read: readOpenApi, isLink: false },
  'openapi+json': { read: readOpenApi, isLink: false },
  'openapi-link': { read: readOpenApi, isLink: true },
  'openapi+json-link': { read: readOpenApi, isLink: true },
  'swagger-json': { read: readOpenApi, isLink: false },
  'swagger-link-json': { read: readOpenApi, isLink: true },
  'wadl-xml': { read: readWadl, isLink: false },
  'wadl-link-json': { read: readWadl, isLink: true },
  wsdl: { read: readWsdl, isLink: false },
  'wsdl-link': { read: readWsdl, isLink: true },
}

/** All of them are written in one transaction, for which everybody else who writes waits. */
const maxOperations = 5_000
const defaultMaxTextLength = 16 * 1024 * 1024

/**
 * Reads the definition that a resource was sent with. JSON and YAML are both taken for all formats of OpenAPI, and the
 * version is that which the definition names.
 * @throws AppError `ValidationError` with every fault, each with line and column
 */
export async function readDefinition(
  format: ImportFormat,
  value: string,
  options: ImportOptions,
): Promise<ImportedApi> {
  const { read, isLink } = readers[format]
  const { text, url } = isLink ? await fetchText(value.trim(), options) : { text: value, url: undefined }
  const maxLength = options.maxTextLength ?? defaultMaxTextLength
  if (text.length > maxLength) {
    refuseDefinition([definitionFault(valueField, `The definition has more than ${maxLength} characters.`)])
  }
  if (text.trim() === '') refuseDefinition([definitionFault(valueField, 'The definition is empty.')])
  const imported = await read(text, url, options)
  if (imported.operations.length <= maxOperations) return imported
  refuseDefinition([definitionFault(valueField, `The definition has more than ${maxOperations} operations.`)])
}

/** @throws AppError `ValidationError` for anything that is not imported, with what is */
export function parseImportFormat(format: string): ImportFormat {
  const known = importFormats.find((name) => name === format.toLowerCase())
  if (known !== undefined) return known
  const reason = /^(graphql|odata|grpc)/i.exec(format)?.[1]
  const message =
    reason === undefined
      ? `'format' must be one of ${importFormats.map((name) => `'${name}'`).join(', ')}.`
      : `'${format}' is not imported: definitions of ${reason} are not supported.`
  refuseDefinition([definitionFault('properties.format', message)])
}
