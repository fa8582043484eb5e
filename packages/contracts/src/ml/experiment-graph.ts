import * as z from 'zod'

const nodeId = z.string().min(1).max(64)
const portName = z.string().min(1)

/** A module as it stands in an experiment, with what was set on it. */
export const experimentNode = z.strictObject({
  id: nodeId,
  /** Id of the module in the registry. */
  module: z.string().min(1),
  /** Only what was set; the module's own defaults fill the rest. */
  parameters: z.record(z.string(), z.json()).default({}),
  /** Parameter of the module → name of the web-service parameter that sets it. */
  webServiceParameters: z.record(z.string(), z.string()).default({}),
  comment: z.string().max(1000).optional(),
  position: z.strictObject({ x: z.number(), y: z.number() }).optional(),
})
export type ExperimentNode = Readonly<z.infer<typeof experimentNode>>

const portReference = z.strictObject({ node: nodeId, port: portName })

export const experimentEdge = z.strictObject({ from: portReference, to: portReference })
export type ExperimentEdge = Readonly<z.infer<typeof experimentEdge>>

/** A parameter that a call may set; without a default it must. */
export const webServiceParameter = z.strictObject({
  name: z.string().min(1).max(100),
  defaultValue: z.json().optional(),
  description: z.string().max(1000).optional(),
})
export type WebServiceParameter = Readonly<z.infer<typeof webServiceParameter>>

/** Modules that are drawn with a frame and a title around them; it changes nothing of what is run. */
export const experimentGroup = z.strictObject({
  id: nodeId,
  title: z.string().max(200),
  nodes: z.array(nodeId),
})
export type ExperimentGroup = Readonly<z.infer<typeof experimentGroup>>

/** @see reference: AzureML, 4.1 */
export const experimentGraph = z.strictObject({
  nodes: z.array(experimentNode).default([]),
  edges: z.array(experimentEdge).default([]),
  webServiceParameters: z.array(webServiceParameter).default([]),
  groups: z.array(experimentGroup).optional(),
})
export type ExperimentGraph = Readonly<z.infer<typeof experimentGraph>>
