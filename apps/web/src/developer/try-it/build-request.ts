import { headersNotSent, type OperationProperties } from '@sluice/contracts'
import { type ConsoleDraft, takesBody } from './console-draft.ts'
import { encodeQuery, fillTemplate, readVariables } from './fill-template.ts'

/** How the version of an API is named in a call; null = by its path, or it has none. */
export interface VersionInCall {
  readonly scheme: 'Query' | 'Header' | 'Segment'
  readonly name: string | null
  readonly value: string
}

export interface RequestParts {
  readonly operation: OperationProperties
  readonly draft: ConsoleDraft
  /** Address of the gateway with the suffix of the API. */
  readonly baseUrl: string
  readonly version: VersionInCall | null
  /** Name of the header that takes the key, and the key; undefined = no key is sent. */
  readonly key: { readonly header: string; readonly value: string } | undefined
  /** Whether what is not filled in stays in braces, as in samples. */
  readonly isMissingShown?: boolean
}

export interface BuiltRequest {
  readonly method: string
  readonly url: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  /** Undefined = none; of a file it is not known here. */
  readonly text: string | undefined
}

export function buildRequest(parts: RequestParts): BuiltRequest {
  const { operation, draft, baseUrl, version, key, isMissingShown = false } = parts
  const { path, query } = fillTemplate(operation.urlTemplate, (name) => draft.template[name] ?? '', isMissingShown)
  const pairs = [
    ...Object.entries(draft.declared).filter(([name, value]) => value !== '' || isRequiredQuery(operation, name)),
    ...draft.query.filter(({ name }) => name.trim() !== '').map(({ name, value }) => [name.trim(), value] as const),
    ...(version?.scheme === 'Query' && version.name !== null ? [[version.name, version.value] as const] : []),
  ]
  const search = [...query, ...pairs.map(([name, value]) => `${encodeQuery(name)}=${encodeQuery(value)}`)].join('&')
  const headers = [
    ...(key === undefined || key.value === '' ? [] : [[key.header, key.value] as const]),
    ...(version?.scheme === 'Header' && version.name !== null ? [[version.name, version.value] as const] : []),
    ...draft.headers
      .filter(({ name, value }) => name.trim() !== '' && value.trim() !== '')
      .map(({ name, value }) => [name.trim(), value.trim()] as const),
  ]
  const hasText = takesBody(operation.method) && draft.bodyKind === 'text' && draft.text !== ''
  return {
    method: operation.method.toUpperCase(),
    url: `${baseUrl.replace(/\/$/, '')}${path}${search === '' ? '' : `?${search}`}`,
    headers,
    text: hasText ? draft.text : undefined,
  }
}

const isRequiredQuery = ({ request }: OperationProperties, name: string): boolean =>
  request?.queryParameters?.some((parameter) => parameter.name === name && parameter.required === true) ?? false

export type FaultKind = 'required' | 'headerName' | 'headerValue' | 'headerNotSent' | 'nameless' | 'timeout'

/** What must be mended before a call can go out: the field by its name in the form, and why. */
export type RequestFaults = Readonly<Record<string, FaultKind>>

const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
const controls = /[\u0000-\u0008\u000a-\u001f\u007f]/

export function findFaults(operation: OperationProperties, draft: ConsoleDraft): RequestFaults {
  const faults: Record<string, FaultKind> = {}
  for (const { name, isRest } of readVariables(operation.urlTemplate)) {
    if (!isRest && (draft.template[name] ?? '') === '') faults[`template.${name}`] = 'required'
  }
  for (const { name, required } of operation.request?.queryParameters ?? []) {
    if (required === true && (draft.declared[name] ?? '') === '') faults[`declared.${name}`] = 'required'
  }
  for (const { id, name, value } of draft.query) {
    if (name.trim() === '' && value !== '') faults[`name.${id}`] = 'nameless'
  }
  const required = new Set(
    (operation.request?.headers ?? []).filter((one) => one.required === true).map(({ name }) => name.toLowerCase()),
  )
  for (const { id, name, value } of draft.headers) {
    const trimmed = name.trim()
    if (trimmed === '') {
      if (value !== '') faults[`name.${id}`] = 'nameless'
      continue
    }
    if (!token.test(trimmed)) faults[`name.${id}`] = 'headerName'
    else if (headersNotSent.includes(trimmed.toLowerCase())) faults[`name.${id}`] = 'headerNotSent'
    if (controls.test(value)) faults[`value.${id}`] = 'headerValue'
    else if (value.trim() === '' && required.has(trimmed.toLowerCase())) faults[`value.${id}`] = 'required'
  }
  const { timeoutSeconds } = draft
  if (!Number.isInteger(timeoutSeconds) || timeoutSeconds < 1 || timeoutSeconds > 300) faults.timeout = 'timeout'
  return faults
}
