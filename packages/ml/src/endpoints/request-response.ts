import { jsonContentType, toErrorAnswer } from './error-answer.ts'
import { createRequestReader, type ScoreRequest } from './read-request.ts'
import { parseRequestJson } from './request-json.ts'
import { readScoreQuery } from './score-query.ts'
import type { ScoringProtocol } from './scoring-edge.ts'
import { type ReplyForm, writeReply } from './write-reply.ts'

interface Form {
  readonly reply: ReplyForm
  readonly contentType: string | undefined
}

/** AzureML's own scoring calls. @see reference: AzureML, part 1 */
export const requestResponse: ScoringProtocol<Form, ScoreRequest> = {
  contentType: jsonContentType,
  readForm: (call, target) => ({ reply: readScoreQuery(target.query), contentType: call.header('content-type') }),
  createReader({ optionalColumns }, { inputs }) {
    const read = createRequestReader(inputs, optionalColumns)
    const options = { keepsDigits: hasInt64(inputs) }
    return (body, { contentType }) => read(parseRequestJson(body, contentType, options))
  },
  write: (results, { reply }) => writeReply(results, reply),
  toErrorAnswer,
}

type Inputs = Parameters<typeof createRequestReader>[0]

/** Whether whole numbers may be larger than a double can tell apart. */
export const hasInt64 = (inputs: Inputs): boolean =>
  inputs.some(({ schema }) => schema.some(({ type }) => type === 'Int64'))
