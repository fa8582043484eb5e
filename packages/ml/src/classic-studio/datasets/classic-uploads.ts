import { AppError } from '@sluice/contracts'
import { mostBlocks } from '../../datasets/uploads/upload-blocks.ts'
import { defineClassicRoute } from '../classic-route.ts'

/** Begins an upload; the whole file may come along, or nothing of it, and then it comes in blocks. */
export const beginClassicUpload = defineClassicRoute({
  method: 'POST',
  path: 'resourceuploads/workspaces/{workspaceId}',
  async handle({ call, workspaceId, query }, { datasets }) {
    const metadata = { dataTypeId: query.get('dataTypeId') ?? '' }
    const { id, byteLength } = await datasets.uploads.receive({ workspaceId, metadata, body: call.body })
    return { status: 200, body: { Id: id, Size: byteLength } }
  },
})

export const putClassicBlock = defineClassicRoute({
  method: 'POST',
  path: 'blobuploads/workspaces/{workspaceId}',
  async handle({ call, workspaceId, query }, { datasets }) {
    const count = readNumber(query, 'numberOfBlocks', mostBlocks)
    const index = readNumber(query, 'blockId', Math.max(0, count - 1))
    const id = query.get('uploadId') ?? ''
    await datasets.uploads.putBlock(workspaceId, id, { index, count }, call.body)
    return { status: 200, body: { Id: id, BlockId: index } }
  },
})

function readNumber(query: URLSearchParams, name: string, most: number): number {
  const text = query.get(name) ?? ''
  if (/^\d{1,6}$/.test(text) && Number(text) <= most) return Number(text)
  throw new AppError('InvalidQueryParameter', { name, reason: `it must be a whole number from 0 to ${most}.` })
}
