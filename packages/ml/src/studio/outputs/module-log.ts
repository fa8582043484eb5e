import { createReadStream } from 'node:fs'
import { logFileName } from '../../experiments/output-manifest.ts'
import { readModuleOfRun } from '../../experiments/run-outputs.ts'
import { defineStudioRoute } from '../studio-route.ts'
import { runPath, tag } from './output-place.ts'

export const readModuleLog = defineStudioRoute({
  method: 'GET',
  path: `${runPath}/modules/{node}/log`,
  tag,
  summary: 'Gives the whole log of a module.',
  needs: 'read',
  answers: { 200: { contentType: 'text/plain' } },
  async handle({ workspaceId, params: { experimentId, runId, node } }, { store, artifacts }) {
    const module = await readModuleOfRun(store, { workspaceId, experimentId }, runId, node)
    const key = module.logArtifact ?? module.artifact
    const artifact = key === undefined ? undefined : await artifacts.find(key)
    const contentType = 'text/plain; charset=utf-8'
    if (artifact !== undefined)
      return { status: 200, stream: createReadStream(artifact.path(logFileName)), contentType }
    // While it runs, its last lines are all there is.
    const lines = module.logTail.map((line) => `${line}\n`).join('')
    return { status: 200, stream: onePiece(Buffer.from(lines)), contentType }
  },
})

async function* onePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
