import { readFile } from 'node:fs/promises'
import { machineLearningId, savedName, trainedModelAnswer } from '@sluice/contracts'
import * as z from 'zod'
import { importOnnxFile } from '../../onnx/import-onnx-file.ts'
import { onnxAddOnFolder } from '../../onnx/onnx-runtime.ts'
import { saveModel } from '../../saved/save-output.ts'
import { findSaved } from '../../saved/saved-documents.ts'
import { defineStudioRoute } from '../studio-route.ts'
import { toSavedAnswer } from './saved.ts'

const names = z.array(z.string().trim().min(1).max(1000)).max(100_000).default([])

export const importTrainedModel = defineStudioRoute({
  method: 'POST',
  path: '/workspaces/{workspaceId}/trained-models/import',
  tag: 'Trained models',
  summary: 'Makes a trained model of an uploaded ONNX file; needs the add-on `onnx`.',
  needs: 'write',
  body: z.strictObject({
    uploadId: machineLearningId,
    name: savedName,
    description: z.string().max(4000).default(''),
    newVersionOf: z.string().optional().describe('Id of the one that gets a new version'),
    featureColumns: names.describe('Columns that a single input takes, in order; none: every feature column'),
    classes: names.describe('Names of the classes in the order of the probabilities; none: numbers from 0'),
  }),
  answers: { 201: trainedModelAnswer },
  async handle({ workspaceId, actor, body }, services) {
    const { store, datasets, onnxFolder = onnxAddOnFolder } = services
    const { uploadId, name, description, newVersionOf, featureColumns, classes } = body
    const { path } = await datasets.uploads.file(workspaceId, uploadId)
    const { model } = await importOnnxFile(onnxFolder, await readFile(path), { featureColumns, classes })
    const given = { workspaceId, actor, name, description, replaces: newVersionOf }
    const id = await saveModel(model, given, { ...services, tables: datasets.tables })
    await datasets.uploads.remove(workspaceId, uploadId)
    return {
      status: 201,
      headers: { Location: `/studio/workspaces/${workspaceId}/trained-models/${id}` },
      body: trainedModelAnswer.parse(toSavedAnswer(await findSaved(store, 'trained-model', workspaceId, id))),
    }
  },
})
