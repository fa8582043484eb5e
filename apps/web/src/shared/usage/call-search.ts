import type { Query } from '../api-client/resource.ts'

/** What calls that are listed one by one can be picked by: how they ended, or that the gateway itself refused them. */
export const outcomeChoices = ['refused', 'blocked', 'failed', 'other', 'success'] as const
export type OutcomeChoice = (typeof outcomeChoices)[number]

export const isOutcomeChoice = (text: string): text is OutcomeChoice => outcomeChoices.some((one) => one === text)

export const toOutcomeQuery = (outcome: OutcomeChoice | undefined): Query =>
  outcome === 'refused' ? { refused: true } : { outcome }

/** A status as it is sought: `404`, or all of its class, `4xx`. */
export const isStatusSearch = (text: string): boolean => /^\d(?:\d\d|xx)$/i.test(text)

/** What is typed is a part of an address, or the identifier of a call. */
export const toTextQuery = (text: string | undefined): Query =>
  text !== undefined && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text.trim())
    ? { requestId: text.trim() }
    : { text }
