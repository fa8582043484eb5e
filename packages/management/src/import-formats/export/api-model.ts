import type { ApiProperties, OperationProperties } from '@sluice/contracts'
import type { ImportedSchema, ImportedTag } from '../imported-api.ts'

/** An API with everything that a definition can say about it. */
export interface ApiModel {
  readonly api: Pick<
    ApiProperties,
    | 'displayName'
    | 'description'
    | 'apiVersion'
    | 'termsOfServiceUrl'
    | 'contact'
    | 'license'
    | 'subscriptionRequired'
    | 'subscriptionKeyParameterNames'
  >
  /** Where the gateway serves the API, with its suffix. */
  readonly gatewayUrls: readonly string[]
  readonly operations: readonly {
    readonly id: string
    readonly properties: OperationProperties
    /** Ids of `tags`. */
    readonly tags: readonly string[]
  }[]
  readonly schemas: readonly ImportedSchema[]
  readonly tags: readonly ImportedTag[]
}

export type ModelOperation = ApiModel['operations'][number]
export type ParameterContract = OperationProperties['templateParameters'][number]
export type ModelRequest = NonNullable<OperationProperties['request']>
export type ModelResponse = NonNullable<OperationProperties['responses']>[number]
export type ModelRepresentation = NonNullable<ModelResponse['representations']>[number]

export const methodsWithoutBody: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE'])

/** An object of the members that are there, in the order in which they are named. */
export function withoutEmpty<Value>(
  members: Readonly<Record<string, Value | null | undefined>>,
): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(members).filter(
      (entry): entry is [string, Value & {}] => entry[1] !== undefined && entry[1] !== null,
    ),
  )
}

/** The value that a text stands for in a parameter of this type. */
export function toValue(text: string, type: string): unknown {
  if (type === 'string') return text
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return text
    throw error
  }
}

/** A single example known as `default` is written as `example`, as it was read. */
export function toExamples(examples: Readonly<Record<string, unknown>> | undefined): Record<string, unknown> {
  const entries = Object.entries(examples ?? {})
  const [first] = entries
  if (first === undefined) return {}
  const [name, example] = first
  if (entries.length === 1 && name === 'default' && isRecord(example) && Object.keys(example).join() === 'value') {
    return { example: example.value }
  }
  return { examples: Object.fromEntries(entries.map(([key, value]) => [key, isRecord(value) ? value : { value }])) }
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Formats without objects among query parameters show one as text; as a required one it would be asked for under a name
 * that no call has.
 */
export const withoutNeededObject = (parameter: ParameterContract): ParameterContract =>
  parameter.type === 'object' ? { ...parameter, required: false } : parameter
