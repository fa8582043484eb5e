import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCommandLine } from '../../apps/server/src/command-line.ts'

const page = readFileSync(join(import.meta.dirname, '../../docs/policy-commands.md'), 'utf8')
const blocks = (language: string) =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(([, text]) => text ?? '')

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-page-'))
  writeFileSync(join(folder, 'policy.xml'), blocks('xml')[0] ?? '')
  writeFileSync(join(folder, 'request.txt'), blocks('text')[0] ?? '')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function run(...args: string[]) {
  const printed: string[] = []
  const context = { sources: {}, print: (line: string) => printed.push(line), note: () => {} }
  return { exitCode: await runCommandLine(['policy', ...args], context), printed }
}

describe('the example of the page', () => {
  it('has no faults', async () => {
    expect(await run('check', join(folder, 'policy.xml'), '--scope', 'api')).toEqual({ exitCode: 0, printed: [] })
  })

  it('comes to what it says, and is shown as it says', async () => {
    const { exitCode, printed } = await run('run', join(folder, 'policy.xml'), '--request', join(folder, 'request.txt'))
    expect(printed.filter((line) => line.startsWith('FAILED'))).toEqual([])
    expect(exitCode).toBe(0)
    expect(printed.slice(printed.lastIndexOf('--- after 60 s')).join('\n')).toBe(blocks('text')[1]?.trimEnd())
  })
})
