import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { modelShape, tableSchema, transformationShape } from '@sluice/contracts'
import { portTypes } from '@sluice/dataflow'
import type { Artifact } from '@sluice/platform'
import * as z from 'zod'
import { hashValue } from './recipe.ts'

export const manifestFileName = 'manifest.json'
export const logFileName = 'log.txt'

const fileHash = z.string().regex(/^[0-9a-f]{64}$/)

const outputFile = z.strictObject({
  type: z.enum(portTypes),
  /** Name of the file in the folder. */
  file: z.string(),
  byteCount: z.int().min(0),
  /** SHA-256 of the file. */
  sha256: fileHash,
  shape: z.union([tableSchema, modelShape, transformationShape]),
  /** Of tables. */
  rowCount: z.int().min(0).optional(),
  /** Bytes that the table takes in memory. */
  memoryBytes: z.number().min(0).optional(),
})
export type OutputFile = Readonly<z.infer<typeof outputFile>>

/** What stands in a folder of outputs: written last, so that a folder without it is none. */
export const outputManifest = z.strictObject({
  module: z.string(),
  codeVersion: z.int(),
  createdAt: z.string(),
  elapsedMs: z.number().min(0),
  usedSeed: z.boolean(),
  ports: z.record(z.string(), outputFile),
  logLineCount: z.int().min(0),
})
export type OutputManifest = Readonly<z.infer<typeof outputManifest>>

/** What stands for a value in recipes: its bytes and what is known of it. */
export const hashOutput = ({ sha256, shape }: OutputFile): string => hashValue([sha256, shape])

/** @returns undefined when the manifest is gone or cannot be read */
export async function readManifest(artifact: Artifact): Promise<OutputManifest | undefined> {
  let text: string
  try {
    text = await readFile(artifact.path(manifestFileName), 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  try {
    return outputManifest.parse(JSON.parse(text))
  } catch {
    // Whatever it is, it tells nothing about the files beside it.
    return undefined
  }
}

/** Whether every file is there with the right length, and, where `isThorough`, with the right bytes. */
export async function areFilesWhole(
  artifact: Artifact,
  { ports }: OutputManifest,
  isThorough: boolean,
): Promise<boolean> {
  for (const { file, byteCount, sha256 } of Object.values(ports)) {
    const path = artifact.path(file)
    const found = await stat(path).catch(() => undefined)
    if (found?.size !== byteCount) return false
    if (isThorough && (await hashFile(path)) !== sha256) return false
  }
  return true
}

export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path, { highWaterMark: 262_144 })) hash.update(piece as Buffer)
  return hash.digest('hex')
}
