import type { OperationProperties } from '@sluice/contracts'

type Parameter = OperationProperties['templateParameters'][number]
type Response = NonNullable<OperationProperties['responses']>[number]
type Representation = NonNullable<Response['representations']>[number]

/** A parameter as a form holds it. */
export interface ParameterValues {
  readonly name: string
  readonly type: string
  readonly required: boolean
  readonly description: string
  readonly defaultValue: string
  /** The values that are allowed, with commas between. */
  readonly values: string
  /** As it was read: what no field shows stays. */
  readonly kept: Parameter | null
}

export interface BodyValues {
  readonly contentType: string
  /** `schema#type`; '' = none. */
  readonly schema: string
  readonly sample: string
  readonly kept: Representation | null
}

export interface ResponseValues {
  readonly statusCode: number
  readonly description: string
  readonly headers: ParameterValues[]
  readonly representations: BodyValues[]
  readonly kept: Response | null
}

/** An operation and its policy document as one form holds them. */
export interface OperationValues {
  /** Identifier. */
  readonly name: string
  readonly displayName: string
  readonly method: string
  readonly urlTemplate: string
  readonly description: string
  readonly templateParameters: ParameterValues[]
  readonly request: {
    readonly description: string
    readonly queryParameters: ParameterValues[]
    readonly headers: ParameterValues[]
    readonly representations: BodyValues[]
  }
  readonly responses: ResponseValues[]
  readonly policy: string
}

export const newParameter = (name: string, required = false): ParameterValues => ({
  name,
  type: 'string',
  required,
  description: '',
  defaultValue: '',
  values: '',
  kept: null,
})

export const newBody = (contentType = 'application/json'): BodyValues => ({
  contentType,
  schema: '',
  sample: '',
  kept: null,
})

export const newResponse = (statusCode: number): ResponseValues => ({
  statusCode,
  description: '',
  headers: [],
  representations: [],
  kept: null,
})

export const newOperation = (policy: string): OperationValues => ({
  name: '',
  displayName: '',
  method: 'GET',
  urlTemplate: '',
  description: '',
  templateParameters: [],
  request: { description: '', queryParameters: [], headers: [], representations: [] },
  responses: [],
  policy,
})

export const toOperationValues = (name: string, read: OperationProperties, policy: string): OperationValues => ({
  name,
  displayName: read.displayName,
  method: read.method,
  urlTemplate: read.urlTemplate,
  description: read.description ?? '',
  templateParameters: (read.templateParameters ?? []).map(toParameterValues),
  request: {
    description: read.request?.description ?? '',
    queryParameters: (read.request?.queryParameters ?? []).map(toParameterValues),
    headers: (read.request?.headers ?? []).map(toParameterValues),
    representations: (read.request?.representations ?? []).map(toBodyValues),
  },
  responses: (read.responses ?? []).map((response) => ({
    statusCode: response.statusCode,
    description: response.description ?? '',
    headers: (response.headers ?? []).map(toParameterValues),
    representations: (response.representations ?? []).map(toBodyValues),
    kept: response,
  })),
  policy,
})

export const toOperationProperties = (values: OperationValues) => ({
  displayName: values.displayName.trim(),
  method: values.method.trim().toUpperCase(),
  urlTemplate: values.urlTemplate.trim(),
  description: values.description,
  templateParameters: values.templateParameters.map(toParameter),
  request: {
    description: values.request.description,
    queryParameters: values.request.queryParameters.map(toParameter),
    headers: values.request.headers.map(toParameter),
    representations: values.request.representations.map(toRepresentation),
  },
  responses: values.responses.map(({ statusCode, description, headers, representations, kept }) => ({
    ...kept,
    statusCode,
    description,
    headers: headers.map(toParameter),
    representations: representations.map(toRepresentation),
  })),
})

const toParameterValues = (parameter: Parameter): ParameterValues => ({
  name: parameter.name,
  type: parameter.type,
  required: parameter.required ?? false,
  description: parameter.description ?? '',
  defaultValue: parameter.defaultValue ?? '',
  values: joinValues(parameter.values),
  kept: parameter,
})

function toParameter({ kept, values, defaultValue, name, type, ...rest }: ParameterValues): Parameter {
  // Values that hold commas come through as long as nobody changes the list.
  const isSame = values === joinValues(kept?.values)
  return {
    ...kept,
    ...rest,
    name: name.trim(),
    type: type.trim(),
    values: isSame ? (kept?.values ?? []) : splitValues(values),
    defaultValue: defaultValue === '' ? null : defaultValue,
  }
}

const joinValues = (values: readonly string[] | undefined): string => (values ?? []).join(', ')
export const splitValues = (text: string): string[] =>
  text
    .split(',')
    .map((value) => value.trim())
    .filter((value) => value !== '')

const toBodyValues = (body: Representation): BodyValues => ({
  contentType: body.contentType,
  schema: body.schemaId && body.typeName ? `${body.schemaId}#${body.typeName}` : '',
  sample: toSample(body.examples),
  kept: body,
})

function toRepresentation({ contentType, schema, sample, kept }: BodyValues): Representation {
  const mark = schema.indexOf('#')
  const chosen = mark < 0 ? undefined : { schemaId: schema.slice(0, mark), typeName: schema.slice(mark + 1) }
  const { schemaId: _, typeName: __, examples: ___, ...rest } = kept ?? {}
  const examples =
    sample === toSample(kept?.examples) ? kept?.examples : withSample(kept?.examples, sample, contentType)
  return {
    ...rest,
    contentType: contentType.trim(),
    ...chosen,
    ...(examples === undefined ? {} : { examples }),
  }
}

type Examples = Representation['examples']

function toSample(examples: Examples): string {
  const first = Object.values(examples ?? {})[0]
  const value = isObject(first) && 'value' in first ? first.value : undefined
  if (value === undefined || value === null) return ''
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2)
}

/** The first example is the sample; others stay. */
function withSample(examples: Examples, sample: string, contentType: string): Examples {
  const [first = 'default', ...others] = Object.keys(examples ?? {})
  const rest = Object.fromEntries(others.map((name) => [name, examples?.[name]]))
  if (sample.trim() === '') return others.length === 0 ? undefined : rest
  const former = examples?.[first]
  return { [first]: { ...(isObject(former) ? former : {}), value: readSample(sample, contentType) }, ...rest }
}

function readSample(sample: string, contentType: string): unknown {
  if (!/json/i.test(contentType)) return sample
  try {
    return JSON.parse(sample)
  } catch {
    // A sample need not be whole JSON; then it is shown as it is written.
    return sample
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
