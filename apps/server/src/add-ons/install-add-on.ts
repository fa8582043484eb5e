import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { type AddOnName, addOnPath, addOns } from '@sluice/contracts/add-ons'
import { AppError } from '@sluice/contracts/errors'

const draftPrefix = '.draft-'

export interface InstalledAddOn {
  readonly folder: string
  /** It was there in this version before. */
  readonly wasThere: boolean
}

/** Fetches packages into a folder. @throws Error whose message says what went wrong */
export type FetchPackage = (folder: string, packageAndVersion: string) => Promise<void>

/**
 * Puts an add-on into the installation, whole or not at all; does nothing where it is there.
 * @throws AppError `AddOnNotInstalled`
 */
export async function installAddOn(
  name: AddOnName,
  installation: string,
  fetchPackage: FetchPackage = fetchByNpm,
): Promise<InstalledAddOn> {
  const folder = join(installation, addOnPath(name))
  const { package: wanted, version } = addOns[name]
  if ((await installedVersion(folder, wanted)) === version) return { folder, wasThere: true }
  try {
    const parent = dirname(folder)
    await mkdir(parent, { recursive: true })
    await removeDrafts(parent, name)
    const draft = await mkdtemp(join(parent, `${draftPrefix}${name}-`))
    try {
      // Without one of its own npm would take the folder for a part of the installation.
      await writeFile(
        join(draft, 'package.json'),
        `${JSON.stringify({ name: `sluice-add-on-${name}`, private: true })}\n`,
      )
      await fetchPackage(draft, `${wanted}@${version}`)
      if ((await installedVersion(draft, wanted)) !== version)
        throw new Error(`npm did not bring ${wanted} ${version}.`)
      await rm(folder, { recursive: true, force: true })
      await rename(draft, folder)
    } finally {
      await rm(draft, { recursive: true, force: true })
    }
  } catch (cause) {
    throw new AppError('AddOnNotInstalled', { name, reason: reasonOf(cause as Error) }, { cause })
  }
  return { folder, wasThere: false }
}

async function installedVersion(folder: string, wanted: string): Promise<string | undefined> {
  try {
    const manifest: unknown = JSON.parse(await readFile(join(folder, 'node_modules', wanted, 'package.json'), 'utf8'))
    return (manifest as { readonly version?: string }).version
  } catch {
    // Not there, or only in part: either way it is to be installed.
    return undefined
  }
}

/** What an installation that was killed has left. */
async function removeDrafts(parent: string, name: string): Promise<void> {
  for (const entry of await readdir(parent)) {
    if (entry.startsWith(`${draftPrefix}${name}-`)) await rm(join(parent, entry), { recursive: true, force: true })
  }
}

const timeoutMs = 15 * 60_000

/** Scripts of packages are not run: the binaries come in the package itself. */
async function fetchByNpm(folder: string, packageAndVersion: string): Promise<void> {
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error']
  const isWindows = process.platform === 'win32'
  await promisify(execFile)(isWindows ? 'npm.cmd' : 'npm', ['install', ...quiet, '--save-exact', packageAndVersion], {
    cwd: folder,
    timeout: timeoutMs,
    shell: isWindows,
  })
}

function reasonOf(
  error: Error & { readonly code?: unknown; readonly stderr?: string; readonly killed?: boolean },
): string {
  if (error.code === 'ENOENT' && /\bnpm/.test(error.message)) {
    return 'npm, which fetches it, was not found on the path.'
  }
  if (error.killed === true) return `npm was not done after ${timeoutMs / 60_000} minutes.`
  const lines = (error.stderr ?? '').split('\n').map((line) => line.replace(/^npm (error|ERR!)\s*/, '').trim())
  const told = lines.filter((line) => line !== '' && !line.startsWith('A complete log')).slice(0, 4)
  return told.length > 0 ? `npm says: ${told.join(' ')}` : error.message
}
