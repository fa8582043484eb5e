import { expect, it } from 'vitest'
import { runCommandLine } from '../../command-line.ts'
import { assignFiles } from './run.ts'

const run = (...args: string[]) => runIn({}, ...args)
const runIn = async (environment: Readonly<Record<string, string>>, ...args: string[]) => {
  const printed: string[] = []
  const noted: string[] = []
  const exitCode = await runCommandLine(['batch', ...args], {
    sources: { environment, workingFolder: '/' },
    print: (line) => printed.push(line),
    note: (line) => noted.push(line),
  })
  return { exitCode, printed: printed.join('\n'), noted: noted.join('\n') }
}
const address = 'http://127.0.0.1:9/workspaces/a/services/b'

it('gives files to inputs and outputs by name, or to the only one', () => {
  expect(assignFiles('--input', ['a.csv'], ['input1'], true)).toEqual({ input1: 'a.csv' })
  expect(assignFiles('--input', ['right=b=c.csv', 'left=a.csv'], ['left', 'right'], true)).toEqual({
    right: 'b=c.csv',
    left: 'a.csv',
  })
  expect(assignFiles('--output', ['x=y.csv'], ['output1'], false)).toEqual({ output1: 'x=y.csv' })
  const refused = (...given: Parameters<typeof assignFiles>) => expect(() => assignFiles(...given)).toThrow('--input')
  refused('--input', ['a.csv'], ['left', 'right'], true)
  refused('--input', ['left=a.csv'], ['left', 'right'], true)
  refused('--input', ['a.csv', 'b.csv'], ['input1'], true)
  refused('--input', ['a.csv'], [], true)
})

it('says what it needs', async () => {
  expect((await run('run', '--help')).printed).toContain('--bad-rows <rule>')
  expect(await run('run', '--key', 'x')).toMatchObject({ exitCode: 1, noted: expect.stringContaining('--endpoint') })
  const options = ['--endpoint', address, '--key', 'x', '--input', 'a.csv', '--output', 'b.csv']
  expect((await run('run', ...options, '--bad-rows', 'x')).noted).toContain('must be fail or keep-apart')
  expect((await run('run', ...options, '--parameter', 'x')).noted).toContain('must be name=value')
  expect((await run('list', '--endpoint', 'nowhere', '--key', 'x')).noted).toContain('--endpoint')
  expect((await run('list', '--endpoint', address, '--key', 'x', '--top', '0')).noted).toContain('from 1 to 200')
})

it('takes keys from the environment, where others cannot read them', async () => {
  const options = ['list', '--endpoint', address]
  expect((await run(...options)).noted).toContain('SLUICE_ENDPOINT_KEY')
  expect((await runIn({ SLUICE_ENDPOINT_KEY: 'x' }, ...options)).noted).toContain('cannot be reached')
}, 20_000)

it('says so when nobody answers', async () => {
  const { exitCode, noted } = await run(
    'status',
    '0'.repeat(32),
    '--endpoint',
    `${address}/jobs?api-version=2.0`,
    '--key',
    'x',
  )
  expect([exitCode, noted]).toEqual([1, `${address} cannot be reached: bad port.`])
}, 20_000)
