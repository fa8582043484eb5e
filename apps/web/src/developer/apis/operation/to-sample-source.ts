import type { OperationProperties } from '@sluice/contracts'
import type { Hostname } from '../../catalogue/catalogue.ts'
import type { SampleHeader, SampleSource } from '../../samples/sample-source.ts'
import { toExampleText } from './to-example-text.ts'

type Parameter = OperationProperties['templateParameters'][number]

/** What stands in a sample in place of a key: it is nobody's. */
const keyPlaceholder = 'YOUR_SUBSCRIPTION_KEY'

export interface SampleSurroundings {
  readonly host: Hostname
  /** Undefined = the API asks for no key. */
  readonly keyHeader: string | undefined
  /** A body that was made from its schema, for want of a written one. */
  readonly example?: string | undefined
}

/**
 * The call that samples show: address, required parameters and headers with the values that the operation names, the first
 * example as body. What it does not name stays in braces. No real key is in it.
 */
export function toSampleSource(
  operation: OperationProperties,
  { host, keyHeader, example: made }: SampleSurroundings,
): SampleSource {
  const { method, urlTemplate, templateParameters, request } = operation
  const named = new Map(templateParameters.map((parameter) => [parameter.name.toLowerCase(), parameter]))
  const filled = urlTemplate.replace(/\{\*?([^{}]+)\}/g, (_, name: string) =>
    toValue(named.get(name.toLowerCase()), name),
  )
  const { version } = host
  const query = [
    ...(request?.queryParameters ?? [])
      .filter(({ required }) => required === true)
      .map((parameter) => [parameter.name, toValue(parameter, parameter.name)] as const),
    ...(version?.scheme === 'Query' ? [[version.name, encodeURIComponent(version.value)] as const] : []),
  ].map(([name, value]) => `${encodeURIComponent(name)}=${value}`)
  const path = /^[/?]/.test(filled) || filled === '' ? filled : `/${filled}`
  const joint = query.length === 0 ? '' : path.includes('?') ? '&' : '?'
  const representation = request?.representations?.[0]
  const [written] = Object.values(representation?.examples ?? {})
  const text = written === undefined ? made : toExampleText(written)
  const mayHaveBody = !/^(?:GET|HEAD)$/i.test(method)
  return {
    method,
    url: `${host.baseUrl}${encodeRest(path)}${joint}${query.join('&')}`,
    headers: toHeaders(operation, host, keyHeader),
    ...(mayHaveBody && text !== undefined ? { text } : {}),
  }
}

function toHeaders(
  { request }: OperationProperties,
  { version }: Hostname,
  keyHeader: string | undefined,
): readonly SampleHeader[] {
  const header = (name: string, value: string): SampleHeader => ({ name, value, isSecret: false })
  const headers = [
    ...(version?.scheme === 'Header' ? [header(version.name, version.value)] : []),
    ...(keyHeader === undefined ? [] : [header(keyHeader, keyPlaceholder)]),
    ...(request?.headers ?? [])
      .filter(({ required, name }) => required === true && name.toLowerCase() !== keyHeader?.toLowerCase())
      .map(({ name, defaultValue, values }) => header(name, defaultValue || values?.[0] || name)),
  ]
  const type = request?.representations?.[0]?.contentType
  const hasType = headers.some(({ name }) => name.toLowerCase() === 'content-type')
  return type === undefined || hasType ? headers : [...headers, header('Content-Type', type)]
}

const toValue = (parameter: Parameter | undefined, name: string): string => {
  const value = parameter?.defaultValue || parameter?.values?.[0]
  return value ? encodeURIComponent(value) : `{${name}}`
}

/** What is no parameter may hold signs that an address has only encoded. */
const encodeRest = (path: string): string =>
  path.replace(/\{[^{}]*\}|[^A-Za-z0-9\-._~:/?#[\]@!$&()*+,;=%]/g, (text) =>
    text.length > 1 ? text : encodeURIComponent(text).replace("'", '%27'),
  )
