import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

interface LockEntry {
  readonly version?: string
  readonly resolved?: string
  readonly link?: boolean
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

const root = join(import.meta.dirname, '..', '..')
const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
  packages: Readonly<Record<string, LockEntry>>
}

describe('the lock file', () => {
  it('has an entry for every platform, or npm ci refuses it on a fresh clone', () => {
    const locked = new Set(
      Object.entries(packages)
        .filter(([, entry]) => entry.version !== undefined)
        .map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)),
    )
    const wanted = Object.values(packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}))
    expect(wanted.filter((name) => !locked.has(name))).toEqual([])
  })

  it('names no host', () => {
    const hosts = Object.entries(packages).filter(([, { resolved, link }]) => resolved !== undefined && link !== true)
    expect(hosts.map(([path]) => path)).toEqual([])
  })
})
