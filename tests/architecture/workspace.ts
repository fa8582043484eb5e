import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'

export const workspaceFolder = dirname(dirname(import.meta.dirname))

/** One import of one file, as it is written. */
export interface Import {
  readonly specifier: string
  /** Leaves nothing behind when the types are stripped. */
  readonly isTypeOnly: boolean
}

export interface SourceFile {
  /** Below the workspace, with `/`. */
  readonly path: string
  /** Folder of the package below the workspace, `packages/gateway`; undefined in `tests` and `tools`. */
  readonly owner: string | undefined
  readonly isTest: boolean
  readonly text: string
  readonly imports: readonly Import[]
}

/** Every source file of ours. */
export function sourceFiles(): readonly SourceFile[] {
  return globSync(['apps/*/src/**/*.{ts,tsx}', 'packages/*/src/**/*.ts', 'tests/**/*.ts', 'tools/**/*.{ts,mjs}'], {
    cwd: workspaceFolder,
  })
    .map((path) => path.split(sep).join('/'))
    .sort()
    .map((path) => {
      const text = readFileSync(join(workspaceFolder, path), 'utf8')
      return {
        path,
        owner: /^(apps|packages)\/[^/]+/.exec(path)?.[0],
        isTest: /\.(test|suite|fixture|cases)\.tsx?$|\/suite\//.test(path) || path.startsWith('tests/'),
        text,
        imports: importsOf(text),
      }
    })
}

/** Static imports, re-exports and `import()` with a fixed name; formatting keeps each in one of these forms. */
export function importsOf(text: string): readonly Import[] {
  const statements = text.matchAll(
    /^(?:import|export)\s+(?<type>type\s+)?(?<clause>[^'"`;]*?)\s*from\s+'(?<specifier>[^']+)'/gm,
  )
  const bare = text.matchAll(/^import\s+'(?<specifier>[^']+)'/gm)
  const dynamic = text.matchAll(/\bimport\(\s*'(?<specifier>[^']+)'\s*\)/g)
  return [
    ...[...statements].map(({ groups }) => ({
      specifier: groups?.specifier ?? '',
      isTypeOnly: groups?.type !== undefined || hasOnlyTypes(groups?.clause ?? ''),
    })),
    ...[...bare, ...dynamic].map(({ groups }) => ({ specifier: groups?.specifier ?? '', isTypeOnly: false })),
  ]
}

function hasOnlyTypes(clause: string): boolean {
  const names = /^\{([\s\S]*)\}$/.exec(clause.trim())?.[1]
  const entries = (names ?? '').split(',').filter((entry) => entry.trim() !== '')
  return entries.length > 0 && entries.every((entry) => entry.trim().startsWith('type '))
}

export interface PackageManifest {
  readonly name: string
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}

/** Folder of each package below the workspace → its `package.json`. */
export function manifests(): ReadonlyMap<string, PackageManifest> {
  const folders = ['packages', 'apps'].flatMap((parent) =>
    readdirSync(join(workspaceFolder, parent)).map((name) => `${parent}/${name}`),
  )
  return new Map(
    folders
      .filter((folder) => existsSync(join(workspaceFolder, folder, 'package.json')))
      .map((folder) => [folder, readJson(`${folder}/package.json`) as PackageManifest]),
  )
}

export const readText = (path: string): string => readFileSync(join(workspaceFolder, path), 'utf8')
export const readJson = (path: string): unknown => JSON.parse(readText(path))

/** Where a relative import of `from` points, below the workspace. */
export const resolveRelative = (from: string, specifier: string): string =>
  relative(workspaceFolder, join(workspaceFolder, dirname(from), specifier))
    .split(sep)
    .join('/')

/** `@scope/name` or `name` of an import from a package. */
export const packageNameOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
