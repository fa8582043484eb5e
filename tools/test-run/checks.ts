import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { runCommand, type Step } from './step.ts'

/** What is looked at without running the product: format and lint, then the types of all and of each pure package. */
export function checks(folder: string): readonly Step[] {
  const binary = (name: string) => join(folder, 'node_modules', '.bin', name)
  const command = (name: string, program: string, args: readonly string[]): Step => ({
    name,
    async run() {
      const { exitCode, output } = await runCommand(binary(program), args, { folder })
      return exitCode === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1, output }
    },
  })
  // Pure packages are compiled by themselves, without the types of Node: what is not theirs is an error there.
  const purePackages = readdirSync(join(folder, 'packages')).filter((name) =>
    existsSync(join(folder, 'packages', name, 'tsconfig.json')),
  )
  return [
    command('format and lint', 'biome', ['ci', '--colors=off', '.']),
    command('types', 'tsc', ['-p', 'tsconfig.json']),
    command('types of the web app', 'tsc', ['-p', join('apps', 'web')]),
    ...purePackages.map((name) => command(`types of ${name}, pure`, 'tsc', ['-p', join('packages', name)])),
  ]
}
