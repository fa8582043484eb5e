#!/usr/bin/env node
// Makes `npm start`, `npm test` and `npx sluice` work as the only command on a fresh clone: installs what is missing,
// then runs a script of ours under Node 24, whatever Node started this file (docs/decisions/0001-node-24-from-npm.md).
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import module from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { buildServer, builtServer } from './server-program.mjs'
import { buildWebApp, isWebAppBuilt } from './web-app.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const neededMajor = 24

const given = process.argv.slice(2)
const isScript = given[0]?.endsWith('.ts') ?? false
const program = join(root, 'apps', 'server', 'src', 'main.ts')
const source = isScript ? resolve(root, given[0]) : program
const args = isScript ? given.slice(1) : given
const needsTools = source.startsWith(join(root, 'tools'))

if (!isInstalled()) install()

// By variable, so that processes and threads that are started from here have it, too: it halves the time of a start.
process.env.NODE_COMPILE_CACHE ??= join(root, '.cache', 'compile')
if (Number(process.versions.node.split('.')[0]) >= neededMajor) {
  module.enableCompileCache?.(process.env.NODE_COMPILE_CACHE)
  const script = source === program ? programToRun() : source
  process.argv = [process.execPath, script, ...args]
  await import(pathToFileURL(script).href)
} else {
  runWith(nodeBinary())
}

/** The program as it was built, or its source; what is out of date is built where there is time for it, at a start. */
function programToRun() {
  const isStart = args.find((arg) => !arg.startsWith('-')) === 'start'
  if (isStart && !isWebAppBuilt()) {
    console.error('Building the web app…')
    // The program is of use without its pages; who opens one reads what to do.
    if (!buildWebApp(process.execPath)) {
      console.error('The web app could not be built: the program starts without its newest pages.')
    }
  }
  const built = builtServer()
  if (built !== undefined || !isStart) return built ?? program
  const newest = buildServer(process.execPath)
  if (newest === undefined)
    console.error('The program could not be built: it runs from its sources, which start slower.')
  return newest ?? program
}

/** Whether every package of the lock file that this machine needs is there in its version. */
function isInstalled() {
  const installedFile = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(installedFile)) return false
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
  const installed = JSON.parse(readFileSync(installedFile, 'utf8')).packages
  return Object.entries(wanted).every(
    ([path, entry]) =>
      !path.includes('node_modules/') ||
      // A package of ours that came with a pull has no version of its own, only a link to it.
      (entry.link ? existsSync(join(root, path)) : installed[path]?.version === entry.version) ||
      // A machine that only runs the program needs none of the tools: `npm ci --omit=dev` is enough there.
      (installed[path] === undefined && (entry.optional || (entry.dev && !needsTools))),
  )
}

function install() {
  console.error('Installing what is missing from npm (once, about a minute)…')
  // Set to something else where another package manager runs our scripts.
  const npm = process.env.npm_execpath?.endsWith('npm-cli.js')
    ? { command: process.execPath, prefix: [process.env.npm_execpath] }
    : { command: process.platform === 'win32' ? 'npm.cmd' : 'npm', prefix: [] }
  const include = needsTools ? ['--include=dev'] : []
  const result = spawnSync(npm.command, [...npm.prefix, 'ci', '--include=optional', ...include, '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  })
  if (result.signal !== null) process.exit(130)
  if (result.status !== 0) {
    if (result.error) console.error(result.error.message)
    console.error('npm could not install the packages; its message is above. Check the network and run this again.')
    process.exit(1)
  }
}

function nodeBinary() {
  const candidates = [
    join(root, 'node_modules', `node-win-${process.arch}`, 'bin', 'node.exe'),
    join(root, 'node_modules', `node-bin-${process.platform}-${process.arch}`, 'bin', 'node'),
    join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node'),
  ]
  const found = candidates.find(existsSync)
  if (found === undefined && Number(process.versions.node.split('.')[0]) < neededMajor) {
    console.error(
      `npm has no Node ${neededMajor} for ${process.platform} on ${process.arch}. Install Node ${neededMajor} and run this again.`,
    )
    process.exit(1)
  }
  return found ?? process.execPath
}

function runWith(binary) {
  const child = spawn(binary, [fileURLToPath(import.meta.url), source, ...args], { stdio: 'inherit' })
  // Ctrl-C reaches the whole process group; the child decides when to end, this process only waits for it.
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  child.on('error', (error) => {
    console.error(`${binary} cannot be started: ${error.message}`)
    process.exit(1)
  })
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code)
    // Whoever waits for this process learns by which signal the other one ended.
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
  })
}
