import {
  type Advice,
  limitText,
  passesText,
  profilePage,
  type RefusalFacts,
  type RefusalWords,
} from './refusal-facts.ts'

const raise = (facts: RefusalFacts): readonly Advice[] =>
  facts.isPublisher
    ? [
        {
          code: 'RaiseLimit',
          text: 'Raise the limit in the policy, or move the caller to a product with a higher one.',
        },
      ]
    : [
        {
          code: 'AskForMore',
          text: 'Subscribe to a product with a higher limit, or ask the publisher to raise this one.',
          href: profilePage(facts),
        },
      ]

const wait: Advice = {
  code: 'WaitForRetryAfter',
  text: 'Wait for the seconds that the Retry-After header of the answer names before calling again.',
}
const spread: Advice = { code: 'SpreadCalls', text: 'Spread calls evenly, and keep answers that do not change.' }

const whole = (facts: RefusalFacts) => {
  const limit = limitText(facts.refusal)
  return `${limit === '' ? '' : `The limit is ${limit}, and it was used up. `}${passesText(facts)}`.trim()
}

/** Words about limits that were reached. */
export const wordsOfLimits: Readonly<Record<string, RefusalWords>> = {
  RateLimitExceeded: {
    title: () => 'Too many calls came within a short time.',
    text: whole,
    advice: (facts) => [wait, spread, ...raise(facts)],
  },
  QuotaExceeded: {
    title: ({ refusal }) =>
      refusal.counter?.unit === 'kilobytes'
        ? 'The quota of transferred data is used up.'
        : refusal.counter?.unit === 'rows'
          ? 'The quota of scored rows is used up.'
          : 'The quota of calls is used up.',
    text: whole,
    advice: (facts) => raise(facts),
  },
  TokenLimitExceeded: {
    title: () => 'Too many tokens were used within a minute.',
    text: whole,
    advice: (facts) => [wait, { code: 'ShortenPrompts', text: 'Send shorter prompts.' }, ...raise(facts)],
  },
  TokenQuotaExceeded: {
    title: () => 'The quota of tokens is used up.',
    text: whole,
    advice: (facts) => raise(facts),
  },
  ConcurrencyLimitExceeded: {
    title: () => 'Too many calls were under way at once.',
    text: (facts) => {
      const { counter } = facts.refusal
      const most = counter === undefined ? '' : ` ${counter.limit}`
      return `The policy lets at most${most} calls be inside it at a time. The same call passes as soon as another one has ended.`
    },
    advice: (facts) => [{ code: 'CallAgain', text: 'Call again after a moment.' }, ...raise(facts)],
  },
}
