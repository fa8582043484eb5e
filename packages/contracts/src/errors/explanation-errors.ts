import type { ErrorEntry } from './entry.ts'

/** Why a call cannot be explained. */
export const explanationErrors = {
  CallIdUnknown: {
    status: 404,
    message: (p: { requestId: string }) => `'${p.requestId}' is not the id of a call.`,
    remedy: 'Take the id from the header apim-request-id of the answer, or from activityId in its body.',
  },
  CallRecordNotThereYet: {
    status: 404,
    message: (p: { requestId: string; calledAt: string }) =>
      `The record of the call ${p.requestId} of ${p.calledAt} has not arrived yet.`,
    remedy: 'Ask again after a few seconds: gateways hand their records over each second.',
  },
  CallRecordTooOld: {
    status: 404,
    message: (p: { requestId: string; calledAt: string }) =>
      `The record of the call ${p.requestId} of ${p.calledAt} is no longer kept: all that are left are newer.`,
    remedy: 'Call again and ask for that call, or have records kept for longer.',
  },
  CallRecordNotKept: {
    status: 404,
    message: (p: { requestId: string; calledAt: string }) =>
      `There is no record of the call ${p.requestId} of ${p.calledAt}: it was not kept, is of another instance or user, or waits at a gateway that does not reach management.`,
    remedy: 'Call again and ask for that call; a busy gateway keeps only some of its calls.',
  },
  CallNotRefused: {
    status: 404,
    message: (p: { status: number }) =>
      `The gateway did not refuse this call: the status ${p.status} is that of the backend, or the call went well.`,
    remedy: 'Look at the record of the call for what the backend answered.',
  },
} as const satisfies Record<string, ErrorEntry<never>>
