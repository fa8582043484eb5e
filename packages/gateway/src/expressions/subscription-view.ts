import type { SubscriptionProperties } from '@sluice/contracts'
import type { PolicySubscription } from '@sluice/policy-language/expression'
import type { CallContext, Matched } from '../pipeline/call-context.ts'
import { originalUrlOf } from '../pipeline/call-urls.ts'
import { toPolicyUrl } from './lookups.ts'
import { dateOf, someDate } from './net-dates.ts'

/** `context.Subscription`. */
export class SubscriptionView implements PolicySubscription {
  readonly #call: CallContext
  readonly #properties: SubscriptionProperties
  readonly id: string
  readonly name: string

  constructor(call: CallContext, { id, properties }: Matched<SubscriptionProperties>) {
    this.#call = call
    this.#properties = properties
    this.id = id
    this.name = properties.displayName ?? ''
  }

  get createdDate() {
    return someDate(this.#properties.createdDate)
  }

  get startDate() {
    return dateOf(this.#properties.startDate)
  }

  get endDate() {
    return dateOf(this.#properties.endDate)
  }

  /** Of both keys the gateway has hashes only; what it knows is the one that was sent, and which of them that is. */
  get key() {
    const { call, api } = this.#call
    const names = api?.properties.subscriptionKeyParameterNames
    if (names === undefined) return ''
    return call.header(names.header.toLowerCase()) ?? this.#keyInQuery(names.query) ?? ''
  }

  get primaryKey() {
    return this.#call.usesSecondaryKey ? '' : this.key
  }

  get secondaryKey() {
    return this.#call.usesSecondaryKey ? this.key : ''
  }

  #keyInQuery(name: string): string | undefined {
    return toPolicyUrl(originalUrlOf(this.#call)).query.get(name)?.[0]
  }
}
