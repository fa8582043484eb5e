import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readJson, readText, sourceFiles, workspaceFolder } from './workspace.ts'

const files = sourceFiles()
const withoutTests = files.filter(({ isTest }) => !isTest)

describe('files', () => {
  const longestLines = 350
  /** Files that are longer because they hold one subject that would only be harder to follow in pieces. */
  const longWithReason: Readonly<Record<string, string>> = {
    'packages/contracts/src/errors/module-errors.ts': 'a table by number, in which one looks up',
  }

  it('are short: half of them within 120 lines, none past 350 without a reason', () => {
    const lengths = withoutTests.map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))
    const sorted = lengths.map(({ lines }) => lines).sort((a, b) => a - b)
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(120)
    expect(lengths.filter(({ path, lines }) => lines > longestLines && !(path in longWithReason))).toEqual([])
    const outdated = Object.keys(longWithReason).filter((path) => !lengths.some((file) => file.path === path))
    expect(outdated).toEqual([])
  })

  it('are named by what they hold: in kebab-case, and components like themselves', () => {
    const faults = files
      .map(({ path }) => path.replace(/^apps\/web\/src\/shared\//, 'apps/web/src/'))
      .filter((path) => !/\/[A-Z][A-Za-z0-9]*(\.test)?\.tsx$/.test(path))
      .filter((path) => {
        const names = path.split('/').slice(1)
        return names.some(
          (name) =>
            /^(utils?|helpers?|common|misc|shared|interfaces?|factories|types)(\.|$)/.test(name) ||
            !/^[a-z0-9]+([-.][a-z0-9]+)*$/.test(name),
        )
      })
    expect(faults).toEqual([])
  })

  it('have an index.ts only as the face of a package or as a registry', () => {
    const faults = withoutTests
      .filter(({ path }) => basename(path) === 'index.ts')
      .filter(
        ({ path, text }) =>
          !/^packages\/[^/]+\/src\/index\.ts$/.test(path) && !/\bRecord<|\]\s*=|: readonly /.test(text),
      )
      .map(({ path }) => path)
    expect(faults).toEqual([])
  })

  it('hold no unfinished business', () => {
    const marks = new RegExp(['TO', 'DO|FIX', 'ME|X', 'XX'].join(''))
    expect(files.filter(({ text }) => marks.test(text)).map(({ path }) => path)).toEqual([])
  })

  it('skip no test without a reason', () => {
    const faults = files
      .filter(({ path }) => path.endsWith('.test.ts') || path.endsWith('.suite.ts'))
      .flatMap(({ path, text }) =>
        // A name that is filled in carries the reason that was found.
        [...text.matchAll(/\b(?:it|test|describe)\.(?:only|todo|skip)\b(?!\(`[^`]*\$\{)/g)].map(
          ([found]) => `${path}: ${found}`,
        ),
      )
    expect(faults).toEqual([])
  })
})

describe('registries', () => {
  /** A unit of a folder is what matches here; its `index.ts` has to import it. */
  const registries: Readonly<Record<string, RegExp>> = {
    'apps/server/src/commands': /: CommandDeclaration =/,
    'apps/server/src/doctor': /: Check =/,
    'packages/gateway/src/policies': /\bdefinePolicy(<[^>]*>)?\(/,
    'packages/management/src/resources': /\bdefineResource(<[^>]*>)?\(/,
    'packages/ml/src/modules': /\bdefineModule(<[^>]*>)?\(/,
  }

  it.each(Object.entries(registries))('%s/index.ts lists every unit of its folder', (folder, unit) => {
    const index = `${folder}/index.ts`
    const listed = new Set(
      (files.find(({ path }) => path === index)?.imports ?? []).map(({ specifier }) =>
        join(folder, specifier).replaceAll('\\', '/'),
      ),
    )
    const units = withoutTests.filter(
      ({ path, text }) => path.startsWith(`${folder}/`) && path !== index && hasUnit(text, unit),
    )
    expect(units.length).toBeGreaterThan(0)
    expect(units.map(({ path }) => path).filter((path) => !listed.has(path))).toEqual([])
  })

  it.each(Object.entries(registries))('every unit of %s has its test beside it', (folder, unit) => {
    const faults = withoutTests
      .filter(({ path, text }) => path.startsWith(`${folder}/`) && hasUnit(text, unit))
      .map(({ path }) => path)
      .filter((path) => !hasTest(path))
    expect(faults).toEqual([])
  })

  /** Where a unit is declared, not where the way to declare one is. */
  const hasUnit = (text: string, unit: RegExp) => unit.test(text) && !/export (const|function) define[A-Z]/.test(text)

  /** A test beside it, golden files, or the test of the program that runs it. */
  function hasTest(path: string): boolean {
    const name = basename(path, '.ts')
    return (
      existsSync(join(workspaceFolder, path.replace(/\.ts$/, '.test.ts'))) ||
      existsSync(join(workspaceFolder, 'tests', 'policies', name)) ||
      existsSync(join(workspaceFolder, dirname(path), `${basename(dirname(path))}.test.ts`))
    )
  }
})

describe('packages from npm', () => {
  it('come with a lock file and settings that name no host', () => {
    const { packages } = readJson('package-lock.json') as { packages: Record<string, { resolved?: string }> }
    const withHost = Object.entries(packages).filter(([, { resolved }]) => resolved?.includes('://'))
    expect(withHost.map(([path]) => path)).toEqual([])
    expect(readText('.npmrc')).not.toMatch(/:\/\/|registry\s*=/)
    expect(readText('.npmrc')).toMatch(/^ignore-scripts=true$/m)
  })
})
