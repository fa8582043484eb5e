import type { OperationProperties, SampleRequest } from '@sluice/contracts'
import type { Hostname } from '../../catalogue/catalogue.ts'
import { toExampleText } from './to-example-text.ts'

type Parameter = OperationProperties['templateParameters'][number]

/** What stands in a sample in place of a key: it is nobody's. */
export const keyPlaceholder = 'YOUR_SUBSCRIPTION_KEY'

/**
 * The call that samples show: address, required parameters and headers with the values that the operation names, the first
 * example as body. No real key is in it.
 */
export function toSampleRequest(
  operation: OperationProperties,
  { host, keyHeader }: { readonly host: Hostname; readonly keyHeader: string | undefined },
): SampleRequest {
  const { method, urlTemplate, templateParameters, request } = operation
  const named = new Map(templateParameters.map((parameter) => [parameter.name.toLowerCase(), parameter]))
  const filled = urlTemplate.replace(/\{([^{}]*)\}/g, (_, written: string) => {
    const name = written.replace(/^\*/, '')
    return encodeURIComponent(valueOfParameter(named.get(name.toLowerCase()) ?? { name, type: 'string' }))
  })
  // What is no parameter may hold signs that an address has only encoded.
  const url = new URL(host.baseUrl + (filled.startsWith('/') || filled.startsWith('?') ? filled : `/${filled}`))
  const { version } = host
  if (version?.scheme === 'Query') url.searchParams.set(version.name, version.value)
  for (const parameter of request?.queryParameters ?? []) {
    if (parameter.required === true) url.searchParams.set(parameter.name, valueOfParameter(parameter))
  }
  const representation = request?.representations?.[0]
  const [example] = Object.values(representation?.examples ?? {})
  const headers: [string, string][] = [
    ...(version?.scheme === 'Header' ? [[version.name, version.value] as [string, string]] : []),
    ...(keyHeader === undefined ? [] : [[keyHeader, keyPlaceholder] as [string, string]]),
    ...(request?.headers ?? [])
      .filter(({ required, name }) => required === true && name.toLowerCase() !== keyHeader?.toLowerCase())
      .map((header): [string, string] => [header.name, valueOfParameter(header)]),
  ]
  const hasType = headers.some(([name]) => name.toLowerCase() === 'content-type')
  if (representation !== undefined && !hasType) headers.push(['Content-Type', representation.contentType])
  const mayHaveBody = !/^(?:GET|HEAD)$/i.test(method)
  return {
    method,
    url: url.href.replaceAll("'", '%27'),
    headers,
    ...(mayHaveBody && example !== undefined ? { body: { text: toExampleText(example) } } : {}),
  }
}

const valueOfParameter = ({ name, defaultValue, values }: Parameter): string => defaultValue || values?.[0] || name
