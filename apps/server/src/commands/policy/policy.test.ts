import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runCommandLine } from '../../command-line.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-policy-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const at = (name: string) => join(folder, name)

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(at(name)), { recursive: true })
    writeFileSync(at(name), text)
  }
}

async function run(args: readonly string[], input?: string) {
  const printed: string[] = []
  const noted: string[] = []
  const exitCode = await runCommandLine(['policy', ...args], {
    sources: { environment: {}, workingFolder: folder },
    print: (line) => printed.push(line.replaceAll(`${folder}/`, '')),
    note: (line) => noted.push(line.replaceAll(`${folder}/`, '')),
    ...(input === undefined ? {} : { readInput: () => input }),
  })
  return { exitCode, printed, noted }
}

const inbound = (statements: string) => `<policies>\n    <inbound>${statements}</inbound>\n</policies>\n`
const limit = '<rate-limit calls="{{limit}}" renewal-period="60" />'
/** As `sluice export` would have made it. */
const configuration = {
  'c/sluice-export.txt': '# Made by `sluice export`\ncomplete\n',
  'c/policy.xml': inbound('<set-header name="X-Global"><value>1</value></set-header>'),
  'c/apis/echo-api/api.yaml': 'displayName: Echo API\n',
  'c/apis/echo-api/definition.xml': '<definitions />',
  'c/apis/echo-api/policy.xml': inbound(`<base /><include-fragment fragment-id="shared" />${limit}`),
  'c/named-values/limit.yaml': 'displayName: limit\nvalue: "1"\n',
  'c/named-values/key.yaml': 'displayName: key\nsecret: true\nvalue:\n  secret: namedValues/key/value\n',
  'c/policy-fragments/shared.xml':
    '<fragment><set-header name="X-Key"><value>@("k" + "{{key}}")</value></set-header></fragment>',
}

describe('sluice policy', () => {
  it('has help with examples', async () => {
    expect((await run(['--help'])).printed.join('\n')).toContain('run a policy document against requests in a file')
    expect((await run(['check', '--help'])).printed.join('\n')).toContain('sluice policy check policy.xml --scope api')
    expect((await run(['run', '--help'])).printed.join('\n')).toContain('--request request.txt')
  })
})

describe('sluice policy check', () => {
  it('demands <base /> where a restriction of the configuration does', async () => {
    const restriction = (scope: string, requireBase: string) => `scope: ${scope}\nrequireBase: "${requireBase}"\n`
    write({
      ...configuration,
      'c/policy-restrictions/apis.yaml': restriction('/apis', 'true'),
      'c/policy-restrictions/off.yaml': restriction('/policies', 'false'),
      'c/apis/echo-api/policy.xml': inbound(limit),
    })
    expect(await run(['check', at('c')])).toEqual({
      exitCode: 1,
      printed: [
        "c/apis/echo-api/policy.xml:2:6: Error in element 'inbound': <base /> is required here by a policy restriction on '/apis'.",
      ],
      noted: ['3 files checked, 1 fault.'],
    })
  })

  it('tells every fault of every file with its place, C# among them', async () => {
    write({
      'a/good.xml': inbound('<base /><set-variable name="a" value="@(1 + {{one}})" />'),
      'a/b/bad.xml': inbound('<set-headr /><set-status code="@(context.Requst.Method)" />'),
      'a/.git/other.xml': 'none',
      'a/notes.txt': 'none',
      'fragment.xml': '<!-- shared -->\n<fragment><base /></fragment>',
    })
    expect(await run(['check', at('a'), at('fragment.xml')])).toEqual({
      exitCode: 1,
      printed: [
        "a/b/bad.xml:2:15: Error in element 'set-headr': There is no policy 'set-headr'. Did you mean 'set-header'?",
        expect.stringMatching(/^a\/b\/bad\.xml:2:55: .*'Requst'.*Did you mean 'Request'\?/),
        "fragment.xml:2:12: Error in element 'base': <base /> may not stand in a policy fragment.",
      ],
      noted: ['3 files checked, 3 faults.'],
    })
    expect(await run(['check', at('a/good.xml')])).toEqual({
      exitCode: 0,
      printed: [],
      noted: ['1 file checked, 0 faults.'],
    })
  })

  it('writes them as JSON for programs, from standard input, too', async () => {
    const { exitCode, printed, noted } = await run(['check', '-', '--json'], '<policies>\n  <inbund />\n</policies>')
    expect([exitCode, noted]).toEqual([1, []])
    expect(JSON.parse(printed[0] ?? '')).toEqual([
      {
        file: '-',
        line: 2,
        column: 4,
        message:
          "Error in element 'inbund': 'inbund' is not a section. Did you mean 'inbound'? Sections allowed here: 'inbound', 'backend', 'outbound' or 'on-error'.",
      },
    ])
    expect(await run(['check', '-', '--json'], inbound('<base />'))).toEqual({
      exitCode: 0,
      printed: ['[]'],
      noted: [],
    })
  })

  it('takes a document for what it may be, unless its scope is said', async () => {
    write({ 'p.xml': inbound(limit), 'nowhere.xml': inbound('<nothing-of-this-kind />') })
    expect((await run(['check', at('p.xml')])).exitCode).toBe(0)
    expect((await run(['check', at('p.xml'), '--scope', 'product'])).exitCode).toBe(0)
    const { exitCode, printed } = await run(['check', at('p.xml'), '--scope', 'global'])
    expect([exitCode, printed]).toEqual([
      1,
      [
        "p.xml:2:15: Error in element 'rate-limit': Policy is not allowed in the scope 'global'. Scopes in which it is allowed: 'product', 'api' or 'operation'.",
      ],
    ])
    expect((await run(['check', at('nowhere.xml')])).printed).toHaveLength(1)
  })

  it('reads escaped C# where it is asked to, or where the name of the file says so', async () => {
    const escaped = inbound('<set-variable name="a" value="@(1 &lt; 2 ? &quot;a&quot; : &quot;b&quot;)" />')
    write({ 'p.xml': escaped, 'p.escaped.xml': escaped })
    expect((await run(['check', at('p.xml'), '--format', 'xml'])).exitCode).toBe(0)
    expect((await run(['check', at('p.escaped.xml')])).exitCode).toBe(0)
  })

  it('knows of an exported folder what is where, and what may be referred to', async () => {
    write(configuration)
    expect(await run(['check', folder])).toEqual({ exitCode: 0, printed: [], noted: ['3 files checked, 0 faults.'] })
    write({
      'c/policy.xml': inbound(limit),
      'c/apis/echo-api/policy.xml': inbound(
        '<include-fragment fragment-id="none" /><set-backend-service backend-id="none" /><set-status code="{{none}}" />',
      ),
    })
    expect((await run(['check', at('c')])).printed).toEqual([
      expect.stringMatching(/^c\/apis\/echo-api\/policy\.xml:2:15: .*fragment 'none'/),
      expect.stringMatching(/^c\/apis\/echo-api\/policy\.xml:2:74: .*there is no backend of this identifier/),
      expect.stringMatching(/^c\/apis\/echo-api\/policy\.xml:2:106: .*a whole number from 200 to 599 is expected/),
      expect.stringMatching(/^c\/apis\/echo-api\/policy\.xml:2:112: .*named value 'none' does not exist/),
      expect.stringMatching(/^c\/policy\.xml:2:15: .*not allowed in the scope 'global'/),
    ])
    const draft = inbound('<include-fragment fragment-id="other" />')
    expect((await run(['check', '-', '--as', at('c/apis/echo-api/policy.xml')], draft)).printed).toEqual([
      expect.stringMatching(/^c\/apis\/echo-api\/policy\.xml:2:15: .*fragment 'other'/),
    ])
  })

  it('ends with 2 for what cannot be read', async () => {
    expect(await run(['check', at('gone.xml')])).toEqual({
      exitCode: 2,
      printed: [],
      noted: ['gone.xml cannot be used: there is no such file.'],
    })
    writeFileSync(at('latin.xml'), Uint8Array.of(0x3c, 0xe9))
    expect((await run(['check', at('latin.xml')])).noted).toEqual(['latin.xml cannot be used: it is not UTF-8.'])
    expect(await run(['check', '-'])).toMatchObject({ exitCode: 2 })
    write({ ...configuration, 'c/named-values/limit.yaml': 'a: [' })
    expect(await run(['check', at('c')])).toMatchObject({ exitCode: 2, printed: [] })
    expect(await run(['check', at('latin.xml'), '--scope', 'all'])).toMatchObject({
      exitCode: 1,
      noted: ['--scope all: must be one of global, product, api, operation.'],
    })
  })
})

describe('sluice policy run', () => {
  const greeting = inbound(
    '<base /><set-header name="X-Greeting" exists-action="override"><value>@($"Hello, {context.Request.Headers.GetValueOrDefault("X-Name", "you")}!")</value></set-header>',
  )

  it('shows what came of one request', async () => {
    write({ 'p.xml': greeting, 'r.txt': 'POST /echo/resource\nX-Name: Ann\n\nbody' })
    const { exitCode, printed } = await run(['run', at('p.xml'), '--request', at('r.txt')])
    expect([exitCode, printed]).toEqual([
      0,
      [
        '--- request',
        'POST /echo/resource',
        'X-Name: Ann',
        '',
        'body',
        '--- backend gets',
        'POST http://backend/api/resource',
        'Host: backend',
        'Ocp-Apim-Subscription-Key: golden-key',
        'X-Name: Ann',
        'X-Greeting: Hello, Ann!',
        'X-Forwarded-For: 127.0.0.1',
        'X-Forwarded-Proto: https',
        'X-Forwarded-Host: localhost',
        'Content-Length: 4',
        '',
        'body',
        '--- answer',
        '200',
        'Content-Length: 0',
        '',
      ],
    ])
  })

  it('tells of each expectation whether it held, and ends with 1 when one did not', async () => {
    write({ 'p.xml': greeting })
    const request = 'GET /echo/a\n--- backend gets\nGET /api/a\nX-Greeting: Hello, you!\n--- answer\n404\n'
    const { exitCode, printed } = await run(['run', at('p.xml'), '--request', '-'], request)
    expect([exitCode, printed.slice(-2)]).toEqual([
      1,
      ['held    line 2: backend gets', 'FAILED  -:5: answer: status: expected "404", found "200"'],
    ])
    const { printed: json } = await run(['run', at('p.xml'), '--request', '-', '--json'], request)
    expect(JSON.parse(json.join(''))).toMatchObject({
      passed: 0,
      failed: 1,
      files: [
        {
          file: 'p.xml',
          failures: ['-:5: answer: status: expected "404", found "200"'],
          requests: [
            {
              line: 1,
              request: { start: 'GET /echo/a', headers: [], body: '' },
              backend: [{ method: 'GET', url: 'http://backend/api/a', body: '' }],
              services: [],
              answer: { status: 200, headers: [['Content-Length', '0']], body: '' },
              expectations: [
                { line: 2, title: 'backend gets', held: true, mismatches: [] },
                { line: 5, held: false, mismatches: [{ what: 'status', expected: '404', found: '200' }] },
              ],
            },
          ],
        },
      ],
    })
  })

  it('says why a call failed', async () => {
    write({
      'p.xml': inbound('<set-variable name="a" value="@(context.Variables["none"])" />'),
      'r.txt': 'GET /echo/a',
    })
    const { exitCode, printed } = await run(['run', at('p.xml'), '--request', at('r.txt')])
    expect([exitCode, printed.at(-1)]).toEqual([
      0,
      expect.stringMatching(
        /^logged {2}A call was answered with an error\. \(source: set-variable, reason: ExpressionValueEvaluationFailure, message: /,
      ),
    ])
  })

  it('does not run a document with faults, and tells them', async () => {
    write({ 'p.xml': inbound('<set-headr />'), 'r.txt': 'GET /echo/a' })
    expect(await run(['run', at('p.xml'), '--request', at('r.txt')])).toEqual({
      exitCode: 1,
      printed: [
        "FAILED  p.xml:2:15: Error in element 'set-headr': There is no policy 'set-headr'. Did you mean 'set-header'?",
      ],
      noted: [],
    })
  })

  it('runs every golden file of a folder', async () => {
    const golden = (header: string) => `${greeting}--- request\nGET /echo/a\n--- backend gets\nGET /api/a\n${header}\n`
    write({
      'g/a/good.golden': golden('X-Greeting: Hello, you!'),
      'g/bad.golden': golden('!X-Greeting'),
      'g/other.txt': 'none',
    })
    expect(await run(['run', at('g')])).toEqual({
      exitCode: 1,
      printed: [
        'g/bad.golden:6: backend gets: header X-Greeting: nothing was expected, and it is "Hello, you!"',
        '1 passed, 1 failed',
      ],
      noted: [],
    })
    write({ 'g/unreadable.golden': `${greeting}--- what\n` })
    expect(await run(['run', at('g')])).toMatchObject({
      exitCode: 2,
      noted: ["g/unreadable.golden:4: '--- what' is no part of such a file."],
    })
    const { printed } = await run(['run', at('g'), '--json'])
    expect(JSON.parse(printed.join(''))).toMatchObject({ passed: 1, failed: 2, files: [{}, {}] })
    expect((await run(['run', at('g'), '--request', 'r.txt'])).noted[0]).toMatch(
      /^--request r\.txt: is for one document/,
    )
  })

  it('takes from an exported folder the scope, what is referred to, and the wider scopes', async () => {
    write({
      ...configuration,
      'r.txt':
        'named-value key: 7\nGET /echo/a\n--- backend gets\nGET /api/a\nX-Global: 1\nX-Key: k7\n--- request\nGET /echo/a\n--- answer\n429\n',
    })
    const { exitCode, printed } = await run(['run', at('c/apis/echo-api/policy.xml'), '--request', at('r.txt')])
    expect([printed.filter((line) => line.startsWith('FAILED')), exitCode]).toEqual([[], 0])
    write({ 'r.txt': 'GET /echo/a' })
    expect(await run(['run', at('c/apis/echo-api/policy.xml'), '--request', at('r.txt')])).toEqual({
      exitCode: 2,
      printed: [],
      noted: ["r.txt:1: The configuration does not hold the secret value of 'key'; write 'named-value key: …' here."],
    })
  })

  it('ends with 2 for what cannot be read', async () => {
    write({ 'p.xml': greeting })
    expect(await run(['run', at('p.xml')])).toEqual({
      exitCode: 2,
      printed: [],
      noted: ['p.xml:3: No request stands here; name a file with --request, or write it behind the document.'],
    })
    expect(await run(['run', at('p.xml'), '--request', at('gone.txt')])).toMatchObject({
      exitCode: 2,
      noted: ['gone.txt cannot be used: there is no such file.'],
    })
    expect(await run(['run', at('gone')])).toMatchObject({ exitCode: 2 })
  })
})
