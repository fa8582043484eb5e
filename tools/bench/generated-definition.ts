const bytesPerOperation = 5_000

/** An OpenAPI 3.0 definition with this many operations, about 5 kB each: parameters, schemas, examples, references. */
export function generateDefinition(operations: number): string {
  const paths: Record<string, object> = {}
  const schemas: Record<string, object> = {}
  for (let at = 0; at < operations; at += 1) {
    const name = `Thing${at}`
    schemas[name] = schemaOf(at, operations)
    paths[`/things${at}/{id}/parts/{part}`] = {
      [['get', 'put', 'post', 'delete'][at % 4] as string]: operationOf(at, name),
    }
  }
  const definition = {
    openapi: '3.0.3',
    info: { title: 'A thousand things', version: '1.0' },
    servers: [{ url: 'https://backend.example.com/v1' }],
    paths,
    components: { schemas },
  }
  return JSON.stringify(definition)
}

function schemaOf(at: number, all: number): object {
  const properties = Object.fromEntries(
    Array.from({ length: 12 }, (_, field) => [
      `field${field}`,
      {
        type: ['string', 'integer', 'number', 'boolean'][field % 4],
        description: `What field ${field} of thing ${at} is.`,
      },
    ]),
  )
  return {
    type: 'object',
    required: ['field0', 'field1'],
    // Each refers to itself and to another one, as real ones do.
    properties: {
      ...properties,
      parent: { $ref: `#/components/schemas/Thing${at}` },
      next: { $ref: `#/components/schemas/Thing${(at + 1) % all}` },
    },
  }
}

function operationOf(at: number, schema: string): object {
  const reference = { $ref: `#/components/schemas/${schema}` }
  const operation = {
    operationId: `operation-${at}`,
    summary: `Does thing ${at}`,
    description: '',
    parameters: [
      { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
      { name: 'part', in: 'path', required: true, schema: { type: 'integer' } },
      ...Array.from({ length: 6 }, (_, parameter) => ({
        name: `q${parameter}`,
        in: 'query',
        description: `Narrows thing ${at} down, way ${parameter}.`,
        schema: { type: 'string', enum: ['one', 'two', 'three'] },
      })),
    ],
    responses: {
      200: {
        description: 'Done.',
        content: { 'application/json': { schema: reference, example: { field0: 'a', field1: at } } },
      },
      404: { description: 'There is no such thing.' },
    },
  }
  const missing = bytesPerOperation - JSON.stringify([operation, schemaOf(at, at + 2)]).length
  return { ...operation, description: 'A long description. '.repeat(Math.max(0, Math.ceil(missing / 20))) }
}
