import type { HeaderArray } from '@sluice/platform'

/** One address that calls can go to, with what it is shown. */
export interface BackendMember {
  /** Identifier of the backend, in lower case. */
  readonly name?: string
  readonly url: string
  /** Fields it is shown with every call: name, value, … Those of the caller with these names stay here. */
  readonly headers: HeaderArray
  /** In lower case. */
  readonly headerNames: ReadonlySet<string>
  /** As it stands in an address, without `?`; empty = none. */
  readonly query: string
  readonly verifiesCertificate: boolean
  /** Is told of the head of each answer. */
  onAnswer?(status: number, retryAfter: string | undefined): void
  /** Is told when no answer came. @param reason code of the failure */
  onFailure?(reason: string): void
}

/** A backend that a policy chose: one address or a pool. */
export interface ChosenBackend {
  /** Its identifier, in lower case. */
  readonly name?: string
  /**
   * @param tried members that this call went to before; another one is chosen as long as there is one
   * @throws AppError `BackendUnavailable` while all circuits are open or the pool is empty
   */
  choose(nowMs: number, tried?: readonly BackendMember[]): BackendMember
}

/** A backend that is always this member, whatever its circuit. */
export const pinned = (member: BackendMember): ChosenBackend => ({
  ...(member.name === undefined ? {} : { name: member.name }),
  choose: () => member,
})

export function withCredentials(headers: HeaderArray, member: BackendMember | undefined): HeaderArray {
  if (member === undefined || member.headers.length === 0) return headers
  const kept = headers.filter((_, at) => !member.headerNames.has((headers[at - (at % 2)] as string).toLowerCase()))
  return [...kept, ...member.headers]
}

/** @param query with its `?`, or empty */
export function withQuery(query: string, member: BackendMember): string {
  if (member.query === '') return query
  return query.length > 1 ? `${query}&${member.query}` : `?${member.query}`
}
