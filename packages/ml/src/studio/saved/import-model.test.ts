import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { provideOnnxAddOn } from '../../../../../tests/support/onnx-add-on.ts'
import { startMachineLearning } from '../../machine-learning.fixture.ts'
import { classifierOf, linearRegressor } from '../../onnx/onnx-model.fixture.ts'

let addOn: string
beforeAll(async () => {
  addOn = await provideOnnxAddOn()
}, 300_000)

async function start(onnxFolder: string) {
  const role = await startMachineLearning({ onnxFolder })
  const base = `/workspaces/${role.workspaceId}`
  const upload = async (file: Uint8Array) => {
    const made = await role.send({
      method: 'POST',
      target: `/studio${base}/uploads`,
      headers: [
        ...['Authorization', 'Bearer automation-token', 'Tus-Resumable', '1.0.0', 'Upload-Length', String(file.length)],
        ...['Content-Type', 'application/offset+octet-stream'],
      ],
      body: file,
    })
    return made.header('location')?.split('/').at(-1) ?? ''
  }
  const importModel = (body: object) => role.studio('POST', `${base}/trained-models/import`, body)
  return { ...role, base, upload, importModel }
}

describe('an ONNX file', () => {
  it('becomes a trained model that is seen like any other, and its upload goes', async () => {
    const { studio, base, upload, importModel } = await start(addOn)
    const uploadId = await upload(linearRegressor)
    const made = await importModel({ uploadId, name: 'Prices', featureColumns: ['a', 'b', 'c'] })
    expect(made).toMatchObject({
      status: 201,
      body: { name: 'Prices', experimentId: null, shape: { learner: 'import-onnx-model', task: 'foreign' } },
    })
    const { id } = made.body
    expect((await studio('GET', `${base}/trained-models/${id}/view`)).body).toMatchObject({
      title: 'Import ONNX Model',
      featureColumns: [{ name: 'a' }, { name: 'b' }, { name: 'c' }],
    })
    expect((await studio('GET', `${base}/uploads/${uploadId}`)).status).toBe(404)
    const next = await importModel({ uploadId: await upload(classifierOf(2)), name: 'x', newVersionOf: id })
    expect(next.body).toMatchObject({ name: 'Prices', familyId: id })
  })

  it('is refused where the add-on is missing, and where it is none; the upload stays for another attempt', async () => {
    const without = await start(join(tmpdir(), 'nothing-here'))
    const uploadId = await without.upload(linearRegressor)
    const refused = await without.importModel({ uploadId, name: 'Prices' })
    expect([refused.status, refused.body.error.message]).toEqual([400, expect.stringContaining('npx sluice add onnx')])
    expect((await without.studio('GET', `${without.base}/uploads/${uploadId}`)).status).toBe(200)
    const { upload, importModel } = await start(addOn)
    expect((await importModel({ uploadId: await upload(Buffer.from('x')), name: 'Prices' })).status).toBe(400)
  })
})
