import type { Locator, Page } from '@playwright/test'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectPage, openPortals, type PortalBrowser, type Visitor } from '../support/browser.ts'
import { describeInBrowser } from '../support/describe-in-browser.ts'
import { columns, connectToStudio, graphOf, type NodeText, type StudioClient } from '../support/studio-client.ts'

const size = { width: 1440, height: 900 }

const board = (page: Page) => page.getByRole('application', { name: 'Experiment canvas' })
const leaf = (page: Page, name: string) => page.getByRole('treeitem', { name, exact: true })
/** A module on the canvas; its name goes on with state, inputs and outputs. */
const module = (page: Page, title: string) => board(page).getByRole('group', { name: new RegExp(`^${title}`) })
const output = (page: Page, port: string, title: string) =>
  board(page).getByRole('button', { name: new RegExp(`^Output ${port} of ${title}`) })
const input = (page: Page, port: string, title: string) =>
  board(page).getByRole('button', { name: new RegExp(`^Input ${port} of ${title}`) })
const connections = (page: Page) => board(page).locator('.react-flow__edge')
const saved = (page: Page) => page.getByRole('status').getByText('Saved', { exact: true })
const tool = (page: Page, name: string) =>
  page.getByRole('toolbar', { name: 'Experiment actions' }).getByRole('button', { name, exact: true })

async function drag(page: Page, from: Locator, to: Locator): Promise<void> {
  const middle = async (place: Locator) => {
    const box = await place.boundingBox()
    if (box === null) throw new Error('It cannot be seen.')
    return [box.x + box.width / 2, box.y + box.height / 2] as const
  }
  await page.mouse.move(...(await middle(from)))
  await page.mouse.down()
  const end = await middle(to)
  await page.mouse.move(end[0] - 40, end[1] - 3)
  await page.mouse.move(...end, { steps: 4 })
  await page.mouse.up()
}

describeInBrowser('the canvas', () => {
  let portals: PortalBrowser
  let studio: StudioClient
  let visitor: Visitor
  let reviews: string
  beforeAll(async () => {
    portals = await openPortals()
    studio = await connectToStudio(portals.sluice)
    const { value } = await studio.call('GET', '/datasets')
    reviews = value.find(({ name }: { name: string }) => name === 'Book Reviews from Amazon').id
    visitor = await portals.visit({ size })
  })
  afterAll(() => portals?.close())

  /** Modules one below the other, `i` and `o` beside them. @returns its address */
  async function experiment(name: string, nodes: readonly NodeText[], edges: readonly string[]): Promise<string> {
    const graph = graphOf(nodes, edges) as { nodes: { position?: object }[] }
    for (const [index, node] of graph.nodes.entries()) node.position = { x: (index % 2) * 280, y: index * 70 }
    const { id } = await studio.call('POST', '/experiments', { name, graph })
    return `/studio/${studio.workspaceId}/experiments/${id}`
  }
  const source: NodeText = ['d: saved-dataset']
  const withData = (): readonly NodeText[] => [
    [source[0], { datasetId: reviews }],
    ['s: select-columns-in-dataset', { columns: columns('Col2') }],
    ['h: feature-hashing', { bitsize: 3 }],
    ['l: two-class-logistic-regression'],
    ['i: web-service-input'],
    ['o: web-service-output'],
  ]

  it('takes modules by drag and by Enter, and keeps them over a reload at once', { timeout: 120_000 }, async () => {
    const { page, open, faults } = visitor
    await open(await experiment('Palette', [], []))
    await expectPage(board(page).getByRole('heading', { name: 'This experiment has no modules yet' })).toBeVisible()
    await leaf(page, 'Saved Datasets').click()
    await leaf(page, 'Book Reviews from Amazon').dragTo(board(page), { targetPosition: { x: 300, y: 120 } })
    await expectPage(module(page, 'Book Reviews from Amazon')).toBeVisible()
    await expectPage(saved(page)).toBeVisible()
    await leaf(page, 'Data Transformation').click()
    await leaf(page, 'Manipulation').click()
    await leaf(page, 'Select Columns in Dataset').focus()
    await page.keyboard.press('Enter')
    await expectPage(module(page, 'Select Columns in Dataset')).toBeVisible()
    // Sooner than it is saved.
    await page.reload()
    await expectPage(module(page, 'Select Columns in Dataset')).toBeVisible()
    await expectPage(saved(page)).toBeVisible()
    await page.reload()
    await expectPage(module(page, 'Select Columns in Dataset')).toBeVisible()
    expect(faults).toEqual([])
  })

  it('connects by drag, by two clicks and by key, takes it back, and says why not', { timeout: 120_000 }, async () => {
    const { page, open, faults } = visitor
    await open(await experiment('Connections', withData(), []))
    await drag(page, output(page, 'Dataset', 'Book Reviews'), input(page, 'Dataset', 'Select Columns'))
    await expectPage(connections(page)).toHaveCount(1)
    await tool(page, 'Undo').click()
    await expectPage(connections(page)).toHaveCount(0)
    await tool(page, 'Redo').click()
    await expectPage(connections(page)).toHaveCount(1)

    await input(page, 'Dataset', 'Feature Hashing').click()
    await output(page, '.*', 'Select Columns').click()
    await expectPage(connections(page)).toHaveCount(2)

    // The input is taken, but a web-service input may share it.
    await drag(page, output(page, 'Data', 'Web service input'), input(page, 'Dataset', 'Feature Hashing'))
    await expectPage(connections(page)).toHaveCount(3)

    await drag(page, output(page, '.*', 'Two-Class Logistic'), input(page, 'Dataset', 'Select Columns'))
    await expectPage(
      page.getByRole('alert').getByText('Types do not match: output untrained model, input table'),
    ).toBeVisible()
    await drag(page, output(page, 'Dataset', 'Book Reviews'), input(page, 'Dataset', 'Feature Hashing'))
    await expectPage(page.getByRole('alert').getByText('This input takes from Select Columns in Dataset')).toBeVisible()
    await expectPage(connections(page)).toHaveCount(3)

    await module(page, 'Feature Hashing').focus()
    await page.keyboard.press('c')
    const dialog = page.getByRole('dialog', { name: 'Connect Feature Hashing to' })
    await expectPage(dialog.getByRole('option').first()).toHaveText(/Web service output/)
    await page.keyboard.press('Enter')
    await expectPage(connections(page)).toHaveCount(4)
    await expectPage(saved(page)).toBeVisible()
    expect(faults).toEqual([])
  })

  it('is worked by keyboard alone', { timeout: 120_000 }, async () => {
    const { page, open, faults } = visitor
    await open(await experiment('Keys', withData(), ['d.dataset > s.dataset']))
    await module(page, 'Book Reviews').focus()
    await page.keyboard.press('ArrowDown')
    await expectPage(module(page, 'Feature Hashing')).toBeFocused()
    const before = await module(page, 'Feature Hashing').boundingBox()
    for (let step = 0; step < 3; step += 1) await page.keyboard.press('Shift+ArrowRight')
    await expectPage(async () => {
      const after = await module(page, 'Feature Hashing').boundingBox()
      expect((after?.x ?? 0) - (before?.x ?? 0)).toBeGreaterThan(20)
    }).toPass()
    await page.keyboard.press('Control+z')
    await expectPage(async () => {
      expect((await module(page, 'Feature Hashing').boundingBox())?.x).toBeCloseTo(before?.x ?? 0, 0)
    }).toPass()
    await page.keyboard.press('Control+c')
    await page.keyboard.press('Control+v')
    await expectPage(module(page, 'Feature Hashing')).toHaveCount(2)
    await page.keyboard.press('Control+z')
    await expectPage(module(page, 'Feature Hashing')).toHaveCount(1)
    await module(page, 'Feature Hashing').focus()
    await page.keyboard.press('Delete')
    await expectPage(module(page, 'Feature Hashing')).toHaveCount(0)
    await page.keyboard.press('Control+z')
    await module(page, 'Select Columns').focus()
    await page.keyboard.press('n')
    await page.getByRole('dialog', { name: 'Add module' }).getByRole('combobox').fill('hash')
    await page.keyboard.press('Enter')
    await expectPage(module(page, 'Feature Hashing')).toHaveCount(2)
    // What was added fits the output of the module that was selected, and takes from it.
    await expectPage(connections(page)).toHaveCount(2)
    await expectPage(board(page).getByRole('group', { name: /^Feature Hashing.*Dataset Select Columns/ })).toBeFocused()
    await page.keyboard.press('Enter')
    await expectPage(page.getByRole('region', { name: 'Properties' })).toBeFocused()
    expect(faults).toEqual([])
  })

  it('is renamed in place, and leaves comments and groups', { timeout: 120_000 }, async () => {
    const { page, open } = visitor
    await open(await experiment('Before', withData(), []))
    await page.getByRole('button', { name: 'Rename experiment' }).click()
    await page.getByRole('textbox', { name: 'Experiment name' }).fill('After')
    await page.keyboard.press('Enter')
    await expectPage(page.getByRole('heading', { level: 1, name: 'After' })).toBeVisible()
    await expectPage(page).toHaveTitle(/^After · Studio/)
    await board(page).getByRole('button', { name: 'More for Feature Hashing' }).click()
    await page.getByRole('menuitem', { name: 'Edit comment' }).click()
    await page.getByRole('textbox', { name: 'Comment' }).last().fill('Eight columns are enough')
    await page.getByRole('button', { name: 'Save comment' }).click()
    await expectPage(module(page, 'Feature Hashing').getByText('Eight columns are enough')).toBeVisible()
    await board(page).getByRole('button', { name: 'More for Feature Hashing' }).click()
    await page.getByRole('menuitem', { name: 'Group', exact: true }).click()
    await page.getByRole('textbox', { name: 'Group name' }).fill('Hashing')
    await page.getByRole('button', { name: 'Rename', exact: true }).click()
    await expectPage(board(page).getByRole('button', { name: 'More for Group Hashing' })).toBeVisible()
    await expectPage(saved(page)).toBeVisible()
  })

  it('has a list that connects, adds and deletes as well', { timeout: 120_000 }, async () => {
    const { page, open } = visitor
    const address = await experiment('List', withData(), ['d.dataset > s.dataset'])
    await open(`${address}?layout=list`)
    const table = page.getByRole('table', { name: 'Modules' })
    await expectPage(table.getByRole('row')).toHaveCount(7)
    await page.getByRole('combobox', { name: 'Dataset of Feature Hashing', exact: true }).click()
    await page.getByRole('option', { name: 'Select Columns in Dataset' }).click()
    await page.getByRole('combobox', { name: 'Web service input for Dataset of Feature Hashing' }).click()
    await page.getByRole('option', { name: 'Web service input' }).click()
    await expectPage(saved(page)).toBeVisible()
    await page.getByRole('button', { name: 'More for Two-Class Logistic Regression' }).click()
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    await expectPage(table.getByRole('row')).toHaveCount(6)
    await tool(page, 'Canvas').click()
    await expectPage(connections(page)).toHaveCount(3)
    await expectPage(module(page, 'Two-Class')).toHaveCount(0)
  })

  it('runs, shows how each module fares, and what is out of date afterwards', { timeout: 120_000 }, async () => {
    const { page, open, faults } = visitor
    const nodes = withData().filter(([text]) => !text.startsWith('l:'))
    const results = [
      'd.dataset > s.dataset',
      's.results > h.dataset',
      'i.data > h.dataset',
      'h.transformedDataset > o.data',
    ]
    const { value } = await studio.call('GET', '/modules')
    const select = value.find(({ id }: { id: string }) => id === 'select-columns-in-dataset')
    await open(
      await experiment(
        'Run',
        nodes,
        results.map((text) => text.replace('s.results', `s.${select.outputs[0].name}`)),
      ),
    )
    await tool(page, 'Run').click()
    await expectPage(module(page, 'Feature Hashing, done')).toBeVisible()
    await expectPage(tool(page, 'Run')).toBeEnabled()
    await board(page).getByRole('button', { name: 'More for Feature Hashing' }).click()
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    await tool(page, 'Undo').click()
    await expectPage(module(page, 'Feature Hashing, done')).toBeVisible()
    await module(page, 'Feature Hashing').click()
    const bits = page.getByRole('region', { name: 'Properties' }).getByLabel('Hashing bitsize')
    await bits.fill('4')
    await bits.blur()
    await expectPage(module(page, 'Feature Hashing, out of date')).toBeVisible()
    await expectPage(module(page, 'Select Columns in Dataset, done')).toBeVisible()
    expect(faults).toEqual([])
  })

  it('asks whose version counts where two have edited one experiment', { timeout: 120_000 }, async () => {
    const { page, open, context } = visitor
    const address = await experiment('Two', withData(), [])
    await open(address)
    const other = await context.newPage()
    await other.goto(address)
    await expectPage(module(other, 'Feature Hashing')).toBeVisible()
    await module(page, 'Feature Hashing').focus()
    await page.keyboard.press('Delete')
    await expectPage(saved(page)).toBeVisible()
    await module(other, 'Select Columns').focus()
    await other.keyboard.press('Delete')
    const dialog = other.getByRole('alertdialog', { name: 'Somebody else has changed this experiment' })
    await expectPage(dialog.getByRole('row', { name: 'Feature Hashing only in yours' })).toBeVisible()
    await expectPage(dialog.getByRole('row', { name: 'Select Columns in Dataset only in the saved one' })).toBeVisible()
    await dialog.getByRole('button', { name: 'Take theirs' }).click()
    await expectPage(module(other, 'Feature Hashing')).toHaveCount(0)
    await expectPage(module(other, 'Select Columns')).toHaveCount(1)
    await expectPage(saved(other)).toBeVisible()
    await other.close()
  })
})
