import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { judgePolicyRun } from '../../apps/server/src/policy-run/judge-policy-run.ts'
import { openPolicyRun } from '../../apps/server/src/policy-run/open-policy-run.ts'

const folder = import.meta.dirname
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.golden'))

// What `sluice policy run tests/policies` runs; here each file is a test of its own.
describe('golden files', () => {
  it.each(files.map((path) => path.replaceAll('\\', '/')))('%s', async (path) => {
    const file = join(folder, path)
    const { failures } = await judgePolicyRun(
      await openPolicyRun({ document: { file, text: readFileSync(file, 'utf8') } }),
    )
    expect(failures).toEqual([])
  })

  it('are many, in folders named after policies', () => {
    expect(new Set(files.map((path) => relative(folder, join(folder, path)).split(/[\\/]/)[0])).size).toBeGreaterThan(
      10,
    )
  })
})
