import { AppError } from '@sluice/contracts'
import * as z from 'zod'
import { importOnnxFile, onnxLearner, onnxShape } from '../../onnx/import-onnx-file.ts'
import { onnxAddOnFolder } from '../../onnx/onnx-runtime.ts'
import { createOnnxScorer } from '../../onnx/onnx-scorer.ts'
import { defineModule } from '../define-module.ts'
import { readWebFile } from './read-file.ts'

const fromUrl = { source: ['url'] }

/** @param folder where `sluice add onnx` put the runtime */
export const createImportOnnxModel = (folder: string) =>
  defineModule({
    id: onnxLearner,
    title: 'Import ONNX Model',
    category: 'Data Input and Output',
    summary: 'Brings in a model that was trained elsewhere and saved as an ONNX file, for Score Model.',
    remarks: `Needs onnxruntime-node, which \`npx sluice add onnx\` puts into the installation.

A model with one input takes the feature columns that are named here, else every feature column of the dataset, in
order; one with several inputs takes a column of the same name for each. Numbers, Booleans and times (in days) go into
tensors of numbers, any column into one of strings. A missing value is NaN for a model that takes fractions; a row that
lacks a whole number or a text gets no score.

A model that gives a label and probabilities scores as Score Model does: Scored Labels and Scored Probabilities for two
classes, a column for each of several. A single number becomes Scored Labels. Other outputs stand under their own names.
Probabilities must be a tensor: convert scikit-learn's classifiers with zipmap=False.

Each row goes through the model by itself, so that it gets the same score from every service.`,
    inputs: {},
    outputs: { trainedModel: { type: 'trained-model', title: 'Trained model' } },
    parameters: z.strictObject({
      source: z
        .enum(['url', 'text'])
        .default('url')
        .meta({
          title: 'Source of the file',
          description: 'Where the ONNX file comes from.',
          valueTitles: { url: 'Web URL', text: 'Text in Base64' },
        }),
      url: z.string().max(4000).default('').meta({
        title: 'URL',
        description: 'Address of the file; of a blob, one that is public or carries a shared access signature.',
        visibleWhen: fromUrl,
      }),
      text: z
        .string()
        .max(32_000_000)
        .default('')
        .meta({
          title: 'File in Base64',
          description: 'The file itself, as `base64 model.onnx` writes it.',
          visibleWhen: { source: ['text'] },
          editor: 'text',
        }),
      featureColumns: z.array(z.string()).default([]).meta({
        title: 'Feature columns',
        description: 'Names of the columns that a single input takes, in order; left empty, every feature column.',
        editor: 'list',
      }),
      classes: z.array(z.string()).default([]).meta({
        title: 'Classes',
        description: 'Names of the classes in the order of the probabilities; left empty, numbers from 0.',
        editor: 'list',
      }),
    }),
    errors: ['ParameterNotParsed', 'AddressInvalid', 'DownloadFailed', 'DataInvalid', 'LibraryException'],
    // What is at the address may change.
    isCached: ({ source }) => source === 'text',
    learner: createOnnxScorer(folder),
    outputShapes: () => ({ trainedModel: onnxShape }),
    async run(_, { source, url, text, featureColumns, classes }, context) {
      const file = source === 'text' ? fromBase64(text) : (await readWebFile(url, context)).bytes
      const { model, state } = await importOnnxFile(folder, file, { featureColumns, classes })
      const names = state.inputs.map(({ name, type, width }) => `${name} (${type}, ${width ?? 'any number of'} a row)`)
      context.log(`Inputs: ${names.join(', ')}.`)
      context.log(
        `Outputs: ${state.outputs.map(({ name, type, width }) => `${name} (${type}, ${width} a row)`).join(', ')}.`,
      )
      return { trainedModel: model }
    },
  })

export const importOnnxModel = createImportOnnxModel(onnxAddOnFolder)

function fromBase64(text: string): Uint8Array {
  const compact = text.replace(/\s/g, '')
  if (compact === '' || !/^[A-Za-z0-9+/]+={0,2}$/.test(compact)) {
    throw new AppError('ParameterNotParsed', { parameter: 'File in Base64', reason: 'It is no text in Base64.' })
  }
  return Uint8Array.from(Buffer.from(compact, 'base64'))
}
