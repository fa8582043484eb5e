import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { hideSecrets } from './hide-secrets.ts'

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
