import { listSaved } from '../../saved/saved-documents.ts'
import { readClassicBody } from '../classic-body.ts'
import { defineClassicRoute } from '../classic-route.ts'
import { toClassicSaved } from './classic-dataset-object.ts'
import { promote, promotion } from './classic-promotion.ts'

export const listClassicTrainedModels = defineClassicRoute({
  method: 'GET',
  path: 'workspaces/{workspaceId}/trainedmodels',
  async handle({ call, workspaceId }, services) {
    const all = await listSaved(services.store, 'trained-model', workspaceId)
    const body = all.map((saved) => toClassicSaved(call, { workspaceId, kind: 'trained-models', saved }, services))
    return { status: 200, body }
  },
})

export const listClassicTransforms = defineClassicRoute({
  method: 'GET',
  path: 'workspaces/{workspaceId}/transformmodules',
  async handle({ call, workspaceId }, services) {
    const all = await listSaved(services.store, 'transform', workspaceId)
    const body = all.map((saved) => toClassicSaved(call, { workspaceId, kind: 'transforms', saved }, services))
    return { status: 200, body }
  },
})

const model = promotion('TrainedModel')
const transform = promotion('Transform')

export const promoteClassicTrainedModel = defineClassicRoute({
  method: 'POST',
  path: 'workspaces/{workspaceId}/trainedmodels',
  async handle(request, services) {
    const body = await readClassicBody(request, model)
    return promote(request, 'trained-model', body.TrainedModel, body, services)
  },
})

export const promoteClassicTransform = defineClassicRoute({
  method: 'POST',
  path: 'workspaces/{workspaceId}/transformmodules',
  async handle(request, services) {
    const body = await readClassicBody(request, transform)
    return promote(request, 'transformation', body.Transform, body, services)
  },
})
