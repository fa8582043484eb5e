import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test'
import { projectFolder, type RunningSluice, type StartOptions, startSluice } from './start-sluice.ts'

export const administrator = { email: 'admin@sluice.local', password: 'a password for the tests' }

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
  page.setDefaultTimeout(20_000)
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
    async call(method, path, body) {
      const session = (await (await context.request.get('/api/session')).json()) as { csrfToken: string | null }
      const answer = await context.request.fetch(path, {
        method,
        // A PUT may create: then there is no version to name.
        headers: { 'X-CSRF-Token': session.csrfToken ?? '', ...(method === 'PUT' ? {} : { 'If-Match': '*' }) },
        ...(body === undefined ? {} : { data: body }),
      })
      const text = await answer.text()
      return { status: answer.status(), json: text === '' ? undefined : (JSON.parse(text) as unknown) }
    },
  }
}

/** Of which test a page would show the failure. */
const pictured = new WeakMap<Page, string>()

/** For whoever looks for the reason: what the page showed when its test failed. */
async function takePictureOfFailure(page: Page): Promise<void> {
  // Tools show pages, too, and have no tests.
  if (process.env.VITEST === undefined) return
  const { expect, onTestFailed } = await import('vitest')
  const test = expect.getState().currentTestName
  if (test === undefined || pictured.get(page) === test) return
  pictured.set(page, test)
  onTestFailed(async () => {
    if (page.isClosed()) return
    const name = `${test.replaceAll(/\W+/g, '-').slice(0, 120)}-${Date.now()}.png`
    const path = join(projectFolder, '.cache', 'failures', name)
    await page.screenshot({ path, timeout: 5_000 })
    console.error(`What the page at ${page.url()} showed is in ${path}.`)
  })
}

/** What axe finds on the page, one line for each place; empty = nothing. */
export async function axeFaults(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page })
    // Without a second page to gather what frames of other sites say: there are none, and it takes two thirds of the time.
    .setLegacyMode()
    .options({ resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } })
    // Focus guards of the component library, which nobody can see or reach.
    .exclude('[data-tabster-dummy]')
    .analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary?.replaceAll('\n', ' ')}`),
  )
}
