import { outputViewAnswer } from '@sluice/contracts'
import * as z from 'zod'
import { readPackedValue } from '../../experiments/task-files.ts'
import { isTable } from '../../modules/port-values.ts'
import { defineStudioRoute } from '../studio-route.ts'
import { findOutput, outputPath, tag } from './output-place.ts'
import { toValueViewAnswer } from './value-view.ts'

export const viewSize = z.strictObject({
  top: z.coerce.number().int().min(1).max(5_000).default(200).describe('Entries of each list at most'),
})

export const readOutputView = defineStudioRoute({
  method: 'GET',
  path: `${outputPath}/view`,
  tag,
  summary: 'Shows what came out of a module for people: what a model learned, what a transformation does.',
  needs: 'read',
  query: viewSize,
  answers: { 200: outputViewAnswer },
  async handle({ workspaceId, params, query }, services) {
    const { output, path } = await findOutput(services, { workspaceId, params })
    if (output.rowCount !== undefined) {
      return { status: 200, body: { kind: 'table', rowCount: output.rowCount, columns: output.shape } }
    }
    const value = await readPackedValue(path)
    if (isTable(value)) throw new Error('A packed file holds a table.')
    return { status: 200, body: toValueViewAnswer(value, services.modules, query.top) }
  },
})
