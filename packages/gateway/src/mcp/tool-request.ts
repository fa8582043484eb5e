import type { CompiledApi, CompiledOperation } from '../snapshot/gateway-snapshot.ts'
import type { OperationTool } from './operation-tool.ts'
import { type BodyField, type Field, restName } from './tool-fields.ts'

/** What a tool's call asks of its operation. */
export interface ToolRequest {
  /** After the API's suffix and version. */
  readonly path: string
  /** With its `?`, or empty. */
  readonly query: string
  /** Name, value, … */
  readonly headers: readonly string[]
  readonly body: Uint8Array | undefined
}

/** An argument that cannot stand where it would go; the message is for the model. */
export class ArgumentFault extends Error {
  override readonly name = 'ArgumentFault'
}

type Arguments = Readonly<Record<string, unknown>>

/**
 * The request that arguments, which were checked against the tool's schema, stand for.
 * @throws ArgumentFault
 */
export function toToolRequest(
  args: Arguments,
  { fields, body }: OperationTool,
  operation: CompiledOperation,
  { versioning }: Pick<CompiledApi, 'versioning'>,
): ToolRequest {
  const { urlTemplate, templateParameters } = operation.matched.properties
  const fieldsIn = (place: Field['in']) => fields.filter((field) => field.in === place)
  // Arguments are what was sent, never what every object has.
  const argumentOf = ({ property }: { readonly property: string }) =>
    Object.hasOwn(args, property) ? args[property] : undefined
  const defaults = new Map(templateParameters.map(({ name, defaultValue }) => [name, defaultValue ?? undefined]))
  const inTemplate = new Map(
    fieldsIn('template').map((field) => [field.name, argumentOf(field) ?? defaults.get(field.name)] as const),
  )
  const mark = urlTemplate.indexOf('?')
  const path = fillPath(mark < 0 ? urlTemplate : urlTemplate.slice(0, mark), inTemplate)
  const query = [
    ...(mark < 0 ? [] : fillQuery(urlTemplate.slice(mark + 1), inTemplate)),
    ...fieldsIn('query').flatMap((field) => toQueryParts(field.name, argumentOf(field))),
  ]
  const headers = fieldsIn('header').flatMap((field) => toHeader(field, argumentOf(field)))
  // What routing would have read of a call to this version is what the backend expects to see.
  if (versioning?.scheme === 'query') query.push(...toQueryParts(versioning.name, versioning.value))
  if (versioning?.scheme === 'header') headers.push(versioning.name, versioning.value)
  const sent = body === undefined ? undefined : encodeBody(argumentOf(body), body)
  if (sent !== undefined && body !== undefined) headers.push('Content-Type', body.contentType)
  return { path, query: query.length === 0 ? '' : `?${query.join('&')}`, headers, body: sent }
}

type Values = ReadonlyMap<string, unknown>

function fillPath(template: string, values: Values): string {
  const filled = template
    .replace(/\/\*$/, () => `/${encodeRest(restName, values.get(restName) ?? '')}`)
    .replaceAll(/\{(\*?)([^{}]*)\}/g, (_, star: string, name: string) =>
      star === '*' ? encodeRest(name, values.get(name) ?? '') : encodeSegment(name, values.get(name)),
    )
  return filled.startsWith('/') ? filled : `/${filled}`
}

/** One segment can never become two, or a step upwards: `..` would reach what the tool is not for. */
function encodeSegment(name: string, value: unknown): string {
  const text = toText(value)
  if (text === '') throw new ArgumentFault(`'${name}' must not be empty.`)
  if (/^\.{1,2}$/.test(text)) throw new ArgumentFault(`'${name}' must not be '${text}'.`)
  return encodeURIComponent(text)
}

function encodeRest(name: string, value: unknown): string {
  const segments = toText(value).replace(/^\/+/, '').split('/')
  if (segments.some((segment) => /^\.{1,2}$/.test(segment) || segment.includes('\\'))) {
    throw new ArgumentFault(`'${name === restName ? 'path' : name}' must not hold '.', '..' or backslashes.`)
  }
  return segments.map(encodeURIComponent).join('/')
}

const fillQuery = (template: string, values: Values): string[] =>
  template
    .split('&')
    .filter((part) => part !== '' && part !== '*')
    .map((part) => part.replaceAll(/\{([^{}]*)\}/g, (_, name: string) => encodeURIComponent(toText(values.get(name)))))

const toQueryParts = (name: string, value: unknown): string[] =>
  (Array.isArray(value) ? value : [value])
    .filter((one) => one !== undefined && one !== null)
    .map((one) => `${encodeURIComponent(name)}=${encodeURIComponent(toText(one))}`)

function toHeader({ name, property }: Field, value: unknown): string[] {
  if (value === undefined || value === null) return []
  const text = Array.isArray(value) ? value.map(toText).join(', ') : toText(value)
  // A line break would begin another field, and what is beyond Latin letters cannot be sent.
  if (/[^\t\x20-\x7e\x80-\xff]/.test(text))
    throw new ArgumentFault(`'${property}' has a sign that a header cannot have.`)
  return [name, text.trim()]
}

function toText(value: unknown): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

const encoder = new TextEncoder()

function encodeBody(value: unknown, { as }: BodyField): Uint8Array | undefined {
  if (value === undefined) return undefined
  switch (as) {
    case 'json':
      return encoder.encode(JSON.stringify(value))
    case 'text':
      return encoder.encode(toText(value))
    case 'form': {
      const entries = Object.entries(value as Arguments).flatMap(([name, held]) =>
        (Array.isArray(held) ? held : [held]).map((one) => [name, toText(one)] as [string, string]),
      )
      return encoder.encode(new URLSearchParams(entries).toString())
    }
  }
}
