import { createBatchSample, toBatchRequest, toBatchStatus } from './batch-sample.ts'
import type { SwaggerSubject } from './swagger.ts'

type Schema = object

const text: Schema = { type: 'string' }

/** Descriptions of batch execution, whatever the version of the document: `refer` writes references to its schemas. */
export interface BatchSchemas {
  readonly BatchLocation: Schema
  readonly BatchRequest: Schema
  readonly BatchStatus: Schema
}

/** @param orNull writes a type that may be null */
export function describeBatchSchemas(
  subject: SwaggerSubject,
  refer: (name: string) => Schema,
  orNull: (type: string) => Schema,
): BatchSchemas {
  const sample = createBatchSample(subject)
  const places = (names: readonly string[]) => ({
    type: 'object',
    properties: Object.fromEntries(names.map((name) => [name, refer('BatchLocation')])),
  })
  const inputs = Object.keys(sample.inputs)
  return {
    BatchLocation: {
      type: 'object',
      description: 'A file: ConnectionString and RelativeLocation, or BaseLocation, RelativeLocation and SasBlobToken.',
      properties: {
        ConnectionString: orNull('string'),
        RelativeLocation: { ...orNull('string'), description: 'Container and path, such as mycontainer/data.csv' },
        BaseLocation: orNull('string'),
        SasBlobToken: orNull('string'),
      },
    },
    BatchRequest: {
      type: 'object',
      properties: {
        ...(inputs.length === 0 ? {} : { Inputs: places(inputs) }),
        Outputs: places(Object.keys(sample.outputs)),
        GlobalParameters: { type: 'object' },
        BadRows: {
          type: 'string',
          enum: ['fail', 'keep-apart'],
          description: 'What becomes of rows that cannot be read.',
        },
        Notify: {
          type: 'object',
          description: 'Who is told when the job has ended.',
          properties: { Url: text, Email: text, Secret: text },
        },
      },
      ...(inputs.length === 0 ? {} : { required: ['Inputs'] }),
      example: toBatchRequest(sample),
    },
    BatchStatus: {
      type: 'object',
      properties: {
        StatusCode: { type: 'string', enum: ['NotStarted', 'Running', 'Failed', 'Cancelled', 'Finished'] },
        Results: { ...places(Object.keys(sample.outputs)), description: 'Null until the job is finished.' },
        Details: { ...orNull('string'), description: 'Why the job failed.' },
      },
      required: ['StatusCode'],
      example: toBatchStatus(sample),
    },
  }
}

const jobParameter = (schema: object) => ({ name: 'jobId', in: 'path', required: true, ...schema })

/** Swagger 2.0: the version of the API stands in the path, as it does in the path of scoring. */
export function swaggerBatchPaths(errorReply: object): object {
  const security = [{ Bearer: [] }]
  const refer = (name: string) => ({ $ref: `#/definitions/${name}` })
  const parameters = [jobParameter(text)]
  return {
    '/jobs?api-version=2.0': {
      post: {
        summary: 'Submit a batch execution job',
        operationId: 'submitJob',
        parameters: [{ name: 'batchRequest', in: 'body', schema: refer('BatchRequest') }],
        security,
        responses: { 200: { description: 'The id of the job', schema: text }, default: errorReply },
      },
    },
    '/jobs/{jobId}/start?api-version=2.0': {
      post: {
        summary: 'Start a batch execution job',
        operationId: 'startJob',
        parameters,
        security,
        responses: { 200: { description: 'The job is queued' }, default: errorReply },
      },
    },
    '/jobs/{jobId}?api-version=2.0': {
      get: {
        summary: 'Get the status or the results of a batch execution job',
        operationId: 'getJob',
        parameters,
        security,
        responses: { 200: { description: 'The status', schema: refer('BatchStatus') }, default: errorReply },
      },
      delete: {
        summary: 'Cancel or delete a batch execution job',
        operationId: 'deleteJob',
        parameters,
        security,
        responses: { 200: { description: 'Done' }, default: errorReply },
      },
    },
  }
}

/** OpenAPI 3.1. */
export function openApiBatchPaths(subject: SwaggerSubject, failed: object): object {
  const json = (schema: object, example?: unknown) => ({
    content: { 'application/json': { schema, ...(example === undefined ? {} : { example }) } },
  })
  const refer = (name: string) => ({ $ref: `#/components/schemas/${name}` })
  const version = { name: 'api-version', in: 'query', required: true, schema: { const: '2.0' } }
  const parameters = [jobParameter({ schema: text }), version]
  const query = (name: string, schema: object, description: string) => ({ name, in: 'query', schema, description })
  return {
    '/jobs': {
      post: {
        operationId: 'submitJob',
        summary: 'Submits a batch job; it runs once it is started.',
        parameters: [version],
        requestBody: json(refer('BatchRequest'), toBatchRequest(createBatchSample(subject))),
        responses: { 200: { description: 'The id of the job.', ...json(text) }, default: failed },
      },
      get: {
        operationId: 'listJobs',
        summary: 'Lists the batch jobs of the endpoint, newest first.',
        parameters: [
          version,
          query('$top', { type: 'integer', minimum: 1, maximum: 200 }, 'How many; default 50.'),
          query('$skip', { type: 'integer', minimum: 0 }, 'How many to pass over.'),
          query('status', text, 'Only those in this state, or in one of several with commas between.'),
        ],
        responses: {
          200: {
            description: 'One page; nextLink leads to the next one.',
            ...json({
              type: 'object',
              properties: { value: { type: 'array', items: { type: 'object' } }, nextLink: text },
            }),
          },
          default: failed,
        },
      },
    },
    '/jobs/{jobId}/start': {
      post: {
        operationId: 'startJob',
        summary: 'Starts a batch job.',
        parameters,
        responses: { 200: { description: 'The job is queued.' }, default: failed },
      },
    },
    '/jobs/{jobId}': {
      get: {
        operationId: 'getJob',
        summary: 'Gives the status of a batch job, and where its results are.',
        parameters,
        responses: { 200: { description: 'The status.', ...json(refer('BatchStatus')) }, default: failed },
      },
      delete: {
        operationId: 'deleteJob',
        summary: 'Cancels a batch job that has not ended; deletes one that has.',
        parameters: [parameters[0]],
        responses: { 200: { description: 'Done.' }, default: failed },
      },
    },
  }
}
