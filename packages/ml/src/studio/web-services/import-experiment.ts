import { AppError, classicImportAnswer, experimentDocument } from '@sluice/contracts'
import * as z from 'zod'
import { createSavedThingFinder } from '../../classic-studio/classic-experiments.ts'
import { classicGraph, classicWebService } from '../../classic-studio/graph/classic-graph.ts'
import { exportGraph } from '../../classic-studio/graph/export-graph.ts'
import { importGraph } from '../../classic-studio/graph/import-graph.ts'
import { loadExperiment } from '../../conversions/convert-experiment.ts'
import { putGraph } from '../../experiments/experiment-records.ts'
import { hideGraphSecrets, sealGraph } from '../../modules/secret-parameters.ts'
import { createMachineLearningId } from '../../web-services/endpoint-keys.ts'
import { defineStudioRoute } from '../studio-route.ts'

/** As the old studio exported it: with `Graph`, or as it was sent to be saved, with `ExperimentGraph`. */
const classicExperiment = z.object({
  Description: z.string().nullish(),
  Summary: z.string().nullish(),
  Graph: classicGraph.nullish(),
  ExperimentGraph: classicGraph.nullish(),
  WebService: classicWebService.nullish(),
})

export const importClassicExperiment = defineStudioRoute({
  method: 'POST',
  path: '/workspaces/{workspaceId}/classic-experiments',
  tag: 'Old experiments',
  summary:
    'Makes an experiment of one that AzureML’s studio exported, as far as its modules exist here; lists what is missing.',
  needs: 'write',
  body: classicExperiment,
  answers: { 201: classicImportAnswer },
  async handle({ workspaceId, actor, body }, services) {
    const graph = body.Graph ?? body.ExperimentGraph
    if (graph === undefined || graph === null) {
      const fault = {
        code: 'ValidationError',
        target: 'body.Graph',
        message: 'The graph of the experiment is missing.',
      }
      throw new AppError('ValidationError', {}, { faults: [fault] })
    }
    await services.directory.catchUp()
    const find = createSavedThingFinder(workspaceId, services)
    const imported = importGraph({ graph, webService: body.WebService }, services.modules, find)
    const now = new Date(services.clock.now()).toISOString()
    const experiment = experimentDocument.parse({
      id: createMachineLearningId(services.randomBytes),
      name: (body.Description?.trim() || 'Imported experiment').slice(0, 260),
      description: (body.Summary ?? '').slice(0, 4000),
      createdAt: now,
      updatedAt: now,
      author: actor,
      updatedBy: actor,
      graph: sealGraph(imported.graph, undefined, { ...services, workspaceId }),
    })
    await services.store.transact({ actor }, (transaction) =>
      putGraph(transaction, workspaceId, experiment, experiment.graph, { actor, at: now }),
    )
    return { status: 201, body: { experimentId: experiment.id, missing: [...imported.missing] } }
  },
})

export const exportClassicExperiment = defineStudioRoute({
  method: 'GET',
  path: '/workspaces/{workspaceId}/experiments/{experimentId}/classic',
  tag: 'Old experiments',
  summary: 'Gives an experiment in the form that AzureML’s studio exported.',
  needs: 'read',
  answers: { 200: { contentType: 'application/json' } },
  async handle({ workspaceId, params }, { store, modules }) {
    const experiment = await loadExperiment(store, workspaceId, params.experimentId)
    const exported = exportGraph(hideGraphSecrets(experiment.graph, modules), modules, workspaceId)
    return { status: 200, body: { Description: experiment.name, Summary: experiment.description, ...exported } }
  },
})
