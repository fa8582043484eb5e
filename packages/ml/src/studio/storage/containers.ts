import { containerListAnswer } from '@sluice/contracts'
import * as z from 'zod'
import { defineStudioRoute } from '../studio-route.ts'

export const collection = '/workspaces/{workspaceId}/storage/containers'
export const item = '/workspaces/{workspaceId}/storage/containers/{container}'
export const tag = 'Storage'

/** Most entries of a page, and how many it has when nobody says. */
const mostEntries = 1000
export const limit = z.coerce.number().int().min(1).max(mostEntries).default(100)
export const marker = z.string().max(4000).optional().describe('`next` of the page before')

export const listContainers = defineStudioRoute({
  method: 'GET',
  path: collection,
  tag,
  summary: 'Lists the containers of the embedded storage account.',
  needs: 'read',
  query: z.strictObject({ limit, marker }),
  answers: { 200: containerListAnswer },
  async handle({ query }, { storage }) {
    const { entries, next } = await storage.listContainers({
      limit: query.limit,
      ...(query.marker !== undefined && { marker: query.marker }),
    })
    return { status: 200, body: { value: entries, next: next ?? null } }
  },
})

export const createContainer = defineStudioRoute({
  method: 'PUT',
  path: item,
  tag,
  summary: 'Makes a container.',
  needs: 'write',
  answers: { 201: z.strictObject({ name: z.string() }) },
  async handle({ params }, { storage }) {
    // Its rules are those of every address, so that the fault is told in the same words.
    await storage.openContainer(params.container)
    await storage.createContainer(params.container)
    return { status: 201, body: { name: params.container } }
  },
})

export const deleteContainer = defineStudioRoute({
  method: 'DELETE',
  path: item,
  tag,
  summary: 'Deletes a container with all its blobs.',
  needs: 'write',
  answers: { 204: undefined },
  async handle({ params }, { storage }) {
    await storage.openContainer(params.container)
    await storage.deleteContainer(params.container)
    return { status: 204 }
  },
})
