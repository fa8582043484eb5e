import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { AppError, addOnPath, addOns } from '@sluice/contracts'

/** Types of tensors that are made and read here. */
export const tensorTypes = ['float32', 'float64', 'int64', 'int32', 'int16', 'int8', 'uint8', 'bool', 'string'] as const
export type TensorType = (typeof tensorTypes)[number]

export interface OnnxTensor {
  readonly type: string
  readonly dims: readonly number[]
  readonly data: ArrayLike<number | bigint | string | boolean>
}

export interface OnnxValueMetadata {
  readonly name: string
  readonly isTensor: boolean
  readonly type?: string
  /** Numbers, or names of sizes that are known when it is called. */
  readonly shape?: readonly (number | string)[]
}

export interface OnnxSession {
  readonly inputMetadata: readonly OnnxValueMetadata[]
  readonly outputMetadata: readonly OnnxValueMetadata[]
  run(feeds: Readonly<Record<string, OnnxTensor>>): Promise<Readonly<Record<string, OnnxTensor>>>
}

/** What is used of onnxruntime-node. */
export interface OnnxRuntime {
  readonly InferenceSession: { create(model: Uint8Array, options: object): Promise<OnnxSession> }
  readonly Tensor: new (type: string, data: unknown, dims: readonly number[]) => OnnxTensor
}

const installation = join(import.meta.dirname, '..', '..', '..', '..')
export const onnxAddOnFolder = join(installation, addOnPath('onnx'))

/** @throws AppError `LibraryException` with what to do when the add-on is not there */
export function loadOnnxRuntime(folder: string): OnnxRuntime {
  const { package: name } = addOns.onnx
  if (!existsSync(join(folder, 'node_modules', name, 'package.json'))) {
    const details = `ONNX models need ${name}, which is not part of every installation. Run \`npx sluice add onnx\` on this machine, then try again.`
    throw new AppError('LibraryException', { details })
  }
  try {
    return createRequire(join(folder, 'package.json'))(name) as OnnxRuntime
  } catch (cause) {
    const details = `${name} cannot be loaded on this machine: ${(cause as Error).message}`
    throw new AppError('LibraryException', { details }, { cause })
  }
}

/** One thread, so that a model gives the same on every machine and leaves the other cores to other calls. */
const sessionOptions = { intraOpNumThreads: 1, interOpNumThreads: 1, executionMode: 'sequential', logSeverityLevel: 4 }

/** @throws AppError `LibraryException` when it is no model that the runtime can open */
export async function openOnnxSession(runtime: OnnxRuntime, model: Uint8Array): Promise<OnnxSession> {
  try {
    return await runtime.InferenceSession.create(model, sessionOptions)
  } catch (cause) {
    throw new AppError('LibraryException', { details: (cause as Error).message }, { cause })
  }
}
