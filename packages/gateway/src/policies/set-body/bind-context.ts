import { X509Certificate } from 'node:crypto'
import { Drop } from 'liquidjs'
import { someDate } from '../../expressions/net-dates.ts'
import type { CallContext } from '../../pipeline/call-context.ts'
import { originalUrlOf, requestUrlOf, type UrlParts, urlText } from '../../pipeline/call-urls.ts'
import type { HeaderList } from '../../pipeline/header-list.ts'
import { DateValue } from './bind-body.ts'

/** Looks members up when a template asks for them. */
class LookupDrop extends Drop {
  readonly #find: (name: string) => unknown

  constructor(find: (name: string) => unknown) {
    super()
    this.#find = find
  }

  override liquidMethodMissing(key: string | number): unknown {
    return this.#find(String(key))
  }
}

const headersOf = (headers: HeaderList) => new LookupDrop((name) => headers.get(name))

const urlOf = (parts: UrlParts) => ({
  Scheme: parts.scheme,
  Host: parts.host,
  Port: parts.port,
  Path: parts.path,
  Query: new LookupDrop((name) => new URLSearchParams(parts.query).get(name) ?? undefined),
  QueryString: parts.query,
  ToUri: urlText(parts),
  ToString: urlText(parts),
})

/** A certificate under the names that .NET has for its parts. */
function certificateOf(bytes: Uint8Array): object {
  const { fingerprint, subject, issuer, serialNumber, validFrom, validTo } = new X509Certificate(bytes)
  // .NET names the narrowest part first.
  const inLine = (name: string) => name.split('\n').reverse().join(', ')
  return {
    Thumbprint: fingerprint.replaceAll(':', ''),
    Subject: inLine(subject),
    Issuer: inLine(issuer),
    SerialNumber: serialNumber,
    NotBefore: new DateValue(someDate(validFrom)),
    NotAfter: new DateValue(someDate(validTo)),
  }
}

/**
 * `context` of a template.
 * @see https://learn.microsoft.com/azure/api-management/set-body-policy
 */
export function bindContext(context: CallContext, toPlain: (value: unknown) => unknown): object {
  const { call, request, response, variables } = context
  return {
    Request: {
      Url: urlOf(requestUrlOf(context)),
      Method: request.method,
      OriginalMethod: call.method,
      OriginalUrl: urlOf(originalUrlOf(context)),
      IpAddress: call.remoteAddress,
      MatchedParameters: new LookupDrop((name) => context.matchedParameters.get(name)),
      HasBody: request.body.kind !== 'none',
      // Described for templates that ask for it only: reading one costs more than the rest.
      get ClientCertificates() {
        return call.clientCertificate === undefined ? [] : [certificateOf(call.clientCertificate.bytes)]
      },
      Headers: headersOf(request.headers),
    },
    Response: {
      StatusCode: response.status,
      Method: request.method,
      Headers: headersOf(response.headers),
    },
    Variables: new LookupDrop((name) => toPlain(variables.get(name))),
  }
}
