import type { OperationProperties } from '@sluice/contracts'
import { readVariables } from './fill-template.ts'
import { isSecretName } from './secret-names.ts'

/** A name with its value, as a line of the form. */
export interface DraftRow {
  /** Of this line only. */
  readonly id: string
  readonly name: string
  readonly value: string
  /** Whether the value is shown as dots and kept nowhere. */
  readonly isSecret: boolean
}

/** What is filled in, besides the key. */
export interface ConsoleDraft {
  readonly template: Readonly<Record<string, string>>
  /** Query parameters that the operation declares. */
  readonly declared: Readonly<Record<string, string>>
  /** Query parameters of one's own. */
  readonly query: readonly DraftRow[]
  readonly headers: readonly DraftRow[]
  readonly bodyKind: 'text' | 'file'
  readonly text: string
  readonly timeoutSeconds: number
}

export const defaultTimeoutSeconds = 60
let lastRow = 0

export const newRow = (name = '', value = '', isSecret = isSecretName(name)): DraftRow => {
  lastRow += 1
  return { id: `row-${Date.now().toString(36)}-${lastRow}`, name, value, isSecret }
}

export const takesBody = (method: string): boolean => !/^(?:GET|HEAD)$/i.test(method)

/** An operation with what it suggests: defaults, the headers that it declares, its first sample. */
export function toFirstDraft(operation: OperationProperties): ConsoleDraft {
  const defaults = (list: readonly { readonly name: string; readonly defaultValue?: string | null | undefined }[]) =>
    Object.fromEntries(list.map(({ name, defaultValue }) => [name, defaultValue ?? '']))
  const request = operation.request ?? {}
  const declaredTemplate = defaults(operation.templateParameters)
  const template = Object.fromEntries(
    readVariables(operation.urlTemplate).map(({ name }) => [name, declaredTemplate[name] ?? '']),
  )
  const headers = (request.headers ?? []).map(({ name, defaultValue }) => newRow(name, defaultValue ?? ''))
  const [body] = takesBody(operation.method) ? bodySamplesOf(operation) : []
  const contentType = body?.contentType ?? request.representations?.[0]?.contentType
  const isNamed = headers.some(({ name }) => name.toLowerCase() === 'content-type')
  if (takesBody(operation.method) && contentType !== undefined && !isNamed) {
    headers.push(newRow('Content-Type', contentType))
  }
  return {
    template,
    declared: defaults(request.queryParameters ?? []),
    query: [],
    headers,
    bodyKind: 'text',
    text: body?.text ?? '',
    timeoutSeconds: defaultTimeoutSeconds,
  }
}

export interface BodySample {
  readonly name: string
  readonly contentType: string
  readonly text: string
}

/** The bodies that an operation shows as examples. */
export function bodySamplesOf(operation: OperationProperties): readonly BodySample[] {
  return (operation.request?.representations ?? []).flatMap(({ contentType, examples = {} }) =>
    Object.entries(examples).flatMap(([key, example]) => {
      const { value, summary } = (example ?? {}) as { readonly value?: unknown; readonly summary?: unknown }
      if (value === undefined || value === null) return []
      const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2)
      const title = typeof summary === 'string' && summary !== '' ? summary : key
      return [{ name: `${contentType} · ${title}`, contentType, text }]
    }),
  )
}

/** What may be kept of a draft: secrets are left out, and what was a file is chosen again. */
export function withoutSecrets(draft: ConsoleDraft): ConsoleDraft {
  const values = (record: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(record).map(([name, value]) => [name, isSecretName(name) ? '' : value]))
  const rows = (list: readonly DraftRow[]) =>
    list.map((row) => (row.isSecret || isSecretName(row.name) ? { ...row, value: '' } : row))
  return {
    ...draft,
    template: values(draft.template),
    declared: values(draft.declared),
    query: rows(draft.query),
    headers: rows(draft.headers),
  }
}

/** A kept draft as the operation is today: what it no longer has is dropped, what is new gets its default. */
export function fitDraft(draft: ConsoleDraft | undefined, operation: OperationProperties): ConsoleDraft {
  const first = toFirstDraft(operation)
  if (draft === undefined) return first
  const keep = (names: Readonly<Record<string, string>>, kept: Readonly<Record<string, string>> | undefined) =>
    Object.fromEntries(Object.entries(names).map(([name, value]) => [name, kept?.[name] ?? value]))
  return {
    template: keep(first.template, draft.template),
    declared: keep(first.declared, draft.declared),
    query: draft.query ?? [],
    headers: draft.headers ?? first.headers,
    bodyKind: 'text',
    text: draft.text ?? '',
    timeoutSeconds: draft.timeoutSeconds ?? defaultTimeoutSeconds,
  }
}
