import type { ServerCall } from '@sluice/platform'
import { type CallSetting, GatewayCall } from '../calls/gateway-call.ts'
import { runPreflight } from '../pipeline/run-program.ts'
import { pathOfTarget, queryOfTarget } from '../routing/request-target.ts'
import type { CompiledApi, CompiledOperation, CompiledProduct, CompiledService } from '../snapshot/gateway-snapshot.ts'
import type { PolicyEngine } from '../snapshot/policy-engine.ts'
import type { Tracing } from '../tracing/create-tracing.ts'

/** Whether a browser asks what a page of another origin may do. @see https://fetch.spec.whatwg.org/#cors-preflight-request */
export const isPreflight = (call: ServerCall): boolean =>
  call.method === 'OPTIONS' &&
  call.header('origin') !== undefined &&
  call.header('access-control-request-method') !== undefined

/**
 * A browser asks before it calls, without key and without headers of the call itself, so that neither product nor
 * version is known: every scope that the call could meet is asked, and one that allows it is enough.
 * @returns what answers a preflight; it says false when an operation of its own takes it, or nobody answers preflights
 * @see reference: API Management, 2.8
 */
export function createPreflights(parts: {
  readonly engine: PolicyEngine
  readonly setting: CallSetting
  readonly tracing: Tracing
  /** Sends the response of the call. */
  readonly finish: (context: GatewayCall) => void
  readonly fail: (context: GatewayCall, service: CompiledService, error: unknown) => void
}): (main: GatewayCall, service: CompiledService) => boolean {
  const { engine, setting, tracing, finish, fail } = parts

  /** The answer of one of the scopes that were asked, with what tracing promised of it. */
  function answerLike(main: GatewayCall, { api, response }: GatewayCall): void {
    main.api = api
    const headers = [...response.headers.toArray(), ...(main.answerHeaders ?? [])]
    main.response.replace({ status: response.status, headers })
    finish(main)
  }

  return (main, service) => {
    const { call, startedAtMs } = main
    const path = pathOfTarget(call.target)
    const query = queryOfTarget(call.target)
    const candidates = service.routes.candidates(path, call)
    if (candidates.some(({ target, pathFrom }) => target.operations.match('OPTIONS', path.slice(pathFrom), query))) {
      return false
    }
    const method = call.header('access-control-request-method') ?? ''
    let refused: GatewayCall | undefined
    const ask = (pathFrom: number, api?: CompiledApi, operation?: CompiledOperation, product?: CompiledProduct) => {
      const context = new GatewayCall(call, service, { path: path.slice(pathFrom), query, startedAtMs }, setting)
      context.api = api?.matched
      context.tracing = main.tracing
      const verdict = runPreflight(engine.programOf(service, api, operation, product), context)
      if (main.tracing !== undefined) {
        const asked = { api: api?.name, operation: operation?.matched.id, product: product?.name }
        tracing.showPreflight(main, { ...asked, verdict })
      }
      if (verdict === 'refused') refused ??= context
      if (verdict === 'allowed') answerLike(main, context)
      return verdict === 'allowed'
    }
    try {
      for (const { target: api, pathFrom } of candidates) {
        const operation = api.operations.match(method, path.slice(pathFrom), query)
        for (const product of [undefined, ...(service.productsByApi.get(api.name) ?? [])]) {
          if (ask(pathFrom, api, operation, product)) return true
        }
      }
      if (candidates.length === 0 && ask(0)) return true
    } catch (error) {
      fail(main, service, error)
      return true
    }
    if (refused === undefined) return false
    refused.response.replace({ status: 200, headers: [] })
    answerLike(main, refused)
    return true
  }
}
