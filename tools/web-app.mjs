// Builds the web app when it is older than its sources, and serves it with hot reload for who works on it. Plain
// JavaScript, because `tools/run.mjs` needs it before it has a Node that runs TypeScript.
import { spawnSync } from 'node:child_process'
import { existsSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { newestIn } from './newest-in.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const folder = join(root, 'apps', 'web')
const stamp = join(folder, 'dist', '.built')
/** What the built files are made of. */
const sources = [
  'apps/web/index.html',
  'apps/web/package.json',
  'apps/web/public',
  'apps/web/src',
  'apps/web/vite.config.ts',
  'packages/contracts/src',
  'packages/dataflow/src',
  'packages/policy-language/src',
  'package-lock.json',
]

/** Whether a build is there that is newer than everything it was made of. */
export function isWebAppBuilt() {
  if (!existsSync(stamp)) return false
  const builtAt = statSync(stamp).mtimeMs
  return sources.every((path) => newestIn(join(root, path)) <= builtAt)
}

/**
 * Builds beside the former build and takes its place when it is whole: whoever serves it, or builds it at the same time,
 * never sees half of one.
 * @returns whether it worked; what went wrong is on the screen then
 */
export function buildWebApp(node) {
  const startedAt = new Date()
  const built = join(folder, 'dist')
  const draft = join(folder, `dist.draft-${process.pid}`)
  const { status, stdout, stderr, error } = spawnSync(
    node,
    [join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn', '--outDir', draft],
    // The tests' runner names an environment of its own, for which the slower React of developers would be built.
    { cwd: folder, encoding: 'utf8', env: { ...process.env, NODE_ENV: 'production' } },
  )
  if (status !== 0) {
    console.error(`${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}`)
    rmSync(draft, { recursive: true, force: true })
    return false
  }
  // Stamped with the time at which it began: what was changed meanwhile is not in it.
  const draftStamp = join(draft, basename(stamp))
  writeFileSync(draftStamp, `${startedAt.toISOString()}\n`)
  utimesSync(draftStamp, startedAt, startedAt)
  const former = join(folder, `dist.former-${process.pid}`)
  if (existsSync(built)) renameSync(built, former)
  try {
    renameSync(draft, built)
  } catch (reason) {
    // Another build was quicker; it is as good as this one.
    if (!existsSync(built)) throw reason
    rmSync(draft, { recursive: true, force: true })
  }
  rmSync(former, { recursive: true, force: true })
  return true
}
