import * as z from 'zod'

export const storageAccountAnswer = z.strictObject({
  name: z.string(),
  key: z.string(),
  endpoint: z.string().nullable().describe('Where callers reach it; null while the storage does not run'),
  connectionString: z.string().nullable(),
})
export type StorageAccountAnswer = Readonly<z.infer<typeof storageAccountAnswer>>

export const containerListAnswer = z.strictObject({
  value: z.array(z.strictObject({ name: z.string(), modifiedAt: z.string() })),
  next: z.string().nullable(),
})
export type ContainerListAnswer = Readonly<z.infer<typeof containerListAnswer>>

export const blobAnswer = z.strictObject({
  name: z.string(),
  bytes: z.int().min(0),
  contentType: z.string(),
  modifiedAt: z.string(),
  tag: z.string().describe('Changes with the blob'),
})
export type BlobAnswer = Readonly<z.infer<typeof blobAnswer>>

export const blobListAnswer = z.strictObject({
  value: z.array(blobAnswer),
  prefixes: z.array(z.string()),
  next: z.string().nullable(),
})
export type BlobListAnswer = Readonly<z.infer<typeof blobListAnswer>>

export const storageLinkAnswer = z.strictObject({
  url: z.string(),
  token: z.string().describe('With its question mark'),
  expiresAt: z.string(),
})
export type StorageLinkAnswer = Readonly<z.infer<typeof storageLinkAnswer>>
