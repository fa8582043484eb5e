import { type ApiProperties, AppError } from '@sluice/contracts'
import type { StoredDocument } from '@sluice/platform'
import { toBody } from '../arm/define-resource.ts'
import { nameOf, toKey } from '../arm/identity.ts'
import type { ManagementEnvironment } from '../environment.ts'
import {
  type ExportSyntax,
  type ExportTarget,
  isWantedSource,
  writeDefinition,
} from '../import-formats/export-definition.ts'
import { withAddress } from '../import-formats/wsdl/with-address.ts'
import { type KeptSource, readSource } from '../resources/apis/source-document.ts'
import { namedAddresses, readAddressNames, type ServiceAddresses } from '../services/service-addresses.ts'
import type { ExportFormat } from './export-formats.ts'
import { readExportLink } from './export-links.ts'
import { readApiModel } from './read-api-model.ts'

const wanted: Readonly<
  Record<ExportFormat, { readonly target: ExportTarget | 'wsdl'; readonly syntax: ExportSyntax } | 'source'>
> = {
  'swagger-link': { target: 'openapi-2.0', syntax: 'json' },
  'wadl-link': { target: 'wadl', syntax: 'json' },
  'wsdl-link': { target: 'wsdl', syntax: 'json' },
  'openapi-link': { target: 'openapi-3.0', syntax: 'yaml' },
  'openapi+json-link': { target: 'openapi-3.0', syntax: 'json' },
  'openapi-3.1-link': { target: 'openapi-3.1', syntax: 'yaml' },
  'openapi-3.1+json-link': { target: 'openapi-3.1', syntax: 'json' },
  'source-link': 'source',
}

/**
 * The definition that a link gives: what was imported, character by character, where that is what is wanted and nothing
 * was changed since, else one that is generated from the resources.
 * @throws AppError `ExportLinkInvalid`, `ResourceNotFound`
 */
export async function answerExportLink(
  environment: ManagementEnvironment,
  addresses: ServiceAddresses,
  link: string,
): Promise<Response> {
  const { store } = environment
  const { service, path, format, isGenerated } = readExportLink(environment, link)
  const key = toKey(service, path)
  const document = await store.get(key)
  if (document === undefined) throw new AppError('ResourceNotFound', { kind: 'Api' })
  const below = await store.listBelow(key)
  const source = await readSource(store, key)
  const file = nameOf(path).replace(/[^A-Za-z0-9._-]+/g, '-')
  const how = wanted[format]
  if (source !== undefined && !isGenerated && isGiven(source, how, [document, ...below])) {
    const { text, mediaType } = source.body as unknown as KeptSource
    return toDownload(text, mediaType, file)
  }
  if (how === 'source') throw new AppError('ResourceNotFound', { kind: 'Definition' })
  const model = await readApiModel(store, {
    service,
    api: toBody<ApiProperties>(document).properties,
    key,
    below,
    addresses: namedAddresses(addresses, service, await readAddressNames(store)),
  })
  if (how.target === 'wsdl') {
    const { text = '', mediaType = '' } = (source?.body ?? {}) as unknown as Partial<KeptSource>
    if (source?.body.format !== 'wsdl') throw new AppError('ResourceNotFound', { kind: 'Definition' })
    return toDownload(await withAddress(text, model.gatewayUrls[0] ?? ''), mediaType, file)
  }
  const text = await writeDefinition(model, how.target, how.syntax)
  return toDownload(text, how.target === 'wadl' ? 'application/xml' : `application/${how.syntax}`, file)
}

function isGiven(
  source: StoredDocument,
  how: (typeof wanted)[ExportFormat],
  documents: readonly StoredDocument[],
): boolean {
  if (how === 'source') return true
  const { format, version, mediaType } = source.body as unknown as KeptSource
  // A WSDL is never generated: it is given as it came, whatever was changed since.
  if (how.target === 'wsdl') return format === 'wsdl'
  const isUnchanged = documents.every(({ changeNumber }) => changeNumber <= source.changeNumber)
  return isUnchanged && isWantedSource({ format, version, source: { mediaType } }, how.target, how.syntax)
}

const extensions: Readonly<Record<string, string>> = {
  'application/json': 'json',
  'application/yaml': 'yaml',
  'application/xml': 'xml',
}

const toDownload = (text: string, mediaType: string, name: string) =>
  new Response(text, {
    headers: {
      'Content-Type': `${mediaType}; charset=utf-8`,
      'Content-Disposition': `attachment; filename="${name}.${extensions[mediaType] ?? 'txt'}"`,
    },
  })
