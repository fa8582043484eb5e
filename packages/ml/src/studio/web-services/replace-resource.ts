import { readFile } from 'node:fs/promises'
import { AppError, endpointAnswer } from '@sluice/contracts'
import * as z from 'zod'
import { findPacked } from '../../artifacts/saved-contents.ts'
import { findChangeable } from '../../management/endpoint-management.ts'
import { fetchResource } from '../../management/fetch-resource.ts'
import { findSaved, type SavedKind } from '../../saved/saved-documents.ts'
import { loadEndpoint, putEndpoint } from '../../web-services/endpoint-changes.ts'
import { findReplaceable, storeReplacement, withReplacements } from '../../web-services/replace-resource.ts'
import { findBatchJobs } from '../batch/batch-jobs.ts'
import { defineStudioRoute } from '../studio-route.ts'
import type { StudioServices } from '../studio-services.ts'
import { placeOf, showEndpoint } from './endpoints.ts'

const source = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('trained-model'), id: z.string() }),
  z.strictObject({ from: z.literal('transform'), id: z.string() }),
  z.strictObject({ from: z.literal('blob'), container: z.string(), blob: z.string() }),
  z.strictObject({ from: z.literal('batch-job'), id: z.string(), output: z.string() }),
])

/** A larger file was made by no module. */
const maxBytes = 1_000_000_000

export const replaceResource = defineStudioRoute({
  method: 'PUT',
  path: '/workspaces/{workspaceId}/web-services/{webServiceId}/endpoints/{name}/resources/{resource}',
  tag: 'Endpoints',
  summary:
    'Puts another trained model or transformation, which does the same work on the same columns, into an endpoint.',
  needs: 'write',
  body: source,
  answers: { 200: endpointAnswer },
  async handle(request, services) {
    const { actor, workspaceId, params, body } = request
    const { store, directory, clock } = services
    const place = placeOf(request, services)
    const before = await findChangeable(place, services, 'patched')
    if (before.preventUpdate) throw new AppError('EndpointUpdatePrevented', { name: place.name })
    const resource = findReplaceable(before.definition, params.resource)
    const replacement = await storeReplacement(resource, await readFrom(body, workspaceId, services), services)
    const holdings = directory.holdings(workspaceId)
    const definition = await withReplacements(before.definition, [replacement], holdings, services)
    await store.transact({ actor }, async (transaction) => {
      const now = await loadEndpoint(transaction, place)
      // Compiled against what it was: a publication that came between would be undone.
      if (now.version !== before.version) throw new AppError('EndpointChanged', {})
      const version = new Date(clock.now()).toISOString()
      await putEndpoint(transaction, workspaceId, { ...now, definition, version })
    })
    await directory.catchUp()
    return { status: 200, body: showEndpoint(place, request.call, services) }
  },
})

async function readFrom(
  from: z.infer<typeof source>,
  workspaceId: string,
  services: StudioServices,
): Promise<Uint8Array> {
  switch (from.from) {
    case 'trained-model':
    case 'transform':
      return readSaved(from.from, from.id, workspaceId, services)
    case 'blob':
      return readBlob(from.container, from.blob, services)
    case 'batch-job':
      return readResult(from.id, from.output, workspaceId, services)
  }
}

async function readSaved(kind: SavedKind, id: string, workspaceId: string, { store, artifacts }: StudioServices) {
  return readFile(await findPacked(artifacts, await findSaved(store, kind, workspaceId, id)))
}

async function readBlob(name: string, blob: string, { storage }: StudioServices): Promise<Uint8Array> {
  const container = await storage.openContainer(name)
  const { bytes, tag } = await storage.findBlob(name, blob)
  if (bytes > maxBytes)
    throw new AppError('BlobNotFound', { blob: `${name}/${blob}`, reason: 'The file is too large.' })
  const chunks: Uint8Array[] = []
  for await (const chunk of await container.read(blob, { tag })) chunks.push(chunk)
  return Buffer.concat(chunks)
}

async function readResult(jobId: string, output: string, workspaceId: string, services: StudioServices) {
  const jobs = findBatchJobs(services)
  const job = await jobs.read({ workspaceId, jobId })
  const link = job.state === 'finished' ? (await jobs.resultLinks(job)).outputs[output] : undefined
  if (link === undefined) {
    throw new AppError('BlobNotFound', { blob: output, reason: 'The job has no such result.' })
  }
  const { baseLocation, relativeLocation, sasBlobToken } = link
  const location = { BaseLocation: baseLocation, RelativeLocation: relativeLocation, SasBlobToken: sasBlobToken }
  return fetchResource(location, services)
}
