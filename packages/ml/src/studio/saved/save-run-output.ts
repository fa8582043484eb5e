import { savedName } from '@sluice/contracts'
import * as z from 'zod'
import { readRunOutput } from '../../experiments/run-outputs.ts'
import { saveOutput } from '../../saved/save-output.ts'
import { toKeep } from '../../web-services/run-results/output-saver.ts'
import { defineStudioRoute } from '../studio-route.ts'

export const saveRunOutput = defineStudioRoute({
  method: 'POST',
  path: '/workspaces/{workspaceId}/experiments/{experimentId}/runs/{runId}/modules/{node}/outputs/{port}/save',
  tag: 'Runs',
  summary: 'Keeps what came out of a module as a dataset, trained model or transformation of the workspace.',
  needs: 'write',
  body: z.strictObject({
    name: savedName,
    description: z.string().max(4000).default(''),
    newVersionOf: z.string().optional().describe('Id of the one that gets a new version'),
  }),
  answers: { 201: z.strictObject({ kind: z.enum(['dataset', 'trained-model', 'transform']), id: z.string() }) },
  async handle({ workspaceId, params, body, actor }, services) {
    const { experimentId, runId, node, port } = params
    const { store, runs, datasets } = services
    const found = await readRunOutput({ store, cache: runs.cache }, { workspaceId, experimentId }, runId, {
      node,
      port,
    })
    const output = await toKeep(found, { tables: datasets.tables })
    const { name, description, newVersionOf } = body
    const from = { experimentId, runId, node, port }
    const given = { workspaceId, actor, name, description, replaces: newVersionOf, from }
    const id = await saveOutput(output, given, { ...services, tables: datasets.tables })
    const kind = ({ table: 'dataset', model: 'trained-model', transformation: 'transform' } as const)[output.kind]
    const segment = { dataset: 'datasets', 'trained-model': 'trained-models', transform: 'transforms' }[kind]
    return {
      status: 201,
      headers: { Location: `/studio/workspaces/${workspaceId}/${segment}/${id}` },
      body: { kind, id },
    }
  },
})
