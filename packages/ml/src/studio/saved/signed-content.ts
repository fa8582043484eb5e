import { AppError } from '@sluice/contracts'
import * as z from 'zod'
import { findPacked } from '../../artifacts/saved-contents.ts'
import { classicTypeOf } from '../../classic-studio/datasets/classic-type.ts'
import { findDataset } from '../../datasets/dataset-documents.ts'
import { datasetFiles } from '../../datasets/imports/run-import.ts'
import { findSaved } from '../../saved/saved-documents.ts'
import { assertLinkValid, type LinkedContent } from '../../saved/signed-links.ts'
import { streamOfDataset } from '../datasets/dataset-content.ts'
import { sendFile } from '../send-file.ts'
import { defineStudioRoute } from '../studio-route.ts'

const kinds: readonly LinkedContent['kind'][] = ['datasets', 'trained-models', 'transforms']

/** For clients of the old API, which fetch files by a link alone. */
export const readSignedContent = defineStudioRoute({
  method: 'GET',
  path: '/workspaces/{workspaceId}/signed-content/{kind}/{id}',
  tag: 'Datasets',
  summary: 'Downloads what a signed link of the old API names; it needs no token, and is good for a day.',
  needs: 'nothing',
  query: z.strictObject({ expires: z.string(), signature: z.string() }),
  answers: { 200: { contentType: 'application/octet-stream' } },
  async handle({ workspaceId, params, query, call }, services) {
    const { store, artifacts, datasets } = services
    const { id } = params
    const kind = kinds.find((one) => one === params.kind)
    if (kind === undefined) throw new AppError('StudioRouteNotFound', { path: params.kind })
    assertLinkValid({ workspaceId, kind, id }, query, services)
    const described = { contentType: 'application/octet-stream', fileName: '' }
    if (kind !== 'datasets') {
      const saved = await findSaved(store, kind === 'transforms' ? 'transform' : 'trained-model', workspaceId, id)
      return sendFile(call, await findPacked(artifacts, saved), { ...described, fileName: saved.name })
    }
    const dataset = await findDataset(store, workspaceId, id)
    const folder = await datasets.contents.folder(dataset)
    // As it was uploaded, where a client knows how to read that; else as the CSV that the dataset is said to be.
    return folder !== undefined && dataset.original?.dataTypeId === classicTypeOf(dataset)
      ? sendFile(call, folder.path(datasetFiles.original), { ...described, fileName: dataset.original.fileName })
      : streamOfDataset(dataset, 'csv', datasets)
  },
})
