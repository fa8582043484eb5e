import { AppError } from '@sluice/contracts/errors'
import type { ServerCall } from '@sluice/platform'
import type { CorsRule } from '../metadata/cors-rules.ts'
import type { StorageAnswer } from '../requests/storage-request.ts'

/** A browser asks whether a page of another origin may call. @throws AppError `CorsPreflightFailure` */
export function answerPreflight(call: ServerCall, rules: readonly CorsRule[]): StorageAnswer {
  const origin = call.header('origin')
  const method = call.header('access-control-request-method')
  if (origin === undefined || method === undefined) throw new AppError('CorsPreflightFailure', {})
  const asked = call.header('access-control-request-headers')
  const headers = (asked ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter(Boolean)
  const rule = findRule(rules, origin, method)
  if (rule === undefined || !headers.every((name) => allows(rule.headers, name))) {
    throw new AppError('CorsPreflightFailure', {})
  }
  return {
    status: 200,
    headers: {
      'Access-Control-Allow-Methods': method,
      'Access-Control-Allow-Headers': asked,
      'Access-Control-Max-Age': String(rule.maxAgeSeconds),
    },
  }
}

/** What lets the page of another origin read an answer; nothing where no rule is for it. */
export function toCorsHeaders(call: ServerCall, rules: readonly CorsRule[]): string[] {
  const origin = call.header('origin')
  if (origin === undefined) return []
  const method = call.method === 'OPTIONS' ? (call.header('access-control-request-method') ?? '') : call.method
  const rule = findRule(rules, origin, method)
  if (rule === undefined) return ['Vary', 'Origin']
  const isAnyone = rule.origins.includes('*')
  return [
    'Access-Control-Allow-Origin',
    isAnyone ? '*' : origin,
    ...(isAnyone ? [] : ['Vary', 'Origin']),
    ...(rule.exposedHeaders.length === 0 ? [] : ['Access-Control-Expose-Headers', rule.exposedHeaders.join(',')]),
  ]
}

const findRule = (rules: readonly CorsRule[], origin: string, method: string): CorsRule | undefined =>
  rules.find(({ origins, methods }) => (origins.includes('*') || origins.includes(origin)) && methods.includes(method))

const allows = (allowed: readonly string[], name: string): boolean =>
  allowed.some((pattern) => pattern === name || (pattern.endsWith('*') && name.startsWith(pattern.slice(0, -1))))
