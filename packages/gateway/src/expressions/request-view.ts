import {
  NetCertificate,
  type PolicyLookup,
  type PolicyRequest,
  type PolicyValues,
} from '@sluice/policy-language/expression'
import type { CallContext } from '../pipeline/call-context.ts'
import { originalUrlOf, requestUrlOf } from '../pipeline/call-urls.ts'
import { headerLookup, mapLookup, toPolicyUrl } from './lookups.ts'
import { messageBodyOf } from './message-body.ts'
import { type CertificateSetting, readCertificate } from './read-certificate.ts'

/** `context.Request` over the request as it stands now. */
export class RequestView implements PolicyRequest {
  readonly #call: CallContext
  readonly headers: PolicyLookup<PolicyValues>
  readonly foundryDeployment = null
  readonly privateEndpointConnection = null

  constructor(call: CallContext) {
    this.#call = call
    this.headers = headerLookup(call.request.headers)
  }

  get body() {
    return messageBodyOf(this.#call.request)
  }

  get certificate() {
    const shown = this.#call.call.clientCertificate
    return shown === undefined ? null : certificateOf(shown.bytes, { isTrusted: shown.isTrusted })
  }

  get ipAddress() {
    return this.#call.call.remoteAddress
  }

  get matchedParameters() {
    return mapLookup(this.#call.matchedParameters)
  }

  get method() {
    return this.#call.request.method
  }

  get originalUrl() {
    return toPolicyUrl(originalUrlOf(this.#call))
  }

  get url() {
    return toPolicyUrl(requestUrlOf(this.#call))
  }
}

export const certificateOf = (bytes: Uint8Array, setting: CertificateSetting): object => {
  const data = readCertificate(bytes, setting)
  if (data === undefined) throw new Error('The certificate cannot be read.')
  return new NetCertificate(data)
}
