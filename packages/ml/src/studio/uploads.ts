import { AppError, isAppError, uploadAnswer } from '@sluice/contracts'
import * as z from 'zod'
import {
  assertTusVersion,
  parseUploadMetadata,
  pieceContentType,
  readByteCount,
  toUploadMetadata,
  tusExtensions,
  tusVersion,
} from '../datasets/uploads/tus-headers.ts'
import type { Upload, Uploads } from '../datasets/uploads/upload-files.ts'
import { defineStudioRoute, type StudioAnswer, type StudioRequest } from './studio-route.ts'

const collection = '/workspaces/{workspaceId}/uploads'
const item = '/workspaces/{workspaceId}/uploads/{uploadId}'
const tag = 'Uploads'

const toAnswer = ({ id, metadata, byteLength, offset, createdAt, expiresAt }: Upload) => ({
  id,
  fileName: metadata.filename ?? '',
  byteLength,
  offset,
  isComplete: offset === byteLength,
  createdAt,
  expiresAt,
})

export const describeUploads = defineStudioRoute({
  method: 'OPTIONS',
  path: collection,
  tag,
  summary: 'Says which parts of the tus protocol 1.0.0 are spoken.',
  needs: 'nothing',
  answers: { 204: undefined },
  handle: (_, { datasets: { uploads } }) => ({
    status: 204,
    headers: {
      'Tus-Resumable': tusVersion,
      'Tus-Version': tusVersion,
      'Tus-Extension': tusExtensions,
      'Tus-Max-Size': String(uploads.maxBytes),
    },
  }),
})

export const createUpload = defineStudioRoute({
  method: 'POST',
  path: collection,
  tag,
  summary: 'Begins a resumable upload (tus 1.0.0); the first bytes may come along.',
  needs: 'write',
  rawBody: { contentType: pieceContentType },
  answers: { 201: undefined },
  handle: (request, { datasets: { uploads } }) =>
    answerTus(async () => {
      const { call, workspaceId } = request
      assertTusVersion(call)
      const byteLength = readByteCount(call, 'Upload-Length')
      const metadata = parseUploadMetadata(call.header('upload-metadata'))
      const created = await uploads.create({ workspaceId, byteLength, metadata })
      const upload = isPiece(request) ? await uploads.append(created, 0, call.body) : created
      const location = `/studio/workspaces/${workspaceId}/uploads/${upload.id}`
      return { status: 201, headers: { Location: location, ...progressOf(upload) } }
    }),
})

export const readUploadOffset = defineStudioRoute({
  method: 'HEAD',
  path: item,
  tag,
  summary: 'Says up to which byte an upload is here (tus 1.0.0).',
  needs: 'write',
  answers: { 200: undefined },
  handle: ({ call, workspaceId, params }, { datasets: { uploads } }) =>
    answerTus(async () => {
      assertTusVersion(call)
      const upload = await uploads.find(workspaceId, params.uploadId)
      const metadata = toUploadMetadata(upload.metadata)
      return {
        status: 200,
        headers: {
          'Cache-Control': 'no-store',
          'Upload-Length': String(upload.byteLength),
          ...(metadata === '' ? {} : { 'Upload-Metadata': metadata }),
          ...progressOf(upload),
        },
      }
    }),
})

export const appendToUpload = defineStudioRoute({
  method: 'PATCH',
  path: item,
  tag,
  summary: 'Goes on with an upload at `Upload-Offset` (tus 1.0.0); what was answered is on disk.',
  needs: 'write',
  rawBody: { contentType: pieceContentType },
  answers: { 204: undefined },
  handle: (request, { datasets: { uploads } }) => answerTus(() => append(request, uploads)),
})

/** For clients behind proxies that let no PATCH or DELETE through. */
export const overrideUploadMethod = defineStudioRoute({
  method: 'POST',
  path: item,
  tag,
  summary: 'Does what `X-HTTP-Method-Override` says: PATCH or DELETE (tus 1.0.0).',
  needs: 'write',
  rawBody: { contentType: pieceContentType },
  answers: { 204: undefined },
  handle: (request, { datasets: { uploads } }) =>
    answerTus(() => {
      const method = request.call.header('x-http-method-override')?.toUpperCase()
      if (method === 'PATCH') return append(request, uploads)
      if (method === 'DELETE') return remove(request, uploads)
      const { method: given } = request.call
      throw new AppError('MethodNotAllowed', { method: given, allowed: 'HEAD, GET, PATCH, DELETE' })
    }),
})

export const deleteUpload = defineStudioRoute({
  method: 'DELETE',
  path: item,
  tag,
  summary: 'Ends an upload and throws away what is here of it (tus 1.0.0).',
  needs: 'write',
  answers: { 204: undefined },
  handle: (request, { datasets: { uploads } }) => answerTus(() => remove(request, uploads)),
})

export const listUploads = defineStudioRoute({
  method: 'GET',
  path: collection,
  tag,
  summary: 'Lists the uploads of a workspace that have not expired.',
  needs: 'read',
  answers: { 200: z.strictObject({ value: z.array(uploadAnswer) }) },
  handle: async ({ workspaceId }, { datasets: { uploads } }) => ({
    status: 200,
    body: { value: (await uploads.list(workspaceId)).map(toAnswer) },
  }),
})

export const readUpload = defineStudioRoute({
  method: 'GET',
  path: item,
  tag,
  summary: 'Reads what is known of an upload.',
  needs: 'read',
  answers: { 200: uploadAnswer },
  handle: async ({ workspaceId, params }, { datasets: { uploads } }) => ({
    status: 200,
    body: toAnswer(await uploads.find(workspaceId, params.uploadId)),
  }),
})

type ItemRequest = StudioRequest<typeof item, undefined, undefined>

async function append(request: ItemRequest, uploads: Uploads): Promise<StudioAnswer> {
  const { call, workspaceId, params } = request
  assertTusVersion(call)
  if (!isPiece(request)) throw new AppError('UploadContentType', {})
  const offset = readByteCount(call, 'Upload-Offset')
  const upload = await uploads.find(workspaceId, params.uploadId)
  return { status: 204, headers: progressOf(await uploads.append(upload, offset, call.body)) }
}

async function remove({ call, workspaceId, params }: ItemRequest, uploads: Uploads): Promise<StudioAnswer> {
  assertTusVersion(call)
  await uploads.remove(workspaceId, params.uploadId)
  return { status: 204, headers: { 'Tus-Resumable': tusVersion } }
}

const isPiece = ({ call }: Pick<ItemRequest, 'call'>): boolean =>
  call.header('content-type')?.split(';')[0]?.trim().toLowerCase() === pieceContentType

const progressOf = ({ offset, expiresAt }: Upload) => ({
  'Tus-Resumable': tusVersion,
  'Upload-Offset': String(offset),
  'Upload-Expires': new Date(expiresAt).toUTCString(),
})

/** The protocol wants its version in refusals, too. */
async function answerTus(work: () => StudioAnswer | Promise<StudioAnswer>): Promise<StudioAnswer> {
  try {
    return await work()
  } catch (error) {
    if (!isAppError(error)) throw error
    const { code, message, status } = error
    return {
      status,
      headers: { 'Tus-Resumable': tusVersion, 'Tus-Version': tusVersion },
      body: { error: { code, message, details: [] } },
    }
  }
}
