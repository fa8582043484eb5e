import { AppError } from '@sluice/contracts/errors'
import { policyScopes } from '@sluice/policy-language'
import type { CounterVerdict } from '../../counters/counters.ts'
import { boolean, choice, headerName, integer, text } from '../../pipeline/attributes.ts'
import { readBodyText } from '../../pipeline/body-text.ts'
import type { CallContext } from '../../pipeline/call-context.ts'
import { definePolicy } from '../../pipeline/define-policy.ts'
import { counterOf } from '../limit-counter.ts'
import { periodAt, quotaPeriods } from './quota-period.ts'
import { estimateTokens, promptText, watchUsage } from './token-usage.ts'

const minuteSeconds = 60

/**
 * At most so many tokens a minute, or in a period of the calendar, with the same key; prompt and completion count. What
 * an answer used is counted when it has passed, so that the refusal comes one call late.
 * @see reference: API Management, 3.3
 */
const defineTokenLimit = (name: string) =>
  definePolicy({
    name,
    summary: 'Refuses calls to a language model beyond so many tokens a minute, or in a period.',
    category: 'Rate limiting and quotas',
    snippet: `<${name} counter-key="everybody" tokens-per-minute="5000" estimate-prompt-tokens="false" remaining-tokens-header-name="x-remaining-tokens" />`,
    sections: ['inbound'],
    scopes: policyScopes,
    attributes: {
      'counter-key': text('What tokens are counted by; one counter for each value.').orExpression(),
      'tokens-per-minute': integer('Tokens within any minute.', { min: 1 }).orExpression().optional(),
      'token-quota': integer('Tokens in each period.', { min: 1 }).orExpression().optional(),
      'token-quota-period': choice('The period of the quota, in UTC.', quotaPeriods).orExpression().optional(),
      'estimate-prompt-tokens': boolean('Whether the prompt is counted before it is sent.').orExpression(),
      'retry-after-header-name': headerName('Header of a refusal with the seconds to wait.').default('Retry-After'),
      'retry-after-variable-name': text('Variable that gets the same number of seconds.').optional(),
      'remaining-tokens-header-name': headerName('Header with the tokens left of the minute.').optional(),
      'remaining-tokens-variable-name': text('Variable that gets the same number.').optional(),
      'remaining-quota-tokens-header-name': headerName('Header with the tokens left of the quota.').optional(),
      'remaining-quota-tokens-variable-name': text('Variable that gets the same number.').optional(),
      'tokens-consumed-header-name': headerName('Header with the tokens that the call used.').optional(),
      'tokens-consumed-variable-name': text('Variable that gets the same number.').optional(),
    },
    rules: [{ rule: 'at-least-one', of: ['tokens-per-minute', 'token-quota'] }],
    judge: ({ has }) =>
      has('token-quota') && !has('token-quota-period')
        ? [{ what: "The attribute 'token-quota-period' is missing: a quota needs its period" }]
        : [],
    compile(settings, { counters, clock }) {
      const retryAfterHeaderName = settings['retry-after-header-name']
      const tell = (
        context: CallContext,
        what: 'remaining-tokens' | 'remaining-quota-tokens' | 'tokens-consumed',
        count: number,
      ) => {
        const header = settings[`${what}-header-name`]
        const variable = settings[`${what}-variable-name`]
        if (variable !== undefined) context.variables.set(variable, count)
        if (header !== undefined) context.answerHeaders = [...(context.answerHeaders ?? []), header, String(count)]
      }
      const refuse = (
        context: CallContext,
        code: 'TokenLimitExceeded' | 'TokenQuotaExceeded',
        { remaining, retryAfterSeconds }: CounterVerdict,
        { limit, periodSeconds }: { readonly limit: number; readonly periodSeconds: number },
      ) => {
        const variable = settings['retry-after-variable-name']
        if (variable !== undefined) context.variables.set(variable, retryAfterSeconds)
        const counted = { unit: 'tokens', key: settings['counter-key'](context), used: limit - remaining, limit }
        const counter = counterOf(context, { ...counted, periodSeconds, retryAfterSeconds }, clock)
        return new AppError(code, { retryAfterSeconds, retryAfterHeaderName, counter })
      }
      return async (context) => {
        const key = `tokens|${context.service.resourceId}|${settings['counter-key'](context)}`
        const perMinute = settings['tokens-per-minute']?.(context)
        const quota = settings['token-quota']?.(context)
        const period = periodAt(settings['token-quota-period']?.(context) ?? 'Monthly', clock.now())
        const quotaKey = `${key}|${period.name}`
        const body = await readBodyText(context.request, name)
        const promptTokens = estimateTokens((body === undefined ? undefined : promptText(body)) ?? '')
        const counted = settings['estimate-prompt-tokens'](context) ? promptTokens : 0

        if (quota !== undefined) {
          const verdict = counters.hitQuota(quotaKey, quota, period.seconds, period.startMs, counted)
          tell(context, 'remaining-quota-tokens', verdict.remaining)
          if (!verdict.isAllowed) {
            throw refuse(context, 'TokenQuotaExceeded', verdict, { limit: quota, periodSeconds: period.seconds })
          }
        }
        if (perMinute !== undefined) {
          const verdict = counters.hitWindow(key, perMinute, minuteSeconds, counted)
          tell(context, 'remaining-tokens', verdict.remaining)
          if (!verdict.isAllowed) {
            const window = { limit: perMinute, periodSeconds: minuteSeconds }
            throw refuse(context, 'TokenLimitExceeded', verdict, window)
          }
        }
        if (counted > 0) tell(context, 'tokens-consumed', counted)
        watchUsage(
          context,
          () => promptTokens,
          ({ prompt, completion }) => {
            const more = Math.max(0, prompt + completion - counted)
            if (more === 0) return
            if (quota !== undefined) counters.addQuota(quotaKey, period.seconds, period.startMs, more)
            if (perMinute !== undefined) counters.addWindow(key, perMinute, minuteSeconds, more)
          },
        )
      }
    },
  })

export const llmTokenLimit = defineTokenLimit('llm-token-limit')
export const azureOpenaiTokenLimit = defineTokenLimit('azure-openai-token-limit')
