import { conversionAnswer, conversionKinds, conversionPreviewAnswer, linkedExperimentsAnswer } from '@sluice/contracts'
import * as z from 'zod'
import {
  convertExperiment,
  linkedExperiments,
  loadExperiment,
  previewConversion,
} from '../../conversions/convert-experiment.ts'
import { hideGraphSecrets } from '../../modules/secret-parameters.ts'
import { defineStudioRoute } from '../studio-route.ts'

const tag = 'Set up web service'
const base = '/workspaces/{workspaceId}/experiments/{experimentId}' as const

const request = z.strictObject({
  kind: z.enum(conversionKinds),
  chosen: z
    .string()
    .optional()
    .describe('Id of the module that scores (predictive) or trains (retraining), where there are several.'),
})

export const previewConversionRoute = defineStudioRoute({
  method: 'POST',
  path: `${base}/conversions/preview`,
  tag,
  summary: 'Tells what a conversion would do to the experiment, without doing it.',
  needs: 'read',
  body: request,
  answers: { 200: conversionPreviewAnswer },
  async handle({ workspaceId, params: { experimentId }, body }, services) {
    const { plan, existing } = await previewConversion({ ...body, workspaceId, experimentId }, services)
    return {
      status: 200,
      body: {
        ...plan,
        graph: hideGraphSecrets(plan.graph, services.modules),
        existingExperimentId: existing?.id ?? null,
      },
    }
  },
})

export const convertExperimentRoute = defineStudioRoute({
  method: 'POST',
  path: `${base}/conversions`,
  tag,
  summary: 'Makes the predictive or the retraining experiment of a training experiment, or brings it up to date.',
  needs: 'write',
  body: request.extend({
    mode: z
      .enum(['update', 'replace'])
      .default('update')
      .describe('update: only what was saved of the last run changes; replace: the experiment is made anew.'),
  }),
  answers: { 200: conversionAnswer, 201: conversionAnswer },
  async handle({ workspaceId, actor, params: { experimentId }, body }, services) {
    const { experiment, isNew, plan } = await convertExperiment({ ...body, workspaceId, experimentId, actor }, services)
    const { changes, choices, warnings } = plan
    return { status: isNew ? 201 : 200, body: { experimentId: experiment.id, isNew, changes, choices, warnings } }
  },
})

export const readLinkedExperiments = defineStudioRoute({
  method: 'GET',
  path: `${base}/conversions`,
  tag,
  summary: 'Names the training, predictive and retraining experiments that belong together.',
  needs: 'read',
  answers: { 200: linkedExperimentsAnswer },
  async handle({ workspaceId, params: { experimentId } }, { store }) {
    await loadExperiment(store, workspaceId, experimentId)
    return { status: 200, body: await linkedExperiments(store, workspaceId, experimentId) }
  },
})
