import type { Page } from '@playwright/test'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectPage, openPortals, type PortalBrowser, type Visitor } from '../support/browser.ts'
import { describeInBrowser } from '../support/describe-in-browser.ts'
import { connectToStudio, type StudioClient } from '../support/studio-client.ts'
import { reviewClassifier, reviewsCsv } from '../support/studio-experiments.ts'

const praise = 'The wonderful moving brilliant book was delightful'
/** Reviews with the opinions the wrong way round: what learns from them answers otherwise. */
const turned = reviewsCsv(300).replaceAll(/^(good|bad),/gm, (_, opinion) => (opinion === 'good' ? 'bad,' : 'good,'))

describeInBrowser('from data to a model in use', () => {
  let portals: PortalBrowser
  let studio: StudioClient
  let visitor: Visitor
  let page: Page
  let training: string
  /** Page of the web service that scores, and its path in the studio API. */
  let scoring: { readonly page: string; readonly path: string }

  beforeAll(async () => {
    portals = await openPortals()
    studio = await connectToStudio(portals.sluice)
    const data = await studio.upload('Opinions', 'opinions.csv', reviewsCsv(300))
    const graph = reviewClassifier(data, { cleans: false })
    const { id } = await studio.call('POST', '/experiments', { name: 'Opinions', graph })
    training = `/studio/${studio.workspaceId}/experiments/${id}`
    visitor = await portals.visit({ size: { width: 1440, height: 900 } })
    page = visitor.page
  }, 120_000)
  afterAll(() => portals?.close())

  const heading = () => page.getByRole('heading', { level: 1 })
  const run = () => page.getByRole('button', { name: 'Run', exact: true }).click()
  const dialog = () => page.getByRole('dialog')
  const finished = () => page.getByText('Finished running', { exact: true }).first()

  /** "Set up web service" to the experiment that comes of it, then "Publish web service". @returns the service's page */
  async function convertAndPublish(kind: 'Predictive experiment' | 'Retraining experiment') {
    await visitor.go(training)
    await page.getByRole('button', { name: 'Set up web service' }).click()
    await page.getByRole('menuitem', { name: kind, exact: true }).click()
    await dialog().getByRole('button', { name: 'Create' }).click()
    await expectPage(page).not.toHaveURL(new RegExp(training))
    const board = page.getByRole('application', { name: 'Experiment canvas' })
    await expectPage(board.getByRole('group', { name: /^Web service input/ })).toBeVisible()
    await expectPage(board.getByRole('group', { name: /^Web service output/ }).first()).toBeVisible()
    await page.getByRole('button', { name: 'Publish web service' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Yes', exact: true }).click()
    await expectPage(page).toHaveURL(/web-services\/[^/]+\/dashboard/, { timeout: 60_000 })
    return new URL(page.url()).pathname.replace(/\/dashboard$/, '')
  }

  async function runJob(service: string, name: string, text: string) {
    await visitor.go(`${service}/jobs`)
    await page.getByRole('button', { name: 'New job' }).first().click()
    await dialog().getByRole('radio', { name: 'Upload a file now' }).click()
    const file = { name, mimeType: 'text/csv', buffer: Buffer.from(text) }
    await dialog().getByLabel('CSV file').setInputFiles(file)
    await dialog().getByRole('button', { name: 'Submit job' }).click()
    await expectPage(heading()).toContainText('Batch job of')
    await expectPage(page.getByText('Finished', { exact: true })).toBeVisible({ timeout: 60_000 })
  }

  /** Tests an endpoint on its page. @returns the cells of the answer */
  async function testRow(): Promise<readonly string[]> {
    await page.getByRole('link', { name: 'Test', exact: true }).first().click()
    await dialog().getByRole('textbox', { name: 'text', exact: true }).fill(praise)
    await dialog().getByRole('button', { name: 'Run test' }).click()
    await expectPage(dialog().getByText(/Answered 200 OK in/)).toBeVisible()
    const cells = await dialog().getByRole('cell').allTextContents()
    await page.keyboard.press('Escape')
    await expectPage(dialog()).toHaveCount(0)
    return cells
  }

  /** What a program gets. */
  async function scoredLabel(endpoint: string): Promise<string> {
    const Inputs = { input1: [{ opinion: '', text: praise }] }
    const answer = await studio.call('POST', `${scoring.path}/endpoints/${endpoint}/test`, { Inputs })
    const { ColumnNames, Values } = answer.Results.output1.value
    return Values[0][ColumnNames.indexOf('Scored Labels')]
  }

  it('trains a classifier, and tells how good it is', { timeout: 120_000 }, async () => {
    await visitor.open(`${training}?module=evaluate`)
    await run()
    await expectPage(finished()).toBeVisible({ timeout: 60_000 })
    await page.getByRole('button', { name: 'Visualize Evaluation results' }).click()
    await expectPage(dialog().getByRole('table', { name: 'Metrics' })).toContainText('AUC')
    await expectPage(dialog().getByRole('figure', { name: 'ROC' })).toBeVisible()
    await expectPage(dialog().getByRole('table', { name: /^Confusion matrix/ })).toBeVisible()
    await expectPage(dialog().getByRole('slider', { name: 'Threshold' })).toBeVisible()
    await page.keyboard.press('Escape')
    await expectPage(dialog()).toHaveCount(0)
  })

  it('trains another one, and compares the two', { timeout: 120_000 }, async () => {
    await visitor.go(`${training}?module=learner`)
    await page.getByRole('textbox', { name: 'L1 regularization weight' }).fill('20')
    await run()
    await page.getByRole('button', { name: 'History' }).click()
    const history = page.getByRole('region', { name: 'History' })
    const runs = history.getByRole('list', { name: 'Runs' }).getByRole('listitem')
    await expectPage(runs).toHaveCount(2)
    await expectPage(runs.first()).toContainText('Finished running', { timeout: 60_000 })
    for (const one of await runs.all()) await one.getByRole('checkbox').check()
    await history.getByRole('button', { name: 'Compare' }).click()
    await expectPage(dialog().getByRole('region', { name: 'Changes of the graph' })).toContainText('L1 regularization')
    await expectPage(
      dialog()
        .getByRole('region', { name: /^Metrics of Evaluate Model/ })
        .first(),
    ).toContainText('AUC')
    await page.keyboard.press('Escape')
    await expectPage(dialog()).toHaveCount(0)
  })

  it('makes it predictive, publishes, tests, and scores a file', { timeout: 180_000 }, async () => {
    const address = await convertAndPublish('Predictive experiment')
    scoring = { page: address, path: address.slice(address.indexOf('/web-services/')) }
    await expectPage(heading()).toHaveText('Opinions [Predictive Exp.]')
    expect(await testRow()).toContain('good')
    await runJob(address, 'rows.csv', reviewsCsv(50))
    const href = await page.getByRole('link', { name: 'Download: Result output1' }).getAttribute('href')
    const lines = (await (await fetch(href ?? '')).text()).trim().split('\n')
    expect(lines[0]).toContain('Scored Labels')
    expect(lines).toHaveLength(51)
  })

  it('retrains, and swaps the model on one endpoint alone', { timeout: 180_000 }, async () => {
    const retraining = await convertAndPublish('Retraining experiment')
    await runJob(retraining, 'turned.csv', turned)
    await visitor.go(`${scoring.page}/dashboard`)
    await page.getByRole('link', { name: 'Add endpoint' }).click()
    await dialog().getByRole('textbox', { name: 'Name' }).fill('second')
    await dialog().getByRole('button', { name: 'Add endpoint' }).click()
    await expectPage(heading()).toHaveText('second')
    expect(await scoredLabel('second')).toBe('good')
    await page.getByRole('button', { name: /^Replace .*\[trained model\]/ }).click()
    await dialog()
      .getByRole('radio', { name: /^A result of a batch job/ })
      .click()
    await dialog().getByRole('combobox', { name: 'Result' }).selectOption({ index: 1 })
    await dialog().getByRole('button', { name: 'Replace', exact: true }).click()
    await expectPage(page.getByText(/was replaced$/)).toBeVisible()
    expect(await testRow()).toContain('bad')
    expect([await scoredLabel('default'), await scoredLabel('second')]).toEqual(['good', 'bad'])
    expect(visitor.faults).toEqual([])
  })
})
