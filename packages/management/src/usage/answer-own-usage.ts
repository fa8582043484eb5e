import { AppError } from '@sluice/contracts'
import { answerCallRecord, answerCallRecords } from './call-records.ts'
import { answerReport, type UsageCall } from './reports.ts'
import { readUsageSummary } from './usage-summary.ts'

const ownUsagePath = /^\/users\/([^/]+)\/(reports\/([^/]+)|usageSummary|callRecords(?:\/([^/]+))?)$/i

export interface OwnUsagePath {
  readonly user: string
  answer(call: UsageCall): Promise<Response>
}

/** What the developer portal reads of a user's own calls, below the user. @returns undefined when the path is none of it */
export function parseOwnUsagePath(path: string): OwnUsagePath | undefined {
  const [, user, what = '', kind, requestId] = ownUsagePath.exec(path) ?? []
  if (user === undefined) return undefined
  return {
    user,
    async answer(call) {
      if (call.confinedTo === undefined) throw new AppError('AuthorizationFailed', {})
      if (call.request.method !== 'GET') {
        throw new AppError('MethodNotAllowed', { method: call.request.method, allowed: 'GET' })
      }
      if (kind !== undefined) return answerReport(call, kind)
      if (requestId !== undefined) return answerCallRecord(call, requestId)
      return /^usageSummary$/i.test(what) ? Response.json(await readUsageSummary(call)) : answerCallRecords(call)
    },
  }
}
