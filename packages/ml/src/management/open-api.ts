import type { ColumnSchema, ColumnType, TableSchema } from '@sluice/contracts'
import { datatypeOf } from '../endpoints/open-inference/datatypes.ts'
import { nameTensors } from '../endpoints/open-inference/tensor-names.ts'
import { describeBatchSchemas, openApiBatchPaths } from './batch-description.ts'
import { type SwaggerSubject, sampleParameters, sampleRow, toExample } from './swagger.ts'

/** Description of an endpoint in all protocols that it speaks, OpenAPI 3.1. */
export function createOpenApi(subject: SwaggerSubject): object {
  const modelPath = `/v2/models/${encodeURIComponent(subject.modelName)}`
  return {
    openapi: '3.1.0',
    info: { title: subject.title, version: subject.version, description: subject.description },
    servers: [{ url: `${subject.scheme}://${subject.host}${subject.basePath}` }],
    security: [{ key: [] }],
    paths: {
      ...(subject.modelOutputs.length > 0
        ? {}
        : {
            '/execute': { post: executeOperation(subject) },
            '/invocations': { post: invocationsOperation(subject) },
            [modelPath]: { get: { ...metadataOperation, security: [] } },
            [`${modelPath}/infer`]: { post: inferOperation(subject) },
          }),
      ...openApiBatchPaths(subject, failed(ref('Error'))),
    },
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'The primary or secondary key of this endpoint.' },
      },
      schemas: {
        ...Object.fromEntries(subject.inputs.map((input) => [`${input.name}Row`, rowSchema(input, subject)])),
        ...Object.fromEntries(subject.outputs.map((output) => [`${output.name}Row`, rowSchema(output)])),
        Parameters: parametersSchema(subject.parameters),
        Tensor: tensorSchema,
        ...describeBatchSchemas(subject, ref, (type) => ({ type: [type, 'null'] })),
        Error: errorSchema,
      },
    },
  }
}

const json = (schema: object, example?: unknown) => ({
  'application/json': { schema, ...(example === undefined ? {} : { example }) },
})
const ref = (name: string) => ({ $ref: `#/components/schemas/${name.replaceAll('~', '~0').replaceAll('/', '~1')}` })
const failed = (schema: object) => ({ description: 'The call failed.', content: json(schema) })
const object = (
  properties: Readonly<Record<string, object>>,
  required: readonly string[] = Object.keys(properties),
) => ({
  type: 'object',
  properties,
  ...(required.length === 0 ? {} : { required }),
})

const executeOperation = (subject: SwaggerSubject) => ({
  operationId: 'execute',
  summary: 'Scores rows.',
  parameters: [
    { name: 'api-version', in: 'query', required: true, schema: { const: '2.0' } },
    { name: 'format', in: 'query', schema: { enum: ['swagger'] }, description: 'Rows of the answer as objects.' },
    { name: 'details', in: 'query', schema: { type: 'boolean' }, description: 'Names and types of columns, too.' },
  ],
  requestBody: {
    required: true,
    content: json(
      object(
        { Inputs: object(listsOf(subject.inputs)), GlobalParameters: ref('Parameters') },
        subject.inputs.length > 0 ? ['Inputs'] : [],
      ),
      toExample(subject),
    ),
  },
  responses: {
    200: {
      description: 'With format=swagger; without it each output has `type` and `value` with the lists of `Values`.',
      content: json(object({ Results: object(textListsOf(subject.outputs)) })),
    },
    default: failed(ref('Error')),
  },
})

const invocationsOperation = (subject: SwaggerSubject) => ({
  operationId: 'invocations',
  summary: 'Scores rows as MLflow does; exactly one of the four forms.',
  requestBody: {
    required: true,
    content: {
      ...json(
        {
          oneOf: ['dataframe_split', 'dataframe_records', 'instances', 'inputs'].map((form) => ({
            ...object({ [form]: {}, params: ref('Parameters') }, [form]),
          })),
        },
        { dataframe_records: subject.inputs.slice(0, 1).map((input) => sampleRow(input, subject.sampleRows)) },
      ),
      ...(subject.inputs.length === 1 ? { 'text/csv': { schema: { type: 'string' } } } : {}),
    },
  },
  responses: {
    200: {
      description: 'Rows as objects; of several outputs each under its name.',
      content: json(
        object({
          predictions: subject.outputs.length === 1 ? listOf(subject.outputs[0]) : object(listsOf(subject.outputs)),
        }),
      ),
    },
    default: failed(object({ error_code: text, message: text, stack_trace: text })),
  },
})

const text = { type: 'string' }

const metadataOperation = {
  operationId: 'metadata',
  summary: 'Names, types and shapes of the tensors.',
  responses: { 200: { description: 'The metadata of the model.', content: json({ type: 'object' }) } },
}

const inferOperation = (subject: SwaggerSubject) => ({
  operationId: 'infer',
  summary: 'Scores rows by the Open Inference Protocol V2; one tensor a column.',
  requestBody: {
    required: true,
    content: json(
      object(
        { id: text, parameters: { type: 'object' }, inputs: list(ref('Tensor')), outputs: list({ type: 'object' }) },
        ['inputs'],
      ),
      exampleInference(subject),
    ),
  },
  responses: {
    200: {
      description: 'One tensor a column.',
      content: json(
        object({ model_name: text, model_version: text, id: text, outputs: list(ref('Tensor')) }, [
          'model_name',
          'outputs',
        ]),
      ),
    },
    default: failed(object({ error: text })),
  },
})

/** A complete request of one row. */
export const exampleInference = ({ inputs, parameters, sampleRows }: SwaggerSubject) => ({
  ...(parameters.length === 0 ? {} : { parameters: sampleParameters(parameters) }),
  inputs: nameTensors(inputs).map(({ tensor, port, column }) => {
    const input = inputs.find(({ name }) => name === port)
    const value = input === undefined ? null : (sampleRow(input, sampleRows)[column.name] ?? null)
    return { name: tensor, shape: [1], datatype: datatypeOf[column.type], data: [value] }
  }),
})

const list = (items: object) => ({ type: 'array', items })
const listOf = (port: { readonly name: string } | undefined) => list(port === undefined ? {} : ref(`${port.name}Row`))
const listsOf = (ports: readonly { readonly name: string }[]) =>
  Object.fromEntries(ports.map((port) => [port.name, listOf(port)]))
/** Request-response writes every value as text. */
const textListsOf = (ports: readonly { readonly name: string; readonly schema: TableSchema | undefined }[]) =>
  Object.fromEntries(
    ports.map(({ name, schema = [] }) => [
      name,
      list(object(Object.fromEntries(schema.map((column) => [column.name, { type: ['string', 'null'] }])))),
    ]),
  )

interface Port {
  readonly schema: TableSchema | undefined
  readonly description: string
}

const rowSchema = ({ schema = [], description }: Port, subject?: SwaggerSubject) => ({
  ...object(
    Object.fromEntries(schema.map((column) => [column.name, columnJsonSchema(column)])),
    schema.map(({ name }) => name).filter((name) => subject?.optionalColumns.has(name) !== true),
  ),
  ...(description === '' ? {} : { description }),
})

const columnJsonSchema = ({ type }: ColumnSchema) => ({ ...types[type], type: [types[type].type, 'null'] })

const types: { readonly [Type in ColumnType]: { readonly type: string; readonly format?: string } } = {
  String: { type: 'string' },
  Double: { type: 'number', format: 'double' },
  Single: { type: 'number', format: 'float' },
  Int32: { type: 'integer', format: 'int32' },
  Int64: { type: 'integer', format: 'int64' },
  Int16: { type: 'integer', format: 'int16' },
  Byte: { type: 'integer', format: 'uint8' },
  Boolean: { type: 'boolean' },
  DateTime: { type: 'string' },
  DateTimeOffset: { type: 'string', format: 'date-time' },
  TimeSpan: { type: 'string' },
}

const parametersSchema = (parameters: SwaggerSubject['parameters']) =>
  object(
    Object.fromEntries(
      parameters.map(({ name, type, description, defaultValue }) => [
        name,
        {
          ...(type === 'json' ? {} : { type: [type, 'string'] }),
          ...(description === '' ? {} : { description }),
          ...(defaultValue === undefined ? {} : { default: defaultValue }),
        },
      ]),
    ),
    parameters.filter(({ defaultValue }) => defaultValue === undefined).map(({ name }) => name),
  )

const tensorSchema = object({
  name: text,
  shape: list({ type: 'integer', minimum: 0 }),
  datatype: text,
  data: { type: 'array', description: 'Row after row, flat or nested as the shape says.' },
})

const errorSchema = object({
  error: object({
    code: text,
    message: text,
    details: list(object({ code: text, target: text, message: text }, ['code', 'message'])),
  }),
})
