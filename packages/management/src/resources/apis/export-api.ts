import { type ApiProperties, AppError } from '@sluice/contracts'
import type { StoreReader } from '@sluice/platform'
import type { ResourceBody, ViewContext } from '../../arm/define-resource.ts'
import { nameOf, toKey, toServiceId } from '../../arm/identity.ts'
import { type ExportFormat, exportFormats } from '../../exports/export-formats.ts'
import { toExportLink } from '../../exports/export-links.ts'
import { splitApiName } from './api-names.ts'
import { readSource } from './source-document.ts'

/**
 * `GET …/apis/{apiId}?export=true&format=…`: an address that gives the definition for five minutes.
 * @see reference: API Management, 1.3
 */
export async function answerExport(
  { path, properties }: ResourceBody<ApiProperties>,
  view: ViewContext,
  reader: StoreReader,
): Promise<Response | undefined> {
  const { query, service, environment, url } = view
  if (query.get('export') !== 'true') return undefined
  const format = readFormat(query.get('format'))
  if (properties.type === 'websocket' || properties.type === 'graphql' || properties.type === 'mcp') {
    throw new AppError('OperationNotAllowed', { reason: `APIs of type '${properties.type}' cannot be exported.` })
  }
  const needsSource = format === 'wsdl-link' || format === 'source-link'
  // What was imported names the backend; developers get what the gateway serves, a WSDL with its address.
  if (format === 'source-link' && view.isForDevelopers) {
    throw new AppError('OperationNotAllowed', {
      reason: 'The definition as it was imported is for publishers: it names the backend. Ask for another format.',
    })
  }
  if (needsSource) await assertSource(reader, toKey(service.name, path), format)
  const link = toExportLink(environment, url, {
    service: service.name,
    path,
    format,
    isGenerated: view.isForDevelopers,
  })
  return Response.json({
    id: `${toServiceId(service)}${path}`,
    name: splitApiName(nameOf(path)).name,
    format: exportFormats[format],
    value: { link },
  })
}

function readFormat(text: string | null): ExportFormat {
  const names = Object.keys(exportFormats) as ExportFormat[]
  // A plus sign that was not encoded comes as a blank, and no name has one.
  const wanted = text?.toLowerCase().replaceAll(' ', '+')
  const format = names.find((name) => name === wanted)
  if (format !== undefined) return format
  const reason = `'${text ?? ''}' is none of ${names.join(', ')}.`
  throw new AppError('InvalidQueryParameter', { name: 'format', reason })
}

async function assertSource(reader: StoreReader, apiKey: string, format: ExportFormat): Promise<void> {
  const source = await readSource(reader, apiKey)
  if (source !== undefined && (format === 'source-link' || source.body.format === 'wsdl')) return
  throw new AppError('OperationNotAllowed', {
    reason:
      format === 'wsdl-link'
        ? 'The API was not imported from a WSDL document, so there is none to export.'
        : 'The API was not imported from a definition, so there is none to export.',
  })
}
