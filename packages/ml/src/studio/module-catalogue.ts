import { AppError } from '@sluice/contracts'
import { findModule } from '@sluice/dataflow'
import * as z from 'zod'
import { describeModule, describeModules } from '../modules/catalogue.ts'
import type { Module } from '../modules/module.ts'
import { defineStudioRoute } from './studio-route.ts'

const tag = 'Modules'
const collection = '/workspaces/{workspaceId}/modules'

const port = z.object({ name: z.string(), type: z.string(), title: z.string().optional() })
const moduleAnswer = z
  .object({
    id: z.string(),
    title: z.string(),
    category: z.array(z.string()).describe('Places in the palette, the outer first'),
    summary: z.string(),
    remarks: z.array(z.string()),
    rowWise: z.boolean(),
    webServicePort: z.enum(['input', 'output']).optional(),
    inputs: z.array(port),
    outputs: z.array(port),
    parameters: z.array(z.object({ name: z.string(), title: z.string(), schema: z.record(z.string(), z.unknown()) })),
    errors: z.array(z.object({ number: z.string(), code: z.string(), message: z.string(), remedy: z.string() })),
  })
  .describe('What palette and property form are drawn from')

export const listModules = defineStudioRoute({
  method: 'GET',
  path: collection,
  tag,
  summary: 'Lists the modules of this installation, in the order of the palette.',
  needs: 'read',
  answers: { 200: z.strictObject({ value: z.array(moduleAnswer) }) },
  handle: (_, { modules }) => ({ status: 200, body: { value: describeModules(modules) } }),
})

export const readModule = defineStudioRoute({
  method: 'GET',
  path: `${collection}/{moduleId}`,
  tag,
  summary: 'Reads what a module takes, gives and can be set to.',
  needs: 'read',
  answers: { 200: moduleAnswer },
  handle({ params: { moduleId } }, { modules }) {
    const module = findModule(modules, moduleId) as Module | undefined
    if (module === undefined) throw new AppError('ModuleUnknown', { module: moduleId })
    return { status: 200, body: describeModule(module) }
  },
})
