import { readFileSync } from 'node:fs'
import { Agent, get } from 'node:https'
import { join } from 'node:path'
import type { TLSSocket } from 'node:tls'
import type { SnapshotEntry } from '@sluice/contracts'
import { politeKey, startBusyGateway } from './busy-gateway.ts'

export interface ChangeOutcome {
  readonly changes: number
  /** With the connections of one caller kept, of the other new ones each time over TLS. */
  readonly calls: number
  /** Different ones that were shown. */
  readonly certificates: number
  readonly faults: readonly string[]
}

const callers = 4
/** Each so many changes a new instance is added, and the certificate gets its name. */
const changesPerInstance = 20

/** Changes policies and certificates while calls run. */
export async function changeUnderLoad(options: { readonly changes: number }): Promise<ChangeOutcome> {
  const gateway = await startBusyGateway('<policies/>')
  const faults: string[] = []
  const certificates = new Set<string>()
  let calls = 0
  let isOver = false
  const ca = readFileSync(join(gateway.role.dataFolder, 'ca.pem'))
  const { port } = new URL(gateway.role.role.addresses.gatewayHttps ?? '')
  const count = (status: number) => {
    calls += 1
    if (status !== 200) faults.push(`a call was answered ${status}`)
  }
  const call = async () => {
    while (!isOver) count(await gateway.ask(politeKey))
  }
  const callSecurely = async () => {
    while (!isOver) {
      const { status, fingerprint } = await askSecurely(Number(port), ca)
      count(status)
      certificates.add(fingerprint)
    }
  }
  try {
    const calling = [...Array.from({ length: callers }, call), callSecurely()]
    let changes = 0
    for (; changes < options.changes; changes += 1) {
      gateway.stream.change(changeOf(changes))
      // The changes are spread over the calls.
      const before = calls
      while (calls < before + 2 && faults.length === 0) await new Promise((resolve) => setImmediate(resolve))
    }
    isOver = true
    await Promise.all(calling)
    return { changes, calls, certificates: certificates.size, faults }
  } finally {
    isOver = true
    await gateway.close()
  }
}

function changeOf(index: number): SnapshotEntry[] {
  if (index % changesPerInstance === changesPerInstance - 1) {
    const properties = { publisherEmail: 'a@example.com', publisherName: 'A' }
    return [{ id: `/services/added${index}`, kind: 'service', ordinal: 2_000 + index, properties }] as SnapshotEntry[]
  }
  const value = `<policies><inbound><base/><set-header name="Change"><value>${index}</value></set-header></inbound></policies>`
  const id = '/services/contoso/apis/echo/policies/policy'
  return [{ id, kind: 'policy', ordinal: 1_500, properties: { value, format: 'xml' } }] as SnapshotEntry[]
}

function askSecurely(port: number, ca: Buffer): Promise<{ readonly status: number; readonly fingerprint: string }> {
  return new Promise((resolve) => {
    const request = get(
      {
        ...{ port, ca, host: 'localhost', path: '/echo/resource' },
        agent: new Agent({ keepAlive: false, maxCachedSessions: 0 }),
        headers: { 'Ocp-Apim-Subscription-Key': politeKey },
      },
      (response) => {
        const { fingerprint256 } = (response.socket as TLSSocket).getPeerCertificate()
        response.resume()
        response.on('end', () => resolve({ status: response.statusCode ?? 0, fingerprint: fingerprint256 }))
        response.on('error', () => resolve({ status: 0, fingerprint: fingerprint256 }))
      },
    )
    request.on('error', () => resolve({ status: 0, fingerprint: '' }))
  })
}
