import { AppError } from '@sluice/contracts'
import type { ReplyForm } from './write-reply.ts'

const known = new Map<string, ReplyForm>()

/**
 * Reads the query of a scoring call; its order does not matter, unknown parameters are passed over.
 * @throws AppError `BadVersionCall`
 * @see reference: AzureML, 1.1
 */
export function readScoreQuery(query: string): ReplyForm {
  const remembered = known.get(query)
  if (remembered !== undefined) return remembered
  const parameters = new Map<string, string>()
  for (const [name, value] of new URLSearchParams(query)) parameters.set(name.toLowerCase(), value)
  const version = parameters.get('api-version')
  if (version !== '2.0') throw new AppError('BadVersionCall', { version: version ?? 'none' }, { target: 'api-version' })
  const form: ReplyForm = {
    asObjects: parameters.get('format')?.toLowerCase() === 'swagger',
    withDetails: parameters.get('details')?.toLowerCase() === 'true',
  }
  // Callers send few different queries, but may send any number of odd ones.
  if (known.size < 100) known.set(query, form)
  return form
}
