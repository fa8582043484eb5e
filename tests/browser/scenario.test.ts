import { afterAll, beforeAll, expect, it } from 'vitest'
import { openPortals, type PortalBrowser, type Visitor } from '../support/browser.ts'
import { describeInBrowser } from '../support/describe-in-browser.ts'
import { runBatch } from '../support/scenario/batch-steps.ts'
import { type CanvasHands, canvasKeyboard, canvasMouse } from '../support/scenario/canvas-hands.ts'
import { type Hands, keyboard, mouse } from '../support/scenario/hands.ts'
import { makeApi, tryScoring } from '../support/scenario/portal-steps.ts'
import { buildExperiment, publishExperiment } from '../support/scenario/studio-steps.ts'
import { findCalls, openAgain, rememberPages } from '../support/scenario/usage-steps.ts'

const size = { width: 1440, height: 900 }

describeInBrowser('the tutorial', () => {
  let portals: PortalBrowser
  beforeAll(async () => {
    portals = await openPortals()
  })
  afterAll(() => portals?.close())

  it('is followed from a blank experiment to its calls in the figures of the gateway, by mouse', {
    timeout: 900_000,
  }, async () => {
    const visitor = await portals.visit({ size })
    const visited = rememberPages(visitor)
    await follow(visitor, mouse, canvasMouse(visitor.page), 'demoazureml')
    await openAgain(visitor, visited())
    expect(visitor.faults).toEqual([])
  })

  it('is followed by keyboard alone', { timeout: 700_000 }, async () => {
    const visitor = await portals.visit({ size })
    await follow(visitor, keyboard(visitor.page), canvasKeyboard(visitor.page), 'demokeys')
    expect(visitor.faults).toEqual([])
  })

  async function follow(visitor: Visitor, hands: Hands, canvas: CanvasHands, instance: string): Promise<void> {
    const name = instance === 'demoazureml' ? 'SimpleFeatureHashingExperiment' : 'KeysExperiment'
    await buildExperiment(visitor, hands, canvas, name)
    const scoring = await publishExperiment(visitor, hands, name)
    await makeApi(visitor, hands, instance)
    await tryScoring(visitor, hands, scoring)
    await runBatch(visitor, hands, { instance, experiment: name, scoring, folder: portals.sluice.dataFolder })
    await findCalls(visitor, hands, instance)
  }
})
