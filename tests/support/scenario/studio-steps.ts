import { expect } from 'vitest'
import { expectPage, type Visitor } from '../browser.ts'
import { boardOf, type CanvasHands, moduleOf } from './canvas-hands.ts'
import type { Hands } from './hands.ts'
import type { ScoringAddress } from './scoring-address.ts'

/** The reference row of "This is a good day". */
export const hashedRow = ['1', '1', '2', '2', '0', '2', '0', '1']

/** Steps 1 to 6: an experiment, built, run and looked at, with the ports of a web service. */
export async function buildExperiment(visitor: Visitor, hands: Hands, canvas: CanvasHands, name: string) {
  const { page, open } = visitor
  const { press, fill } = hands
  const button = (text: string | RegExp) => page.getByRole('button', { name: text, exact: typeof text === 'string' })
  const entry = (text: string) => page.getByRole('treeitem', { name: text, exact: true })
  const connections = boardOf(page).locator('.react-flow__edge')
  const saved = () => expectPage(page.getByRole('status').getByText('Saved', { exact: true })).toBeVisible()

  // 1
  await open('/')
  await press(page.getByRole('link', { name: 'My workspace' }).first())
  await expectPage(page.getByRole('heading', { level: 1 })).toHaveText('Experiments')
  await press(button('New'))
  await press(page.getByRole('menuitem', { name: 'Experiment', exact: true }))
  await press(button(/^Blank Experiment/))
  await press(button('Rename experiment'))
  await fill(page.getByRole('textbox', { name: 'Experiment name' }), name)
  await page.keyboard.press('Enter')
  await expectPage(page.getByRole('heading', { level: 1 })).toHaveText(name)
  await expectPage(page).toHaveTitle(new RegExp(name))
  await saved()

  // 2
  await press(entry('Saved Datasets'))
  await canvas.add(entry('Book Reviews from Amazon'), { x: 280, y: 60 })
  await press(entry('Data Transformation'))
  await press(entry('Manipulation'))
  await canvas.add(entry('Select Columns in Dataset'), { x: 280, y: 180 })
  await expectPage(moduleOf(page, 'Select Columns in Dataset')).toBeVisible()
  await canvas.connect('Book Reviews from Amazon', 'Select Columns in Dataset')
  await expectPage(connections).toHaveCount(1)

  // 3
  await press(moduleOf(page, 'Select Columns in Dataset'))
  await press(button('Launch column selector'))
  const selector = page.getByRole('dialog', { name: /Column selector/ })
  const available = selector.getByRole('listbox', { name: 'Available columns' }).getByRole('option')
  await expectPage(available).toHaveText([/Col1/, /Col2/])
  await press(available.filter({ hasText: 'Col2' }))
  await press(selector.getByRole('button', { name: 'Save selection' }))
  await expectPage(page.getByRole('group', { name: 'Select columns', exact: true })).toContainText('Col2')

  // 4
  await press(entry('Text Analytics'))
  await canvas.add(entry('Feature Hashing'), { x: 280, y: 300 })
  await canvas.connect('Select Columns in Dataset', 'Feature Hashing')
  await expectPage(connections).toHaveCount(2)
  await press(moduleOf(page, 'Feature Hashing'))
  await fill(
    page
      .getByRole('textbox', { name: 'Hashing bitsize' })
      .or(page.getByRole('spinbutton', { name: 'Hashing bitsize' })),
    '3',
  )
  await expectPage(page.getByText('makes 8 columns')).toBeVisible()
  await saved()

  // 5
  await press(button('Run'))
  await expectPage(page.getByText('Finished running').first()).toBeVisible({ timeout: 60_000 })
  await press(moduleOf(page, 'Feature Hashing'))
  await press(button(/^Visualize/))
  const view = page.getByRole('dialog')
  for (let column = 1; column <= 8; column++) {
    await expectPage(view.getByText(`Col2 - Hashing feature ${column}`).first()).toBeAttached()
  }
  await press(view.getByRole('button', { name: 'Close', exact: true }))
  await expectPage(view).toHaveCount(0)

  // 6
  await press(entry('Web Service'))
  await canvas.add(entry('Input'), { x: 60, y: 180 })
  await canvas.connect('Web service input', 'Feature Hashing')
  await expectPage(connections).toHaveCount(3)
  await canvas.add(entry('Output'), { x: 280, y: 420 })
  await canvas.connect('Feature Hashing', 'Web service output')
  await expectPage(connections).toHaveCount(4)
  await saved()
}

/** Steps 7 to 9: published, tested, and its help pages read. @returns W, S and K */
export async function publishExperiment({ page }: Visitor, { press, fill }: Hands, name: string) {
  const button = (text: string | RegExp) => page.getByRole('button', { name: text, exact: typeof text === 'string' })

  // 7
  await press(button('Publish web service'))
  await press(page.getByRole('alertdialog').getByRole('button', { name: 'Yes', exact: true }))
  await expectPage(page.getByRole('link', { name: 'Request/Response' }).first()).toBeVisible({ timeout: 60_000 })
  await expectPage(page.getByRole('heading', { level: 1 })).toHaveText(name)
  const dashboard = page.url()
  await press(button('Reveal API key'))
  const key =
    (await page
      .getByText(/^[A-Za-z0-9+/=]{60,}$/)
      .first()
      .textContent()) ?? ''
  await press(page.getByRole('link', { name: 'Request/Response' }).first())
  const uri = page.getByText(/\/workspaces\/\w+\/services\/\w+\/execute\?api-version=2\.0/).first()
  const [, workspace = '', service = ''] =
    /workspaces\/(\w+)\/services\/(\w+)\//.exec((await uri.textContent()) ?? '') ?? []
  const scoring: ScoringAddress = { workspace, service, key }

  // 9
  for (const language of ['C#', 'Python 3', 'R']) {
    await expectPage(page.getByRole('tab', { name: language, exact: true })).toBeVisible()
  }
  await page.goBack()

  // 8
  await expectPage(page).toHaveURL(dashboard)
  await press(page.getByRole('link', { name: 'Test', exact: true }))
  const test = page.getByRole('dialog')
  await fill(test.getByRole('textbox', { name: 'Col2' }), 'This is a good day')
  await press(test.getByRole('button', { name: 'Run test' }))
  await expectPage(test.getByText(/200 OK/)).toBeVisible()
  const cells = await test.getByRole('cell').allTextContents()
  expect(cells.slice(-hashedRow.length)).toEqual(hashedRow)
  await press(test.getByRole('button', { name: 'Close', exact: true }))
  await expectPage(test).toHaveCount(0)

  // 9
  await press(page.getByRole('link', { name: 'Batch Execution' }).first())
  for (const call of ['Submit (but not start)', 'Start', 'Get the status or the result of', 'Cancel or delete']) {
    await expectPage(page.getByRole('heading', { name: `${call} a batch execution job` })).toBeVisible()
  }
  await expectPage(page.getByRole('tab', { name: 'Python 3', exact: true }).first()).toBeVisible()
  return scoring
}
