import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import type { ClientCertificate } from './http.ts'

/** What a client showed over TLS. */
export function clientCertificateOf(socket: Socket): ClientCertificate | undefined {
  if (!(socket instanceof TLSSocket)) return undefined
  const bytes = socket.getPeerX509Certificate()?.raw
  if (bytes === undefined) return undefined
  return {
    bytes,
    isTrusted: socket.authorized,
    // Few policies ask for them, and reading them costs.
    get issuers() {
      return issuersOf(socket)
    },
  }
}

function issuersOf(socket: TLSSocket): readonly Uint8Array[] {
  const issuers: Uint8Array[] = []
  let certificate = socket.getPeerCertificate(true)
  // An authority is its own issuer.
  while (certificate.issuerCertificate !== undefined && certificate.issuerCertificate !== certificate) {
    certificate = certificate.issuerCertificate
    issuers.push(certificate.raw)
  }
  return issuers
}
