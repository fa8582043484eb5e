import { savedName, trainedModelAnswer, transformAnswer, valueViewAnswer } from '@sluice/contracts'
import * as z from 'zod'
import { findPacked } from '../../artifacts/saved-contents.ts'
import {
  changeSaved,
  deleteSaved,
  findSaved,
  listSaved,
  type SavedDocument,
  type SavedKind,
} from '../../saved/saved-documents.ts'
import { viewSize } from '../outputs/output-view.ts'
import { toValueViewAnswer } from '../outputs/value-view.ts'
import { sendFile } from '../send-file.ts'
import { defineStudioRoute, type StudioRoute } from '../studio-route.ts'

export const toSavedAnswer = ({ artifact: _, experimentId, runId, ...rest }: SavedDocument) => ({
  ...rest,
  experimentId: experimentId ?? null,
  runId: runId ?? null,
})

/** The routes of trained models, or of transformations: they differ by their words only. */
function createRoutes(kind: SavedKind): readonly StudioRoute[] {
  const isModel = kind === 'trained-model'
  const words = isModel
    ? { segment: 'trained-models', tag: 'Trained models', one: 'a trained model', many: 'trained models' }
    : { segment: 'transforms', tag: 'Transformations', one: 'a transformation', many: 'transformations' }
  const { tag, one, many } = words
  const collection = `/workspaces/{workspaceId}/${words.segment}` as const
  const item = `/workspaces/{workspaceId}/${words.segment}/{savedId}` as const
  const answer = isModel ? trainedModelAnswer : transformAnswer
  const flag = z.enum(['true', 'false']).default('false')
  return [
    defineStudioRoute({
      method: 'GET',
      path: collection,
      tag,
      summary: `Lists the ${many} of a workspace.`,
      needs: 'read',
      answers: { 200: z.strictObject({ value: z.array(answer) }) },
      handle: async ({ workspaceId }, { store }) => ({
        status: 200,
        body: { value: (await listSaved(store, kind, workspaceId)).map(toSavedAnswer) },
      }),
    }),
    defineStudioRoute({
      method: 'GET',
      path: item,
      tag,
      summary: `Reads what is known of ${one}.`,
      needs: 'read',
      answers: { 200: answer },
      handle: async ({ workspaceId, params }, { store }) => ({
        status: 200,
        body: toSavedAnswer(await findSaved(store, kind, workspaceId, params.savedId)),
      }),
    }),
    defineStudioRoute({
      method: 'PATCH',
      path: item,
      tag,
      summary: `Renames ${one} with all its versions, or describes this version.`,
      needs: 'write',
      body: z.strictObject({ name: savedName.optional(), description: z.string().max(4000).optional() }),
      answers: { 200: answer },
      async handle({ workspaceId, params, body, actor }, { store }) {
        const changed = await store.transact({ actor }, (transaction) =>
          changeSaved(transaction, kind, workspaceId, { id: params.savedId, ...body }),
        )
        return { status: 200, body: toSavedAnswer(changed) }
      },
    }),
    defineStudioRoute({
      method: 'DELETE',
      path: item,
      tag,
      summary: `Deletes ${one}.`,
      needs: 'write',
      query: z.strictObject({ force: flag.describe('Also where experiments use it') }),
      answers: { 204: undefined },
      async handle({ workspaceId, params, query, actor }, { store, datasets }) {
        const deletion = { id: params.savedId, isForced: query.force === 'true' }
        const deleted = await store.transact({ actor }, (transaction) =>
          deleteSaved(transaction, kind, workspaceId, deletion),
        )
        await datasets.removeUnnamed(deleted.artifact)
        return { status: 204 }
      },
    }),
    defineStudioRoute({
      method: 'GET',
      path: `${item}/view`,
      tag,
      summary: `Shows ${one} for people: its settings, and what was learned.`,
      needs: 'read',
      query: viewSize,
      answers: { 200: valueViewAnswer },
      async handle({ workspaceId, params, query }, { store, savedContents, modules }) {
        const saved = await findSaved(store, kind, workspaceId, params.savedId)
        const value = await (isModel ? savedContents.trainedModel(saved) : savedContents.transformation(saved))
        return { status: 200, body: toValueViewAnswer(value, modules, query.top) }
      },
    }),
    defineStudioRoute({
      method: 'GET',
      path: `${item}/content`,
      tag,
      summary: `Downloads the file of ${one}.`,
      needs: 'read',
      answers: { 200: { contentType: 'application/octet-stream' } },
      async handle({ workspaceId, params, call }, { store, artifacts }) {
        const saved: SavedDocument = await findSaved(store, kind, workspaceId, params.savedId)
        const fileName = `${saved.name}.${isModel ? 'ilearner' : 'itransform'}`
        return sendFile(call, await findPacked(artifacts, saved), { fileName, contentType: 'application/octet-stream' })
      },
    }),
  ]
}

export const savedRoutes: readonly StudioRoute[] = [...createRoutes('trained-model'), ...createRoutes('transform')]
