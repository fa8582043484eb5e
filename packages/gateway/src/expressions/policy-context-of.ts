import type { Clock } from '@sluice/platform'
import {
  Boxed,
  dateTimeKind,
  NetDateTime,
  NetTimeSpan,
  type PolicyContext,
  type PolicyResponse,
  parseGuid,
  type TypeTable,
} from '@sluice/policy-language/expression'
import type { CallContext } from '../pipeline/call-context.ts'
import { KeptResponse } from '../pipeline/kept-response.ts'
import type { Telemetry } from '../pipeline/telemetry.ts'
import { headerLookup, mapLookup, toPolicyUrl } from './lookups.ts'
import { messageBodyOf } from './message-body.ts'
import { someDate, ticksOfMs } from './net-dates.ts'
import { certificateOf, RequestView } from './request-view.ts'
import { responseOf } from './response-in-variable.ts'
import { SubscriptionView } from './subscription-view.ts'

export interface ContextSurroundings {
  readonly clock: Clock
  readonly telemetry: Telemetry
  readonly table: TypeTable
}

/**
 * What `context` shows of a call, over the call itself: nothing is made before an expression asks.
 * @see reference: API Management, 3.5
 */
export class CallPolicyContext implements PolicyContext {
  readonly #call: CallContext
  readonly #around: ContextSurroundings
  #request: RequestView | undefined

  constructor(call: CallContext, around: ContextSurroundings) {
    this.#call = call
    this.#around = around
  }

  readonly graphQl = null
  readonly workspace = null

  get api() {
    const { api } = this.#call
    if (api === undefined) return null
    const { properties } = api
    const url = properties.serviceUrl ? URL.parse(properties.serviceUrl) : null
    return {
      id: api.id.replace(/;rev=.*$/, ''),
      name: properties.displayName,
      isCurrentRevision: properties.isCurrent,
      path: properties.path,
      revision: properties.apiRevision,
      version: properties.apiVersion ?? null,
      protocols: properties.protocols,
      serviceUrl:
        url === null
          ? null
          : toPolicyUrl({
              scheme: url.protocol.slice(0, -1),
              host: url.hostname,
              port: Number(url.port || (url.protocol === 'https:' ? 443 : 80)),
              path: url.pathname,
              query: url.search,
            }),
      subscriptionKeyParameterNames: properties.subscriptionKeyParameterNames,
    }
  }

  get backend() {
    const { backendMember, backendUrl } = this.#call.request
    if (backendUrl === undefined) return null
    return { azureRegion: null, id: backendMember?.url ?? null, type: null }
  }

  get deployment() {
    const { service, certificates } = this.#call
    return {
      gatewayId: 'managed',
      gateway: { id: 'managed', instanceId: 'managed', isManaged: true },
      region: 'local',
      serviceId: service.id,
      serviceName: service.id,
      // Describing certificates costs much more than the rest: only for whom asks for them.
      get certificates() {
        return mapLookup(
          new Map(
            [...certificates.values()].map((one) => [
              one.thumbprint,
              certificateOf(one.certificate.raw, { privateKey: () => one.privateKey }),
            ]),
          ),
        )
      },
      sustainabilityInfo: null,
    }
  }

  get elapsed(): NetTimeSpan {
    const passedMs = Math.max(0, this.#around.clock.now() - this.#call.startedAtMs)
    return new NetTimeSpan(BigInt(Math.trunc(passedMs)) * 10_000n)
  }

  get timestamp(): NetDateTime {
    return new NetDateTime(ticksOfMs(this.#call.startedAtMs), dateTimeKind.Utc)
  }

  get requestId() {
    return parseGuid(this.#call.requestId)
  }

  get tracing(): boolean {
    return false
  }

  get lastError() {
    const { lastError } = this.#call
    if (lastError === undefined) return null
    const { source, reason, message, scope = null, section = null, path = null, policyId = null } = lastError
    return { source, reason, message, scope, section, path, policyId }
  }

  get operation() {
    const { operation } = this.#call
    if (operation === undefined) return null
    const { method, displayName, urlTemplate } = operation.properties
    return { id: operation.id, name: displayName, method, urlTemplate }
  }

  get product() {
    const { product, groups } = this.#call
    if (product === undefined) return null
    const { displayName, approvalRequired, state, subscriptionRequired, subscriptionsLimit } = product.properties
    return {
      id: product.id,
      name: displayName,
      approvalRequired: approvalRequired === true,
      groups: groups.ofProduct(product.id),
      state: state === 'published' ? ('Published' as const) : ('NotPublished' as const),
      subscriptionRequired: subscriptionRequired !== false,
      subscriptionsLimit: subscriptionsLimit ?? null,
    }
  }

  get subscription() {
    const { subscription } = this.#call
    return subscription === undefined ? null : new SubscriptionView(this.#call, subscription)
  }

  get user() {
    const { user, groups } = this.#call
    if (user === undefined) return null
    const { email, firstName, lastName, note, registrationDate } = user.properties
    return {
      id: user.id,
      email: email ?? '',
      firstName: firstName ?? '',
      lastName: lastName ?? '',
      note: note ?? null,
      groups: user.groupIds.map(groups.find),
      identities: (user.properties.identities ?? []).map((one) => ({ id: one.id ?? '', provider: one.provider ?? '' })),
      registrationDate: someDate(registrationDate),
    }
  }

  get request() {
    this.#request ??= new RequestView(this.#call)
    return this.#request
  }

  get response(): PolicyResponse {
    const { response } = this.#call
    return {
      get body() {
        return messageBodyOf(response)
      },
      headers: headerLookup(response.headers),
      statusCode: response.status,
      statusReason: response.reason ?? '',
    }
  }

  get variables() {
    const { variables } = this.#call
    const { table } = this.#around
    return {
      get: (name: string) => (variables.has(name) ? toObject(variables.get(name), table) : undefined),
      names: () => variables.keys(),
    }
  }

  trace(message: string): void {
    this.#call.tracing?.say('context.Trace', message)
    this.#around.telemetry.trace({ source: 'context.Trace', severity: 'verbose', message, metadata: {} }, this.#call)
  }
}

/** What policies themselves put into variables, as expressions have it. */
function toObject(value: unknown, table: TypeTable): unknown {
  if (value === undefined) return null
  if (typeof value === 'number') return new Boxed(table.named('System.Int32'), value)
  return value instanceof KeptResponse ? responseOf(value) : value
}
