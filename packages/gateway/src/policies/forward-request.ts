import { AppError } from '@sluice/contracts/errors'
import { policyScopes } from '@sluice/policy-language'
import { boolean, choice, integer, seconds } from '../pipeline/attributes.ts'
import type { CallContext } from '../pipeline/call-context.ts'
import { definePolicy } from '../pipeline/define-policy.ts'
import { constantValue, mapValue } from '../pipeline/value.ts'
import { followRedirects } from './forward-request/follow-redirects.ts'

const defaultTimeoutMs = 300_000

/**
 * Sends the request to its backend and waits for the head of the answer.
 * @see reference: API Management, 3.3
 */
export const forwardRequest = definePolicy({
  name: 'forward-request',
  summary: 'Sends the request to its backend and waits for the response.',
  category: 'Routing',
  snippet: '<forward-request timeout="60" />',
  sections: ['backend'],
  scopes: policyScopes,
  attributes: {
    timeout: seconds('Seconds to wait for the head of the response; 300 where no time is written.', {
      min: 1,
      max: 86_400,
    })
      .orExpression()
      .optional(),
    'timeout-ms': integer('The same as timeout, in milliseconds.', { min: 1, max: 86_400_000 })
      .orExpression()
      .optional(),
    'follow-redirects': boolean('Whether redirects of the backend are followed here.').orExpression().default(false),
    'buffer-request-body': boolean('Whether the body of the request is kept, so that it can be sent again.')
      .orExpression()
      .default(false),
    // Accepted without effect: answers are passed on as they come, whatever their framing.
    // Differs from the reference: there, chunked answers are held back in blocks of 8 KB unless this is false.
    'buffer-response': boolean('Accepted without effect: responses are passed on as they come.')
      .orExpression()
      .default(true),
    'fail-on-error-status-code': boolean('Whether a status from 400 to 599 is a failure that leads to on-error.')
      .orExpression()
      .default(false),
    'http-version': choice('Version of HTTP that is spoken with the backend; 2or1 takes HTTP/2 where it is offered.', [
      '1',
      '2or1',
      '2',
    ]).default('1'),
    // Accepted without effect: bodies follow their heads at once, so that nothing has to come in time.
    // Differs from the reference: there, a backend that does not say 100 Continue in time fails the call.
    'continue-timeout': seconds('Accepted without effect: bodies are sent without waiting for 100 Continue.', {
      min: 0,
      max: 86_400,
    })
      .orExpression()
      .optional(),
  },
  rules: [{ rule: 'at-most-one', of: ['timeout', 'timeout-ms'] }],
  compile(settings, services) {
    const timeoutMs =
      settings['timeout-ms'] ??
      (settings.timeout === undefined ? constantValue(defaultTimeoutMs) : mapValue(settings.timeout, (s) => s * 1000))
    const httpVersion = settings['http-version']
    const options = mapValue(timeoutMs, (headTimeoutMs) => Object.freeze({ headTimeoutMs, httpVersion }))
    const buffersRequest = settings['buffer-request-body']
    const follows = settings['follow-redirects']
    const failsOnStatus = settings['fail-on-error-status-code']
    const isPlain = [buffersRequest, follows, failsOnStatus].every((value) => value.constant?.value === false)

    // Nearly every call goes this way: the promise of `forward` itself is handed on, none is made around it.
    if (isPlain) return (context) => services.forward(context, options(context))
    return async (context) => {
      const isFollowing = follows(context)
      // A redirect may ask for the same body again.
      if (isFollowing || buffersRequest(context)) await context.request.readBody()
      await services.forward(context, options(context))
      if (isFollowing) await followRedirects(context, () => services.forward(context, options(context)))
      if (failsOnStatus(context)) refuseErrorStatus(context)
    }
  },
})

function refuseErrorStatus({ response }: CallContext): void {
  if (response.status >= 400 && response.status <= 599) {
    throw new AppError('BackendStatusFailed', { status: response.status })
  }
}
