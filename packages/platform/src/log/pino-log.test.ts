import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { hideInText } from './hide-in-text.ts'
import { hideSecrets } from './hide-secrets.ts'
import { toReadableLine } from './to-readable-line.ts'

/** What a process of its own writes to stderr, line by line. */
function linesOf(level: string, script: string): Record<string, unknown>[] {
  const source = `
    import { createLog } from ${JSON.stringify(join(import.meta.dirname, 'pino-log.ts'))}
    const log = createLog({ level: ${JSON.stringify(level)}, role: 'gateway' })
    ${script}`
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', source], {
    cwd: import.meta.dirname,
    encoding: 'utf8',
  })
  expect(stdout).toBe('')
  return stderr
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
}

describe('the log', () => {
  it('writes JSON lines with level, time, role and the fields of its parents to stderr', () => {
    const [first, second, ...more] = linesOf(
      'info',
      `log.debug('not this')
       log.info('listening', { port: 8000 })
       log.child({ requestId: 'r-1' }).warn('slow', { durationMs: 12 })
       process.exit(1)`,
    )
    expect(first).toEqual({ level: 'info', time: expect.any(String), role: 'gateway', port: 8000, msg: 'listening' })
    expect(second).toMatchObject({ level: 'warn', requestId: 'r-1', durationMs: 12, msg: 'slow' })
    expect(more).toEqual([])
  })

  it('writes an error with its stack and all its causes', () => {
    const [line] = linesOf(
      'error',
      `log.error('failed', { error: new Error('outer', { cause: new TypeError('inner', { cause: new Error('root') }) }) })`,
    )
    expect(line).toMatchObject({
      error: {
        type: 'Error',
        message: 'outer',
        stack: expect.stringContaining('Error: outer'),
        cause: { type: 'TypeError', message: 'inner', cause: { message: 'root' } },
      },
    })
  })

  it('stays silent when it is told to', () => {
    expect(linesOf('silent', `log.error('failed', { error: new Error('x') })`)).toEqual([])
  })

  it('hides what its messages quote of secrets, and tells others no more than it writes', () => {
    const source = `
      import { createLog } from ${JSON.stringify(join(import.meta.dirname, 'pino-log.ts'))}
      const records = []
      const log = createLog({ level: 'info', role: 'ml', onRecord: (record) => records.push(record) })
      log.child({ job: 'j-1', apiKey: 'sesame' }).warn('No answer from postgres://sluice:sesame@db/x', { url: '/a?sig=sesame&b=1' })
      log.debug('not this')
      console.log(JSON.stringify(records))`
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', source], {
      cwd: import.meta.dirname,
      encoding: 'utf8',
    })
    const told = { job: 'j-1', apiKey: '[hidden]', url: '/a?sig=[hidden]&b=1' }
    const message = 'No answer from postgres://sluice:[hidden]@db/x'
    expect(JSON.parse(stdout)).toEqual([{ level: 'warn', message, fields: told }])
    expect(JSON.parse(stderr)).toEqual({ level: 'warn', time: expect.any(String), role: 'ml', ...told, msg: message })
  })

  it('hides secrets that its parents were given, too', () => {
    const [line] = linesOf(
      'info',
      `log.child({ adminPassword: 'sesame' }).info('x', { headers: { Cookie: 'sesame' } })`,
    )
    expect(line).toMatchObject({ adminPassword: '[hidden]', headers: { Cookie: '[hidden]' } })
  })
})

describe('hiding secrets', () => {
  it.each([
    'authorization',
    'Proxy-Authorization',
    'Ocp-Apim-Subscription-Key',
    'subscription-key',
    'key',
    'primaryKey',
    'AccountKey',
    'password',
    'smtpPassword',
    'access_token',
    'clientSecret',
    'Set-Cookie',
    'connectionString',
    'apiKeys',
  ])('hides %s at any depth, in any writing', (name) => {
    expect(hideSecrets({ [name]: 'sesame', list: [{ deep: { [name]: ['sesame'] } }] })).toEqual({
      [name]: '[hidden]',
      list: [{ deep: { [name]: '[hidden]' } }],
    })
  })

  it('leaves everything else as it is', () => {
    const fields = {
      user: 'erika',
      tokens: 12,
      hasKey: true,
      key: undefined,
      secret: null,
      keyboard: 'de',
      at: [1, 'a'],
    }
    expect(hideSecrets(fields)).toEqual(fields)
  })

  it('hides inside errors and their causes', () => {
    const error = new Error('outer', { cause: Object.assign(new Error('inner'), { password: 'sesame' }) })
    expect(hideSecrets({ error })).toMatchObject({ error: { message: 'outer', cause: { password: '[hidden]' } } })
  })

  it('comes to an end with values that hold themselves, and shortens bytes', () => {
    const circle: Record<string, unknown> = { bytes: new Uint8Array(3), url: new URL('http://a/'), big: 3n }
    circle.self = circle
    expect(hideSecrets(circle)).toMatchObject({ bytes: '[3 bytes]', url: 'http://a/', big: '3' })
    expect(JSON.stringify(hideSecrets(circle))).toContain('[deeper]')
  })
})

describe('hiding secrets inside texts', () => {
  it.each([
    [
      'DefaultEndpointsProtocol=http;AccountName=sluice;AccountKey=c2VzYW1l+/==;BlobEndpoint=http://localhost/x',
      'DefaultEndpointsProtocol=http;AccountName=sluice;AccountKey=[hidden];BlobEndpoint=http://localhost/x',
    ],
    ['https://a/c/b?sv=2024&sig=se%2Fsame%3D&se=9', 'https://a/c/b?sv=2024&sig=[hidden]&se=9'],
    ['GET /echo/x?subscription-key=sesame&a=1', 'GET /echo/x?subscription-key=[hidden]&a=1'],
    ['Authorization: Bearer sesame.123', 'Authorization: Bearer [hidden]'],
    ['it sent Bearer sesame.123 twice', 'it sent Bearer [hidden] twice'],
    ['Basic c2VzYW1lOnNlc2FtZQ== was refused', 'Basic [hidden] was refused'],
    ['redis://default:sesame@cache:6379/0', 'redis://default:[hidden]@cache:6379/0'],
    ['token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2Vz was', 'token [hidden] was'],
    ['{"primaryKey":"sesame","name":"n"}', '{"primaryKey":"[hidden]","name":"n"}'],
    ['password=sesame', 'password=[hidden]'],
    ['Ocp-Apim-Subscription-Key: sesame', 'Ocp-Apim-Subscription-Key: [hidden]'],
  ])('hides the secret of %j', (text, expected) => {
    expect(hideInText(text)).toBe(expected)
    expect(hideInText(hideInText(text))).toBe(expected)
  })

  it.each([
    'The backend of echo-api: connect ECONNREFUSED 127.0.0.1:8090.',
    'at file:///srv/sluice/key.ts:12:3',
    'https://contoso.azure-api.net/echo/resource?param1=sample',
    'Keyboard: de; tokens left: 12 of 30',
  ])('leaves %j as it is', (text) => {
    expect(hideInText(text)).toBe(text)
  })
})

describe('lines for a terminal', () => {
  it('show time, level, role, message and fields, without what a terminal would obey', () => {
    const line = {
      level: 'warn',
      time: '2026-01-02T03:04:05.678Z',
      role: 'ml',
      rows: 3,
      path: 'a b\u001b[2J',
      msg: 'x',
    }
    expect(toReadableLine(JSON.stringify(line))).toBe(
      '03:04:05.678 \u001b[33mWARN \u001b[0m ml x rows=3 path="a b\\u001b[2J"\n',
    )
  })

  it('show an error with its causes below it', () => {
    const error = { type: 'Error', stack: 'Error: outer\n    at a', cause: { stack: 'Error: inner' } }
    const line = { level: 'error', time: '2026-01-02T03:04:05.678Z', role: 'ml', msg: 'failed', error }
    expect(toReadableLine(JSON.stringify(line))).toBe(
      '03:04:05.678 \u001b[31mERROR\u001b[0m ml failed\n  Error: outer\n      at a\n  caused by\n  Error: inner\n',
    )
  })
})
