import { AppError } from '@sluice/contracts'
import type { ServedEndpoint } from '../../web-services/web-service-directory.ts'
import { type ErrorAnswer, jsonContentType, toErrorAnswer } from '../error-answer.ts'
import { toErrorSummary } from '../error-summary.ts'
import { parseRequestJson } from '../request-json.ts'
import { hasInt64 } from '../request-response.ts'
import type { ScoreTarget, ScoringProtocol, ScoringServices } from '../scoring-edge.ts'
import { createInferenceReader, type InferenceRequest } from './read-inference.ts'
import { writeInference } from './write-inference.ts'

interface Form {
  readonly modelName: string
  readonly contentType: string | undefined
}

/** Open Inference Protocol V2 over REST. @see reference: inference protocols, 1 */
export const createOpenInference = (
  directory: ScoringServices['directory'],
): ScoringProtocol<Form, InferenceRequest> => ({
  contentType: jsonContentType,
  readForm: (call, target, endpoint) => ({
    modelName: findModel(target, endpoint, directory),
    contentType: call.header('content-type'),
  }),
  createReader({ document, optionalColumns }, { inputs }) {
    const parameterNames = document.definition.parameters.map(({ name }) => name)
    const read = createInferenceReader({ inputs, optionalColumns, parameterNames })
    const options = { keepsDigits: hasInt64(inputs) }
    return (body, { contentType }) => read(parseRequestJson(body, contentType, options))
  },
  write: (results, { modelName }, request, { document }) =>
    writeInference(results, request, { modelName, modelVersion: document.name }),
  toErrorAnswer: toInferenceError,
})

/**
 * The name under which a call knows the model: that of the web service or of the endpoint, or an id of theirs. Its
 * version, where one is named, is the endpoint's name.
 * @throws AppError `InferenceModelNotFound`
 */
export function findModel(
  { model = '', version }: Pick<ScoreTarget, 'model' | 'version'>,
  { workspaceId, document }: ServedEndpoint,
  directory: Pick<ScoringServices['directory'], 'webService'>,
): string {
  const { id, name, webServiceId } = document
  const serviceName = directory.webService(workspaceId, webServiceId)?.name ?? name
  const isKnown = [serviceName, name, id, webServiceId].includes(model)
  if (isKnown && (version === undefined || version === name)) return model
  const known = isKnown ? `version '${name}'` : `'${serviceName}'`
  throw new AppError('InferenceModelNotFound', { model: version === undefined ? model : `${model}/${version}`, known })
}

export function toInferenceError(error: unknown): ErrorAnswer {
  const answer = toErrorAnswer(error)
  return { ...answer, body: JSON.stringify({ error: toErrorSummary(error) }) }
}
