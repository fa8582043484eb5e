import * as z from 'zod'
import type { StudioRoute } from './studio-route.ts'
import { studioPrefix } from './studio-router.ts'

const errorSchema = z
  .object({
    error: z.object({
      code: z.string().describe('Of the error catalogue'),
      message: z.string(),
      details: z.array(z.object({ code: z.string(), target: z.string(), message: z.string() })),
      requestId: z.string(),
    }),
  })
  .describe('Any failure')

/** OpenAPI 3.1 of the studio's API, made of the declarations of its routes. */
export function describeStudio(routes: readonly StudioRoute[], serverUrl: string): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const route of routes) {
    const path = `${studioPrefix}${route.path}`
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: describeRoute(route) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Sluice studio', version: '1', description: 'Datasets, experiments, runs, web services.' },
    servers: [{ url: serverUrl }],
    tags: [...new Set(routes.map(({ tag }) => tag))].map((name) => ({ name })),
    security: [{ bearer: [] }],
    paths,
    components: {
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description: 'A token of the workspace, or one of the installation for publishers and administrators.',
        },
      },
      schemas: { Error: toSchema(errorSchema, 'output') },
    },
  }
}

function describeRoute({ path, method, tag, summary, needs, query, body, rawBody, answers }: StudioRoute): object {
  const content = rawBody
    ? { [rawBody.contentType]: { schema: { type: 'string', format: 'binary' } } }
    : body && { 'application/json': { schema: toSchema(body, 'input') } }
  return {
    operationId: toOperationId(method, path),
    tags: [tag],
    summary,
    ...(needs === 'nothing' ? { security: [] } : {}),
    parameters: [...pathParameters(path), ...queryParameters(query)],
    ...(content === undefined ? {} : { requestBody: { required: true, content } }),
    responses: {
      ...Object.fromEntries(Object.entries(answers).map(([status, answer]) => [status, describeAnswer(answer)])),
      default: {
        description: 'What went wrong, and where.',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    },
  }
}

function describeAnswer(answer: StudioRoute['answers'][number]): object {
  if (answer === undefined) return { description: 'Done.' }
  if ('contentType' in answer) return { description: 'Done.', content: { [answer.contentType]: {} } }
  return { description: 'Done.', content: { 'application/json': { schema: toSchema(answer, 'output') } } }
}

const pathParameters = (path: string) =>
  [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))

function queryParameters(query: StudioRoute['query']): object[] {
  if (query === undefined) return []
  const { properties = {}, required = [] } = toSchema(query, 'input') as {
    properties?: Record<string, { description?: string }>
    required?: string[]
  }
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    ...(schema.description === undefined ? {} : { description: schema.description }),
    schema,
  }))
}

function toSchema(schema: z.ZodType, io: 'input' | 'output'): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return rest
}

/** `GET /workspaces/{workspaceId}/runs` → `get_workspaces_workspaceId_runs`. */
const toOperationId = (method: string, path: string): string =>
  `${method.toLowerCase()}${path.replaceAll(/[^A-Za-z0-9]+/g, '_').replace(/_$/, '')}`
