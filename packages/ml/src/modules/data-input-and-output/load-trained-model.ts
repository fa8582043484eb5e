import { AppError, modelShape } from '@sluice/contracts'
import * as z from 'zod'
import { unpackValue } from '../../artifacts/pack.ts'
import { defineModule } from '../define-module.ts'
import type { Model, Packable } from '../port-values.ts'

/** @see reference: AzureML, 4.5 */
export const loadTrainedModel = defineModule({
  id: 'load-trained-model',
  title: 'Load Trained Model',
  category: 'Data Input and Output',
  summary: 'Reads a trained model from a file on the web or in blob storage.',
  remarks: `The file is one that this program wrote, such as the model that a retraining service puts into blob storage.
In a web service it is read when the service is made ready for calls, not for each call.`,
  inputs: {},
  outputs: { trainedModel: { type: 'trained-model', title: 'Trained model' } },
  parameters: z.strictObject({
    url: z.url({ protocol: /^https?$/ }).meta({
      title: 'URL',
      description: 'Address of the file; of a blob, one that is public or carries a shared access signature.',
    }),
    allowInRrs: z.boolean().default(false).meta({
      title: 'Allow to use in RRS',
      description: 'Whether a request-response service may contain this module: its first call waits for the file.',
    }),
  }),
  errors: ['DownloadFailed', 'DataInvalid', 'ModelNotTrained'],
  // What is at the address may change.
  isCached: () => false,
  outputShapes: () => ({ trainedModel: undefined }),
  async run(_, { url }, { outgoing, signal }) {
    const address = url.replace(/\?.*$/s, '')
    const response = await outgoing.fetch(url, { signal }).catch((cause: Error) => {
      signal.throwIfAborted()
      throw new AppError('DownloadFailed', { address, reason: cause.message }, { cause })
    })
    if (!response.ok) {
      throw new AppError('DownloadFailed', { address, reason: `The answer was ${response.status}.` })
    }
    return { trainedModel: toTrainedModel(unpackValue(new Uint8Array(await response.arrayBuffer()), address), address) }
  },
})

function toTrainedModel(value: Packable, name: string): Model {
  const { kind, shape, parameters, state } = (value ?? {}) as { readonly [Part in keyof Model]?: Packable }
  const known = modelShape.safeParse(shape)
  if (kind !== 'model' || !known.success || parameters === undefined) {
    throw new AppError('DataInvalid', { dataset: name, reason: 'It holds no model.' })
  }
  if (state === undefined || (known.data.training === undefined && known.data.task !== 'foreign')) {
    throw new AppError('ModelNotTrained', { model: name })
  }
  return { kind, shape: known.data, parameters: parameters as Model['parameters'], state }
}
