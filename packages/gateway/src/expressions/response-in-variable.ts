import {
  type PolicyLookup,
  type PolicyMessageBody,
  type PolicyValues,
  ResponseInVariable,
} from '@sluice/policy-language/expression'
import { createHeaderList, type HeaderList } from '../pipeline/header-list.ts'
import type { KeptResponse } from '../pipeline/kept-response.ts'
import { headerLookup } from './lookups.ts'
import { createBody } from './message-body.ts'

/** A response of `send-request` as expressions have it in a variable. */
export class KeptResponseInVariable extends ResponseInVariable {
  readonly kept: KeptResponse
  readonly #headers: HeaderList
  #isRead = false

  constructor(kept: KeptResponse) {
    super()
    this.kept = kept
    this.#headers = createHeaderList(kept.headers)
  }

  get body(): PolicyMessageBody | null {
    if (this.#isRead) return null
    return createBody(this.kept.body, this.#headers, () => {
      this.#isRead = true
    })
  }

  get headers(): PolicyLookup<PolicyValues> {
    return headerLookup(this.#headers)
  }

  get statusCode(): number {
    return this.kept.status
  }

  get statusReason(): string {
    return this.kept.reason
  }
}

/** One for each response, so that a body that was read stays read. */
const made = new WeakMap<KeptResponse, KeptResponseInVariable>()

export function responseOf(kept: KeptResponse): KeptResponseInVariable {
  let response = made.get(kept)
  if (response === undefined) {
    response = new KeptResponseInVariable(kept)
    made.set(kept, response)
  }
  return response
}
