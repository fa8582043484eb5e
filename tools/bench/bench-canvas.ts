import type { Page } from '@playwright/test'
import { openPortals, whyNoBrowser } from '../../tests/support/browser.ts'
import { connectToStudio, graphOf, type NodeText } from '../../tests/support/studio-client.ts'

const moduleCount = 300
const columnCount = 15
const seconds = 3

/** Times between frames while something is done on the canvas, in milliseconds. */
interface Frames {
  readonly median: number
  readonly p95: number
  readonly longest: number
}

/** How smooth the canvas is with 300 modules: pan, zoom and drag. */
export async function benchCanvas(): Promise<readonly string[]> {
  const reason = whyNoBrowser()
  if (reason !== undefined) return ['## Canvas of the studio', '', `Not measured: ${reason}.`]
  const portals = await openPortals()
  try {
    const studio = await connectToStudio(portals.sluice)
    const { id } = await studio.call('POST', '/experiments', { name: 'Three hundred modules', graph: largeGraph() })
    const { page, open } = await portals.visit()
    await open(`/studio/${studio.workspaceId}/experiments/${id}`)
    const canvas = page.getByRole('application', { name: 'Experiment canvas' })
    await canvas.locator('.react-flow__node').first().waitFor()
    const box = await canvas.boundingBox()
    if (box === null) throw new Error('The canvas is not on the page.')
    const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
    const still = await measure(page, () => page.waitForTimeout(seconds * 1000))
    const zoom = await measure(page, async () => {
      await page.mouse.move(middle.x, middle.y)
      for (let step = 0; step < 60; step++) await page.mouse.wheel(0, step % 20 < 10 ? 40 : -40)
    })
    const pan = await measure(page, async () => {
      await page.mouse.move(middle.x + 200, middle.y + 100)
      await page.mouse.down({ button: 'middle' })
      await sweep(page, middle)
      await page.mouse.up({ button: 'middle' })
    })
    const node = await canvas.locator('.react-flow__node').nth(20).boundingBox()
    if (node === null) throw new Error('The module is not on the page.')
    const drag = await measure(page, async () => {
      await page.mouse.move(node.x + 40, node.y + node.height / 2)
      await page.mouse.down()
      await sweep(page, middle)
      await page.mouse.up()
    })
    const row = (name: string, { median, p95, longest }: Frames) =>
      `| ${name} | ${median.toFixed(1)} | ${p95.toFixed(1)} | ${longest.toFixed(0)} |`
    return [
      '## Canvas of the studio',
      '',
      `An experiment of ${moduleCount} modules in Chromium without a graphics processor, at 1280 × 900: times from frame to frame.`,
      '',
      '| what is done | median, ms | 95 of 100 within, ms | longest, ms |',
      '| --- | --- | --- | --- |',
      row('nothing', still),
      row('zoom', zoom),
      row('pan', pan),
      row('drag of a module', drag),
    ]
  } finally {
    await portals.close()
  }
}

/** Columns of modules that follow each other. */
function largeGraph(): object {
  const rows = moduleCount / columnCount
  const nodes: NodeText[] = []
  const edges: string[] = []
  for (let column = 0; column < columnCount; column++) {
    nodes.push([`c${column}r0: enter-data-manually`, { dataFormat: 'csv', hasHeader: true, data: 'a,b\n1,2' }])
    for (let row = 1; row < rows; row++) {
      nodes.push([`c${column}r${row}: remove-duplicate-rows`])
      const source = row === 1 ? 'dataset' : 'resultsDataset'
      edges.push(`c${column}r${row - 1}.${source} > c${column}r${row}.dataset`)
    }
  }
  const graph = graphOf(nodes, edges) as { readonly nodes: readonly { readonly id: string }[] }
  return {
    ...graph,
    nodes: graph.nodes.map((node) => {
      const [, column = '0', row = '0'] = /^c(\d+)r(\d+)$/.exec(node.id) ?? []
      return { ...node, position: { x: 260 * Number(column), y: 100 * Number(row) } }
    }),
  }
}

/** In circles around a point, as a hand does. */
async function sweep(page: Page, { x, y }: { readonly x: number; readonly y: number }): Promise<void> {
  for (let step = 0; step < 90; step++) {
    const angle = step / 8
    await page.mouse.move(x + 160 * Math.cos(angle), y + 120 * Math.sin(angle))
  }
}

async function measure(page: Page, action: () => Promise<unknown>): Promise<Frames> {
  await page.evaluate(`(() => {
    window.frameTimes = []
    let last = performance.now()
    const note = (now) => {
      window.frameTimes.push(now - last)
      last = now
      window.frameRequest = requestAnimationFrame(note)
    }
    window.frameRequest = requestAnimationFrame(note)
  })()`)
  await action()
  const times = await page.evaluate<number[]>('cancelAnimationFrame(window.frameRequest), window.frameTimes.slice(1)')
  const sorted = times.toSorted((one, other) => one - other)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
  return { median: at(0.5), p95: at(0.95), longest: at(1) }
}
