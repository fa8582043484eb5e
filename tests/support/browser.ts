import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, expect, type Page } from '@playwright/test'
import { projectFolder, type RunningSluice, type StartOptions, startSluice } from './start-sluice.ts'

export const administrator = { email: 'admin@sluice.local', password: 'a password for the tests' }

/** Waits until a page is as it should be; long, as several programs and browsers may share the machine. */
export const expectPage = expect.configure({ timeout: 45_000 })

export interface VisitOptions {
  /** Default: the administrator; null = nobody signs in. */
  readonly as?: { readonly email: string; readonly password: string; readonly service?: string } | null
  readonly scheme?: 'light' | 'dark'
  readonly language?: 'en' | 'nl'
  readonly size?: { readonly width: number; readonly height: number }
}

/** A browser at a program of its own, for the tests of one file. */
export interface PortalBrowser {
  readonly sluice: RunningSluice
  /** Address of the portals. */
  readonly address: string
  /** Path of the instance in the management API. */
  readonly serviceId: string
  /** A new visitor, with cookies and storage of its own. Faults of its pages are gathered in `faults`. */
  visit(options?: VisitOptions): Promise<Visitor>
  close(): Promise<void>
}

export interface Visitor {
  readonly page: Page
  readonly context: BrowserContext
  /** Errors of scripts, and what the pages' policy has blocked; to be emptied by whoever reads them. */
  readonly faults: string[]
  /** Opens a path of ours and waits until nothing is on its way. */
  open(path: string): Promise<void>
  /** Goes to a path of ours as a link does, without loading the app anew, and waits until nothing is on its way. */
  go(path: string): Promise<void>
  /** Calls the management API as this visitor. */
  call(method: string, path: string, body?: unknown): Promise<{ readonly status: number; readonly json: unknown }>
}

const candidates = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const executable = () => process.env.CHROMIUM_PATH ?? candidates.find(existsSync)

/** Why there are no tests in a browser here; undefined = there are. */
export const whyNoBrowser = (): string | undefined =>
  executable() === undefined ? 'no Chromium: apt-get install chromium, or name one in CHROMIUM_PATH' : undefined

/** Starts the program with the sample content, and the browser that the machine has. */
export async function openPortals(options: StartOptions = {}): Promise<PortalBrowser> {
  const [sluice, browser] = await Promise.all([
    startSluice({
      ...options,
      environment: {
        SLUICE_ADMIN_EMAIL: administrator.email,
        SLUICE_ADMIN_PASSWORD: administrator.password,
        ...options.environment,
      },
    }),
    launch(),
  ])
  const address = sluice.addresses.management ?? ''
  const { subscriptionId, resourceGroup, name } = sluice.status().instance ?? {}
  return {
    sluice,
    address,
    serviceId: `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.ApiManagement/service/${name}`,
    visit: (visit = {}) => createVisitor(browser, address, visit),
    async close() {
      await browser.close()
      await sluice.remove()
    },
  }
}

/** The browser of the machine, without a window. */
export const launch = (...more: readonly string[]): Promise<Browser> =>
  chromium.launch({
    executablePath: executable() ?? '',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...more,
    ],
  })

async function createVisitor(browser: Browser, address: string, options: VisitOptions): Promise<Visitor> {
  const { as = administrator, scheme = 'light', language = 'en', size = { width: 1280, height: 900 } } = options
  const context = await browser.newContext({
    baseURL: address,
    viewport: size,
    colorScheme: scheme,
    locale: language,
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  const page = await context.newPage()
  page.setDefaultTimeout(45_000)
  const isQuiet = watchRequests(page)
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    if (/Content Security Policy|Content-Security-Policy/.test(message.text())) faults.push(message.text())
  })
  if (as !== null) {
    const answer = await context.request.post('/api/sign-in', { data: as })
    if (!answer.ok()) throw new Error(`Nobody could sign in as ${as.email}: ${await answer.text()}`)
  }
  return {
    page,
    context,
    faults,
    async open(path) {
      await takePictureOfFailure(page)
      await page.goto(path)
      await page.locator('h1:not(.early h1)').first().waitFor()
      await page.waitForLoadState('load')
    },
    async go(path) {
      await takePictureOfFailure(page)
      await page.evaluate(
        `history.pushState({}, '', ${JSON.stringify(path)}); dispatchEvent(new PopStateEvent('popstate'))`,
      )
      await isQuiet()
    },
    async call(method, path, body) {
      const session = (await (await context.request.get('/api/session')).json()) as { csrfToken: string | null }
      const answer = await context.request.fetch(path, {
        method,
        headers: {
          // Pages are at some of the API's addresses, for whoever takes anything.
          Accept: 'application/json',
          'X-CSRF-Token': session.csrfToken ?? '',
          // A PUT may create: then there is no version to name.
          ...(method === 'PUT' ? {} : { 'If-Match': '*' }),
        },
        ...(body === undefined ? {} : { data: body }),
      })
      const text = await answer.text()
      return { status: answer.status(), json: text === '' ? undefined : (JSON.parse(text) as unknown) }
    },
  }
}

/** @returns waits until nothing was on its way for a moment, but for events, which never end */
function watchRequests(page: Page): () => Promise<void> {
  const open = new Set<object>()
  let changedAt = 0
  const end = (request: object) => {
    if (open.delete(request)) changedAt = performance.now()
  }
  page.on('request', (request) => {
    if (/\/events\b/.test(request.url())) return
    open.add(request)
    changedAt = performance.now()
  })
  page.on('requestfinished', end)
  page.on('requestfailed', end)
  return async () => {
    const begin = performance.now()
    changedAt = begin
    while (performance.now() - begin < 10_000) {
      await page.waitForTimeout(30)
      if (open.size === 0 && performance.now() - changedAt > 120) return
    }
  }
}

/** Of which test a page would show the failure. */
const pictured = new WeakMap<Page, string>()

/** For whoever looks for the reason: what the page showed when its test failed. */
async function takePictureOfFailure(page: Page): Promise<void> {
  // Tools show pages, too, and have no tests.
  if (process.env.VITEST === undefined) return
  const vitest = await import('vitest')
  // What prepares the tests of a file runs in none of them, and its failure has no picture.
  const isInTest = vitest.TestRunner.getCurrentTest() !== undefined
  const test = isInTest ? vitest.expect.getState().currentTestName : undefined
  if (test === undefined || pictured.get(page) === test) return
  pictured.set(page, test)
  vitest.onTestFailed(async () => {
    if (page.isClosed()) return
    const name = `${test.replaceAll(/\W+/g, '-').slice(0, 120)}-${Date.now()}.png`
    const path = join(projectFolder, '.cache', 'failures', name)
    await page.screenshot({ path, timeout: 5_000 })
    console.error(`What the page at ${page.url()} showed is in ${path}.`)
  })
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/**
 * What axe finds on the page, one line for each place; empty = nothing.
 * @param rules only or without these; default: all, and the size of targets
 */
export async function axeFaults(
  page: Page,
  { only, without = [] }: { readonly only?: readonly string[]; readonly without?: readonly string[] } = {},
): Promise<readonly string[]> {
  // Once for each document: to bring it anew for each look takes longer than the look.
  if (!(await page.evaluate<boolean>("'axe' in window"))) await page.evaluate(axeSource)
  const disabled = Object.fromEntries(without.map((rule) => [rule, { enabled: false }]))
  const options = {
    resultTypes: ['violations'],
    ...(only === undefined ? { rules: { 'target-size': { enabled: true }, ...disabled } } : { runOnly: only }),
  }
  // Focus guards of the component library, which nobody can see or reach.
  const context = { exclude: [['[data-tabster-dummy]']] }
  // What fades in has not yet the colours that it is to have.
  await page.evaluate(`Promise.allSettled(
    document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity).map(({ finished }) => finished),
  ).then(() => undefined)`)
  const violations = await page.evaluate<AxeViolation[]>(
    `axe.run(${JSON.stringify(context)}, ${JSON.stringify(options)}).then(({ violations }) => violations)`,
  )
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary?.replaceAll('\n', ' ')}`),
  )
}

/** What axe says, as far as it is read here. */
interface AxeViolation {
  readonly id: string
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary?: string }[]
}
