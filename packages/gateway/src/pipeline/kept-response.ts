import type { HeaderArray } from '@sluice/platform'

/** A response that a policy keeps in a variable, `IResponse` in expressions; its body is in memory. */
export class KeptResponse {
  readonly status: number
  readonly reason: string
  readonly headers: HeaderArray
  readonly body: Uint8Array

  constructor(response: Pick<KeptResponse, 'status' | 'reason' | 'headers' | 'body'>) {
    this.status = response.status
    this.reason = response.reason
    this.headers = response.headers
    this.body = response.body
  }
}
