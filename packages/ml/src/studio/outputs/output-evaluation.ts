import { evaluationAnswer } from '@sluice/contracts'
import { evaluateScores } from '../../learning/metrics/evaluate-scores.ts'
import { findScores } from '../../learning/metrics/scored-dataset.ts'
import { defineStudioRoute } from '../studio-route.ts'
import type { StudioServices } from '../studio-services.ts'
import { type DrawnScores, toEvaluationAnswer } from './evaluation-answer.ts'
import { findTable, type OutputPlace, outputPath, tag } from './output-place.ts'

/** Ports of Evaluate Model, which has evaluated already. */
const evaluated = { module: 'evaluate-model', results: 'evaluationResults', curves: 'curves' } as const
/** Ports of Cross-Validate Model: what stands beside its metrics is evaluated. */
const crossValidated = { metrics: 'evaluationResultsByFold', scores: 'scoredResults' } as const

export const readOutputEvaluation = defineStudioRoute({
  method: 'GET',
  path: `${outputPath}/evaluation`,
  tag,
  summary:
    'Says how good scores are, with what curves are drawn from: of Evaluate Model, or of any table with scores and a label.',
  needs: 'read',
  answers: { 200: evaluationAnswer },
  async handle({ workspaceId, params }, services) {
    const { module } = await findTable(services, { workspaceId, params })
    const at = (port: string): OutputPlace => ({ workspaceId, params: { ...params, port } })
    const scores =
      module.module === evaluated.module
        ? await readEvaluated(services, at)
        : await evaluate(services, at(params.port === crossValidated.metrics ? crossValidated.scores : params.port))
    return { status: 200, body: toEvaluationAnswer(scores) }
  },
})

type Services = Pick<StudioServices, 'store' | 'runs' | 'tables'>

async function readEvaluated(services: Services, at: (port: string) => OutputPlace): Promise<DrawnScores> {
  const read = async (port: string) => {
    const { file } = await findTable(services, at(port))
    return services.tables.read(file)
  }
  return { results: await read(evaluated.results), curves: await read(evaluated.curves) }
}

/** @throws AppError `ScoreMissing`, `LabelMissing` and others where the table is no scored one */
async function evaluate(services: Services, place: OutputPlace): Promise<DrawnScores> {
  const { file, module } = await findTable(services, place)
  const columns = findScores(file.schema, module.title)
  const table = await services.tables.read(file)
  return { kind: columns.kind, ...evaluateScores(table, columns, module.title) }
}
