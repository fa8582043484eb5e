import 'reflect-metadata'

import { webcrypto, X509Certificate } from 'node:crypto'
import {
  BasicConstraintsExtension,
  CRLDistributionPointsExtension,
  type Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  X509CertificateGenerator,
  X509CrlGenerator,
} from '@peculiar/x509'
import { createFixedClock, createMemoryOutgoing } from '@sluice/platform'
import { describe, expect, it } from 'vitest'
import { createPolicyBench, document } from '../pipeline/policy-bench.fixture.ts'
import { createRevocationLists } from './revocation-lists.ts'

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const url = 'http://lists.example.com/authority.crl'
const [notBefore, notAfter] = [new Date('2020-01-01'), new Date('2040-01-01')]

const nextUpdate = new Date('2039-01-01')

const createKeys = () => webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])

/** An authority, whose lists are at `places`, and what it signs. */
async function createAuthority(name: string, usages: number = KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign) {
  const keys = await createKeys()
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    notBefore,
    notAfter,
    signingAlgorithm: algorithm,
    keys,
    extensions: [new BasicConstraintsExtension(true), new KeyUsagesExtension(usages)],
  })
  const bytes = new Uint8Array(certificate.rawData)
  return {
    bytes,
    certificate: new X509Certificate(bytes),
    async issue(serialNumber: string, places: readonly string[], isAuthority = false) {
      const own = await createKeys()
      const extensions: Extension[] = [new BasicConstraintsExtension(isAuthority)]
      if (places.length > 0) extensions.push(new CRLDistributionPointsExtension([...places]))
      const issued = await X509CertificateGenerator.create({
        serialNumber,
        subject: `CN=${serialNumber}`,
        issuer: `CN=${name}`,
        notBefore,
        notAfter,
        signingAlgorithm: algorithm,
        publicKey: own.publicKey,
        signingKey: keys.privateKey,
        extensions,
      })
      return { bytes: new Uint8Array(issued.rawData), isTrusted: true }
    },
    async list(serialNumbers: readonly string[], nextUpdate: Date | undefined, issuer = `CN=${name}`) {
      const made = await X509CrlGenerator.create({
        issuer,
        thisUpdate: notBefore,
        ...(nextUpdate === undefined ? {} : { nextUpdate }),
        signingAlgorithm: algorithm,
        signingKey: keys.privateKey,
        entries: serialNumbers.map((serialNumber) => ({ serialNumber })),
      })
      return new Uint8Array(made.rawData)
    },
  }
}

const authority = await createAuthority('authority')
const good = await authority.issue('0a', [url])
const bad = await authority.issue('0b', ['ldap://lists.example.com/', url])
const unlisted = await authority.issue('0c', [])
const listed = await authority.list(['0b'], nextUpdate)

function start(answer: (request: Request) => Response | Promise<Response>) {
  const clock = createFixedClock()
  const outgoing = createMemoryOutgoing(answer)
  return { clock, outgoing, lists: createRevocationLists({ outgoing, clock }) }
}
const withList = (bytes: Uint8Array<ArrayBuffer> = listed) => start(() => new Response(bytes))
const issuer = () => [authority.certificate]
const unread = 'whether it is revoked is not known: none of its lists can be read'

describe('lists of revoked certificates', () => {
  it('tell who is on them', async () => {
    const { lists, outgoing } = withList()
    expect(await lists.check(bad, issuer)).toBe('it is revoked')
    expect(await lists.check(good, issuer)).toBeUndefined()
    expect(outgoing.requests.map((request) => request.url)).toEqual([url])
  })

  it('are not asked for certificates that name none', () => {
    const { lists, outgoing } = withList()
    expect(lists.check(unlisted, issuer)).toBeUndefined()
    expect(outgoing.requests).toEqual([])
  })

  it('may be written in PEM', async () => {
    const text = `-----BEGIN X509 CRL-----\n${Buffer.from(listed).toString('base64')}\n-----END X509 CRL-----\n`
    const { lists } = start(() => new Response(text))
    expect(await lists.check(bad, issuer)).toBe('it is revoked')
  })

  it('must be signed by the issuer, and be its own', async () => {
    const other = await createAuthority('authority')
    expect(await withList(await other.list([], nextUpdate)).lists.check(good, issuer)).toBe(unread)
    expect(await withList(await authority.list([], nextUpdate, 'CN=other')).lists.check(good, issuer)).toBe(unread)
    const mute = await createAuthority('mute', KeyUsageFlags.keyCertSign)
    const shown = await mute.issue('01', [url])
    expect(await withList(await mute.list([], nextUpdate)).lists.check(shown, () => [mute.certificate])).toBe(unread)
  })

  it('leave unknown what they cannot tell', async () => {
    expect(await start(() => new Response('no list')).lists.check(good, issuer)).toBe(unread)
    expect(await start(() => new Response(null, { status: 404 })).lists.check(good, issuer)).toBe(unread)
    expect(await withList().lists.check(good, () => [])).toBe('whether it is revoked is not known: its issuer is not')
    for (const next of [new Date(createFixedClock().now() - 1), undefined]) {
      expect(await withList(await authority.list(['0a'], next)).lists.check(good, issuer)).toBe(unread)
    }
  })

  it('are kept for an hour at most, at least for five minutes, and go on to hold when nobody answers', async () => {
    const { lists, outgoing, clock } = start(() =>
      outgoing.requests.length === 1 ? new Response(listed) : new Response(null, { status: 503 }),
    )
    const asked = async (minutes: number) => {
      clock.advance(minutes * 60_000)
      return [await lists.check(bad, issuer), outgoing.requests.length]
    }
    expect(await asked(0)).toEqual(['it is revoked', 1])
    expect(await asked(59)).toEqual(['it is revoked', 1])
    expect(await asked(1)).toEqual(['it is revoked', 2])
    expect(await asked(0.5)).toEqual(['it is revoked', 2])
    expect(await asked(0.5)).toEqual(['it is revoked', 3])
  })

  it('are asked of those that vouch for a certificate, too, who came with it', async () => {
    const between = await authority.issue('0b', [url], true)
    const { lists } = withList()
    // What it signed names no list; that it signed nothing here does not matter to the list above it.
    expect(await lists.check({ ...between, issuers: [authority.bytes] }, () => [])).toBe('it is revoked')
    // A connection that is taken up again does not bring them.
    expect(await lists.check(between, () => [])).toBe('it is revoked')
  })

  it('make validate-client-certificate refuse a call, unless they are not to be asked', async () => {
    const send = async (attributes: string, clientCertificate: typeof bad) => {
      const bench = createPolicyBench({
        documents: { api: document('inbound', `<validate-client-certificate ${attributes} />`) },
        outgoing: () => new Response(listed),
      })
      const shown = { ...clientCertificate, issuers: [authority.bytes] }
      const { status, context } = await bench.send({ clientCertificate: shown })
      return [status, context.lastError?.message]
    }
    expect(await send('', good)).toEqual([200, undefined])
    expect(await send('', bad)).toEqual([403, 'The client certificate is not accepted: it is revoked.'])
    expect(await send('ignore-error="true"', bad)).toEqual([200, undefined])
    expect(await send('validate-revocation="false"', bad)).toEqual([200, undefined])
  })
})
