import { describe, expect, it } from 'vitest'
import { importsOf, manifests, packageNameOf, readJson, resolveRelative, sourceFiles } from './workspace.ts'

interface Rule {
  /** Packages of ours that may be imported. */
  readonly mayImport: readonly string[]
  /** Of these only types, but in tests. */
  readonly typesOnly?: readonly string[]
  /** Nothing of Node: the package runs anywhere. */
  readonly isPure?: true
}

const purePackages = ['contracts', 'policy-language', 'dataflow']

/** Who may import whom; the same table stands in CONTRIBUTING.md. */
const rules: Readonly<Record<string, Rule>> = {
  'packages/contracts': { mayImport: [], isPure: true },
  'packages/policy-language': { mayImport: ['contracts'], isPure: true },
  'packages/dataflow': { mayImport: ['contracts'], isPure: true },
  'packages/platform': { mayImport: ['contracts', 'dataflow'] },
  'packages/http1': { mayImport: ['platform'] },
  'packages/gateway': { mayImport: purePackages, typesOnly: ['platform'] },
  'packages/management': { mayImport: purePackages, typesOnly: ['platform'] },
  'packages/ml': { mayImport: purePackages, typesOnly: ['platform'] },
  'packages/storage': { mayImport: ['contracts'], typesOnly: ['platform'] },
  'apps/web': { mayImport: purePackages },
  'apps/server': { mayImport: [...purePackages, 'platform', 'http1', 'gateway', 'management', 'ml', 'storage'] },
}

const files = sourceFiles()
const ours = (specifier: string) => /^@sluice\/([^/]+)/.exec(specifier)?.[1]

describe('the reading of imports', () => {
  it('sees every form, and which leave nothing behind', () => {
    const text = [
      "import { a, type B } from 'one'",
      "import type { C } from 'two'",
      "import {\n  type D,\n  type E,\n} from 'three'",
      "import * as z from 'four'",
      "import 'five'",
      "export { f } from 'six'",
      "export type * from 'seven'",
      "const g = await import('eight')",
      "// import { no } from 'comment'",
    ].join('\n')
    expect(importsOf(text)).toEqual([
      { specifier: 'one', isTypeOnly: false },
      { specifier: 'two', isTypeOnly: true },
      { specifier: 'three', isTypeOnly: true },
      { specifier: 'four', isTypeOnly: false },
      { specifier: 'six', isTypeOnly: false },
      { specifier: 'seven', isTypeOnly: true },
      { specifier: 'five', isTypeOnly: false },
      { specifier: 'eight', isTypeOnly: false },
    ])
  })
})

describe('who may import whom', () => {
  it('has a rule for every package', () => {
    expect([...manifests().keys()].sort()).toEqual(Object.keys(rules).sort())
  })

  it.each(Object.entries(rules))('%s imports only what it may', (owner, { mayImport, typesOnly = [], isPure }) => {
    const own = owner.split('/')[1]
    const faults = files
      .filter((file) => file.owner === owner)
      .flatMap(({ path, isTest, imports }) =>
        imports.flatMap(({ specifier, isTypeOnly }) => {
          const target = ours(specifier)
          if (isPure && !isTest && specifier.startsWith('node:')) return [`${path}: ${specifier} in a pure package`]
          if (specifier.startsWith('.')) {
            const resolved = resolveRelative(path, specifier)
            const isInside = resolved.startsWith(`${owner}/`) || (isTest && resolved.startsWith('tests/'))
            return isInside ? [] : [`${path}: ${specifier} leaves the package`]
          }
          if (target === undefined || mayImport.includes(target)) return []
          if (target === own) return isTest ? [] : [`${path}: imports its own package by name`]
          if (typesOnly.includes(target)) {
            return isTypeOnly || isTest ? [] : [`${path}: ${specifier} for more than types`]
          }
          return [`${path}: ${specifier}`]
        }),
      )
    expect(faults).toEqual([])
  })

  it('an area of the web app imports what is shared and itself', () => {
    const areas = ['home', 'publisher', 'developer', 'studio']
    const areaOf = (path: string) => /^apps\/web\/src\/([^/]+)\//.exec(path)?.[1] ?? ''
    const faults = files.flatMap(({ path, imports }) => {
      const own = areaOf(path)
      if (own !== 'shared' && !areas.includes(own)) return []
      return imports
        .filter(({ specifier }) => specifier.startsWith('.'))
        .map(({ specifier }) => areaOf(resolveRelative(path, specifier)))
        .filter((target) => target !== own && (own === 'shared' || target !== 'shared'))
        .map((target) => `${path}: ${target}`)
    })
    expect(faults).toEqual([])
  })

  it('no package imports tests or tools, and tools import no tests but those they repeat', () => {
    const faults = files
      .filter(({ isTest, path }) => !isTest && !path.startsWith('tools/'))
      .flatMap(({ path, imports }) =>
        imports
          .filter(({ specifier }) => specifier.startsWith('.'))
          .map(({ specifier }) => resolveRelative(path, specifier))
          .filter((resolved) => /^(tests|tools)\//.test(resolved) || /\.(test|suite|fixture)\.ts$/.test(resolved))
          .map((resolved) => `${path}: ${resolved}`),
      )
    expect(faults).toEqual([])
  })

  it('every relative import names its file with the extension', () => {
    const faults = files.flatMap(({ path, imports }) =>
      imports
        .filter(({ specifier }) => specifier.startsWith('.') && !/\.(tsx?|mjs|json|css)$/.test(specifier))
        .map(({ specifier }) => `${path}: ${specifier}`),
    )
    expect(faults).toEqual([])
  })

  it('only config.ts reads the environment', () => {
    const allowed = new Set(['apps/server/src/config.ts'])
    const faults = files
      .filter(({ path, owner, isTest }) => owner !== undefined && !isTest && !allowed.has(path))
      .filter(({ text }) => /\bprocess\.env\b/.test(text))
      .map(({ path }) => path)
    expect(faults).toEqual([])
  })
})

describe('package.json', () => {
  it.each([...manifests()])('%s names what its files import, and nothing else', (owner, manifest) => {
    const used = new Set(
      files
        .filter((file) => file.owner === owner && !file.isTest)
        .flatMap(({ imports }) => imports)
        .map(({ specifier }) => specifier)
        .filter((specifier) => !specifier.startsWith('.') && !specifier.startsWith('node:'))
        .map(packageNameOf),
    )
    const listed = new Set(Object.keys(manifest.dependencies ?? {}))
    // What the apps are built with stands in no file of their sources.
    const tools = ['vite', '@vitejs/plugin-react', 'rolldown']
    // The peers of what is used are there to be found by it.
    const peers = new Set(readPeers([...listed]))
    expect({
      missing: [...used].filter((name) => !listed.has(name)),
      unused: [...listed].filter((name) => !used.has(name) && !peers.has(name) && !tools.includes(name)),
    }).toEqual({ missing: [], unused: [] })
  })

  it.each([...manifests()])('%s depends on no package of ours that it may not import', (owner, manifest) => {
    const { mayImport = [], typesOnly = [] } = rules[owner] ?? {}
    const faults = Object.keys(manifest.dependencies ?? {})
      .map(ours)
      .filter((name) => name !== undefined && !mayImport.includes(name) && !typesOnly.includes(name))
    expect(faults).toEqual([])
  })

  it.each([...manifests()])('%s names exact versions', (_, manifest) => {
    const ranges = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
    )
    expect(ranges).toEqual([])
  })
})

function readPeers(names: readonly string[]): string[] {
  const { packages } = readJson('package-lock.json') as {
    packages: Record<string, { peerDependencies?: Record<string, string> }>
  }
  return names.flatMap((name) => Object.keys(packages[`node_modules/${name}`]?.peerDependencies ?? {}))
}
