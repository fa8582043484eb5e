import { machineLearningId, publicationDocument } from '@sluice/contracts'
import * as z from 'zod'
import { listPublications, loadPublication } from '../../web-services/publishing/publication-record.ts'
import { defineStudioRoute } from '../studio-route.ts'

export const publishExperiment = defineStudioRoute({
  method: 'POST',
  path: '/workspaces/{workspaceId}/experiments/{experimentId}/publish',
  tag: 'Web services',
  summary:
    'Publishes an experiment as a web service, or publishes one anew; answers at once with the publication to watch.',
  needs: 'write',
  body: z.strictObject({
    name: z.string().trim().min(1).max(260).optional().describe('Default: the name of the experiment.'),
    description: z.string().max(4000).optional(),
    webServiceId: machineLearningId
      .optional()
      .describe('Web service that is published anew: its default endpoint serves it at once, others after a refresh.'),
    isLabelOptional: z
      .boolean()
      .optional()
      .describe('Calls may leave the label column out. Default: as before, else false.'),
  }),
  answers: { 202: publicationDocument },
  async handle({ workspaceId, actor, params: { experimentId }, body }, { publisher }) {
    const publication = await publisher.start({ ...body, workspaceId, experimentId, actor })
    const location = `/studio/workspaces/${workspaceId}/publications/${publication.id}`
    return { status: 202, body: publication, headers: { Location: location } }
  },
})

export const listPublicationsRoute = defineStudioRoute({
  method: 'GET',
  path: '/workspaces/{workspaceId}/publications',
  tag: 'Web services',
  summary: 'Lists publications, newest first.',
  needs: 'read',
  query: z.strictObject({ experimentId: machineLearningId.optional() }),
  answers: { 200: z.strictObject({ value: z.array(publicationDocument) }) },
  async handle({ workspaceId, query: { experimentId } }, { store }) {
    const all = await listPublications(store, workspaceId)
    const value = all.filter((one) => experimentId === undefined || one.experimentId === experimentId)
    return { status: 200, body: { value } }
  },
})

export const readPublication = defineStudioRoute({
  method: 'GET',
  path: '/workspaces/{workspaceId}/publications/{publicationId}',
  tag: 'Web services',
  summary: 'Reads how far a publication is.',
  needs: 'read',
  answers: { 200: publicationDocument },
  handle: async ({ workspaceId, params }, { store }) => ({
    status: 200,
    body: await loadPublication(store, workspaceId, params.publicationId),
  }),
})

export const watchPublication = defineStudioRoute({
  method: 'GET',
  path: '/workspaces/{workspaceId}/publications/{publicationId}/events',
  tag: 'Web services',
  summary: 'Sends the publication after every change until it has ended, as server-sent events.',
  needs: 'read',
  answers: { 200: { contentType: 'text/event-stream' } },
  async handle({ workspaceId, params, signal }, { publisher, store }) {
    // Looked for before the stream begins, where an error still has a status.
    await loadPublication(store, workspaceId, params.publicationId)
    return { status: 200, events: toEvents(publisher.watch(workspaceId, params.publicationId, signal)) }
  },
})

async function* toEvents<Data>(documents: AsyncIterable<Data>) {
  for await (const data of documents) yield { event: 'publication', data }
}
