// Makes the program one of few files, so that each of its processes starts in half the time and with less memory than
// from a thousand modules (docs/decisions/0196-built-server.md). Plain JavaScript, because `tools/run.mjs` needs it before
// it has a Node that runs TypeScript.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { newestIn } from './newest-in.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const folder = join(root, '.cache', 'server')
const build = join(root, 'apps', 'server', 'build.ts')
/** Name of the folder of the newest build; its time is when that build began. */
const current = join(folder, 'current')
const sources = ['apps/server', 'packages', 'package-lock.json', 'tools/server-program.mjs']
/** Programs that still run may load a part of theirs, or start a process from it. */
const keptBuilds = 3

/** @returns the main file of a build that is newer than everything it was made of; undefined when there is none */
export function builtServer() {
  if (!existsSync(current)) return undefined
  const builtAt = statSync(current).mtimeMs
  const isNewest = sources.every((path) => newestIn(join(root, path), isOfTests) <= builtAt)
  const main = join(folder, readFileSync(current, 'utf8').trim(), 'main.js')
  return isNewest && existsSync(main) ? main : undefined
}

/** @returns what processes and threads of such a build begin with, by their sources; undefined when there is none */
export function builtEntries() {
  const main = builtServer()
  return main === undefined ? undefined : JSON.parse(readFileSync(join(dirname(main), 'entries.json'), 'utf8'))
}

const isOfTests = (name) => /\.(test|fixture|suite)\.ts$/.test(name)

/** @returns its main file; undefined when it could not be built, and what went wrong is on the screen then */
export function buildServer(node) {
  const startedAt = new Date()
  const name = `${startedAt.getTime()}-${process.pid}`
  const { status, stdout, stderr, error } = spawnSync(node, [build, join(folder, name)], { encoding: 'utf8' })
  if (status !== 0) {
    console.error(`${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}`)
    rmSync(join(folder, name), { recursive: true, force: true })
    return undefined
  }
  const draft = `${current}.${process.pid}`
  writeFileSync(draft, `${name}\n`)
  // Stamped with the time at which it began: what was changed meanwhile is not in it.
  utimesSync(draft, startedAt, startedAt)
  renameSync(draft, current)
  const builds = readdirSync(folder).filter((entry) => /^\d+-\d+$/.test(entry))
  for (const old of builds.sort().slice(0, -keptBuilds)) rmSync(join(folder, old), { recursive: true, force: true })
  return join(folder, name, 'main.js')
}
