import { blobAnswer, blobListAnswer } from '@sluice/contracts'
import * as z from 'zod'
import { defineStudioRoute } from '../studio-route.ts'
import { bodyChunks } from './body-chunks.ts'
import { item as containerItem, limit, marker, tag } from './containers.ts'

const collection = `${containerItem}/blobs` as const
const item = `${containerItem}/blobs/{blob}` as const
const defaultContentType = 'application/octet-stream'

export const listBlobs = defineStudioRoute({
  method: 'GET',
  path: collection,
  tag,
  summary: 'Lists blobs of a container, in order of their names.',
  needs: 'read',
  query: z.strictObject({
    prefix: z.string().max(1024).default('').describe('How the names begin'),
    delimiter: z.string().max(10).default('').describe('Names are shown up to it only, as folders'),
    limit,
    marker,
  }),
  answers: { 200: blobListAnswer },
  async handle({ params, query }, { storage }) {
    const { marker: from, ...options } = query
    await storage.openContainer(params.container)
    const page = await storage.listBlobs(params.container, { ...options, ...(from !== undefined && { marker: from }) })
    return { status: 200, body: { value: page.entries, prefixes: page.prefixes, next: page.next ?? null } }
  },
})

export const readBlobProperties = defineStudioRoute({
  method: 'GET',
  path: item,
  tag,
  summary: 'Reads what is known of a blob; slashes in its name are sent as %2F.',
  needs: 'read',
  answers: { 200: blobAnswer },
  async handle({ params }, { storage }) {
    await storage.openContainer(params.container)
    return { status: 200, body: await storage.findBlob(params.container, params.blob) }
  },
})

export const uploadBlob = defineStudioRoute({
  method: 'PUT',
  path: item,
  tag,
  summary: 'Puts a blob; it is there in whole when this is answered, and never in part.',
  needs: 'write',
  query: z.strictObject({
    overwrite: z.enum(['true', 'false']).default('true').describe('Whether it may take the place of another one'),
  }),
  rawBody: { contentType: defaultContentType },
  answers: { 201: blobAnswer },
  async handle({ call, params, query, signal }, { storage }) {
    const container = await storage.openContainer(params.container)
    await container.write(params.blob, bodyChunks(call.body), {
      mustBeNew: query.overwrite === 'false',
      contentType: call.header('content-type') ?? defaultContentType,
      signal,
    })
    return { status: 201, body: await storage.findBlob(params.container, params.blob) }
  },
})

export const downloadBlob = defineStudioRoute({
  method: 'GET',
  path: `${item}/content`,
  tag,
  summary: 'Downloads a blob.',
  needs: 'read',
  answers: { 200: { contentType: defaultContentType } },
  async handle({ params, signal }, { storage }) {
    const container = await storage.openContainer(params.container)
    const found = await storage.findBlob(params.container, params.blob)
    return {
      status: 200,
      stream: await container.read(params.blob, { tag: found.tag, signal }),
      // What somebody has put there must not run as a page of this site.
      contentType: defaultContentType,
      fileName: params.blob.split('/').at(-1) || 'blob',
      headers: {
        'Content-Length': String(found.bytes),
        ETag: `"${found.tag}"`,
        'X-Content-Type-Options': 'nosniff',
      },
    }
  },
})

export const deleteBlob = defineStudioRoute({
  method: 'DELETE',
  path: item,
  tag,
  summary: 'Deletes a blob.',
  needs: 'write',
  answers: { 204: undefined },
  async handle({ params }, { storage }) {
    await storage.openContainer(params.container)
    await storage.deleteBlob(params.container, params.blob)
    return { status: 204 }
  },
})
