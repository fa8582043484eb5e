import { existsSync, globSync, mkdirSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { runCommand, type Step } from './step.ts'

interface SystemPackage {
  readonly name: string
  readonly neededFor: string
  isThere(): boolean
}

const isOnPath = (program: string) =>
  (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)))

/** What the tests use of the machine beyond Node and npm. */
const packages: readonly SystemPackage[] = [
  { name: 'curl', neededFor: 'the printed calls, as a person pastes them', isThere: () => isOnPath('curl') },
  { name: 'python3', neededFor: "the tutorial's program", isThere: () => isOnPath('python3') },
  {
    name: 'python3-azure-storage',
    neededFor: "the Python library of Azure's storage",
    isThere: () => existsSync('/usr/lib/python3/dist-packages/azure/storage/blob'),
  },
  { name: 'chromium', neededFor: 'the pages, as people use them', isThere: () => isOnPath('chromium') },
  {
    name: 'python3-requests',
    neededFor: 'samples in Python',
    isThere: () => existsSync('/usr/lib/python3/dist-packages/requests'),
  },
  { name: 'r-base-core', neededFor: 'samples in R', isThere: () => isOnPath('Rscript') },
  { name: 'r-cran-httr', neededFor: 'samples in R', isThere: () => existsSync('/usr/lib/R/site-library/httr') },
  { name: 'default-jdk-headless', neededFor: 'samples in Java', isThere: () => isOnPath('javac') },
  { name: 'golang-go', neededFor: 'samples in Go', isThere: () => isOnPath('go') },
  { name: 'php-cli', neededFor: 'samples in PHP', isThere: () => isOnPath('php') },
  {
    name: 'php-curl',
    neededFor: 'samples in PHP',
    isThere: () => globSync('/usr/lib/php/*/curl.so').length > 0,
  },
  { name: 'ruby', neededFor: 'samples in Ruby', isThere: () => isOnPath('ruby') },
  { name: 'mono-mcs', neededFor: 'samples in C#', isThere: () => isOnPath('mcs') },
  { name: 'mono-runtime', neededFor: 'samples in C#', isThere: () => isOnPath('mono') },
  {
    name: 'libmono-system-net-http4.0-cil',
    neededFor: 'samples in C#',
    isThere: () => existsSync('/usr/lib/mono/4.5/System.Net.Http.dll'),
  },
  {
    name: 'redis-server',
    neededFor: 'the external cache of gateways',
    isThere: () => isOnPath('redis-server') || isOnPath('valkey-server'),
  },
  {
    name: 'postgresql',
    neededFor: 'the store on PostgreSQL',
    isThere: () => existsSync('/usr/lib/postgresql') || (isOnPath('initdb') && isOnPath('postgres')),
  },
]

/** Installs what is missing where it may; what stays missing makes its tests skip with the reason. */
export const systemPackages = (folder: string): Step => ({
  name: 'system packages',
  async run() {
    const missing = packages.filter((wanted) => !wanted.isThere())
    if (missing.length === 0) return { passed: 0, failed: 0, note: 'all there' }
    const names = missing.map(({ name }) => name)
    const mayInstall = process.getuid?.() === 0 && isOnPath('apt-get')
    if (mayInstall) {
      console.log(`  installing ${names.join(', ')} with apt-get…`)
      await aptInstall(names, folder)
    }
    const absent = missing.filter((wanted) => !wanted.isThere())
    if (absent.length === 0) return { passed: 0, failed: 0, note: `installed ${names.join(', ')}` }
    const reasons = absent.map(({ name, neededFor }) => `${name} (for ${neededFor})`).join(', ')
    const how = mayInstall
      ? 'apt-get could not install'
      : `on Debian: apt-get install ${absent.map(({ name }) => name).join(' ')}; missing`
    return { passed: 0, failed: 0, note: `${how} ${reasons}. Tests that need them are skipped.` }
  },
})

async function aptInstall(names: readonly string[], folder: string): Promise<void> {
  // Debian's package starts a server on its usual port; the tests start their own, on a free one.
  const settings = '/etc/postgresql-common'
  if (names.includes('postgresql') && !existsSync(settings)) {
    mkdirSync(settings, { recursive: true })
    writeFileSync(join(settings, 'createcluster.conf'), 'create_main_cluster = false\n')
  }
  const environment = { DEBIAN_FRONTEND: 'noninteractive' }
  await runCommand('apt-get', ['update', '-qq'], { folder, environment })
  await runCommand('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], { folder, environment })
}
