import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Check, Finding } from './check.ts'

const neededMajor = 24

/** Node, and the packages against the lock file. */
export const checkVersions: Check = async ({ projectFolder }) => [
  checkNode(process.versions.node),
  checkPackages(projectFolder),
]

function checkNode(version: string): Finding {
  if (Number(version.split('.')[0]) >= neededMajor) return { state: 'ok', text: `Node ${version}` }
  return {
    state: 'fail',
    text: `Node ${version} runs this, Node ${neededMajor} is needed`,
    remedy: 'Start with npm start or npx sluice, which use the Node that the packages bring.',
  }
}

interface LockFile {
  readonly packages: Readonly<
    Record<string, { readonly version?: string; readonly optional?: boolean; readonly link?: boolean }>
  >
}

function checkPackages(projectFolder: string): Finding {
  const installedFile = join(projectFolder, 'node_modules', '.package-lock.json')
  const remedy = 'Run npm ci in the clone.'
  if (!existsSync(installedFile)) return { state: 'fail', text: 'no npm packages are installed', remedy }
  const wanted = (JSON.parse(readFileSync(join(projectFolder, 'package-lock.json'), 'utf8')) as LockFile).packages
  const installed = (JSON.parse(readFileSync(installedFile, 'utf8')) as LockFile).packages
  const wrong = Object.entries(wanted).flatMap(([path, { version, optional }]) => {
    if (!path.includes('node_modules/') || version === undefined) return []
    const found = installed[path]?.version
    if (found === version || (found === undefined && optional === true)) return []
    return [`${path.replace(/^.*node_modules\//, '')} ${found ?? 'missing'} instead of ${version}`]
  })
  if (wrong.length === 0) return { state: 'ok', text: `npm packages as in the lock file` }
  const shown = wrong.slice(0, 3).join(', ')
  const more = wrong.length > 3 ? ` and ${wrong.length - 3} more` : ''
  return { state: 'fail', text: `npm packages differ from the lock file: ${shown}${more}`, remedy }
}
