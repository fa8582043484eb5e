import { execFile, execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

const timeLimitMs = 120_000

/** How a sample of one language is run as a person would run it. */
export interface SampleRunner {
  readonly id: string
  /** Name of the file that the sample is written to. */
  readonly file: string
  /** One after the other; `sample` is the file. */
  readonly commands: readonly (readonly string[])[]
  /** Prove that the language is there. */
  readonly probes: readonly (readonly string[])[]
  /** What to install on Debian. */
  readonly packages: string
  readonly environment?: Readonly<Record<string, string>>
}

const python = ['/usr/bin/python3', 'python3'].find((command) => runs([command, '-c', 'import requests'])) ?? 'python3'

/** In the order of the samples. */
export const sampleRunners: readonly SampleRunner[] = [
  {
    id: 'csharp',
    file: 'Program.cs',
    commands: [
      ['mcs', '-r:System.Net.Http.dll', 'Program.cs'],
      ['mono', 'Program.exe'],
    ],
    probes: [
      ['mcs', '--version'],
      ['mono', '--version'],
    ],
    packages: 'mono-mcs mono-runtime libmono-system-net-http4.0-cil',
  },
  {
    id: 'python',
    file: 'sample.py',
    commands: [[python, 'sample.py']],
    probes: [[python, '-c', 'import requests']],
    packages: 'python3 python3-requests',
  },
  {
    id: 'r',
    file: 'sample.R',
    commands: [['Rscript', 'sample.R']],
    probes: [['Rscript', '-e', 'library(httr)']],
    packages: 'r-base-core r-cran-httr',
  },
  { id: 'curl', file: 'sample.sh', commands: [['sh', 'sample.sh']], probes: [['curl', '--version']], packages: 'curl' },
  {
    id: 'javascript',
    file: 'sample.mjs',
    commands: [[process.execPath, 'sample.mjs']],
    probes: [],
    packages: 'nodejs',
  },
  {
    id: 'powershell',
    file: 'sample.ps1',
    commands: [['pwsh', '-NoProfile', '-File', 'sample.ps1']],
    probes: [['pwsh', '-Version']],
    packages: 'powershell, which Debian itself does not have',
  },
  {
    id: 'java',
    file: 'Sample.java',
    commands: [['java', 'Sample.java']],
    probes: [['javac', '-version']],
    packages: 'default-jdk-headless',
  },
  {
    id: 'go',
    file: 'sample.go',
    commands: [['go', 'run', 'sample.go']],
    probes: [['go', 'version']],
    packages: 'golang-go',
    // The standard library is all it takes.
    environment: { GO111MODULE: 'off', GOPROXY: 'off' },
  },
  {
    id: 'php',
    file: 'sample.php',
    commands: [['php', 'sample.php']],
    probes: [['php', '-r', "exit(extension_loaded('curl') ? 0 : 1);"]],
    packages: 'php-cli php-curl',
  },
  {
    id: 'ruby',
    file: 'sample.rb',
    commands: [['ruby', 'sample.rb']],
    probes: [['ruby', '--version']],
    packages: 'ruby',
  },
]

/** Why samples of a language cannot be run here; undefined = they can. The test command installs it where it may. */
export const whyNot = ({ probes, packages }: SampleRunner): string | undefined =>
  probes.every(runs) ? undefined : `the language is not here; Debian: ${packages}`

/** Runs a sample in `folder`, without any proxy settings: it talks to this machine. @returns what it printed */
export async function runSample(runner: SampleRunner, text: string, folder: string): Promise<string> {
  writeFileSync(join(folder, runner.file), text)
  const env = { PATH: process.env.PATH, HOME: folder, LANG: 'C.UTF-8', ...runner.environment }
  let printed = ''
  for (const [command = '', ...rest] of runner.commands) {
    const { stdout } = await promisify(execFile)(command, rest, { cwd: folder, env, timeout: timeLimitMs })
    printed += stdout
  }
  return printed
}

function runs([command = '', ...rest]: readonly string[]): boolean {
  try {
    execFileSync(command, rest, { stdio: 'pipe' })
    return true
  } catch {
    return false
  }
}
