import { type CallExplanation, type CallRecord, errorCatalogue } from '@sluice/contracts'
import { placeOfRule, type RulePlace } from './place-of-rule.ts'
import type { RefusalFacts, RefusalWords } from './refusal-facts.ts'
import { wordsOfFailures, wordsOfRules } from './words-of-failures.ts'
import { wordsOfKeys } from './words-of-keys.ts'
import { wordsOfLimits } from './words-of-limits.ts'
import { wordsOfPolicies } from './words-of-policies.ts'

const wordsByReason: Readonly<Record<string, RefusalWords>> = {
  ...wordsOfKeys,
  ...wordsOfLimits,
  ...wordsOfPolicies,
  ...wordsOfFailures,
}

export interface ExplanationContext {
  readonly service: string
  readonly isPublisher: boolean
  readonly nowMs: number
  /** What the counter of the limit stands at now, where that is known. */
  readonly usedNow: number | undefined
}

/** Why a call was refused, in words and in codes; undefined where it was not refused by the gateway. */
export function explainRefusal(record: CallRecord, context: ExplanationContext): CallExplanation | undefined {
  const refusal = record.refusal
  if (refusal === undefined || record.status < 400) return undefined
  const { service, isPublisher, nowMs, usedNow } = context
  const facts: RefusalFacts = { service, record, refusal, isPublisher, nowMs }
  const words = wordsByReason[refusal.reason] ?? wordsOfRules[refusal.rule] ?? otherWords
  const { counter } = refusal
  const place = placeOfRule(service, refusal)
  const state = counter && {
    unit: counter.unit,
    limit: counter.limit,
    ...(counter.periodSeconds === undefined ? {} : { periodSeconds: counter.periodSeconds }),
  }
  return {
    requestId: record.requestId,
    timestamp: new Date(record.timestamp).toISOString(),
    status: record.status,
    rule: refusal.rule,
    reason: refusal.reason,
    title: words.title(facts),
    text: words.text(facts),
    where: place === undefined ? null : whereOf(place, isPublisher),
    counter:
      counter === undefined || state === undefined
        ? null
        : {
            // biome-ignore lint/suspicious/noThenProperty: no function, so that nothing takes the object for a promise
            then: { ...state, used: counter.used },
            now: usedNow === undefined ? null : { ...state, used: usedNow },
          },
    passesAt: counter?.passesAt === undefined ? null : new Date(counter.passesAt).toISOString(),
    whatToDo: words.advice(facts).map((advice) => ({ ...advice })),
  }
}

/** Developers see what the rule belongs to; the document itself is the publisher's. */
const whereOf = ({ document, scope, of, line, column, href }: RulePlace, isPublisher: boolean) =>
  isPublisher ? { document, scope, line, column, href } : { document: of, scope, line: null, column: null, href: null }

/** For what has no words of its own, the catalogue of errors says what to do. */
const otherWords: RefusalWords = {
  title: ({ refusal }) => `The rule '${refusal.rule}' refused the call.`,
  text: ({ record, isPublisher }) => (isPublisher ? (record.lastError?.message ?? '') : ''),
  advice: ({ refusal, isPublisher }) => {
    const remedies: Readonly<Record<string, { readonly remedy: string }>> = errorCatalogue
    const remedy = Object.hasOwn(remedies, refusal.reason) ? remedies[refusal.reason]?.remedy : undefined
    const tell = { code: 'ReportToPublisher', text: 'Tell the publisher the id of this call.' }
    return isPublisher && remedy !== undefined ? [{ code: refusal.reason, text: remedy }] : [tell]
  },
}
