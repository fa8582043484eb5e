import type { ColumnType, TableSchema } from '@sluice/contracts'
import type { Scorer } from '../web-services/scorer.ts'
import { describeBatchSchemas, swaggerBatchPaths } from './batch-description.ts'

export interface SwaggerSubject {
  readonly title: string
  /** Under which the protocols with named models know it. */
  readonly modelName: string
  readonly description: string
  readonly version: string
  /** Where callers reach this installation: host with port, and scheme. */
  readonly host: string
  readonly scheme: 'http' | 'https'
  readonly basePath: string
  readonly inputs: readonly (Scorer['inputs'][number] & { readonly description: string })[]
  readonly outputs: readonly (Scorer['outputs'][number] & { readonly description: string })[]
  /** Outputs that give a trained model: such a web service is for batch execution only. */
  readonly modelOutputs: readonly string[]
  /** Columns that callers may leave out. */
  readonly optionalColumns: ReadonlySet<string>
  /** Input → one row of its sample data. */
  readonly sampleRows: Readonly<Record<string, Readonly<Record<string, string | number | boolean | null>>>>
  readonly parameters: readonly {
    readonly name: string
    readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'json'
    readonly description: string
    readonly defaultValue?: unknown
  }[]
}

/** The paths, in this order: the R client takes the second one for the scoring address. */
const executePath = '/execute?api-version=2.0&format=swagger'

const errorReply = { description: 'The call failed', schema: { $ref: '#/definitions/ErrorResponse' } }

const executeItem = {
  post: {
    summary: 'Execute the web service and get a response synchronously',
    operationId: 'execute',
    parameters: [
      {
        name: 'executionPayload',
        in: 'body',
        description: 'Execution inputs and parameters',
        required: true,
        schema: { $ref: '#/definitions/ExecutionRequest' },
      },
    ],
    security: [{ Bearer: [] }],
    responses: {
      200: { description: 'Execution results', schema: { $ref: '#/definitions/ExecutionResponse' } },
      default: errorReply,
    },
  },
}

/**
 * Description of an endpoint, Swagger 2.0, with the names that old clients look for.
 * @see reference: AzureML, 3.6
 */
export function createSwagger(subject: SwaggerSubject): object {
  const { inputs, outputs } = subject
  return {
    swagger: '2.0',
    info: { version: subject.version, title: subject.title, description: subject.description },
    host: subject.host,
    schemes: [subject.scheme],
    basePath: subject.basePath,
    consumes: ['application/json'],
    produces: ['application/json'],
    paths: {
      '/swagger.json': {
        get: {
          summary: 'Get swagger API document for the web service',
          operationId: 'getSwaggerDocument',
          parameters: [],
          responses: { 200: { description: 'OK' } },
        },
      },
      ...(subject.modelOutputs.length > 0 ? {} : { [executePath]: executeItem }),
      ...swaggerBatchPaths(errorReply),
    },
    securityDefinitions: {
      Bearer: {
        type: 'apiKey',
        name: 'Authorization',
        in: 'header',
        description: 'The word Bearer, a blank, and a key of this endpoint',
      },
    },
    definitions: {
      ExecutionRequest: {
        type: 'object',
        properties: {
          Inputs: { $ref: '#/definitions/ExecutionInputs' },
          GlobalParameters: toParameters(subject.parameters),
        },
        required: inputs.length > 0 ? ['Inputs'] : undefined,
        example: toExample(subject),
      },
      ExecutionInputs: { type: 'object', properties: toLists(inputs), required: namesOf(inputs) },
      ...toItems(inputs),
      ExecutionResponse: { type: 'object', properties: { Results: { $ref: '#/definitions/ExecutionResults' } } },
      ExecutionResults: { type: 'object', properties: toLists(outputs) },
      ...toItems(outputs),
      ...describeBatchSchemas(
        subject,
        (name) => ({ $ref: `#/definitions/${name}` }),
        (type) => ({ type, 'x-ms-isnullable': true }),
      ),
      ErrorResponse: errorSchema,
    },
  }
}

type Ports = readonly { readonly name: string; readonly schema: TableSchema | undefined }[]

const namesOf = (ports: Ports) => (ports.length === 0 ? undefined : ports.map(({ name }) => name))

const toLists = (ports: Ports) =>
  Object.fromEntries(ports.map(({ name }) => [name, { type: 'array', items: { $ref: `#/definitions/${name}Item` } }]))

const toItems = (ports: Ports) =>
  Object.fromEntries(
    ports.map(({ name, schema }) => [
      `${name}Item`,
      // Properties stand in the order of the columns, by which clients restore the order of a row's cells.
      {
        type: 'object',
        properties: Object.fromEntries((schema ?? []).map((column) => [column.name, types[column.type]])),
      },
    ]),
  )

const types: { readonly [Type in ColumnType]: object } = {
  String: { type: 'string', 'x-ms-isnullable': true },
  Double: { type: 'number', format: 'double', 'x-ms-isnullable': true },
  Single: { type: 'number', format: 'float', 'x-ms-isnullable': true },
  Int32: { type: 'integer', format: 'int32', 'x-ms-isnullable': true },
  Int64: { type: 'integer', format: 'int64', 'x-ms-isnullable': true },
  Int16: { type: 'integer', format: 'int32', 'x-ms-isnullable': true },
  Byte: { type: 'integer', format: 'int32', 'x-ms-isnullable': true },
  Boolean: { type: 'boolean', 'x-ms-isnullable': true },
  DateTime: { type: 'string', format: 'date-time', 'x-ms-isnullable': true },
  DateTimeOffset: { type: 'string', format: 'date-time', 'x-ms-isnullable': true },
  TimeSpan: { type: 'string', 'x-ms-isnullable': true },
}

const sampleCells: { readonly [Type in ColumnType]: string | number | boolean } = {
  String: '',
  Double: 1,
  Single: 1,
  Int32: 1,
  Int64: 1,
  Int16: 1,
  Byte: 1,
  Boolean: true,
  DateTime: '2026-01-01T00:00:00Z',
  DateTimeOffset: '2026-01-01T00:00:00Z',
  TimeSpan: '00:00:00',
}

/** A complete request; clients take it for the types and names of what they send. */
export const toExample = (subject: Pick<SwaggerSubject, 'inputs' | 'parameters' | 'sampleRows'>) => ({
  Inputs: Object.fromEntries(subject.inputs.map((input) => [input.name, [sampleRow(input, subject.sampleRows)]])),
  GlobalParameters: sampleParameters(subject.parameters),
})

/** A row that the input takes: of its sample data where they may be shown, else one of each type's own values. */
export function sampleRow(
  { name, schema }: SwaggerSubject['inputs'][number],
  sampleRows: SwaggerSubject['sampleRows'],
): Readonly<Record<string, string | number | boolean | null>> {
  const shown = Object.hasOwn(sampleRows, name) ? sampleRows[name] : undefined
  return Object.fromEntries(
    schema.map((column) => [
      column.name,
      shown !== undefined && Object.hasOwn(shown, column.name)
        ? (shown[column.name] ?? null)
        : sampleCells[column.type],
    ]),
  )
}

export const sampleParameters = (parameters: SwaggerSubject['parameters']): Readonly<Record<string, unknown>> =>
  Object.fromEntries(parameters.map(({ name, defaultValue }) => [name, defaultValue ?? '']))

function toParameters(parameters: SwaggerSubject['parameters']): object {
  const required = parameters.filter(({ defaultValue }) => defaultValue === undefined).map(({ name }) => name)
  return {
    type: 'object',
    properties: Object.fromEntries(
      parameters.map(({ name, type, description, defaultValue }) => [
        name,
        { type: type === 'json' ? 'string' : type, description, default: defaultValue },
      ]),
    ),
    ...(required.length === 0 ? {} : { required }),
  }
}

const errorSchema = {
  type: 'object',
  properties: {
    error: {
      type: 'object',
      properties: {
        code: { type: 'string' },
        message: { type: 'string' },
        details: {
          type: 'array',
          items: {
            type: 'object',
            properties: { code: { type: 'string' }, target: { type: 'string' }, message: { type: 'string' } },
          },
        },
      },
    },
  },
}
