import { storageLinkAnswer } from '@sluice/contracts'
import * as z from 'zod'
import { defineStudioRoute } from '../studio-route.ts'
import { item, tag } from './containers.ts'

const permissionLetters = { read: 'r', add: 'a', create: 'c', write: 'w', delete: 'd', list: 'l' } as const
const permissions = ['read', 'add', 'create', 'write', 'delete', 'list'] as const
const longestMinutes = 366 * 24 * 60

export const createStorageLink = defineStudioRoute({
  method: 'POST',
  path: `${item}/links`,
  tag,
  summary: 'Makes a link with a shared access signature, for a blob or for a whole container.',
  needs: 'write',
  body: z.strictObject({
    blob: z.string().min(1).max(1024).optional().describe('Absent: for the container and all its blobs'),
    permissions: z.array(z.enum(permissions)).min(1).default(['read']),
    minutes: z.int().min(1).max(longestMinutes).default(1440).describe('How long it is valid'),
  }),
  answers: { 201: storageLinkAnswer },
  async handle({ params, body }, { storage, clock }) {
    await storage.openContainer(params.container)
    // Signatures count in whole seconds.
    const expiresAt = Math.floor(clock.now() / 1000) * 1000 + body.minutes * 60_000
    const place = { container: params.container, ...(body.blob !== undefined && { blob: body.blob }) }
    const token = storage.createSasToken({
      ...place,
      permissions: permissions.filter((name) => body.permissions.includes(name)).map((name) => permissionLetters[name]),
      expiresAt,
    })
    return {
      status: 201,
      body: {
        url: `${storage.publicUrl(params.container, body.blob)}?${token}`,
        token: `?${token}`,
        expiresAt: new Date(expiresAt).toISOString(),
      },
    }
  },
})
