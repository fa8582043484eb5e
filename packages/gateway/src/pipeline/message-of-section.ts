import type { CallContext, RequestState, ResponseState } from './call-context.ts'
import type { SectionName } from './step.ts'

/** What policies of a section change: the request up to the backend, the response after it. */
export const messageOf = (section: SectionName): ((context: CallContext) => RequestState | ResponseState) =>
  section === 'inbound' || section === 'backend' ? ({ request }) => request : ({ response }) => response
