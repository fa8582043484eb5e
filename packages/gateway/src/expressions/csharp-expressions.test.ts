import { X509Certificate } from 'node:crypto'
import { rootCertificates } from 'node:tls'
import { gzipSync } from 'node:zlib'
import { createFixedClock } from '@sluice/platform'
import { describe, expect, it } from 'vitest'
import { KeptResponse } from '../pipeline/kept-response.ts'
import { createPolicyBench, document } from '../pipeline/policy-bench.fixture.ts'
import { createCSharpExpressions } from './csharp-expressions.ts'

const expressions = createCSharpExpressions({
  clock: createFixedClock(),
  telemetry: { trace: () => undefined, metric: () => undefined },
  random: () => 0.5,
})

/** What an expression gives in outbound, as the body of the answer. */
async function answerOf(expression: string, options: object = {}, request: object = {}): Promise<string> {
  const api = `<policies><outbound><set-body>${expression}</set-body></outbound></policies>`
  const bench = createPolicyBench({ documents: { api }, compiler: expressions, ...options })
  const answer = await bench.send(request)
  return answer.context.lastError === undefined ? answer.text() : `failed: ${answer.context.lastError.message}`
}

describe('the context of expressions', () => {
  it.each([
    ['@(context.Api.Id + " " + context.Api.Name + " " + context.Api.Path)', 'echo Echo API echo'],
    ['@(context.Operation.Id + " " + context.Operation.Method + " " + context.Operation.UrlTemplate)', 'get GET /*'],
    ['@(context.Subscription.Id)', 's1'],
    ['@(context.User == null ? "nobody" : context.User.Id)', 'nobody'],
    ['@(context.Product == null)', 'True'],
    ['@(context.Deployment.ServiceName)', 'bench'],
    ['@(context.RequestId)', '00000000-0000-4000-8000-000000000001'],
    ['@(context.LastError == null)', 'True'],
    ['@(context.Request.OriginalUrl.Path + context.Request.OriginalUrl.QueryString)', '/a/b?x=1&X=2'],
    ['@(context.Request.OriginalUrl.Query.GetValueOrDefault("x"))', '1,2'],
    ['@(context.Request.Url.Host + ":" + context.Request.Url.Port)', 'backend:80'],
    ['@(context.Request.IpAddress)', '127.0.0.1'],
    ['@(context.Response.StatusCode + context.Response.Headers.GetValueOrDefault("x-NAME", "none"))', '200Ann'],
    ['@(context.Response.Headers.Count)', '2'],
    [
      '@(string.Join(";", context.Response.Headers.Select(h => h.Key + "=" + string.Join("|", h.Value))))',
      'X-Name=Ann;Content-Length=0',
    ],
    ['@(context.Timestamp.Kind)', 'Utc'],
    ['@(context.Elapsed.TotalMilliseconds)', '0'],
  ])('shows %s', async (expression, value) => {
    const backend = (call: { respond: (head: object) => void }) =>
      call.respond({ status: 200, headers: ['X-Name', 'Ann'] })
    const api = `<policies><outbound><return-response><set-body>${expression.replaceAll('<', '&lt;')}</set-body></return-response></outbound></policies>`
    const bench = createPolicyBench({ documents: { api }, compiler: expressions, backend: backend as never })
    const answer = await bench.send({ target: '/a/b?x=1&X=2', headers: ['Host', 'gateway.example.com'] })
    expect([answer.context.lastError?.message, answer.text()]).toEqual([undefined, value])
  })

  it.each([
    [true, 'True,True'],
    [false, 'False,False'],
  ])('judges the certificate of the client as the listener did: %s', async (isTrusted, verdict) => {
    const bytes = new X509Certificate(rootCertificates[0] ?? '').raw
    const { Verify, NoRevocation } = {
      Verify: 'context.Request.Certificate.Verify()',
      NoRevocation: 'context.Request.Certificate.VerifyNoRevocation()',
    }
    const said = await answerOf(`@(${Verify} + "," + ${NoRevocation})`, {}, { clientCertificate: { bytes, isTrusted } })
    expect(said).toBe(verdict)
  })

  it('shows the certificates of the instance, read only for whom asks for them', async () => {
    const certificate = new X509Certificate(rootCertificates[0] ?? '')
    let reads = 0
    const kept = {
      thumbprint: 'AB12',
      get certificate() {
        reads += 1
        return certificate
      },
    }
    const options = { certificates: new Map([['mine', kept]]) }
    expect(await answerOf('@(context.Deployment.ServiceName)', options)).toBe('bench')
    expect(reads).toBe(0)
    const expression = '@(context.Deployment.Certificates["AB12"].Thumbprint)'
    expect(await answerOf(expression, options)).toBe(certificate.fingerprint.replaceAll(':', ''))
  })

  it('unpacks bodies, and knows their charset', async () => {
    const headers = ['Content-Type', 'text/plain; charset=iso-8859-1', 'Content-Encoding', 'gzip']
    const backend = (call: { respond: (head: object, body: Uint8Array) => void }) =>
      call.respond({ status: 200, headers }, gzipSync(Buffer.from('Grün', 'latin1')))
    expect(await answerOf('@(context.Response.Body.As&lt;string>())', { backend })).toBe('Grün')
  })

  it('takes away a body that is read and not preserved, and leaves one that is', async () => {
    const run = async (argument: string) => {
      const api = document(
        'inbound',
        `<set-variable name="body" value="@(context.Request.Body.As<string>(${argument}))" />`,
      )
      const bench = createPolicyBench({ documents: { api }, compiler: expressions })
      await bench.send({ method: 'POST', body: 'kept' })
      return bench.client.requests[0]?.text()
    }
    expect([await run(''), await run('preserveContent: true')]).toEqual(['', 'kept'])
  })
})

describe('values that are kept', () => {
  const evaluate = async (expression: string) => {
    const api = document(
      'inbound',
      `<set-variable name="v" value="${expression.replaceAll('"', '&quot;').replaceAll('<', '&lt;')}" />`,
    )
    const answer = await createPolicyBench({ documents: { api }, compiler: expressions, format: 'xml' }).send()
    return answer.context.variables.get('v')
  }

  it.each([
    ['@("text")', 'text'],
    ['@(true)', 'True'],
    ['@(5)', '5'],
    ['@(5L)', '5'],
    ['@(2.5)', '2.5'],
    ['@(new JObject(new JProperty("a", 1)))', '{\n  "a": 1\n}'],
    ['@(new Uri("http://a.example.com/b").Host)', 'a.example.com'],
  ])('come back as they were: %s', async (expression, text) => {
    const packed = structuredClone(expressions.pack(await evaluate(expression)))
    expect(expressions.toText(expressions.unpack(packed)).replaceAll('\r\n', '\n')).toBe(text)
  })

  it('are responses, too', () => {
    const response = new KeptResponse({ status: 201, reason: 'Created', headers: ['A', 'b'], body: Uint8Array.of(1) })
    expect(expressions.unpack(structuredClone(expressions.pack(response)))).toEqual(response)
  })
})
