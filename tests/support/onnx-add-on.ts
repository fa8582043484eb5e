import { join } from 'node:path'
import { addOnPath } from '@sluice/contracts/add-ons'
import { installAddOn } from '../../apps/server/src/add-ons/install-add-on.ts'

/** Beside what is installed, and shared by all tests of this clone: 290 MB are fetched once. */
const cache = join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'sluice')

/** Adds the runtime for ONNX models where tests find it. @returns its folder */
export async function provideOnnxAddOn(): Promise<string> {
  await installAddOn('onnx', cache)
  return join(cache, addOnPath('onnx'))
}
